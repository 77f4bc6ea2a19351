use crate::losses::{Prediction, above};
use crate::simd::math;

crate::loss! {
    /// max(1 + max((1 − t)·y) − Σ t·y, 0) over the last axis, and the mean over all others: 0 where the output of
    /// the class is larger by 1 than every other one.
    ///
    /// - Outputs and labels: numbers, both of any one shape, the labels with a 1 at the class and 0 elsewhere; after
    ///   any last layer.
    /// - Range: from 0.
    /// - Source: Keras' `CategoricalHinge`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // max(1 + 0.5 − 0.75, 0)
    /// let loss = categorical_hinge::new().value(&[0.75, 0.5], &[1.0, 0.0], 2);
    /// assert_eq!(loss, 0.75);
    /// ```
    categorical_hinge, val_categorical_hinge, Numbers {}
}

loss_of_rows! { categorical_hinge, Numbers }

/// The largest output of the other classes, and the margin that is missing.
#[inline(always)]
fn margin(place: Prediction<'_>) -> (f32, f32) {
    let others = place.outputs.iter().zip(place.target);
    let others = others.map(|(y, t)| (1.0 - t) * y);
    let largest = others.fold(f32::NEG_INFINITY, f32::max);
    let own = place.sum(|y, t| y * t);
    (largest, largest - own + 1.0)
}

impl categorical_hinge {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        row.mean_of_places(|place| math::at_least(margin(place).1, 0.0))
    }

    #[inline(always)]
    fn write_gradient(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let scale = scale * row.share();
        row.write_places(gradient, |place, gradient| {
            let (largest, margin) = margin(place);
            let scale = scale * math::select(margin.is_nan(), margin, above(margin, 0.0));
            // Equal ones share the gradient.
            let is_largest = |y: f32, t: f32| f32::from((1.0 - t) * y == largest);
            let count = place.sum(is_largest).max(1.0);
            place.write(gradient, |y, t| {
                scale * (is_largest(y, t) * (1.0 - t) / count - t)
            });
        });
    }
}
