//! `fit_arguments.json`: which batches are trained on and evaluated, and which hooks are called.

use kerust::Error;
use kerust::history::Logs;
use kerust::model::OutputRow;
use kerust::prelude::*;
use serde_json::Value;

use super::arrays::{rows, weights};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{count, counts, list, number, numbers, read, text};

model! { struct Two < Dense<3, 4>(tanh), Dense<4, 2> > }

/// Compares all runs.
pub fn compare(report: &mut Report) {
    let file = &read("fit_arguments.json");
    fits(report, file);
    evaluations(report, file);
    batches(report, file);
    hooks(report, file);
}

fn net(file: &Value) -> Box<Two> {
    let mut net = Two::new(0);
    let initial = weights(&*net, &file["initial_weights"]);
    net.set_weights(&initial).expect("weights of this model");
    net
}

fn sgd() -> SGD {
    SGD::new().learning_rate(0.1).momentum(0.9)
}

fn fits(report: &mut Report, file: &Value) {
    let (x, y) = (rows::<[f32; 3]>(&file["x"]), rows::<[f32; 2]>(&file["y"]));
    let held_out_x = rows::<[f32; 3]>(&file["validation_x"]);
    let held_out_y = rows::<[f32; 2]>(&file["validation_y"]);
    for run in list(&file["runs"]) {
        let arguments = run["arguments"].as_object().expect("a table");
        let place = run["arguments"].to_string();
        let mut net = compile!(net(file), optimizer = sgd(), loss = mse, metrics = [mae]);
        let mut fit = net.fit(&x, &y).shuffle(false);
        for (name, value) in arguments {
            fit = match &name[..] {
                "epochs" => fit.epochs(count(value)),
                "initial_epoch" => fit.initial_epoch(count(value)),
                "batch_size" => fit.batch_size(count(value)),
                "steps_per_epoch" => fit.steps_per_epoch(count(value)),
                "validation_steps" => fit.validation_steps(count(value)),
                "validation_batch_size" => fit.validation_batch_size(count(value)),
                "validation_freq" if value.is_array() => fit.validation_freq(counts(value)),
                "validation_freq" => fit.validation_freq(count(value)),
                other => panic!("no argument of `fit`: {other}"),
            };
        }
        let history = fit.validation_data(&held_out_x, &held_out_y).run();
        let history = history.expect("good data");
        let series = run["history"].as_object().expect("a table");
        let expected: Vec<&str> = series.keys().map(String::as_str).collect();
        let own: Vec<&str> = history.iter().map(|(name, _)| name).collect();
        report.equal(format!("{place}: names"), expected, own);
        report.equal(
            format!("{place}: epochs"),
            counts(&run["epochs"]),
            history.epochs().to_vec(),
        );
        for (name, expected) in series {
            let place = format!("{place}, `{name}`");
            let got = history.get(name).unwrap_or_default();
            let item = "arguments of fit: history";
            report.compare(item, place, Tolerance::TRAINED, &numbers(expected), got);
        }
        let item = "arguments of fit: weights";
        report.weights(item, &place, &run["final_weights"], net.model());
    }
}

fn evaluations(report: &mut Report, file: &Value) {
    let x = rows::<[f32; 3]>(&file["validation_x"]);
    let y = rows::<[f32; 2]>(&file["validation_y"]);
    for case in list(&file["evaluations"]) {
        let loss = match text(&case["reduction"]) {
            "sum" => mse::new().reduction(Reduction::Sum),
            _ => mse::new(),
        };
        let compiled = Compile::new(net(file)).optimizer(sgd()).loss_with(loss);
        let mut net = compiled.metric::<mae>();
        let mut evaluation = net.evaluation(&x, &y);
        let arguments = &case["arguments"];
        if !arguments["batch_size"].is_null() {
            evaluation = evaluation.batch_size(count(&arguments["batch_size"]));
        }
        if !arguments["steps"].is_null() {
            evaluation = evaluation.steps(count(&arguments["steps"]));
        }
        let logs = evaluation.run().expect("good data");
        let expected = [number(&case["loss"]), number(&case["mae"])];
        let got = [logs.loss(), logs["mae"]];
        report.compare("evaluate", case, Tolerance::EXACT, &expected, &got);
    }
}

fn batches(report: &mut Report, file: &Value) {
    let (x, y) = (rows::<[f32; 3]>(&file["x"]), rows::<[f32; 2]>(&file["y"]));
    let mut net = compile!(net(file), optimizer = sgd(), loss = mse, metrics = [mae]);
    for case in list(&file["batches"]) {
        let rows = count(&case["rows"]);
        let trained = net
            .train_on_batch(&x[..rows], &y[..rows])
            .expect("good data");
        let tested = net
            .test_on_batch(&x[..rows], &y[..rows])
            .expect("good data");
        for (what, logs) in [("trained", trained), ("tested", tested)] {
            let got = [logs.loss(), logs["mae"]];
            let place = format!("{rows} rows, {what}");
            let expected = numbers(&case[what]);
            report.compare(
                "train_on_batch, test_on_batch",
                place,
                Tolerance::TRAINED,
                &expected,
                &got,
            );
        }
    }
}

