use crate::losses::Prediction;
use crate::metrics::{Direction, RowMean};
use crate::samples::Argmax;

crate::metric! {
    /// The share of rows whose largest output is at the label's class, the first of equals.
    ///
    /// - Outputs and labels: a row with a place for each class; the number of a class. After `softmax`, `sigmoid`, or
    ///   `linear` with a loss of logits.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `SparseCategoricalAccuracy`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(softmax) >];
    /// let net = compile!(net, optimizer = SGD, loss = sparse_categorical_crossentropy, metrics = [sparse_categorical_accuracy]);
    /// let logs = net.evaluate(&[[2.0, 1.0], [3.0, 1.0]], &[0u8, 1])?;
    /// assert_eq!(logs.of::<sparse_categorical_accuracy>(), Some(0.5));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    sparse_categorical_accuracy, val_sparse_categorical_accuracy, Direction::Max
}

impl RowMean<usize> for sparse_categorical_accuracy {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_, usize>) -> f32 {
        f32::from(row.outputs.argmax() == *row.target)
    }
}

update_state! { sparse_categorical_accuracy, mean of classes }
goes_with! { sparse_categorical_accuracy, scores of classes }
