//! `graphs.json`: models of Keras' functional API.

use std::collections::BTreeSet;

use kerust::history::History;
use kerust::prelude::*;
use kerust::shape::Row;
use serde_json::Value;

use super::arrays::{classes, rows, weights};
use super::optimizer_of::{adam, sgd};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{count, list, number, numbers, read, text};

mod models;

use models::{CodeInTheMiddle, Cosine, Frozen, Residual, Siamese, Transfer, TwoByTwo};

/// The trainings of a case: `rows` and `held_out` are rows and labels; `outputs` are their numbers, of each output.
macro_rules! compare_case {
    (
        $case:ident, $report:ident, $net:ident, rows = ($x:expr, $y:expr), held_out = ($val_x:expr, $val_y:expr),
        outputs = $outputs:expr, compile = { $($compile:tt)* }, fit = { $($fit:tt)* }
    ) => {{
        let net = $case.model::<$net>();
        let outputs = net.predict_batch($x).expect("rows in memory");
        $case.predictions($report, &$outputs(&outputs));

        // With a rate of 1 a step of SGD takes the gradient away.
        let mut net = compile!(net, optimizer = SGD(learning_rate = 1.0), $($compile)*);
        let logs = evaluate!(net, $x, $y, verbose = 0, $($fit)*).expect("good data");
        $case.value($report, logs["loss"]);
        fit!(net, $x, $y, verbose = 0, $($fit)*).expect("good data");
        $case.gradients($report, net.model());

        let (epochs, batch_size) = (count(&$case.fixture["epochs"]), count(&$case.fixture["batch_size"]));
        for run in list(&$case.case["fits"]) {
            macro_rules! with {
                ($optimizer:expr) => {{
                    let mut net = compile!($case.model::<$net>(), optimizer = $optimizer, $($compile)*);
                    let history = fit!(
                        net,
                        $x,
                        $y,
                        epochs = epochs,
                        batch_size = batch_size,
                        shuffle = false,
                        validation_data = ($val_x, $val_y),
                        verbose = 0,
                        $($fit)*
                    );
                    $case.fit($report, run, &history.expect("good data"), net.model());
                }};
            }
            match text(&run["optimizer"]["name"]) {
                "SGD" => with!(sgd(&run["optimizer"])),
                _ => with!(adam(&run["optimizer"])),
            }
        }
    }};
}

/// The numbers of a single output.
fn all<R: Row>(outputs: &[R]) -> Vec<Vec<f32>> {
    vec![Row::flatten(outputs).to_vec()]
}

/// The numbers of each of two outputs.
fn both<A: Row + Copy, B: Row + Copy>(outputs: &[(A, B)]) -> Vec<Vec<f32>> {
    let (a, b): (Vec<A>, Vec<B>) = outputs.iter().copied().unzip();
    vec![Row::flatten(&a).to_vec(), Row::flatten(&b).to_vec()]
}

/// A model with an image that gives classes.
macro_rules! kinds {
    ($case:ident, $report:ident, $net:ident, $row:ty) => {{
        let (x, val_x): (Vec<$row>, Vec<$row>) = ($case.x(0), $case.val_x(0));
        let [y, val_y] = $case.pair(classes::<u8>);
        compare_case!(
            $case, $report, $net, rows = (&x, &y), held_out = (&val_x, &val_y), outputs = all,
            compile = { loss = sparse_categorical_crossentropy, metrics = [accuracy] }, fit = {}
        );
    }};
}

/// The model with two inputs and two outputs.
macro_rules! two_by_two {
    ($case:ident, $report:ident, { $($compile:tt)* }, { $($fit:tt)* }) => {{
        let (seen, known): (Vec<[f32; 5]>, Vec<[f32; 3]>) = ($case.x(0), $case.x(1));
        let (val_seen, val_known): (Vec<[f32; 5]>, Vec<[f32; 3]>) = ($case.val_x(0), $case.val_x(1));
        let [kinds, val_kinds] = $case.pair(|given| classes::<u8>(&given["kind"]));
        let [prices, val_prices] = $case.pair(|given| rows::<f32>(&given["price"]));
        compare_case!(
            $case, $report, TwoByTwo,
            rows = ((&seen, &known), (&kinds, &prices)),
            held_out = ((&val_seen, &val_known), (&val_kinds, &val_prices)),
            outputs = both,
            compile = {
                loss = (kind = sparse_categorical_crossentropy, price = mse),
                metrics = (kind = [accuracy], price = [mae]),
                $($compile)*
            },
            fit = { $($fit)* }
        );
    }};
}

/// A model of pairs.
macro_rules! pairs {
    ($case:ident, $report:ident, $net:ident, $y:ident, $val_y:ident, { $($compile:tt)* }) => {{
        let [left, right] = [0, 1].map(|input| $case.x::<[f32; 5]>(input));
        let [val_left, val_right] = [0, 1].map(|input| $case.val_x::<[f32; 5]>(input));
        compare_case!(
            $case, $report, $net,
            rows = ((&left, &right), &$y), held_out = ((&val_left, &val_right), &$val_y), outputs = all,
            compile = { $($compile)* }, fit = {}
        );
    }};
}

