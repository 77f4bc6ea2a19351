//! Runs that were worked out by hand or noted from real Keras, with numbers in this file.

use kerust::metrics::{Mean, UpdateState};
use kerust::model::Array;
use kerust::prelude::*;

use super::report::{Report, Tolerance};

model! { struct Line < Dense<1, 1> > }
model! { struct Tanh < Dense<3, 4>(tanh), Dense<4, 1> > }

/// Compares all of them.
pub fn compare(report: &mut Report) {
    epoch_means(report);
    two_epochs_of_single_rows(report);
    pattern(report);
    accuracies(report);
}

fn line(kernel: f32) -> Box<Line> {
    let mut line = Line::new(0);
    line.dense_mut().kernel().set([kernel]);
    line
}

/// The loss of an epoch is the mean of its rows, not of its batches, the last of which is smaller.
fn epoch_means(report: &mut Report) {
    let optimizer = SGD::new().learning_rate(0.0);
    let mut net = compile!(
        line(1.0),
        optimizer = optimizer,
        loss = mse,
        metrics = [mae]
    );
    let (x, y) = ([0.0f32, 1.0, 2.0, 3.0, 4.0], [0.0f32; 5]);
    let fit = net.fit(&x, &y).batch_size(2).shuffle(false);
    let history = fit.run().expect("good data");
    let got = [history["loss"][0], history["mae"][0]];
    let tolerance = Tolerance::EXACT;
    report.compare(
        "worked: means",
        "5 rows in batches of 2",
        tolerance,
        &[6.0, 2.0],
        &got,
    );
}

/// The loss is that before each update.
fn two_epochs_of_single_rows(report: &mut Report) {
    let optimizer = SGD::new().learning_rate(0.1);
    let mut net = compile!(line(1.0), optimizer = optimizer, loss = mse);
    let (x, y) = ([1.0f32, 2.0], [0.0f32; 2]);
    let fit = net.fit(&x, &y).batch_size(1).epochs(2).shuffle(false);
    let history = fit.run().expect("good data");
    let (kernel, bias) = (
        net.model().dense().kernel()[[0, 0]],
        net.model().dense().bias()[[0]],
    );
    let got = [history["loss"][0], history["loss"][1], kernel, bias];
    let expected = [1.48, 0.039_168, 0.2304, -0.4608];
    let place = "2 epochs of single rows";
    report.compare("worked: steps", place, Tolerance::TRAINED, &expected, &got);
}

/// Weights and rows from a pattern; every array is filled flat, biases too.
fn pattern(report: &mut Report) {
    let mut net = Tanh::new(0);
    let arrays = net.get_weights().into_iter().map(|array| Array {
        values: (0..array.values.len())
            .map(|i| ((3 * i % 7) as f32 - 3.0) * 0.1)
            .collect(),
        ..array
    });
    let arrays: Vec<_> = arrays.collect();
    net.set_weights(&arrays).expect("its own arrays");
    let x: [[f32; 3]; 10] = std::array::from_fn(|row| {
        std::array::from_fn(|column| ((5 * (3 * row + column) % 11) as f32 - 5.0) * 0.2)
    });
    let y = x.map(|row| row.iter().sum::<f32>() / 2.0);
    let optimizer = SGD::new().learning_rate(0.1).momentum(0.9).nesterov(true);
    let mut net = compile!(net, optimizer = optimizer, loss = mse, metrics = [mae]);
    let fit = net.fit(&x, &y).batch_size(4).epochs(3).shuffle(false);
    let history = fit.run().expect("good data");
    for (name, expected) in [
        ("loss", [0.170_764_4, 0.125_378_4, 0.087_255_22]),
        ("mae", [0.378_416_4, 0.265_066_5, 0.232_752_1]),
    ] {
        let place = format!("SGD with Nesterov's momentum, `{name}`");
        let (item, tolerance) = ("worked: history", Tolerance::TRAINED);
        report.compare(item, place, tolerance, &expected, &history[name]);
    }
}

/// An output of exactly 0.5 is class 0, and of equal outputs the first is the class.
fn accuracies(report: &mut Report) {
    let mut check = |place: &str, expected: f64, got: &Mean| {
        let (tolerance, got) = (Tolerance::EXACT, got.result());
        report.compare("worked: accuracy", place, tolerance, &[expected], &[got]);
    };
    let judge = accuracy::new();
    let mut binary = Mean::default();
    for (output, label) in [(0.1, 0.0), (0.9, 1.0), (0.4, 1.0), (0.6, 0.0), (0.5, 1.0)] {
        UpdateState::<[f32]>::update::<[f32; 1]>(&judge, &mut binary, &[output], &[label], 1, 1.0);
    }
    check("one output", 0.4, &binary);
    let (mut sparse, mut one_hot, mut tie) = (Mean::default(), Mean::default(), Mean::default());
    for (outputs, class) in [
        ([0.5, 0.5, 0.0], 0),
        ([0.2, 0.7, 0.1], 1),
        ([0.4, 0.3, 0.3], 2),
        ([0.1, 0.1, 0.8], 1),
    ] {
        let mut target = [0.0; 3];
        target[class] = 1.0;
        UpdateState::<usize>::update::<[f32; 3]>(&judge, &mut sparse, &outputs, &class, 3, 1.0);
        UpdateState::<[f32]>::update::<[f32; 3]>(&judge, &mut one_hot, &outputs, &target, 3, 1.0);
    }
    check("classes", 0.5, &sparse);
    check("one-hot rows", 0.5, &one_hot);
    UpdateState::<usize>::update::<[f32; 3]>(&judge, &mut tie, &[0.5, 0.5, 0.0], &1, 3, 1.0);
    check("the second of equals", 0.0, &tie);
}
