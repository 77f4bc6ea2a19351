use crate::losses::Prediction;
use crate::metrics::{Direction, Mean, Summed};
use crate::simd::math;
use crate::tensor::Row;

crate::metric! {
    /// The root of the mean of (y − t)² over the outputs y of all rows so far and their targets t.
    ///
    /// - Outputs and labels: numbers, both of any one shape; after any last layer.
    /// - Range: from 0, in the unit of the labels; less is better.
    /// - Source: Keras' `RootMeanSquaredError`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(linear) >];
    /// let net = compile!(net, optimizer = SGD, loss = mse, metrics = [root_mean_squared_error]);
    /// let logs = net.evaluate(&[[1.0], [7.0]], &[4.0, 3.0])?;
    /// let value = logs.of::<root_mean_squared_error>().unwrap_or_default();
    /// assert!((value - 12.5_f32.sqrt()).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    root_mean_squared_error, val_root_mean_squared_error, Direction::Min
}

impl Summed<[f32]> for root_mean_squared_error {
    type State<R: Row> = Mean;

    #[inline(always)]
    fn add<R: Row>(&self, state: &mut Mean, row: Prediction<'_>, weight: f32) {
        state.add(row.mean(|y, t| (y - t) * (y - t)), weight);
    }

    fn value<R: Row>(&self, state: &Mean) -> f32 {
        math::sqrt(state.result())
    }
}

update_state! { root_mean_squared_error, rows }
goes_with! { root_mean_squared_error, numbers }
