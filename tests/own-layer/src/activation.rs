//! An activation of one's own.

use kerust::activations::Activate;

/// sin x, as in networks with sinusoids (Sitzmann et al., 2020).
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum sine {}

impl Activate for sine {
    const ELEMENTWISE: bool = true;
    // The same sine belongs to many numbers, with either sign of the derivative.
    const KEEPS_INPUT: bool = true;

    fn forward(values: &mut [f32], _: usize) {
        for x in values {
            *x = x.sin();
        }
    }

    fn backward(inputs: &[f32], _: &[f32], gradient: &mut [f32], _: usize) {
        for (x, d) in inputs.iter().zip(gradient) {
            *d *= x.cos();
        }
    }
}
