use crate::losses::Prediction;
use crate::metrics::{Direction, Labelled, RowMean};

crate::metric! {
    /// The share of outputs that are on their label's side of the threshold: (output > threshold) is the label.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class, which counts as a row with a 1 at its
    ///   place; after `softmax`, `sigmoid`, or `linear` with a loss of logits.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `BinaryAccuracy`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [binary_accuracy]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// assert_eq!(logs.of::<binary_accuracy>(), Some(0.5));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    binary_accuracy, val_binary_accuracy, Direction::Max {
        /// The number that an output which means 1 is above; 0.5 by default.
        threshold: f32 = 0.5,
    }
}

impl<T: Labelled + ?Sized> RowMean<T> for binary_accuracy {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_, T>) -> f32 {
        let right = row.outputs.iter().enumerate();
        let right =
            right.filter(|(index, y)| f32::from(**y > self.threshold) == row.target.at(*index));
        right.count() as f32 / row.outputs.len() as f32
    }
}

update_state! { binary_accuracy, mean of labels }
goes_with! { binary_accuracy, scores }
