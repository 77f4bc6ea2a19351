//! Activations: functions that a layer applies to its sums.

// A type would be hidden by a module of its name beside it.
mod built_in {
    pub mod celu;
    pub mod elu;
    pub mod exponential;
    pub mod gelu;
    pub mod glu;
    pub mod hard_shrink;
    pub mod hard_sigmoid;
    pub mod hard_silu;
    pub mod hard_tanh;
    pub mod leaky_relu;
    pub mod linear;
    pub mod log_sigmoid;
    pub mod log_softmax;
    pub mod mish;
    pub mod relu;
    pub mod relu6;
    pub mod selu;
    pub mod sigmoid;
    pub mod silu;
    pub mod soft_shrink;
    pub mod softmax;
    pub mod softplus;
    pub mod softsign;
    pub mod sparse_plus;
    pub mod sparse_sigmoid;
    pub mod sparsemax;
    pub mod squareplus;
    pub mod tanh;
    pub mod tanh_shrink;
    pub mod threshold;
}

mod kernels;
mod numbers;

pub use built_in::{
    celu::celu,
    elu::elu,
    exponential::exponential,
    gelu::gelu,
    glu::glu,
    hard_shrink::hard_shrink,
    hard_sigmoid::hard_sigmoid,
    hard_silu::{hard_silu, hard_swish},
    hard_tanh::hard_tanh,
    leaky_relu::leaky_relu,
    linear::linear,
    log_sigmoid::log_sigmoid,
    log_softmax::log_softmax,
    mish::mish,
    relu::relu,
    relu6::relu6,
    selu::selu,
    sigmoid::sigmoid,
    silu::{silu, swish},
    soft_shrink::soft_shrink,
    softmax::softmax,
    softplus::softplus,
    softsign::softsign,
    sparse_plus::sparse_plus,
    sparse_sigmoid::sparse_sigmoid,
    sparsemax::sparsemax,
    squareplus::squareplus,
    tanh::tanh,
    tanh_shrink::tanh_shrink,
    threshold::threshold,
};
pub(crate) use kernels::{Backward, Forward, compiled_here};
pub use numbers::{Float, Infinity, Number};

use crate::simd::Cpu;

/// A word for an activation: `Dense<2, 3>(relu)`.
///
/// The derivative is computed from the activation's output, so that a layer keeps one row, not
/// two; where the output does not tell it, an activation asks for its input too.
///
/// ```
/// use kerust::activations::Activate;
///
/// /// x²·sign(x)
/// #[allow(non_camel_case_types)]
/// #[derive(Debug)]
/// pub enum signed_square {}
///
/// impl Activate for signed_square {
///     fn forward(values: &mut [f32], _: usize) {
///         values.iter_mut().for_each(|x| *x *= x.abs());
///     }
///
///     fn backward(_: &[f32], outputs: &[f32], gradient: &mut [f32], _: usize) {
///         for (y, d) in outputs.iter().zip(gradient) {
///             *d *= 2.0 * y.abs().sqrt();
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    label = "not an activation",
    note = "activations are Keras': `relu`, `gelu`, `tanh`, `sigmoid`, `softmax` and others, and types that implement `Activate`"
)]
pub trait Activate: Sized + Send + Sync + 'static {
    /// Whether it changes nothing, as `linear`: it is then left out.
    const IS_IDENTITY: bool = false;

    /// Whether each output depends on its own input alone, so that parts of a row can be computed
    /// by themselves.
    const ELEMENTWISE: bool = false;

    /// Whether the derivative needs the activation's input. The layer then keeps that input, which costs
    /// a row of memory and a pass over it.
    const KEEPS_INPUT: bool = false;

    /// Its numbers, such as the slope of `leaky_relu<0.3>`: with its name they identify the function in a
    /// file of weights.
    const SETTINGS: &'static [f32] = &[];

    /// Applies the activation to rows in place; `width` is the size of their last axis.
    fn forward(values: &mut [f32], width: usize);

    /// Turns the gradient of the outputs into the gradient of the inputs, in place. `inputs` are empty
    /// unless the activation [keeps](Activate::KEEPS_INPUT) them.
    fn backward(inputs: &[f32], outputs: &[f32], gradient: &mut [f32], width: usize);

    /// [`forward`](Activate::forward) by code for the processor `cpu`. Kerust's own words are compiled with
    /// kerust, all others where they are used.
    #[doc(hidden)]
    fn run_forward(cpu: Cpu, values: &mut [f32], width: usize) {
        cpu.run(Forward::<Self>::new(values, width));
    }

    /// [`backward`](Activate::backward) by code for the processor `cpu`.
    #[doc(hidden)]
    fn run_backward(cpu: Cpu, inputs: &[f32], outputs: &[f32], gradient: &mut [f32], width: usize) {
        cpu.run(Backward::<Self>::new(inputs, outputs, gradient, width));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gradient of Σ cᵢ·f(x)ᵢ against central differences.
    fn check<A: Activate>(inputs: &[f32], width: usize) {
        let weight = |i: usize| 0.3 + 0.7 * (i % 5) as f32;
        let value = |inputs: &[f32]| {
            let mut outputs = inputs.to_vec();
            A::forward(&mut outputs, width);
            let terms = outputs
                .iter()
                .enumerate()
                .map(|(i, y)| f64::from(y * weight(i)));
            terms.sum::<f64>()
        };
        let mut outputs = inputs.to_vec();
        A::forward(&mut outputs, width);
        let mut gradient: alloc::vec::Vec<_> = (0..inputs.len()).map(weight).collect();
        A::backward(inputs, &outputs, &mut gradient, width);
        for i in 0..inputs.len() {
            let step = 1e-3;
            let (mut above, mut below) = (inputs.to_vec(), inputs.to_vec());
            above[i] += step;
            below[i] -= step;
            let expected = (value(&above) - value(&below)) / (2.0 * f64::from(step));
            let got = f64::from(gradient[i]);
            let name = core::any::type_name::<A>();
            assert!(
                (got - expected).abs() < 2e-3,
                "{name} at {i}: {got}, expected {expected}"
            );
        }
    }

    #[test]
    fn gradients_against_differences() {
        let inputs = [-2.0, -0.5, 0.5, 2.0, 0.1, 1.5];
        check::<linear>(&inputs, 3);
        check::<relu>(&inputs, 3);
        check::<sigmoid>(&inputs, 3);
        check::<tanh>(&inputs, 3);
        check::<softmax>(&inputs, 3);
        check::<softmax>(&inputs, 6);
        check::<softplus>(&inputs, 3);
        check::<gelu>(&inputs, 3);
        check::<gelu<true>>(&inputs, 3);
        check::<log_softmax>(&inputs, 3);
    }

    #[test]
    fn values_of_keras() {
        let mut values = [-2.0, -0.5, 0.5, 2.0];
        sigmoid::forward(&mut values, 4);
        let expected = [0.119_202_9, 0.377_540_7, 0.622_459_4, 0.880_797];
        for (value, expected) in values.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-6);
        }
        let mut values = [1000.0, 0.0, -1000.0, f32::NEG_INFINITY];
        softmax::forward(&mut values, 4);
        assert_eq!(values, [1.0, 0.0, 0.0, 0.0]);
        let mut values = [-1.0, 0.0, 3.0, f32::NAN];
        <relu>::forward(&mut values, 4);
        assert_eq!(values[..3], [0.0, 0.0, 3.0]);
        assert!(values[3].is_nan());
    }
}
