use rand_core::Rng;

use crate::initializers::Initializer;
use crate::memory::Weight;
use crate::{math, random};

/// The deviation of the standard normal distribution cut off at ±2.
const CUT_DEVIATION: f32 = 0.879_625_7;

/// Normal with deviation √(2 / `fan_in`), cut off at two deviations of what is drawn from; for
/// layers with `relu` (He and others, 2015).
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum he_normal {}

impl Initializer for he_normal {
    fn fill(weight: &Weight, set: &mut dyn FnMut(usize, f32), rng: &mut dyn Rng) {
        let (fan_in, _) = weight.fans();
        let deviation = math::sqrt(2.0 / fan_in.max(1) as f32) / CUT_DEVIATION;
        for index in 0..weight.len() {
            let mut x = random::normal(rng);
            while x.abs() > 2.0 {
                x = random::normal(rng);
            }
            set(index, deviation * x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_off_and_with_its_variance() {
        let weight = Weight::new("kernel", &[50, 60], he_normal::fill);
        let deviation = math::sqrt(2.0 / 50.0);
        let mut squares = 0.0;
        let mut set = |_, value: f32| {
            assert!(value.abs() <= 2.0 * deviation / CUT_DEVIATION);
            squares += value * value;
        };
        he_normal::fill(&weight, &mut set, &mut random::generator(5));
        assert!((squares / 3000.0 / (deviation * deviation) - 1.0).abs() < 0.05);
    }
}
