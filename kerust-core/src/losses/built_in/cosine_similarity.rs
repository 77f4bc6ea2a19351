use crate::activations::Activate;
use crate::losses::{EPSILON, LossAfter, Prediction, Reduces, Reduction};
use crate::metrics::{Direction, RowMean, goes_with, update_state};
use crate::simd::math;

crate::word! {
    /// The cosine of the angle between outputs y and targets t, Σ y·t / (‖y‖·‖t‖) along the last axis, and the mean over
    /// all others. As a metric it is the cosine, as a loss its negative.
    ///
    /// A row of zeros has the cosine 0, and no gradient (Keras' is NaN).
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: −1 to 1; 1 as a metric and −1 as a loss where both have the same direction.
    /// - Source: Keras' `CosineSimilarity`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // −(3 · 1 + 4 · 0) / (5 · 1)
    /// let loss = cosine_similarity::new().value(&[3.0, 4.0], &[1.0, 0.0], 2);
    /// assert!((loss + 0.6).abs() < 1e-6);
    /// ```
    cosine_similarity {
        /// The reduction of the rows' losses to that of the batch; [`Reduction::SumOverBatchSize`] by default.
        reduction: Reduction = Reduction::SumOverBatchSize,
    }
}

crate::measured! { cosine_similarity, val_cosine_similarity [] [], Direction::Max }

/// One over the lengths of outputs and targets, and their cosine: in double precision, because two vectors that
/// are nearly parallel leave little of a gradient.
#[inline(always)]
fn angle(place: Prediction<'_>) -> [f64; 3] {
    let product = |a: &[f32], b: &[f32]| {
        let terms = a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b));
        terms.sum::<f64>()
    };
    // Keras' bound for short rows.
    let normalizer = |row| 1.0 / math::root(product(row, row)).max(f64::from(EPSILON));
    let (y, t) = (normalizer(place.outputs), normalizer(place.target));
    [y, t, y * t * product(place.outputs, place.target)]
}

impl Reduces for cosine_similarity {
    #[inline(always)]
    fn reduction(&self) -> Reduction {
        self.reduction
    }
}

loss_of_rows! { cosine_similarity, Numbers }

impl cosine_similarity {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        let cosines = row.places().map(|place| angle(place)[2]);
        (-cosines.sum::<f64>() * share(row)) as f32
    }

    #[inline(always)]
    fn write_gradient(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let scale = f64::from(scale) * share(row);
        row.write_places(gradient, |place, gradient| {
            let [y, t, cosine] = angle(place);
            let by = match y < 1.0 / f64::from(EPSILON) {
                true => -scale * y,
                false => 0.0,
            };
            place.write(gradient, |a, b| {
                (by * (t * f64::from(b) - cosine * (y * f64::from(a)))) as f32
            });
        });
    }
}

/// One over the number of places.
#[inline(always)]
fn share(row: Prediction<'_>) -> f64 {
    row.width as f64 / row.outputs.len() as f64
}

impl RowMean<[f32]> for cosine_similarity {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        -cosine_similarity::of_row(self, row)
    }
}

update_state! { cosine_similarity, mean of rows }
goes_with! { cosine_similarity, numbers }

#[diagnostic::do_not_recommend]
impl<A: Activate> LossAfter<A> for cosine_similarity {
    type Is = Self;
    type Head = A;
}
