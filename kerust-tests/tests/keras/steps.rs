//! `mlp.json` and `conv.json`: steps of training, one after the other.

use kerust::contract::{LabelFor, LossAfter, Metrics, RowFor};
use kerust::model::{InputRow, Sequential};
use kerust::optimizers::Optimizer;
use kerust::prelude::*;
use serde_json::Value;

use super::arrays::{classes, model, rows, x};
use super::optimizer_of::{adam, sgd};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{count, list, number, numbers, read, text};

model! { struct Mlp < Dense<5, 8>(relu), Dense<8, 6>(tanh), Dense<6, 3>(softmax) > }

const MLP: [&str; 3] = [
    "Dense(8, activation='relu')",
    "Dense(6, activation='tanh')",
    "Dense(3, activation='softmax')",
];

model! {
    struct Pooled <
        Image<8, 8, 2>,
        Conv2D<2, 3, 3>(relu, padding = same),
        MaxPooling2D<2>,
        Conv2D<3, 4, 2>(tanh),
        Flatten,
        Dense<36, 3>(softmax),
    >
}

const POOLED: [&str; 5] = [
    "Conv2D(3, 3, activation='relu', padding='same')",
    "MaxPooling2D(2)",
    "Conv2D(4, 2, activation='tanh')",
    "Flatten()",
    "Dense(3, activation='softmax')",
];

model! {
    struct Strided <
        Image<7, 7, 1>,
        Conv2D<1, 2, 3>(sigmoid, strides = 2, padding = same),
        Flatten,
        Dense<32, 2>(sigmoid),
    >
}

model! {
    struct StridedEven <
        Image<6, 6, 1>,
        Conv2D<1, 2, 3>(sigmoid, strides = 2, padding = same),
        Flatten,
        Dense<18, 2>(sigmoid),
    >
}

const STRIDED: [&str; 3] = [
    "Conv2D(2, 3, activation='sigmoid', strides=2, padding='same')",
    "Flatten()",
    "Dense(2, activation='sigmoid')",
];

/// All runs of one model, once with each type of labels.
macro_rules! runs {
    (
        $report:ident, $entry:ident, $net:ident $layers:ident,
        $loss:ident, $metric:ident, $($y:expr),*
    ) => {{
        expect($entry, stringify!($metric));
        $(for (index, run) in list(&$entry["runs"]).iter().enumerate() {
            let comparison = Comparison::new($entry, run, index, stringify!($metric));
            let (net, options) = (model::<$net>($entry, &$layers), &run["optimizer"]);
            match text(&options["name"]) {
                "Adam" => {
                    let optimizer = adam(options);
                    let net =
                        compile!(net, optimizer = optimizer, loss = $loss, metrics = [$metric]);
                    comparison.run($report, net, &$y);
                }
                "SGD" => {
                    let optimizer = sgd(options);
                    let net =
                        compile!(net, optimizer = optimizer, loss = $loss, metrics = [$metric]);
                    comparison.run($report, net, &$y);
                }
                other => panic!("an optimizer that this test does not know: {other}"),
            }
        })*
    }};
}

/// Compares all models of the two fixtures.
pub fn compare(report: &mut Report) {
    for file in ["mlp.json", "conv.json"] {
        for entry in list(&read(file)["models"]) {
            let y = &entry["y"];
            match (text(&entry["name"]), text(&entry["loss"])) {
                ("mlp", "sparse_categorical_crossentropy") => {
                    runs!(report, entry, Mlp MLP, sparse_categorical_crossentropy, accuracy,
                        classes::<u8>(y), classes::<usize>(y));
                }
                ("pooled", "categorical_crossentropy") => {
                    runs!(report, entry, Pooled POOLED, categorical_crossentropy, accuracy,
                        rows::<[f32; 3]>(y));
                }
                ("strided", "mean_squared_error") => {
                    runs!(report, entry, Strided STRIDED, mse, mae, rows::<[f32; 2]>(y));
                }
                ("strided_even", "mean_squared_error") => {
                    runs!(report, entry, StridedEven STRIDED, mse, mae, rows::<[f32; 2]>(y));
                }
                other => panic!("{file} has a model that this test does not know: {other:?}"),
            }
        }
    }
}

