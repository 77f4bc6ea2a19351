//! Activations of one's own.

use std::marker::PhantomData;

use kerust::activations::{Activate, Number};

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

/// f·sin x with a number f of the type, as `leaky_relu<0.3>` has one.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct scaled_sine<Factor>(PhantomData<fn() -> Factor>);

impl<F: Number> Activate for scaled_sine<F> {
    const SETTINGS: &'static [f32] = &[F::VALUE];
    const ELEMENTWISE: bool = true;
    const KEEPS_INPUT: bool = true;

    fn forward(values: &mut [f32], width: usize) {
        sine::forward(values, width);
        values.iter_mut().for_each(|y| *y *= F::VALUE);
    }

    fn backward(inputs: &[f32], outputs: &[f32], gradient: &mut [f32], width: usize) {
        sine::backward(inputs, outputs, gradient, width);
        gradient.iter_mut().for_each(|d| *d *= F::VALUE);
    }
}
