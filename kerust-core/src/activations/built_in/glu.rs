use crate::simd::math;

/// The gated linear unit: the first half of the last axis times the sigmoid of the second half;
/// Keras' `glu` (Dauphin and others, 2017).
///
/// Its output is half as wide as its input, so it is a layer, `Activation(glu)`, and not an option of
/// another layer.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<4>, Activation(glu) >].new(0);
/// assert_eq!(net.predict(&[2.0, 3.0, 0.0, 100.0]), [1.0, 3.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum glu {}

impl glu {
    /// Rows of `2 * width` numbers become rows of `width`.
    #[inline(always)]
    pub(crate) fn forward(x: &[f32], y: &mut [f32], width: usize) {
        let rows = x
            .chunks_exact(2 * width.max(1))
            .zip(y.chunks_exact_mut(width.max(1)));
        for (x, y) in rows {
            let (values, gates) = x.split_at(width);
            y.copy_from_slice(values);
            math::zip(gates, y, |gate, value| value * math::sigmoid(gate));
        }
    }

    /// From the gradient of the outputs to that of the inputs `x`.
    #[inline(always)]
    pub(crate) fn backward(x: &[f32], dy: &[f32], dx: &mut [f32], width: usize) {
        let twice = 2 * width.max(1);
        let rows = x
            .chunks_exact(twice)
            .zip(dx.chunks_exact_mut(twice))
            .zip(dy.chunks_exact(width.max(1)));
        for ((x, dx), dy) in rows {
            let (values, gates) = x.split_at(width);
            let (d_values, d_gates) = dx.split_at_mut(width);
            d_values.copy_from_slice(dy);
            math::zip(gates, d_values, |gate, d| d * math::sigmoid(gate));
            d_gates.copy_from_slice(gates);
            // The gradient of the values has the gate in it already.
            math::map(d_gates, |gate| 1.0 - math::sigmoid(gate));
            math::zip(values, d_gates, |value, rest| value * rest);
            math::zip(d_values, d_gates, |d, rest| d * rest);
        }
    }
}
