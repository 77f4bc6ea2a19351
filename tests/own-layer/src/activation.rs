//! An activation of one's own.

use kerust::activations::Activate;

/// x / (1 + |x|); Keras' `softsign`.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum softsign {}

impl Activate for softsign {
    fn forward(values: &mut [f32], _: usize) {
        for x in values {
            *x /= 1.0 + x.abs();
        }
    }

    fn backward(outputs: &[f32], gradient: &mut [f32], _: usize) {
        for (y, d) in outputs.iter().zip(gradient) {
            *d *= (1.0 - y.abs()) * (1.0 - y.abs());
        }
    }
}