/// What this test measures is what the fixture measured.
fn expect(entry: &Value, metric: &str) {
    let metrics: Vec<&str> = list(&entry["metrics"]).iter().map(text).collect();
    assert_eq!(metrics, [metric], "metrics of {}", entry["name"]);
}

struct Comparison<'f> {
    entry: &'f Value,
    run: &'f Value,
    place: String,
    metric: &'static str,
}

impl<'f> Comparison<'f> {
    fn new(entry: &'f Value, run: &'f Value, index: usize, metric: &'static str) -> Self {
        let (name, optimizer) = (text(&entry["name"]), &run["optimizer"]);
        Comparison {
            entry,
            run,
            place: format!("{name}, run {index} ({optimizer})"),
            metric,
        }
    }

    fn run<M, O, L, Ms, Y>(&self, report: &mut Report, mut net: Compiled<M, O, L, Ms>, y: &[Y])
    where
        M: Sequential,
        InputRow<M>: RowFor<M::Input>,
        O: Optimizer,
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
        Y: LabelFor<L, M::Output> + Copy,
    {
        let Comparison {
            entry,
            run,
            place,
            metric,
        } = self;
        let x = x::<M>(entry);
        let (size, steps) = (count(&entry["batch_size"]), count(&entry["steps"]));
        let batches: Vec<_> = x.chunks(size).zip(y.chunks(size)).collect();
        let (mut losses, mut metrics) = (Vec::new(), Vec::new());
        let mut snapshots = list(&run["snapshots"]).iter().peekable();
        for step in 1..=steps {
            let (x, y) = batches[(step - 1) % batches.len()];
            let logs = net.train_on_batch(x, y).expect("good data");
            losses.push(logs.loss());
            metrics.push(logs[metric]);
            if let Some(snapshot) = snapshots.next_if(|s| count(&s["step"]) == step) {
                let place = format!("{place}, step {step}");
                let (tolerance, item) = match step {
                    // Adam divides what is left of a gradient by hardly more than itself.
                    1 => (Tolerance::OF_ONE, "steps: weights after the first"),
                    _ => (Tolerance::TRAINED, "steps: weights"),
                };
                report.weights_within(tolerance, item, &place, &snapshot["weights"], net.model());
            }
        }
        report.equal(
            format!("{place}: snapshots left over"),
            0,
            snapshots.count(),
        );
        let series = &run["steps"];
        for (item, name, got) in [
            ("steps: loss", "loss", &losses),
            ("steps: metric", *metric, &metrics),
        ] {
            let place = format!("{place}, `{name}` (index is the step − 1)");
            let expected = numbers(&series[name]);
            report.compare(item, place, Tolerance::TRAINED, &expected, got);
        }
        let got = net.predict_batch(&x).expect("rows in memory");
        let expected = &run["predictions"];
        report.rows(
            "steps: predictions",
            place,
            Tolerance::TRAINED,
            expected,
            &got,
        );
        let logs = net.evaluate(&x, y).expect("good data");
        for name in ["loss", *metric] {
            let expected = number(&run["evaluate"][name]);
            let (place, got) = (format!("{place}, evaluate, `{name}`"), logs[name]);
            let tolerance = Tolerance::TRAINED;
            report.compare("steps: evaluate", place, tolerance, &[expected], &[got]);
        }
        // Computed from the initial weights: one evaluation.
        let (first, got) = (&numbers(&series["loss"])[..1], &losses[..1]);
        let item = "steps: loss of the first";
        report.compare(item, place, Tolerance::EXACT, first, got);
    }
}
