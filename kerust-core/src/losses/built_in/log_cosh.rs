use crate::math;

crate::loss! {
    /// The mean of ln cosh d of the differences d; Keras' `log_cosh`.
    log_cosh, val_log_cosh, Numbers {}
}

pointwise! { log_cosh, Numbers }

impl log_cosh {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let d = y - t;
        d + math::softplus(-2.0 * d) - core::f32::consts::LN_2
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32) -> f32 {
        math::tanh(y - t)
    }
}
