use crate::activations::Activate;
use crate::simd::Cpu;

/// The identity, x: what a layer without an activation has; Keras' `linear`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<2>, Activation(linear) >].new(0);
/// assert_eq!(net.predict(&[-2.0, 3.0]), [-2.0, 3.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum linear {}

impl Activate for linear {
    const IS_IDENTITY: bool = true;
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(_: &mut [f32], _: usize) {}

    #[inline(always)]
    fn backward(_: &[f32], _: &[f32], _: &mut [f32], _: usize) {}

    #[inline(always)]
    fn run_forward(_: Cpu, _: &mut [f32], _: usize) {}

    #[inline(always)]
    fn run_backward(_: Cpu, _: &[f32], _: &[f32], _: &mut [f32], _: usize) {}
}
