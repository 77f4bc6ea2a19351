use crate::losses::Prediction;
use crate::metrics::{Direction, Summed};
use crate::simd::math;
use crate::tensor::Row;

crate::metric! {
    /// The sum of the outputs, each times its row's weight, whatever the labels.
    ///
    /// - Outputs and labels: any; after any last layer.
    /// - Range: any number; neither more nor less is better.
    /// - Source: Keras' `Sum` of the predictions.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(linear) >];
    /// let net = compile!(net, optimizer = SGD, loss = mse, metrics = [sum]);
    /// let logs = net.evaluate(&[[1.0, 2.0], [4.0, 5.0]], &[[0.0; 2]; 2])?;
    /// assert_eq!(logs.of::<sum>(), Some(12.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    sum, val_sum, Direction::Neither
}

impl<T: ?Sized> Summed<T> for sum {
    type State<R: Row> = f64;

    #[inline(always)]
    fn add<R: Row>(&self, state: &mut f64, row: Prediction<'_, T>, weight: f32) {
        *state += f64::from(math::sum(row.outputs)) * f64::from(weight);
    }

    fn value<R: Row>(&self, state: &f64) -> f32 {
        *state as f32
    }
}

update_state! { sum, everything }
goes_with! { sum, everything }
