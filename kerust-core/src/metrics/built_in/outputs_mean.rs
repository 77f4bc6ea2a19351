use crate::losses::Prediction;
use crate::metrics::{Direction, RowMean};
use crate::simd::math;

crate::metric! {
    /// The mean of the outputs, whatever the labels.
    ///
    /// - Outputs and labels: any; after any last layer.
    /// - Range: that of the outputs; neither more nor less is better.
    /// - Source: Keras' `Mean` of the predictions.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(linear) >];
    /// let net = compile!(net, optimizer = SGD, loss = mse, metrics = [mean]);
    /// let logs = net.evaluate(&[[1.0, 2.0], [4.0, 5.0]], &[[0.0; 2]; 2])?;
    /// assert_eq!(logs.of::<mean>(), Some(3.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    mean, val_mean, Direction::Neither
}

impl<T: ?Sized> RowMean<T> for mean {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_, T>) -> f32 {
        math::sum(row.outputs) / row.outputs.len() as f32
    }
}

update_state! { mean, mean of everything }
goes_with! { mean, everything }
