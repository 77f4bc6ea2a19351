//! `optimizers.json`: weights along steps with given gradients, clipping, and whole fits.

use kerust::gradients::Gradients;
use kerust::model::Array;
use kerust::optimizers::{LearningRate, Optimizer};
use kerust::prelude::*;
use serde_json::Value;

use super::arrays::{rows, weights};
use super::json::{count, counts, list, number, numbers, read, text};
use super::report::{Report, Tolerance};
use super::schedules::schedule;

model! { struct Net < Dense<3, 4> > }
model! { struct Wide < Image<3, 3, 3>, Conv2D<3, 18, 2>, Flatten, Dense<72, 2> > }
model! { struct Tanh < Dense<3, 4>(tanh), Dense<4, 1> > }

/// What is done with an optimizer of whatever type.
trait Use {
    fn with<O: Optimizer>(&mut self, optimizer: O);
}

/// Sets the options of an optimizer that a fixture gives.
macro_rules! set {
    ($optimizer:expr, $options:ident, $($name:ident: $type:ty),*) => {{
        let mut optimizer = $optimizer;
        for (name, value) in $options {
            optimizer = match name.as_str() {
                $(stringify!($name) => optimizer.$name(number(value) as $type),)*
                "nesterov" | "amsgrad" | "centered" | "relative_step" => optimizer,
                name => {
                    set_shared(&mut optimizer, name, value);
                    optimizer
                }
            };
        }
        optimizer
    }};
}

fn set_shared(optimizer: &mut impl Optimizer, name: &str, value: &Value) {
    let settings = optimizer.settings_mut();
    let float = || number(value) as f32;
    let whole = || Some(count(value) as u32);
    match name {
        "learning_rate" if value.is_object() => settings.learning_rate = schedule(value),
        "learning_rate" => settings.learning_rate = LearningRate::Constant(float()),
        "weight_decay" => settings.weight_decay = Some(float()),
        "clipnorm" => settings.clipnorm = Some(float()),
        "clipvalue" => settings.clipvalue = Some(float()),
        "global_clipnorm" => settings.global_clipnorm = Some(float()),
        "use_ema" => settings.use_ema = *value == Value::Bool(true),
        "ema_momentum" => settings.ema_momentum = float(),
        "ema_overwrite_frequency" => settings.ema_overwrite_frequency = whole(),
        "gradient_accumulation_steps" => settings.gradient_accumulation_steps = whole(),
        other => panic!("an option that this test does not know: {other}"),
    }
}

/// Makes the optimizer that a fixture describes.
fn make(given: &Value, then: &mut impl Use) {
    let options = given["options"].as_object().expect("options");
    let on = |name: &str| options.get(name) == Some(&Value::Bool(true));
    match text(&given["name"]) {
        "SGD" => {
            let sgd = set!(SGD::new(), options, momentum: f32);
            then.with(sgd.nesterov(on("nesterov")));
        }
        "RMSprop" => {
            let rmsprop = set!(RMSprop::new(), options, rho: f64, momentum: f32, epsilon: f32);
            if on("centered") {
                then.with(rmsprop.centered::<true>());
            } else {
                then.with(rmsprop);
            }
        }
        "Adam" => {
            let adam = set!(Adam::new(), options, beta_1: f64, beta_2: f64, epsilon: f32);
            if on("amsgrad") {
                then.with(adam.amsgrad::<true>());
            } else {
                then.with(adam);
            }
        }
        "AdamW" => {
            let adamw = set!(AdamW::new(), options, beta_1: f64, beta_2: f64, epsilon: f32);
            if on("amsgrad") {
                then.with(adamw.amsgrad::<true>());
            } else {
                then.with(adamw);
            }
        }
        "Adamax" => {
            then.with(set!(Adamax::new(), options, beta_1: f64, beta_2: f32, epsilon: f32));
        }
        "Nadam" => then.with(set!(Nadam::new(), options, beta_1: f64, beta_2: f64, epsilon: f32)),
        "Adagrad" => {
            let adagrad = Adagrad::new();
            then.with(set!(adagrad, options, initial_accumulator_value: f32, epsilon: f32));
        }
        "Adadelta" => then.with(set!(Adadelta::new(), options, rho: f64, epsilon: f32)),
        "Ftrl" => then.with(set!(
            Ftrl::new(), options,
            learning_rate_power: f32, initial_accumulator_value: f32,
            l1_regularization_strength: f32, l2_regularization_strength: f32,
            l2_shrinkage_regularization_strength: f32, beta: f32
        )),
        "Lion" => then.with(set!(Lion::new(), options, beta_1: f32, beta_2: f32)),
        "Adafactor" => {
            let adafactor = set!(
                Adafactor::new(), options,
                beta_2_decay: f32, epsilon_1: f32, epsilon_2: f32, clip_threshold: f32
            );
            let relative = options.get("relative_step") != Some(&Value::Bool(false));
            then.with(adafactor.relative_step(relative));
        }
        other => panic!("an optimizer that this test does not know: {other}"),
    }
}

