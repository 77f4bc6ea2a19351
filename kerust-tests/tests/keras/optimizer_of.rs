//! The optimizer that a fixture describes.

use kerust::optimizers::{LearningRate, Optimizer};
use kerust::prelude::*;
use serde_json::Value;

use super::schedules::schedule;
use kerust_tests::fixtures::{count, number, text};

/// What is done with an optimizer of whatever type.
pub trait Use {
    fn with<O: Optimizer>(&mut self, optimizer: O);
}

/// Sets the options of an optimizer that a fixture gives.
macro_rules! set {
    ($optimizer:expr, $options:ident, $($name:ident: $type:ty),*) => {{
        let mut optimizer = $optimizer;
        for (name, value) in $options.as_object().expect("options") {
            optimizer = match name.as_str() {
                $(stringify!($name) => optimizer.$name(number(value) as $type),)*
                "name" | "nesterov" | "amsgrad" | "centered" | "relative_step" | "rms_rate"
                | "exclude_layers" | "exclude_embeddings" => optimizer,
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

pub fn sgd(options: &Value) -> SGD {
    let nesterov = options["nesterov"] == Value::Bool(true);
    set!(SGD::new(), options, momentum: f32).nesterov(nesterov)
}

pub fn adam(options: &Value) -> Adam {
    set!(Adam::new(), options, beta_1: f64, beta_2: f64, epsilon: f32)
}

fn muon(options: &Value) -> Muon {
    let mut muon = set!(
        Muon::new(), options,
        adam_beta_1: f64, adam_beta_2: f64, adam_weight_decay: f32, epsilon: f32,
        muon_a: f32, muon_b: f32, muon_c: f32, adam_lr_ratio: f32, momentum: f64, ns_steps: u32
    );
    if let Some(rate) = options.get("rms_rate") {
        muon = muon.rms_rate(rate.as_f64().map(|rate| rate as f32));
    }
    muon.nesterov(options["nesterov"] != Value::Bool(false))
}

/// The texts of a list that live as long as the program, as those written in it.
pub fn texts(list: Option<&Value>) -> Vec<&'static str> {
    let texts = list.into_iter().flat_map(kerust_tests::fixtures::list);
    texts.map(|value| &*text(value).to_owned().leak()).collect()
}

/// Makes the optimizer that a fixture describes.
pub fn make(given: &Value, then: &mut impl Use) {
    let options = &given["options"];
    let on = |name: &str| options[name] == Value::Bool(true);
    match text(&given["name"]) {
        "SGD" => then.with(sgd(options)),
        "RMSprop" => {
            let rmsprop = set!(RMSprop::new(), options, rho: f64, momentum: f32, epsilon: f32);
            if on("centered") {
                then.with(rmsprop.centered::<true>());
            } else {
                then.with(rmsprop);
            }
        }
        "Adam" => {
            if on("amsgrad") {
                then.with(adam(options).amsgrad::<true>());
            } else {
                then.with(adam(options));
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
            let relative = options["relative_step"] != Value::Bool(false);
            then.with(adafactor.relative_step(relative));
        }
        "Lamb" => then.with(set!(Lamb::new(), options, beta_1: f64, beta_2: f64, epsilon: f32)),
        "ScheduleFreeAdamW" => then.with(set!(
            ScheduleFreeAdamW::new(), options,
            beta_1: f32, beta_2: f32, epsilon: f32, warmup_steps: u32
        )),
        "Muon" => match texts(options.get("exclude_layers")).as_slice() {
            [] => then.with(muon(options)),
            [one] => then.with(muon(options).exclude_layers([*one])),
            more => panic!("more excluded layers than this test knows: {more:?}"),
        },
        other => panic!("an optimizer that this test does not know: {other}"),
    }
}
