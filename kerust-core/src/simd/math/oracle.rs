//! Every function against the same function in double precision, whose own error is negligible: for every
//! 257th number, or with `KERUST_EVERY_FLOAT=1` for all numbers (minutes in release; `--nocapture` shows
//! the largest errors).

use super::{exp, exp_m1, ln, map, normal, sigmoid, softplus, tanh};
use crate::simd::LANES;

/// The stride: a prime, with few enough numbers for a debug build.
const STRIDE: u64 = 257;

/// Numbers that are checked with any stride, with eight neighbours in both directions.
const EDGES: [f32; 16] = [
    0.0,
    f32::MIN_POSITIVE,
    f32::MAX,
    f32::INFINITY,
    f32::NAN,
    0.5,
    core::f32::consts::FRAC_1_SQRT_2,
    core::f32::consts::LN_2,
    1.0,
    core::f32::consts::SQRT_2,
    2.0,
    9.010_913,
    10.0,
    87.336_54,
    88.722_83,
    103.972_08,
];

struct Function {
    name: &'static str,
    of: fn(&mut [f32]),
    exact: fn(f64) -> f64,
    /// The largest allowed error in units in the last place of the exact result.
    bound: f64,
    /// Whether results below the smallest normal number are 0.
    flushes: bool,
}

impl Function {
    /// The largest error, and the number that has it.
    fn check(&self) -> (f64, f32) {
        let every = std::env::var("KERUST_EVERY_FLOAT").is_ok_and(|value| value == "1");
        let stride = if every { 1 } else { STRIDE };
        let mut worst = (0.0, 0.0);
        let edges = EDGES.into_iter().flat_map(|edge| {
            let near = (0..17).map(move |i| (edge.to_bits() + i).wrapping_sub(8));
            near.flat_map(|bits| [bits, bits ^ 1 << 31])
        });
        let all = (0..(1_u64 << 32).div_ceil(stride)).map(|i| (i * stride) as u32);
        let mut numbers = edges.chain(all).map(f32::from_bits);
        while let Some(first) = numbers.next() {
            let mut x = [first; LANES];
            for x in &mut x[1..] {
                *x = numbers.next().unwrap_or(first);
            }
            let mut got = x;
            (self.of)(&mut got);
            for (x, got) in x.into_iter().zip(got) {
                let error = self.error(x, got);
                if error > worst.0 {
                    worst = (error, x);
                }
            }
        }
        worst
    }

    /// The error in units in the last place; panics if it is too large.
    fn error(&self, x: f32, got: f32) -> f64 {
        let exact = (self.exact)(x.into());
        let rounded = exact as f32;
        if rounded.is_nan() || rounded.is_infinite() || rounded == 0.0 {
            let same = got.to_bits() == rounded.to_bits() || got.is_nan() && rounded.is_nan();
            assert!(
                same,
                "{}({x:e}): expected {rounded:e}, got {got:e}",
                self.name
            );
            return 0.0;
        }
        // At the edge itself rounding may give either result.
        let edge = f64::from(f32::MIN_POSITIVE);
        let beyond = exact.abs() < edge * (1.0 - 1e-6);
        if self.flushes && (beyond || got == 0.0 && exact.abs() < edge * (1.0 + 1e-6)) {
            assert!(
                got.to_bits() == 0,
                "{}({x:e}): expected 0, got {got:e}",
                self.name
            );
            return 0.0;
        }
        let exponent = ((exact.to_bits() >> 52) & 0x7ff) as i32 - 1023;
        let last_place = f64::from_bits(((exponent.max(-126) - 23 + 1023) as u64) << 52);
        let error = (f64::from(got) - exact).abs() / last_place;
        assert!(
            error <= self.bound,
            "{}({x:e}): expected {exact:e}, got {got:e}, {error:.2} ulp off, at most {}",
            self.name,
            self.bound
        );
        error
    }
}

#[track_caller]
fn check(function: Function) {
    let (error, x) = function.check();
    std::println!("{}: {error:.3} ulp at {x:e}", function.name);
}

#[test]
fn exp_is_less_than_1_1_ulp_off() {
    check(Function {
        name: "exp",
        of: |x| map(x, exp),
        exact: f64::exp,
        bound: 1.1,
        flushes: true,
    });
}

#[test]
fn ln_is_less_than_1_ulp_off() {
    check(Function {
        name: "ln",
        of: |x| map(x, ln),
        exact: f64::ln,
        bound: 1.0,
        flushes: false,
    });
}

#[test]
fn tanh_is_less_than_3_ulp_off() {
    check(Function {
        name: "tanh",
        of: |x| map(x, tanh),
        exact: f64::tanh,
        bound: 3.0,
        flushes: false,
    });
}

#[test]
fn sigmoid_is_less_than_3_ulp_off() {
    check(Function {
        name: "sigmoid",
        of: |x| map(x, sigmoid),
        exact: |x| 1.0 / (1.0 + (-x).exp()),
        bound: 3.0,
        flushes: true,
    });
}

#[test]
fn exp_m1_is_less_than_2_ulp_off() {
    check(Function {
        name: "exp_m1",
        of: |x| map(x, exp_m1),
        exact: f64::exp_m1,
        bound: 2.0,
        flushes: false,
    });
}

#[test]
fn softplus_is_less_than_3_ulp_off() {
    check(Function {
        name: "softplus",
        of: |x| map(x, softplus),
        exact: |x| x.max(0.0) + (-x.abs()).exp().ln_1p(),
        bound: 3.0,
        flushes: true,
    });
}

#[test]
fn the_normal_distribution_is_less_than_8_ulp_off() {
    check(Function {
        name: "normal, distribution",
        of: |x| map(x, |x| normal(x).0),
        exact: |x| 0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2),
        bound: 8.0,
        flushes: true,
    });
}

#[test]
fn the_density_of_the_normal_distribution_is_less_than_3_ulp_off() {
    check(Function {
        name: "normal, density",
        of: |x| map(x, |x| normal(x).1),
        exact: |x| (-0.5 * x * x).exp() / (2.0 * core::f64::consts::PI).sqrt(),
        bound: 3.0,
        flushes: true,
    });
}