/// Writes down every call.
#[derive(Default)]
struct Diary(Vec<String>, Vec<Vec<f32>>);

impl Diary {
    fn write(&mut self, entry: String, logs: Option<&Logs>) -> Result<(), Error> {
        let names = logs.iter().flat_map(|logs| logs.iter());
        let names = names.map(|(name, _)| format!(" {name}"));
        self.0.push(entry + &names.collect::<String>());
        let values = logs.iter().flat_map(|logs| logs.iter());
        self.1.push(values.map(|(_, value)| value).collect());
        Ok(())
    }
}

macro_rules! diary {
    ($($hook:ident($($number:ident)?; $($logs:ident: $type:ty)?) $text:literal;)*) => {
        impl Callback<Two> for Diary {
            type Monitor = ();
            $(fn $hook(
                &mut self,
                $($number: usize,)?
                $($logs: $type,)?
                _: &mut Training<'_, Two>,
            ) -> Result<(), Error> {
                #[allow(unused_mut, unused_assignments)]
                let mut entry = String::from($text);
                $(entry += &format!(" {}", $number);)?
                #[allow(unused_mut, unused_assignments)]
                let mut given: Option<&Logs> = None;
                $(given = Some($logs);)?
                self.write(entry, given)
            })*

            fn on_predict_batch_end(
                &mut self,
                batch: usize,
                outputs: &[OutputRow<Two>],
                _: &mut Training<'_, Two>,
            ) -> Result<(), Error> {
                assert!(outputs.len() == 4 || batch == 1);
                self.write(format!("predict batch end {batch}"), None)
            }
        }
    };
}

diary! {
    on_train_begin(;) "train begin";
    on_train_end(; logs: &Logs) "train end";
    on_epoch_begin(epoch;) "epoch begin";
    on_epoch_end(epoch; logs: &mut Logs) "epoch end";
    on_train_batch_begin(batch;) "train batch begin";
    on_train_batch_end(batch; logs: &Logs) "train batch end";
    on_test_begin(;) "test begin";
    on_test_end(; logs: &Logs) "test end";
    on_test_batch_begin(batch;) "test batch begin";
    on_test_batch_end(batch; logs: &Logs) "test batch end";
    on_predict_begin(;) "predict begin";
    on_predict_end(;) "predict end";
    on_predict_batch_begin(batch;) "predict batch begin";
}

fn hooks(report: &mut Report, file: &Value) {
    let (x, y) = (rows::<[f32; 3]>(&file["x"]), rows::<[f32; 2]>(&file["y"]));
    let held_out_x = rows::<[f32; 3]>(&file["validation_x"]);
    let held_out_y = rows::<[f32; 2]>(&file["validation_y"]);
    let mut net = compile!(
        net(file),
        optimizer = SGD(learning_rate = 0.0),
        loss = mse,
        metrics = [mae]
    );
    let mut diary = Diary::default();
    fit!(
        net,
        &x,
        &y,
        shuffle = false,
        verbose = 0,
        batch_size = 6,
        epochs = 2,
        validation_data = (&held_out_x, &held_out_y),
        validation_batch_size = 4,
        validation_freq = 2,
        callbacks = [&mut diary],
    )
    .expect("good data");
    evaluate!(
        net,
        &held_out_x,
        held_out_y,
        verbose = 0,
        batch_size = 5,
        callbacks = [&mut diary]
    )
    .expect("good data");
    let outputs = predict!(
        net,
        &held_out_x,
        verbose = 0,
        batch_size = 4,
        callbacks = [&mut diary]
    );
    let whole = net.predict_batch(&held_out_x).expect("good data");
    assert_eq!(
        outputs.expect("good data"),
        whole,
        "predict! and predict_batch"
    );

    let expected = list(&file["hooks"]).iter().map(|call| {
        // The values have four digits there.
        let parts = text(call).split(' ').map(|part| part.split_once('='));
        let names = text(call)
            .split(' ')
            .map(|part| part.split('=').next().unwrap_or(part));
        let values = parts
            .flatten()
            .map(|(_, value)| value.parse().expect("a number"));
        (
            names.collect::<Vec<_>>().join(" "),
            values.collect::<Vec<f64>>(),
        )
    });
    let (names, values): (Vec<String>, Vec<Vec<f64>>) = expected.unzip();
    report.equal("hooks", names, diary.0);
    for (expected, got) in values
        .iter()
        .zip(&diary.1)
        .filter(|(values, _)| !values.is_empty())
    {
        let rounded: Vec<f32> = got.iter().map(|value| round(*value)).collect();
        report.compare("hooks: logs", "hooks", Tolerance::EXACT, expected, &rounded);
    }
}

/// To four digits, as the fixture.
fn round(value: f32) -> f32 {
    format!("{value:.3e}").parse().expect("a number")
}
