//! `fit.json`: whole fits.

use kerust::contract::Metrics;
use kerust::contract::{LossAfter, RowFor};
use kerust::history::History;
use kerust::model::{InputRow, Sequential};
use kerust::prelude::*;
use kerust::shape::Shape;
use serde_json::Value;

use super::arrays::{classes, model, rows, x};
use super::optimizer_of::{adam, sgd};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{self, count, counts, list, number, numbers, read, text};

model! { struct Softmax < Dense<3, 4>(relu), Dense<4, 3>(softmax) > }
model! { struct Regression < Dense<3, 4>(tanh), Dense<4, 1> > }
model! { struct Binary < Dense<3, 6>(sigmoid), Dense<6, 1>(sigmoid) > }
model! { struct ActivationLayer < Dense<3, 4>, Activation(softmax) > }

const SOFTMAX: [&str; 2] = [
    "Dense(4, activation='relu')",
    "Dense(3, activation='softmax')",
];

/// Compares all runs.
pub fn compare(report: &mut Report) {
    for run in list(&read("fit.json")["runs"]) {
        let fit = &run["fit"];
        let (epochs, batch_size) = (count(&fit["epochs"]), count(&fit["batch_size"]));
        let optimizer = &run["optimizer"];
        match text(&run["name"]) {
            "softmax" => {
                let net = model::<Softmax>(run, &SOFTMAX);
                expect(run, "Adam", "sparse_categorical_crossentropy", "accuracy");
                let mut net = compile!(
                    net,
                    optimizer = adam(optimizer),
                    loss = sparse_categorical_crossentropy,
                    metrics = [accuracy],
                );
                let (x, y) = (x::<Softmax>(run), classes::<u8>(&run["y"]));
                let fit = net.fit(&x, &y).epochs(epochs).batch_size(batch_size);
                let fit = fit.validation_split(number(&run["fit"]["validation_split"]));
                let history = fit.shuffle(false).run().expect("good data");
                judge(report, "fit.json", run, &net, &history);
            }
            "regression" => {
                let net = model::<Regression>(run, &["Dense(4, activation='tanh')", "Dense(1)"]);
                expect(run, "SGD", "mse", "mae");
                let optimizer = sgd(optimizer);
                let mut net = compile!(net, optimizer = optimizer, loss = mse, metrics = [mae]);
                // Labels as single numbers, not as rows of one.
                let (x, y): (_, Vec<f32>) = (x::<Regression>(run), rows(&run["y"]));
                let validation_x = rows::<[f32; 3]>(&run["validation_x"]);
                let validation_y = rows::<f32>(&run["validation_y"]);
                let fit = net.fit(&x, &y).epochs(epochs).batch_size(batch_size);
                let fit = fit.validation_data(&validation_x, &validation_y);
                let history = fit.shuffle(false).run().expect("good data");
                judge(report, "fit.json", run, &net, &history);
            }
            "binary" => {
                let layers = [
                    "Dense(6, activation='sigmoid')",
                    "Dense(1, activation='sigmoid')",
                ];
                expect(run, "Adam", "binary_crossentropy", "accuracy");
                // The three types of labels that a single output takes.
                let labels = classes::<u8>(&run["y"]);
                let bools: Vec<bool> = labels.iter().map(|label| *label == 1).collect();
                let floats: Vec<f32> = labels.iter().copied().map(f32::from).collect();
                macro_rules! fit {
                    ($y:expr) => {{
                        let mut net = compile!(
                            model::<Binary>(run, &layers),
                            optimizer = adam(optimizer),
                            loss = binary_crossentropy,
                            metrics = [accuracy],
                        );
                        let x = x::<Binary>(run);
                        let fit = net.fit(&x, $y).epochs(epochs).batch_size(batch_size);
                        let history = fit.shuffle(false).run().expect("good data");
                        judge(report, "fit.json", run, &net, &history);
                    }};
                }
                fit!(&labels);
                fit!(&bools);
                fit!(&floats);
            }
            "activation_layer" => {
                let layers = ["Dense(4)", "Activation('softmax')"];
                expect(run, "SGD", "categorical_crossentropy", "accuracy");
                let mut net = compile!(
                    model::<ActivationLayer>(run, &layers),
                    optimizer = sgd(optimizer),
                    loss = categorical_crossentropy,
                    metrics = [accuracy],
                );
                let (x, y) = (x::<ActivationLayer>(run), rows::<[f32; 4]>(&run["y"]));
                let fit = net.fit(&x, &y).epochs(epochs).batch_size(batch_size);
                let history = fit.shuffle(false).run().expect("good data");
                judge(report, "fit.json", run, &net, &history);
            }
            "callbacks" => callbacks(report, run, [epochs, batch_size]),
            other => panic!("fit.json has a run that this test does not know: {other}"),
        }
    }
}