/// Numbers one after the other as the arrays of a model.
fn arrays<M: Model>(model: &M, values: &[f32]) -> Vec<Array> {
    let mut values = values.iter().copied();
    let arrays = model.get_weights().into_iter().map(|array| Array {
        values: values.by_ref().take(array.values.len()).collect(),
        ..array
    });
    arrays.collect()
}

fn flat(arrays: Vec<Array>) -> Vec<f32> {
    arrays.into_iter().flat_map(|array| array.values).collect()
}

fn singles(value: &Value) -> Vec<f32> {
    let numbers = numbers(value).into_iter();
    numbers.map(|number| number as f32).collect()
}

/// Compares everything.
pub fn compare(report: &mut Report) {
    let file = read("optimizers.json");
    let gradients: Vec<Vec<f32>> = list(&file["gradients"])
        .iter()
        .map(|gradient| singles(&gradient["data"]))
        .collect();
    for case in list(&file["trajectories"]) {
        let mut trajectory = Trajectory {
            report: &mut *report,
            case,
            initial: &singles(&file["initial"]),
            gradients: &gradients,
            recorded: &counts(&file["recorded"]),
        };
        make(case, &mut trajectory);
    }
    for case in list(&file["wide"]) {
        let report = &mut *report;
        make(case, &mut OfWide { report, case });
    }
    for case in list(&file["clipping"]) {
        clip(report, case);
    }
    for case in list(&file["fits"]) {
        let report = &mut *report;
        make(case, &mut Fitted { report, case });
    }
}

fn place(case: &Value) -> String {
    format!("{} {}", case["name"], case["options"])
}

struct Trajectory<'a> {
    report: &'a mut Report,
    case: &'a Value,
    initial: &'a [f32],
    gradients: &'a [Vec<f32>],
    recorded: &'a [usize],
}

impl Use for Trajectory<'_> {
    fn with<O: Optimizer>(&mut self, optimizer: O) {
        let mut net = Net::new(0);
        net.set_weights(&arrays(&*net, self.initial))
            .expect("its arrays");
        let mut optimizer = optimizer.build::<Net>();
        optimizer.check().expect("settings that Keras has taken");
        let (mut gradients, mut got) = (Gradients::<Net>::new(), Vec::new());
        for (index, given) in self.gradients.iter().enumerate() {
            gradients.set(&arrays(&*net, given)).expect("its arrays");
            optimizer.apply(&mut gradients, &mut net);
            if self.recorded.contains(&(index + 1)) {
                got.extend(flat(net.get_weights()));
            }
        }
        // Padding takes part in everything, and stays 0.
        let padding = net.lanes(0).iter().flat_map(|lane| &lane[4..]);
        assert!(
            padding.into_iter().all(|number| *number == 0.0),
            "{}",
            place(self.case)
        );
        let mut compare = |expected: &Value, got: &[f32]| {
            let (place, expected) = (place(self.case), numbers(expected));
            let tolerance = Tolerance::TRAINED;
            (self.report).compare("optimizers: steps", place, tolerance, &expected, got);
        };
        compare(&self.case["weights"], &got);
        if self.case.get("finished").is_some() {
            optimizer.finish(&mut net);
            compare(&self.case["finished"], &flat(net.get_weights()));
        }
    }
}

