//! What was compared, how far it is off, and the table of it.

use std::fmt::{self, Display};

use kerust::model::Model;
use kerust::shape::Row;
use serde_json::Value;

use super::arrays::weights;
use kerust_tests::fixtures::numbers;

/// How much two numbers may differ, relative to Keras' number and to `near_zero`: smaller numbers
/// are what is left of a difference of larger ones, whose rounding they carry, as 1 − y² of a
/// saturated tanh or a weight that crosses zero.
#[derive(Clone, Copy)]
pub struct Tolerance {
    relative: f64,
    near_zero: f64,
}

impl Tolerance {
    /// One evaluation: counts and quotients, draws, penalties, rates, clipped gradients.
    pub const EXACT: Tolerance = Tolerance::new(1e-6, 0.02);
    /// One function of one number, or of one row; what is left where such ones cancel: a gradient through
    /// several of them, the mean of losses with either sign.
    pub const OF_ONE: Tolerance = Tolerance::new(1e-6, 0.5);
    /// After steps of training, each of which carries on the rounding of those before it.
    pub const TRAINED: Tolerance = Tolerance::new(1e-4, 0.02);

    const fn new(relative: f64, near_zero: f64) -> Self {
        Tolerance {
            relative,
            near_zero,
        }
    }
}

/// The relative difference; NaN is only near NaN, an infinity only near itself.
fn difference(expected: f64, got: f64, near_zero: f64) -> f64 {
    if expected == got || (expected.is_nan() && got.is_nan()) {
        return 0.0;
    }
    let difference = (got - expected).abs() / (expected.abs() + near_zero);
    if difference.is_nan() {
        f64::INFINITY
    } else {
        difference
    }
}

struct Line {
    item: &'static str,
    cases: usize,
    numbers: usize,
    worst: f64,
    tolerance: f64,
}

/// All comparisons of one run of the tests.
#[derive(Default)]
pub struct Report {
    lines: Vec<Line>,
    failures: Vec<String>,
}

impl Report {
    /// One case of `item`: a list of numbers from `place`.
    pub fn compare(
        &mut self,
        item: &'static str,
        place: impl Display,
        tolerance: Tolerance,
        expected: &[f64],
        got: &[f32],
    ) {
        if expected.len() != got.len() || expected.is_empty() {
            let (expected, got) = (expected.len(), got.len());
            let text = format!("{place}, {item}: expected {expected} numbers, got {got}");
            self.failures.push(text);
        }
        let mut worst: f64 = 0.0;
        for (index, (expected, got)) in expected.iter().zip(got).enumerate() {
            let difference = difference(*expected, f64::from(*got), tolerance.near_zero);
            worst = worst.max(difference);
            if difference > tolerance.relative {
                self.failures.push(format!(
                    "{place}, {item}[{index}]: expected {expected}, got {got}, \
                     relative difference {difference:.1e}"
                ));
            }
        }
        let line = match self.lines.iter_mut().find(|line| line.item == item) {
            Some(line) => line,
            None => {
                let tolerance = tolerance.relative;
                self.lines.push(Line {
                    item,
                    cases: 0,
                    numbers: 0,
                    worst: 0.0,
                    tolerance,
                });
                self.lines.last_mut().expect("one was added")
            }
        };
        line.cases += 1;
        line.numbers += expected.len();
        line.worst = line.worst.max(worst);
    }

    /// All weights of a trained model against a list of arrays.
    pub fn weights<M: Model>(
        &mut self,
        item: &'static str,
        place: &str,
        expected: &Value,
        model: &M,
    ) {
        self.weights_within(Tolerance::TRAINED, item, place, expected, model);
    }

    /// All weights of a model against a list of arrays.
    pub fn weights_within<M: Model>(
        &mut self,
        tolerance: Tolerance,
        item: &'static str,
        place: &str,
        expected: &Value,
        model: &M,
    ) {
        for (expected, got) in weights(model, expected).iter().zip(model.get_weights()) {
            let place = format!("{place}, `{}`", got.name);
            if expected.shape != got.shape {
                let (expected, got) = (&expected.shape, &got.shape);
                let text = format!("{place}: expected the shape {expected:?}, got {got:?}");
                self.failures.push(text);
            }
            let expected: Vec<f64> = expected.values.iter().map(|v| f64::from(*v)).collect();
            self.compare(item, place, tolerance, &expected, &got.values);
        }
    }

    /// Rows of outputs against an array.
    pub fn rows<R: Row>(
        &mut self,
        item: &'static str,
        place: &str,
        tolerance: Tolerance,
        expected: &Value,
        got: &[R],
    ) {
        let (expected, got) = (numbers(&expected["data"]), R::flatten(got));
        self.compare(item, place, tolerance, &expected, got);
    }

    /// Something that is equal or wrong.
    pub fn equal<T: PartialEq + fmt::Debug>(&mut self, place: impl Display, expected: T, got: T) {
        if expected != got {
            let text = format!("{place}: expected {expected:?}, got {got:?}");
            self.failures.push(text);
        }
    }

    /// Prints the table; then fails, if something was wrong.
    pub fn finish(self) {
        println!("{self}");
        let (count, failures) = (self.failures.len(), self.failures.join("\n"));
        assert!(self.failures.is_empty(), "{count} differences:\n{failures}");
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:26} {:>5} {:>7}  {:>8}  {:>8}",
            "item", "cases", "numbers", "worst", "allowed"
        )?;
        for line in &self.lines {
            let Line {
                item,
                cases,
                numbers,
                worst,
                tolerance,
            } = line;
            writeln!(
                f,
                "{item:26} {cases:5} {numbers:7}  {worst:8.1e}  {tolerance:8.0e}"
            )?;
        }
        let cases: usize = self.lines.iter().map(|line| line.cases).sum();
        let numbers: usize = self.lines.iter().map(|line| line.numbers).sum();
        writeln!(f, "{:26} {cases:5} {numbers:7}", "all")
    }
}