/// The run in which both callbacks fire.
fn callbacks(report: &mut Report, run: &Value, [epochs, batch_size]: [usize; 2]) {
    expect(run, "Adam", "sparse_categorical_crossentropy", "accuracy");
    let given: Vec<&str> = list(&run["callbacks"]).iter().map(text).collect();
    let known = [
        "ReduceLROnPlateau(monitor='val_loss', factor=0.5, patience=1)",
        "EarlyStopping(monitor='val_accuracy', patience=3, restore_best_weights=True)",
    ];
    assert_eq!(given, known, "the callbacks of fit.json");
    let mut net = compile!(
        model::<Softmax>(run, &SOFTMAX),
        optimizer = adam(&run["optimizer"]),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let stopping = EarlyStopping::new().monitor::<val_accuracy>().patience(3);
    let mut stopping = stopping.restore_best_weights(true);
    let (x, y) = (x::<Softmax>(run), classes::<u8>(&run["y"]));
    let history = fit!(
        net,
        &x,
        &y,
        epochs = epochs,
        batch_size = batch_size,
        validation_split = number(&run["fit"]["validation_split"]),
        shuffle = false,
        callbacks = [
            ReduceLROnPlateau(monitor = val_loss, factor = 0.5, patience = 1),
            &mut stopping,
        ],
        verbose = 0,
    );
    let history = history.expect("good data");
    judge(report, "fit.json", run, &net, &history);
    let (stopped, best) = (count(&run["stopped_epoch"]), count(&run["best_epoch"]));
    report.equal(
        "callbacks: stopped epoch",
        Some(stopped),
        stopping.stopped_epoch(),
    );
    report.equal("callbacks: best epoch", best, stopping.best_epoch());
}

/// What this test compiles with is what the run was compiled with.
fn expect(run: &Value, optimizer: &str, loss: &str, metric: &str) {
    let given = (
        text(&run["optimizer"]["name"]),
        text(&run["loss"]),
        list(&run["metrics"]).iter().map(text).collect::<Vec<_>>(),
    );
    let name = &run["name"];
    assert_eq!(
        given,
        (optimizer, loss, vec![metric]),
        "compile() of {name}"
    );
}

/// History, weights and predictions after a fit, a run of the fixture `file`.
pub fn judge<M, O, L, Ms>(
    report: &mut Report,
    file: &str,
    run: &Value,
    net: &Compiled<M, O, L, Ms>,
    history: &History,
) where
    M: Sequential,
    InputRow<M>: RowFor<M::Input>,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    let place = text(&run["name"]);
    let series = run["history"].as_object().expect("a table");
    let own: Vec<&str> = history.iter().map(|(name, _)| name).collect();
    let keys = names_in_order(file, place, series.keys().map(String::as_str).collect());
    report.equal(format!("{place}: names in the history"), keys, own);
    for (name, expected) in series {
        let (place, got) = (format!("{place}, history, `{name}`"), history.get(name));
        let (expected, got) = (numbers(expected), got.unwrap_or_default());
        report.compare("fits: history", place, Tolerance::TRAINED, &expected, got);
    }
    let epochs: Vec<usize> = (0..list(&run["history"]["loss"]).len()).collect();
    report.equal(format!("{place}: epochs"), &epochs[..], history.epochs());
    report.weights(
        "fits: final weights",
        place,
        &run["final_weights"],
        net.model(),
    );
    let got = net.predict_batch(&x::<M>(run)).expect("rows in memory");
    let expected = &run["predictions"];
    report.rows(
        "fits: predictions",
        place,
        Tolerance::TRAINED,
        expected,
        &got,
    );
    let outputs = counts(&expected["shape"])[1..].to_vec();
    report.equal(
        format!("{place}: output's shape"),
        outputs,
        M::Output::DIMS.axes().to_vec(),
    );
}

/// The names of a run's history as the file orders them; a parsed table has forgotten it.
fn names_in_order<'a>(file: &str, run: &str, mut names: Vec<&'a str>) -> Vec<&'a str> {
    let file = fixtures::source(file);
    let after = |text: &str, start: usize| {
        let found = file[start..].find(text);
        start + found.unwrap_or_else(|| panic!("no {text} after byte {start}"))
    };
    let history = after("\"history\"", after(&format!("\"name\": \"{run}\""), 0));
    names.sort_by_key(|name| after(&format!("\"{name}\":"), history));
    names
}
