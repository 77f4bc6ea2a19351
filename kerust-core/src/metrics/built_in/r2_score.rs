use crate::losses::Prediction;
use crate::metrics::{Aggregation, Determination, Direction, Summed};
use crate::tensor::Row;

crate::metric! {
    /// The coefficient of determination 1 − Σ(y − t)² / Σ(t − mean of t)² of each output y with its targets t, and from
    /// those one number: the share of the labels' variance that is explained.
    ///
    /// An infinite value counts as 0; where labels do not vary and all outputs are right it is NaN, as in Keras.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: to 1, where outputs are the labels; 0 for the mean of the labels; more is better.
    /// - Source: Keras' `R2Score`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(linear) >];
    /// let net = compile!(net, optimizer = SGD, loss = mse, metrics = [r2_score]);
    /// let logs = net.evaluate(&[[1.0], [2.0], [2.0]], &[1.0, 2.0, 3.0])?;
    /// assert_eq!(logs.of::<r2_score>(), Some(0.5));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    r2_score, val_r2_score, Direction::Max {
        /// The aggregation of the outputs' scores; [`Aggregation::UniformAverage`] by default.
        class_aggregation: Aggregation = Aggregation::UniformAverage,
        /// The number of independent inputs, for the adjusted score; 0, the default: not adjusted.
        num_regressors: usize = 0,
    }
}

impl Summed<[f32]> for r2_score {
    type State<R: Row> = Determination<R>;

    #[inline(always)]
    fn add<R: Row>(&self, state: &mut Determination<R>, row: Prediction<'_>, weight: f32) {
        state.add(row.outputs, row.target, weight);
    }

    fn value<R: Row>(&self, state: &Determination<R>) -> f32 {
        state.result(self.class_aggregation, self.num_regressors)
    }
}

update_state! { r2_score, rows }
goes_with! { r2_score, numbers }
