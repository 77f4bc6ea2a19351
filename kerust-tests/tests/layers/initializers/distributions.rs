//! Bounds, moments, and the distance between what was drawn and the distribution (Kolmogorov and
//! Smirnov), each with a fixed seed.

use std::f64::consts::TAU;

use kerust::initializers::Initializer;
use kerust::prelude::*;
use kerust::random::{generator, unit};

use super::filled;

/// A distribution: uniform between two ends, or normal and cut off at this many deviations.
enum Expected {
    Uniform(f64, f64),
    Normal { mean: f64, deviation: f64, cut: f64 },
}

use Expected::{Normal, Uniform};

/// The normal distribution function, as a series of terms that are all of one sign.
fn normal(x: f64) -> f64 {
    if x.abs() > 8.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum) = (x, x);
    for k in 1..200 {
        term *= x * x / f64::from(2 * k + 1);
        sum += term;
    }
    0.5 + sum * (-0.5 * x * x).exp() / TAU.sqrt()
}

impl Expected {
    /// How likely a number is at most `x`.
    fn below(&self, x: f64) -> f64 {
        match self {
            Uniform(from, to) => ((x - from) / (to - from)).clamp(0.0, 1.0),
            Normal {
                mean,
                deviation,
                cut,
            } => {
                let (low, x) = (normal(-cut), (x - mean) / deviation);
                ((normal(x.clamp(-cut, *cut)) - low) / (1.0 - 2.0 * low)).clamp(0.0, 1.0)
            }
        }
    }

    fn ends(&self) -> (f64, f64) {
        match self {
            Uniform(from, to) => (*from, *to),
            Normal {
                mean,
                deviation,
                cut,
            } => (mean - cut * deviation, mean + cut * deviation),
        }
    }

    fn mean_and_variance(&self) -> (f64, f64) {
        match self {
            Uniform(from, to) => ((from + to) / 2.0, (to - from).powi(2) / 12.0),
            Normal {
                mean,
                deviation,
                cut,
            } => {
                let density = (-0.5 * cut * cut).exp() / TAU.sqrt();
                let inside = 1.0 - 2.0 * normal(-cut);
                // Infinity times nothing is nothing.
                let lost = if density > 0.0 {
                    2.0 * cut * density / inside
                } else {
                    0.0
                };
                (*mean, deviation * deviation * (1.0 - lost))
            }
        }
    }
}

fn check(initializer: &dyn Initializer, shape: &'static [usize], expected: &Expected) {
    let mut numbers: Vec<f64> = filled(initializer, shape, 11)
        .into_iter()
        .map(f64::from)
        .collect();
    let (low, high) = expected.ends();
    let rounding = 1e-6 * (low.abs() + high.abs()).min(1e3);
    for x in &numbers {
        assert!(
            (low - rounding..=high + rounding).contains(x),
            "{initializer:?}: {x}"
        );
    }
    let count = numbers.len() as f64;
    let (mean, variance) = expected.mean_and_variance();
    let got_mean = numbers.iter().sum::<f64>() / count;
    let got_variance = numbers.iter().map(|x| (x - got_mean).powi(2)).sum::<f64>() / count;
    // Four deviations of each; a square's variance is at most twice the variance's square here.
    assert!(
        (got_mean - mean).abs() < 4.0 * (variance / count).sqrt(),
        "{initializer:?}: mean {got_mean}"
    );
    let ratio = got_variance / variance;
    assert!(
        (ratio - 1.0).abs() < 4.0 * (2.0 / count).sqrt(),
        "{initializer:?}: variance {ratio}"
    );

    numbers.sort_by(f64::total_cmp);
    let distances = numbers.iter().enumerate().map(|(index, x)| {
        let below = expected.below(*x);
        (below - index as f64 / count)
            .abs()
            .max(((index + 1) as f64 / count - below).abs())
    });
    let distance = distances.fold(0.0, f64::max);
    // One in a hundred true samples is farther.
    assert!(
        distance * count.sqrt() < 1.63,
        "{initializer:?}: distance {distance}"
    );
}

fn cut(deviation: f64) -> Expected {
    // What is cut off has this part of the deviation.
    let deviation = deviation / 0.879_625_661_034_239_8;
    Normal {
        mean: 0.0,
        deviation,
        cut: 2.0,
    }
}

const DENSE: &[usize] = &[150, 130];
const CONV: &[usize] = &[3, 5, 40, 36];

#[test]
fn those_that_do_not_know_the_shape() {
    let whole = |mean, deviation| Normal {
        mean,
        deviation,
        cut: f64::INFINITY,
    };
    check(&random_normal::new(), DENSE, &whole(0.0, 0.05));
    check(&random_normal::of(3.0, 0.5), CONV, &whole(3.0, 0.5));
    check(&random_uniform::new(), DENSE, &Uniform(-0.05, 0.05));
    check(&random_uniform::of(1.0, 4.0), CONV, &Uniform(1.0, 4.0));
    let two = |mean, deviation| Normal {
        mean,
        deviation,
        cut: 2.0,
    };
    check(&truncated_normal::new(), DENSE, &two(0.0, 0.05));
    check(&truncated_normal::of(-1.0, 2.0), CONV, &two(-1.0, 2.0));
}

#[test]
fn those_that_are_scaled_by_the_fans() {
    for (shape, fan_in, fan_out) in [(DENSE, 150.0, 130.0), (CONV, 600.0, 540.0)] {
        let around_0 = |variance: f64| Uniform(-(3.0 * variance).sqrt(), (3.0 * variance).sqrt());
        let average: f64 = (fan_in + fan_out) / 2.0;
        check(&glorot_uniform::new(), shape, &around_0(1.0 / average));
        check(&glorot_normal::new(), shape, &cut((1.0 / average).sqrt()));
        check(&he_uniform::new(), shape, &around_0(2.0 / fan_in));
        check(&he_normal::new(), shape, &cut((2.0_f64 / fan_in).sqrt()));
        check(&lecun_uniform::new(), shape, &around_0(1.0 / fan_in));
        check(&lecun_normal::new(), shape, &cut((1.0_f64 / fan_in).sqrt()));
        let scaling = variance_scaling::of(0.3).mode::<fan_out>();
        check(&scaling, shape, &cut((0.3_f64 / fan_out).sqrt()));
        check(
            &scaling.distribution::<uniform>(),
            shape,
            &around_0(0.3 / fan_out),
        );
        let whole = Normal {
            mean: 0.0,
            deviation: (0.3_f64 / fan_out).sqrt(),
            cut: f64::INFINITY,
        };
        check(&scaling.distribution::<untruncated_normal>(), shape, &whole);
    }
}

/// What a seed means does not change.
#[test]
fn the_numbers_of_a_seed() {
    let mut rng = generator(7);
    let limit = (6.0_f32 / 10.0).sqrt();
    let expected: Vec<f32> = (0..24)
        .map(|_| limit * (2.0 * unit(&mut rng) - 1.0))
        .collect();
    assert_eq!(filled(&glorot_uniform::new(), &[4, 6], 7), expected);
}

#[test]
fn the_upper_end_is_not_among_them() {
    let numbers = filled(&random_uniform::of(1.0, 1.0 + f32::EPSILON), DENSE, 3);
    assert!(numbers.iter().all(|x| *x == 1.0));
    assert_eq!(filled(&random_uniform::of(2.0, 2.0), &[2], 3), [2.0; 2]);
}
