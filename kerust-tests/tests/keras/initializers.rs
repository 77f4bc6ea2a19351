//! `options.json`: what initializers draw from, and those that draw nothing.

use std::convert::Infallible;

use kerust::initializers::{Initializer, Mode};
use kerust::prelude::*;
use kerust::random;
use rand::rand_core::TryRng;
use serde_json::Value;

use super::arrays::{Laid, setting};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{counts, list, number, numbers, read, text};

pub fn compare(report: &mut Report) {
    let file = read("options.json");
    let (random, constant) = (list(&file["initializers"]), list(&file["constants"]));
    random.iter().for_each(|case| drawn(report, case));
    constant.iter().for_each(|case| constants(report, case));
}

fn initializer(case: &Value) -> Box<dyn Initializer> {
    let is_default = case["config"]
        .as_object()
        .is_some_and(serde_json::Map::is_empty);
    let get = |name, default| setting(case, name, default);
    match text(&case["name"]) {
        "zeros" => Box::new(zeros::new()),
        "ones" => Box::new(ones::new()),
        "constant" if is_default => Box::new(constant::new()),
        "constant" => Box::new(constant::of(get("value", 0.0))),
        "identity" if is_default => Box::new(identity::new()),
        "identity" => Box::new(identity::of(get("gain", 1.0))),
        "glorot_uniform" => Box::new(glorot_uniform::new()),
        "glorot_normal" => Box::new(glorot_normal::new()),
        "he_uniform" => Box::new(he_uniform::new()),
        "he_normal" => Box::new(he_normal::new()),
        "lecun_uniform" => Box::new(lecun_uniform::new()),
        "lecun_normal" => Box::new(lecun_normal::new()),
        "random_normal" if is_default => Box::new(random_normal::new()),
        "random_normal" => Box::new(random_normal::of(get("mean", 0.0), get("stddev", 0.05))),
        "truncated_normal" if is_default => Box::new(truncated_normal::new()),
        "truncated_normal" => Box::new(truncated_normal::of(get("mean", 0.0), get("stddev", 0.05))),
        "random_uniform" if is_default => Box::new(random_uniform::new()),
        "random_uniform" => Box::new(random_uniform::of(
            get("minval", -0.05),
            get("maxval", 0.05),
        )),
        "variance_scaling" if is_default => Box::new(variance_scaling::new()),
        "variance_scaling" => {
            let scaling = variance_scaling::of(get("scale", 1.0));
            match text(&case["config"]["mode"]) {
                "fan_in" => distributed::<fan_in>(scaling, case),
                "fan_out" => distributed::<fan_out>(scaling, case),
                "fan_avg" => distributed::<fan_avg>(scaling, case),
                other => panic!("no such mode: {other}"),
            }
        }
        other => panic!("no such initializer: {other}"),
    }
}

fn distributed<M: Mode>(scaling: variance_scaling, case: &Value) -> Box<dyn Initializer> {
    let scaling = scaling.mode::<M>();
    Box::new(match text(&case["config"]["distribution"]) {
        "truncated_normal" => scaling.distribution::<truncated_normal>(),
        "untruncated_normal" => scaling.distribution::<untruncated_normal>(),
        "uniform" => scaling.distribution::<uniform>(),
        other => panic!("no such distribution: {other}"),
    })
}

/// A generator that always gives the same bits.
struct Same(u32);

impl TryRng for Same {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from(self.0) << 32 | u64::from(self.0))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(self.0 as u8);
        Ok(())
    }
}

/// What Keras' initializers ask of a generator: from the same bits come the same numbers.
fn drawn(report: &mut Report, case: &Value) {
    let initializer = initializer(case);
    for draw in list(&case["draws"]) {
        let mut array = Laid::zeroed(counts(&draw["shape"]));
        let (mut expected, mut got) = (Vec::new(), Vec::new());
        for bits in [0, u32::MAX / 3, u32::MAX / 2, u32::MAX / 5 * 4] {
            initializer.fill(&mut array.view_mut(), &mut Same(bits));
            let values = array.values();
            assert!(values.iter().all(|value| *value == values[0]));
            got.push(values[0]);
            let number = |name| number(&draw[name]);
            expected.push(if text(&draw["draws"]) == "uniform" {
                let (from, to) = (number("minval"), number("maxval"));
                from + (to - from) * f64::from(random::unit(&mut Same(bits)))
            } else {
                // `stddev` and `mean` are Keras' defaults where it does not say them.
                let normal = f64::from(random::normal(&mut Same(bits)));
                assert!(normal.abs() < 2.0);
                number("mean") + number("stddev") * normal
            });
        }
        let place = format!("{} {} {}", case["name"], case["config"], draw["shape"]);
        report.compare("initializers", place, Tolerance::EXACT, &expected, &got);
    }
}

fn constants(report: &mut Report, case: &Value) {
    for value in list(&case["values"]) {
        let mut array = Laid::zeroed(counts(&value["shape"]));
        initializer(case).fill(&mut array.view_mut(), &mut Same(1));
        let expected: Vec<f32> = numbers(&value["data"]).iter().map(|x| *x as f32).collect();
        report.equal(
            format!("{} {}", case["name"], case["config"]),
            expected,
            array.values(),
        );
    }
}
