//! `own_loop.json`: the pieces of a training step one by one, as a loop with Keras' `GradientTape`
//! has them.

use kerust::layers::Pass;
use kerust::prelude::*;

use super::arrays::{classes, model, rows, x};
use super::optimizer_of::adam;
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{count, list, number, numbers, read};

model! { struct Net < Vector<5>, Rescaling(2.0, offset = 0.1), Dense<5, 8>(tanh), Dense<8, 3>(softmax) > }

const LAYERS: [&str; 3] = [
    "Rescaling(2.0, offset=0.1)",
    "Dense(8, activation='tanh')",
    "Dense(3, activation='softmax')",
];

/// Compares losses, norms, gradients of weights and inputs, and the weights at the end.
pub fn compare(report: &mut Report) {
    let run = &read("own_loop.json");
    let mut net = model::<Net>(run, &LAYERS);
    let (x, y) = (x::<Net>(run), classes::<u8>(&run["y"]));
    let weights: Vec<f32> = rows(&run["sample_weight"]);
    let (batch, clip) = (count(&run["batch_size"]), number(&run["clip"]) as f32);
    let loss = sparse_categorical_crossentropy::new();
    let metrics = (accuracy::new(),);

    let mut optimizer = adam(&run["optimizer"]).build::<Net>();
    let mut tape = GradientTape::<Net>::new(batch);
    let mut gradients = Gradients::new();
    let mut inputs = vec![[0.0; 5]; batch];
    let (mut losses, mut norms, mut accuracies) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..count(&run["epochs"]) {
        let mut totals = tape.totals::<sparse_categorical_crossentropy, _>(&metrics);
        let batches = x.chunks(batch).zip(y.chunks(batch));
        for ((x, y), weights) in batches.zip(weights.chunks(batch)) {
            let step = optimizer.iterations();
            tape.forward(&net, x, Pass::train(0, step));
            let judged = tape.loss_and_metrics(&loss, &metrics, y, &mut totals);
            judged.expect("good data");
            let value = tape.weighted_loss(&loss, y, weights);
            losses.push(value.expect("good data"));
            tape.gradient_with_inputs(&mut net, x, &mut gradients, &mut inputs[..x.len()]);
            let norm = gradients.norm();
            norms.push(norm);
            let raw = gradients.arrays();
            gradients.scale((clip / norm).min(1.0));
            optimizer.apply(&mut gradients, &mut net);
            if losses.len() == list(&run["losses"]).len() {
                let expected = list(&run["last_gradients"]);
                for (expected, got) in expected.iter().zip(raw) {
                    let (place, expected) = (got.name, numbers(&expected["data"]));
                    let item = "own loop: gradients";
                    report.compare(item, place, Tolerance::TRAINED, &expected, &got.values);
                }
                let (item, expected) = ("own loop: input gradient", &run["last_input_gradient"]);
                let inputs = &inputs[..x.len()];
                report.rows(item, "the last batch", Tolerance::TRAINED, expected, inputs);
            }
        }
        let state = &totals.metrics.0;
        accuracies.push(kerust::metrics::UpdateState::<usize>::result::<[f32; 3]>(
            &metrics.0, state,
        ));
    }
    for (item, name, got) in [
        ("own loop: losses", "losses", &losses),
        ("own loop: norms of gradients", "norms", &norms),
        ("own loop: metric", "accuracies", &accuracies),
    ] {
        let expected = numbers(&run[name]);
        report.compare(item, name, Tolerance::TRAINED, &expected, got);
        let (item, exact) = ("own loop: the first of each", Tolerance::EXACT);
        report.compare(item, name, exact, &expected[..1], &got[..1]);
    }
    let expected = &run["final_weights"];
    report.weights("own loop: final weights", "the end", expected, &*net);
}
