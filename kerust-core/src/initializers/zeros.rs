use rand_core::Rng;

use crate::initializers::Initializer;
use crate::memory::Weight;

/// Zeros; Keras' initializer of biases.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum zeros {}

impl Initializer for zeros {
    fn fill(weight: &Weight, set: &mut dyn FnMut(usize, f32), _: &mut dyn Rng) {
        (0..weight.len()).for_each(|index| set(index, 0.0));
    }
}
