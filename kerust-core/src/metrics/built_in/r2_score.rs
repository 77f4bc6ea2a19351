use crate::metrics::{Aggregation, Determination, Direction, Judges};
use crate::shape::Row;

crate::metric! {
    /// 1 − Σ(y − t)² / Σ(t − mean of t)² for each output, and from those one number: the share of the
    /// labels' variance that is explained; Keras' `R2Score`.
    ///
    /// An infinite value counts as 0; where labels do not vary and all outputs are right it is NaN, as in
    /// Keras.
    r2_score, val_r2_score, Direction::Max {
        /// From the outputs to one number.
        class_aggregation: Aggregation = Aggregation::UniformAverage,
        /// How many independent inputs there are, for the adjusted score; 0: not adjusted.
        num_regressors: usize = 0,
    }
}

impl Judges<[f32]> for r2_score {
    type State<R: Row> = Determination<R>;

    fn state<R: Row>(&self) -> Determination<R> {
        Determination::new()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Determination<R>,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        weight: f32,
    ) {
        state.add(outputs, target, weight);
    }

    fn result<R: Row>(&self, state: &Determination<R>) -> f32 {
        state.result(self.class_aggregation, self.num_regressors)
    }
}

goes_with! { r2_score, numbers }
