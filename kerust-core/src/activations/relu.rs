use crate::activations::Activate;

/// max(x, 0); its derivative at 0 is 0, as in Keras.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum relu {}

impl Activate for relu {
    const ELEMENTWISE: bool = true;

    #[inline(always)]
    fn forward(values: &mut [f32], _: usize) {
        for x in values {
            // Written so that NaN stays NaN.
            *x = if *x < 0.0 { 0.0 } else { *x };
        }
    }

    #[inline(always)]
    fn backward(outputs: &[f32], gradient: &mut [f32], _: usize) {
        for (y, d) in outputs.iter().zip(gradient) {
            *d = if *y > 0.0 { *d } else { 0.0 };
        }
    }
}
