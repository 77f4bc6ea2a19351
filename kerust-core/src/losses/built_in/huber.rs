use crate::math;

crate::loss! {
    /// The mean of ½d² where the difference d is small, of δ·|d| − ½δ² where it is more than δ
    /// (Huber, 1964); Keras' `huber`.
    huber, val_huber, Numbers {
        /// Where the parabola ends.
        delta: f32 = 1.0,
    }
}

pointwise! { huber, Numbers, delta in "delta" }

impl huber {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let (d, delta) = ((y - t).abs(), self.delta);
        math::select(d <= delta, 0.5 * d * d, delta * d - 0.5 * delta * delta)
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32) -> f32 {
        let d = y - t;
        math::select(d.abs() > self.delta, self.delta.copysign(d), d)
    }
}
