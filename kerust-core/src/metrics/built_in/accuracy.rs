use crate::losses::Prediction;
use crate::metrics::{Direction, MeaningByOutputs, RowMean};
use crate::samples::Argmax;

crate::word! {
    /// The share of rows that are classified right. Labels and the number of outputs decide which of Keras'
    /// accuracies it is:
    ///
    /// | labels | outputs | right if |
    /// | --- | --- | --- |
    /// | numbers | 1 | (output > 0.5) is the label |
    /// | rows with a 1 at the class | more | the largest output and the largest label are at the same place |
    /// | a class | any | the largest output is at the class |
    ///
    /// For several outputs that are each yes or no the compiler asks for
    /// [`binary_accuracy`](crate::metrics::binary_accuracy) or
    /// [`categorical_accuracy`](crate::metrics::categorical_accuracy). As in Keras one output is compared with 0.5
    /// also where it is a logit.
    ///
    /// - Last layer: `softmax`, `sigmoid`, or `linear` with a loss of logits.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `"accuracy"`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(softmax) >];
    /// let net = compile!(net, optimizer = SGD, loss = sparse_categorical_crossentropy, metrics = [accuracy]);
    /// let logs = net.evaluate(&[[2.0, 1.0], [3.0, 1.0], [0.0, 1.0]], &[0u8, 1, 1])?;
    /// assert_eq!(logs.of::<accuracy>(), Some(2.0 / 3.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    accuracy {}
}

crate::measured! { accuracy, val_accuracy [] [], Direction::Max, MeaningByOutputs }

impl RowMean<usize> for accuracy {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_, usize>) -> f32 {
        f32::from(row.outputs.argmax() == *row.target)
    }
}

impl RowMean<[f32]> for accuracy {
    #[inline(always)]
    fn of_row(&self, row: Prediction<'_>) -> f32 {
        let right = |place: &Prediction<'_>| match (place.outputs, place.target) {
            ([output], [target]) => f32::from(*output > 0.5) == *target,
            _ => place.outputs.argmax() == place.target.argmax(),
        };
        row.share_of_places(right)
    }
}

update_state! { accuracy, mean of classes }
update_state! { accuracy, mean of rows }
goes_with! { accuracy, scores }
