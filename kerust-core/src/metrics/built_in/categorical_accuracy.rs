use crate::losses::Prediction;
use crate::metrics::{Direction, RowMean};
use crate::samples::Argmax;

crate::metric! {
    /// The share of rows whose largest output is at the place of the largest label, the first of equals.
    ///
    /// - Outputs and labels: rows of one shape, with a place for each class; after `softmax`, `sigmoid`, or `linear`
    ///   with a loss of logits.
    /// - Range: 0 to 1; more is better. A row of several places counts as their mean.
    /// - Source: Keras' `CategoricalAccuracy`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(softmax) >];
    /// let net = compile!(net, optimizer = SGD, loss = categorical_crossentropy, metrics = [categorical_accuracy]);
    /// let logs = net.evaluate(&[[2.0, 1.0], [3.0, 1.0]], &[[1.0, 0.0], [0.0, 1.0]])?;
    /// assert_eq!(logs.of::<categorical_accuracy>(), Some(0.5));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    categorical_accuracy, val_categorical_accuracy, Direction::Max
}

impl RowMean<[f32]> for categorical_accuracy {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        row.share_of_places(|place| place.outputs.argmax() == place.target.argmax())
    }
}

update_state! { categorical_accuracy, mean of rows }
goes_with! { categorical_accuracy, scores of rows }