struct OfWide<'a> {
    report: &'a mut Report,
    case: &'a Value,
}

/// `common.py`'s pattern.
fn fill(count: usize, k: usize) -> impl Iterator<Item = f32> {
    (0..count).map(move |i| {
        let i = i as f64;
        (0.5 * (0.7 * i * i + 1.0 + k as f64).sin()) as f32
    })
}

impl Use for OfWide<'_> {
    fn with<O: Optimizer>(&mut self, optimizer: O) {
        let mut net = Wide::new(0);
        let pattern = |first: usize| {
            let arrays = net.get_weights().into_iter().enumerate();
            let arrays = arrays.map(|(index, array)| Array {
                values: fill(array.values.len(), first + index).collect(),
                ..array
            });
            arrays.collect::<Vec<_>>()
        };
        let given: Vec<_> = (0..5).map(|step| pattern(10 * step)).collect();
        net.set_weights(&given[0]).expect("its arrays");
        let (mut optimizer, mut gradients) = (optimizer.build::<Wide>(), Gradients::new());
        for given in &given {
            gradients.set(given).expect("its arrays");
            optimizer.apply(&mut gradients, &mut net);
        }
        let (expected, got) = (numbers(&self.case["weights"]), flat(net.get_weights()));
        let place = place(self.case);
        let tolerance = Tolerance::TRAINED;
        (self.report).compare("optimizers: wide arrays", place, tolerance, &expected, &got);
    }
}

fn clip(report: &mut Report, case: &Value) {
    let net = Net::new(0);
    let mut gradients = Gradients::<Net>::new();
    let given = arrays(&*net, &singles(&case["given"]));
    gradients.set(&given).expect("its arrays");
    let most = number(&case["value"]) as f32;
    match text(&case["option"]) {
        "clipnorm" => gradients.clip_by_norm(most),
        "clipvalue" => gradients.clip_by_value(most),
        "global_clipnorm" => gradients.clip_by_global_norm(most),
        other => panic!("a way of clipping that this test does not know: {other}"),
    }
    let padding = gradients.lanes().iter().flat_map(|lane| &lane[4..]);
    assert!(padding.into_iter().all(|number| *number == 0.0), "{case}");
    let (expected, got) = (numbers(&case["clipped"]), flat(gradients.arrays()));
    let place = format!("{} of {}", case["option"], case["given"]);
    report.compare(
        "optimizers: clipping",
        place,
        Tolerance::SINGLE,
        &expected,
        &got,
    );
}

struct Fitted<'a> {
    report: &'a mut Report,
    case: &'a Value,
}

impl Use for Fitted<'_> {
    fn with<O: Optimizer>(&mut self, optimizer: O) {
        let Fitted { report, case } = self;
        let mut net = Tanh::new(0);
        net.set_weights(&weights(&*net, &case["initial_weights"]))
            .expect("its arrays");
        let mut net = compile!(net, optimizer = optimizer, loss = mse);
        let (x, y): (Vec<[f32; 3]>, Vec<f32>) = (rows(&case["x"]), rows(&case["y"]));
        let fit = net.fit(&x, &y).shuffle(false);
        let fit = fit.batch_size(count(&case["fit"]["batch_size"]));
        let history = fit
            .epochs(count(&case["fit"]["epochs"]))
            .run()
            .expect("good data");
        let (item, place, expected) = ("optimizers: fits", place(case), numbers(&case["loss"]));
        report.compare(
            item,
            &place,
            Tolerance::TRAINED,
            &expected,
            &history["loss"],
        );
        report.weights(item, &place, &case["final_weights"], &*net);
    }
}
