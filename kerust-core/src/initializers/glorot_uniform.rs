use rand_core::Rng;

use crate::initializers::Initializer;
use crate::memory::Weight;
use crate::{math, random};

/// Uniform between ±√(6 / (`fan_in` + `fan_out`)); Keras' initializer of kernels
/// (Glorot and Bengio, 2010).
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum glorot_uniform {}

impl Initializer for glorot_uniform {
    fn fill(weight: &Weight, set: &mut dyn FnMut(usize, f32), rng: &mut dyn Rng) {
        let (fan_in, fan_out) = weight.fans();
        let limit = math::sqrt(6.0 / (fan_in + fan_out).max(1) as f32);
        (0..weight.len()).for_each(|index| set(index, limit * (2.0 * random::unit(rng) - 1.0)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_the_limit_and_with_its_variance() {
        let weight = Weight::new("kernel", &[40, 60], glorot_uniform::fill);
        let limit = math::sqrt(6.0 / 100.0);
        let (mut sum, mut squares) = (0.0, 0.0);
        let mut set = |_, value: f32| {
            assert!(value.abs() <= limit);
            sum += value;
            squares += value * value;
        };
        glorot_uniform::fill(&weight, &mut set, &mut random::generator(5));
        assert!((sum / 2400.0).abs() < 0.01);
        assert!((squares / 2400.0 / (limit * limit / 3.0) - 1.0).abs() < 0.05);
    }
}
