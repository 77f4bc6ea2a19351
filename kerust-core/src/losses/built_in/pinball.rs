use crate::simd::math;
use crate::word::Bound;

crate::loss! {
    /// Pinball loss, of quantile regression: the mean over the outputs y of τ·(t − y) where the target t is larger,
    /// and of (1 − τ)·(y − t) where it is not. It is least where a share τ of the targets is below the output. The
    /// derivative of a difference of 0 is that of t > y, as [`mae`]'s is.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: from 0, where outputs are the labels, in their unit; half of [`mae`] with τ = 0.5.
    /// - Source: R. Koenker and G. Bassett, "Regression Quantiles", 1978; `PinballLoss` of TensorFlow Addons.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // (0.75 · (3 − 1) + 0.25 · (2 − 1)) / 2
    /// assert_eq!(pinball::new().tau(0.75).value(&[1.0, 2.0], &[3.0, 1.0], 2), 0.875);
    /// ```
    ///
    /// [`mae`]: struct@crate::losses::mae
    pinball, val_pinball, Numbers {
        /// τ, the quantile, above 0 and below 1; 0.5 by default, the median.
        tau: f32 where Bound::BETWEEN_0_AND_1 = 0.5,
    }
}

pointwise! { pinball, Numbers }

impl pinball {
    #[inline(always)]
    fn at(&self, y: f32, t: f32) -> f32 {
        let d = t - y;
        math::select(d >= 0.0, self.tau * d, (self.tau - 1.0) * d)
    }

    #[inline(always)]
    fn slope(&self, y: f32, t: f32, scale: f32) -> f32 {
        scale * math::select(y <= t, -self.tau, 1.0 - self.tau)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::losses::Loss;

    /// The larger of τ·(t − y) and (τ − 1)·(t − y), number by number.
    fn naive(tau: f32, outputs: &[f32], target: &[f32]) -> f64 {
        let mut sum = 0.0;
        for (y, t) in outputs.iter().zip(target) {
            let (tau, d) = (f64::from(tau), f64::from(*t) - f64::from(*y));
            sum += f64::max(tau * d, (tau - 1.0) * d);
        }
        sum / outputs.len() as f64
    }

    #[test]
    fn as_tensorflow_addons_and_scikit_learn_document_it() {
        let value = |tau: f32, y: &[f32], t: &[f32]| pinball::new().tau(tau).value(y, t, t.len());
        let near = |value: f32, documented: f32| assert!((value - documented).abs() < 1e-6);
        near(
            value(0.1, &[1.0, 1.0, 1.0, 0.0], &[0.0, 0.0, 1.0, 1.0]),
            0.475,
        );
        near(value(0.1, &[0.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), 0.1 / 3.0);
        near(value(0.9, &[1.0, 2.0, 4.0], &[1.0, 2.0, 3.0]), 0.1 / 3.0);
        near(value(0.9, &[0.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), 0.3);
    }

    #[test]
    fn as_a_naive_loop_with_the_gradient_of_differences() {
        let mut rng = crate::random::generator(3);
        let mut number = || 4.0 * crate::random::unit(&mut rng) - 2.0;
        for (length, tau) in [(1, 0.5), (3, 0.05), (16, 0.9), (37, 0.3)] {
            let (mut outputs, mut target) = ([0.0; 37], [0.0; 37]);
            outputs.fill_with(&mut number);
            target.fill_with(&mut number);
            let (outputs, target) = (&mut outputs[..length], &target[..length]);
            let loss = pinball::new().tau(tau);
            let value = f64::from(loss.value(outputs, target, length));
            assert!((value - naive(tau, outputs, target)).abs() < 1e-6);

            let mut gradient = [0.0; 37];
            let gradient = &mut gradient[..length];
            loss.gradient(outputs, target, length, 1.0, gradient);
            let step = 2.0_f32.powi(-12);
            for index in 0..length {
                let y = outputs[index];
                outputs[index] = y + step;
                let more = naive(tau, outputs, target);
                outputs[index] = y - step;
                let less = naive(tau, outputs, target);
                outputs[index] = y;
                let difference = (more - less) / (2.0 * f64::from(step));
                assert!((f64::from(gradient[index]) - difference).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn a_quantile_is_inside() {
        assert!(pinball::new().check().is_ok());
        for tau in [0.0, 1.0, f32::NAN] {
            assert!(pinball::new().tau(tau).check().is_err());
        }
    }
}