/// Compares every case.
pub fn compare(report: &mut Report) {
    let fixture = &read("graphs.json");
    for case in list(&fixture["cases"]) {
        let name = text(&case["name"]);
        let case = Case { fixture, case };
        match name {
            "residual" => kinds!(case, report, Residual, [[[f32; 2]; 6]; 6]),
            "transfer" => kinds!(case, report, Transfer, [[[f32; 1]; 6]; 6]),
            "frozen" => kinds!(case, report, Frozen, [[[f32; 1]; 6]; 6]),
            "two_by_two" => two_by_two!(case, report, {}, {}),
            "loss_weights" => {
                two_by_two!(
                    case,
                    report,
                    { loss_weights = (kind = 1.5, price = 0.25) },
                    {}
                );
            }
            "weights_of_rows" => {
                let weights: Vec<f32> = rows(&case.case["sample_weight"]);
                two_by_two!(
                    case,
                    report,
                    { loss_weights = (kind = 1.0, price = 0.5) },
                    { sample_weight = &weights }
                );
            }
            "weights_of_outputs" => {
                let [one, other] =
                    [0, 1].map(|output| rows::<f32>(&case.case["sample_weight"][output]));
                two_by_two!(case, report, {}, {
                    sample_weight = (kind = &one, price = &other)
                });
            }
            "siamese" => {
                let [y, val_y] = case.pair(classes::<u8>);
                pairs!(case, report, Siamese, y, val_y, { loss = binary_crossentropy, metrics = [accuracy] });
            }
            "cosine" => {
                let [y, val_y] = case.pair(rows::<f32>);
                pairs!(case, report, Cosine, y, val_y, { loss = mse, metrics = [mae] });
            }
            "code_in_the_middle" => {
                let (x, val_x): (Vec<[f32; 6]>, Vec<[f32; 6]>) = (case.x(0), case.val_x(0));
                let [y, val_y] = case.pair(|given| rows::<[f32; 6]>(&given["image"]));
                compare_case!(
                    case, report, CodeInTheMiddle, rows = (&x, &y), held_out = (&val_x, &val_y), outputs = both,
                    compile = { loss = (image = mse), metrics = (image = [mae]) }, fit = {}
                );
            }
            other => panic!("a case that this test does not know: {other}"),
        }
    }
}

struct Case<'f> {
    fixture: &'f Value,
    case: &'f Value,
}

impl Case<'_> {
    fn name(&self) -> &str {
        text(&self.case["name"])
    }

    /// The model with the fixture's weights.
    fn model<M: Model>(&self) -> Box<M> {
        let mut net = M::new(1);
        let given = weights(&*net, &self.case["initial_weights"]);
        net.set_weights(&given).expect("weights in this order");
        net
    }

    /// The rows of an input.
    fn x<R: Row>(&self, input: usize) -> Vec<R> {
        rows(&self.case["x"][input])
    }

    fn val_x<R: Row>(&self, input: usize) -> Vec<R> {
        rows(&self.case["validation_x"][input])
    }

    /// The labels of the rows that are trained on, and of those held out.
    fn pair<Y>(&self, read: impl Fn(&Value) -> Y) -> [Y; 2] {
        ["y", "validation_y"].map(|name| read(&self.case[name]))
    }

    fn predictions(&self, report: &mut Report, got: &[Vec<f32>]) {
        let expected = list(&self.case["predictions"]);
        assert_eq!(got.len(), expected.len(), "outputs of {}", self.name());
        for (expected, got) in expected.iter().zip(got) {
            let expected = numbers(&expected["data"]);
            report.compare(
                "graphs: predictions",
                self.name(),
                Tolerance::OF_ONE,
                &expected,
                got,
            );
        }
    }

    /// The loss of all rows.
    fn value(&self, report: &mut Report, got: f32) {
        let expected = [number(&self.case["value"])];
        report.compare(
            "graphs: loss",
            self.name(),
            Tolerance::EXACT,
            &expected,
            &[got],
        );
    }

    /// The gradients of all rows, from the weights after the step that took them away.
    fn gradients<M: Model>(&self, report: &mut Report, after: &M) {
        let (case, before) = (self.case, self.model::<M>().get_weights());
        let names: Vec<&str> = list(&case["names"]).iter().map(text).collect();
        let gradients = list(&case["gradients"]).iter();
        let gradients: Vec<(&str, &Value)> = gradients
            .map(|given| (text(&given["name"]), given))
            .collect();
        for ((name, before), after) in names.iter().zip(before).zip(after.get_weights()) {
            let numbers_of = before.values.iter().zip(&after.values);
            let got: Vec<f32> = numbers_of.map(|(before, after)| before - after).collect();
            let expected = match gradients.iter().find(|(of, _)| of == name) {
                Some((_, given)) => numbers(&given["data"]),
                // It is frozen.
                None => vec![0.0; got.len()],
            };
            let place = format!("{}, `{}`", self.name(), before.name);
            report.compare(
                "graphs: gradients",
                place,
                Tolerance::OF_ONE,
                &expected,
                &got,
            );
        }
    }

    /// The history and the weights after a fit.
    fn fit<M: Model>(&self, report: &mut Report, run: &Value, history: &History, net: &M) {
        let optimizer = text(&run["optimizer"]["name"]);
        let place = format!("{}, {optimizer}", self.name());
        let series = run["history"].as_object().expect("a table");
        let (mut own, theirs): (BTreeSet<_>, BTreeSet<_>) = (
            history.iter().map(|(name, _)| name).collect(),
            series.keys().map(String::as_str).collect(),
        );
        if self.name() == "code_in_the_middle" {
            // Keras leaves the loss of an output out where it is the only one.
            for (name, of_all) in [("image_loss", "loss"), ("val_image_loss", "val_loss")] {
                assert!(own.remove(name), "{name} in the history");
                report.equal(&place, history.get(of_all), history.get(name));
            }
        }
        report.equal(format!("{place}: names in the history"), theirs, own);
        for (name, expected) in series {
            let got = history.get(name).unwrap_or_default();
            let (item, place) = ("graphs: history", format!("{place}, `{name}`"));
            report.compare(item, place, Tolerance::TRAINED, &numbers(expected), got);
        }
        report.weights("graphs: final weights", &place, &run["final_weights"], net);
    }
}
