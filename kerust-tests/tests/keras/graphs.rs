//! `graphs.json`: models of Keras' functional API.

use std::collections::BTreeSet;

use kerust::contract::{LabelFor, RowFor};
use kerust::history::History;
use kerust::layers::Pass;
use kerust::model::{Array, InputRow};
use kerust::prelude::*;
use serde_json::Value;

use super::arrays::{classes, rows, weights};
use super::optimizer_of::{adam, sgd};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{count, list, number, numbers, read, text};

model! {
    struct Residual < image: Image<6, 6, 2> > {
        let a = image -> Conv2D<_, 4, 3>(silu, padding = same);
        let b = a -> Conv2D<_, 4, 3>(silu, padding = same) -> Conv2D<_, 4, 3>(padding = same);
        (a, b) -> Add -> Activation(silu) -> GlobalAveragePooling2D -> Dense<_, 3>(softmax)
    }
}

model! { struct Trunk < Image<6, 6, 1>, Conv2D<1, 3, 3>(tanh), GlobalMaxPooling2D > }

model! {
    struct Transfer < image: Image<6, 6, 1> > {
        image -> Trunk -> Dense<_, 4>(tanh) -> Dense<_, 3>(softmax)
    }
}

model! {
    struct Frozen < image: Image<6, 6, 1> > {
        image -> Trunk(trainable = false) -> Dense<_, 4>(tanh) -> Dense<_, 3>(softmax)
    }
}

/// Compares every case.
pub fn compare(report: &mut Report) {
    let fixture = &read("graphs.json");
    for case in list(&fixture["cases"]) {
        let comparison = Comparison { fixture, case };
        match text(&case["name"]) {
            "residual" => comparison.kinds::<Residual>(report),
            "transfer" => comparison.kinds::<Transfer>(report),
            "frozen" => comparison.kinds::<Frozen>(report),
            _ => {}
        }
    }
}

struct Comparison<'f> {
    fixture: &'f Value,
    case: &'f Value,
}

impl Comparison<'_> {
    /// The model with the fixture's weights.
    fn model<M: Model>(&self) -> Box<M> {
        let mut net = M::new(1);
        let given = weights(&*net, &self.case["initial_weights"]);
        net.set_weights(&given).expect("weights in this order");
        net
    }

    /// A model with one input that gives classes.
    fn kinds<M>(&self, report: &mut Report)
    where
        M: Model<Head = softmax>,
        InputRow<M>: RowFor<M::Input>,
        u8: LabelFor<sparse_categorical_crossentropy, M::Output>,
    {
        let (case, name) = (self.case, text(&self.case["name"]));
        let x: Vec<InputRow<M>> = rows(&case["x"][0]);
        let y: Vec<u8> = classes(&case["y"]);
        let (validation_x, validation_y): (Vec<InputRow<M>>, Vec<u8>) = (
            rows(&case["validation_x"][0]),
            classes(&case["validation_y"]),
        );

        let mut net = self.model::<M>();
        let mut tape = GradientTape::<M>::new(x.len());
        let outputs = tape.forward(&net, &x[..], Pass::train(0, 0));
        let item = "graphs: predictions";
        report.rows(
            item,
            name,
            Tolerance::OF_ONE,
            &case["predictions"][0],
            outputs,
        );
        let loss = sparse_categorical_crossentropy::new();
        let value = tape.loss(&loss, &y).expect("good labels");
        let item = "graphs: loss";
        report.compare(
            item,
            name,
            Tolerance::EXACT,
            &[number(&case["value"])],
            &[value],
        );
        let mut gradients = Gradients::new();
        tape.gradient(&mut net, &x[..], &mut gradients);
        self.gradients(report, &gradients.arrays());

        for run in list(&case["fits"]) {
            let (epochs, batch) = (
                count(&self.fixture["epochs"]),
                count(&self.fixture["batch_size"]),
            );
            macro_rules! fit {
                ($optimizer:expr) => {{
                    let mut net = compile!(
                        self.model::<M>(),
                        optimizer = $optimizer,
                        loss = sparse_categorical_crossentropy,
                        metrics = [accuracy],
                    );
                    let fit = net
                        .fit(&x, &y)
                        .epochs(epochs)
                        .batch_size(batch)
                        .shuffle(false);
                    let fit = fit.validation_data(&validation_x, &validation_y);
                    let history = fit.run().expect("good data");
                    self.fit(report, run, &history, net.model());
                }};
            }
            match text(&run["optimizer"]["name"]) {
                "SGD" => fit!(sgd(&run["optimizer"])),
                _ => fit!(adam(&run["optimizer"])),
            }
        }
    }

    /// The gradients of the weights that are trained.
    fn gradients(&self, report: &mut Report, got: &[Array]) {
        let (case, name) = (self.case, text(&self.case["name"]));
        let names: Vec<&str> = list(&case["names"]).iter().map(text).collect();
        assert_eq!(names.len(), got.len(), "arrays of weights of {name}");
        for expected in list(&case["gradients"]) {
            let of = text(&expected["name"]);
            let number = names.iter().position(|name| *name == of);
            let got = &got[number.expect("one of the weights")];
            let (item, expected) = ("graphs: gradients", numbers(&expected["data"]));
            let place = format!("{name}, `{}`", got.name);
            report.compare(item, place, Tolerance::OF_ONE, &expected, &got.values);
        }
    }

    /// The history and the weights after a fit.
    fn fit<M: Model>(&self, report: &mut Report, run: &Value, history: &History, net: &M) {
        let optimizer = text(&run["optimizer"]["name"]);
        let place = format!("{}, {optimizer}", text(&self.case["name"]));
        let series = run["history"].as_object().expect("a table");
        let (own, theirs): (BTreeSet<_>, BTreeSet<_>) = (
            history.iter().map(|(name, _)| name).collect(),
            series.keys().map(String::as_str).collect(),
        );
        report.equal(format!("{place}: names in the history"), theirs, own);
        for (name, expected) in series {
            let got = history.get(name).unwrap_or_default();
            let (item, place) = ("graphs: history", format!("{place}, `{name}`"));
            report.compare(item, place, Tolerance::TRAINED, &numbers(expected), got);
        }
        report.weights("graphs: final weights", &place, &run["final_weights"], net);
    }
}
