//! `schedules.json`: learning rates at some steps.

use kerust::optimizers::schedules::Schedule;
use kerust::optimizers::{IntoLearningRate, LearningRate};
use kerust::prelude::*;
use serde_json::Value;

use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{counts, list, number, numbers, read, text};

/// The schedule that a fixture describes.
pub fn schedule(given: &Value) -> LearningRate {
    let options = &given["options"];
    let float = |name: &str| number(&options[name]) as f32;
    let steps = |name: &str| options[name].as_u64().expect("a number of steps");
    let set = |name: &str| options.get(name).is_some();
    let on = |name: &str| options[name] == Value::Bool(true);
    let initial = || float("initial_learning_rate");
    match text(&given["name"]) {
        "ExponentialDecay" => {
            let (steps, rate) = (steps("decay_steps"), float("decay_rate"));
            ready(ExponentialDecay::new(initial(), steps, rate).staircase(on("staircase")))
        }
        "PiecewiseConstantDecay" => {
            let boundaries: Vec<u64> = counts(&options["boundaries"])
                .into_iter()
                .map(|boundary| boundary as u64)
                .collect();
            let values = numbers(&options["values"]).into_iter();
            let values: Vec<f32> = values.map(|value| value as f32).collect();
            ready(PiecewiseConstantDecay::new(boundaries, values))
        }
        "PolynomialDecay" => {
            let mut decay = PolynomialDecay::new(initial(), steps("decay_steps"));
            if set("end_learning_rate") {
                decay = decay.end_learning_rate(float("end_learning_rate"));
            }
            if set("power") {
                decay = decay.power(float("power"));
            }
            ready(decay.cycle(on("cycle")))
        }
        "InverseTimeDecay" => {
            let (steps, rate) = (steps("decay_steps"), float("decay_rate"));
            ready(InverseTimeDecay::new(initial(), steps, rate).staircase(on("staircase")))
        }
        "CosineDecay" => {
            let mut decay = CosineDecay::new(initial(), steps("decay_steps"));
            if set("alpha") {
                decay = decay.alpha(float("alpha"));
            }
            if set("warmup_target") {
                decay = decay.warmup_target(float("warmup_target"));
            }
            if set("warmup_steps") {
                decay = decay.warmup_steps(steps("warmup_steps"));
            }
            ready(decay)
        }
        "CosineDecayRestarts" => {
            let mut decay = CosineDecayRestarts::new(initial(), steps("first_decay_steps"));
            if set("t_mul") {
                decay = decay.t_mul(float("t_mul"));
            }
            if set("m_mul") {
                decay = decay.m_mul(float("m_mul"));
            }
            if set("alpha") {
                decay = decay.alpha(float("alpha"));
            }
            ready(decay)
        }
        other => panic!("a schedule that this test does not know: {other}"),
    }
}

fn ready(schedule: impl Schedule) -> LearningRate {
    schedule.check().expect("settings that Keras has taken");
    schedule.into_learning_rate()
}

/// Compares all cases.
pub fn compare(report: &mut Report) {
    let file = read("schedules.json");
    let steps = counts(&file["steps"]);
    for case in list(&file["cases"]) {
        let schedule = schedule(case);
        let got: Vec<f32> = steps.iter().map(|step| schedule.at(*step as u64)).collect();
        let place = format!("{} {}", case["name"], case["options"]);
        let expected = numbers(&case["rates"]);
        report.compare("schedules", place, Tolerance::EXACT, &expected, &got);
    }
}
