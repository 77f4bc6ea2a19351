//! Derivatives from differences of values, and their comparison with gradients.

use kerust::prelude::*;
use kerust::random::{generator, unit};
use kerust::shape::Row;

/// The larger of the two steps; numbers are multiples of 2⁻¹⁰, so that they and a step have an
/// exact sum.
const STEP: f32 = 1.0 / 64.0;

/// How far a gradient may be from its difference, relative to 1 or to itself: rounding of values
/// near 1, 1e-7, over the step, several times.
const TOLERANCE: f64 = 1e-4;

/// Multiples of 2⁻¹⁰ from −1 to 1, without 0.
pub fn numbers(seed: u64) -> impl FnMut() -> f32 {
    let mut rng = generator(seed);
    move || ((unit(&mut rng) * 2048.0).floor() - 1024.0 + 0.5) / 1024.0
}

/// Rows of such numbers.
pub fn rows<R: Row>(count: usize, mut number: impl FnMut() -> f32) -> Vec<R> {
    let mut rows = vec![R::ZERO; count];
    R::flatten_mut(&mut rows).fill_with(&mut number);
    rows
}

/// The derivative of `value` at `at`, by the difference of fourth order with step `h`.
fn difference(value: &mut impl FnMut(f32) -> f64, at: f32, h: f32) -> f64 {
    let mut around = |steps: f32| value(at + steps * h) - value(at - steps * h);
    (8.0 * around(1.0) - around(2.0)) / (12.0 * f64::from(h))
}

/// How many gradients were compared, and how near they were.
pub struct Comparison {
    name: String,
    compared: usize,
    kinks: usize,
    worst: f64,
    largest: f64,
}

impl Comparison {
    pub fn new(name: &str) -> Self {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        Comparison {
            name,
            compared: 0,
            kinks: 0,
            worst: 0.0,
            largest: 0.0,
        }
    }

    /// One number, `at`, on which `value` depends.
    ///
    /// Where differences with two steps do not agree, a kink of `relu` or another winner of a max
    /// pool lies between them, and there is nothing to compare with.
    pub fn compare(&mut self, place: &str, at: f32, got: f32, mut value: impl FnMut(f32) -> f64) {
        let expected = difference(&mut value, at, STEP);
        let nearer = difference(&mut value, at, STEP / 2.0);
        let allowed = TOLERANCE * (1.0 + expected.abs());
        if (expected - nearer).abs() > allowed / 2.0 {
            self.kinks += 1;
            return;
        }
        self.compared += 1;
        let (name, got) = (&self.name, f64::from(got));
        let difference = (got - expected).abs();
        assert!(
            difference <= allowed,
            "gradient of {place} in {name}: expected {expected}, got {got}"
        );
        self.worst = self.worst.max(difference / (1.0 + expected.abs()));
        self.largest = self.largest.max(got.abs());
    }

    /// Most must have been compared, and not only zeros.
    pub fn finish(self) {
        let Comparison {
            name,
            compared,
            kinks,
            worst,
            largest,
        } = self;
        println!("{worst:8.1e}  {compared:4} compared, {kinks:2} at kinks: {name}");
        let all = compared + kinks;
        assert!(
            3 * kinks < compared,
            "{name}: {kinks} of {all} gradients lie at kinks"
        );
        assert!(largest > 0.01, "{name}: the largest gradient is {largest}");
    }
}

/// Calls `visit` with a name, the layer, its vector and the place in it, for every weight.
pub fn each_place<M: Model>(mut visit: impl FnMut(&str, usize, usize, usize)) {
    for (number, layer) in M::LAYERS.iter().enumerate() {
        let mut first = 0;
        for weight in layer.weights {
            for index in 0..weight.len() {
                let (vector, place) = weight.place(index);
                let what = format!("{}/{}[{index}]", layer.name, weight.name);
                visit(&what, number, first + vector, place);
            }
            first += weight.vectors();
        }
    }
}

/// The number of vectors before each layer.
pub fn firsts<M: Model>(net: &M) -> Vec<usize> {
    let vectors = (0..M::LAYERS.len()).map(|layer| net.vectors(layer).len());
    let before = vectors.scan(0, |next, vectors| {
        let first = *next;
        *next += vectors;
        Some(first)
    });
    before.collect()
}
