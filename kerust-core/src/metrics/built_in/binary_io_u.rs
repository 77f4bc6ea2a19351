use crate::losses::Prediction;
use crate::metrics::overlaps::{mean, overlap};
use crate::metrics::{Confusion, Direction, Labelled, Summed};
use crate::tensor::Row;

crate::metric! {
    /// Intersection over union of the outputs that are at least `threshold` and those that are labelled 1, and of the
    /// others: the mean of both, or one of them.
    ///
    /// A class counts as a row with a 1 at its place. As in Keras weights and labels are whole numbers: their fraction is
    /// dropped.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class; after `softmax`, `sigmoid`, or `linear`
    ///   with a loss of logits.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `BinaryIoU`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [binary_io_u]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// let value = logs.of::<binary_io_u>().unwrap_or_default();
    /// assert!((value - 1.0 / 3.0).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    binary_io_u, val_binary_io_u, Direction::Max {
        /// The number that an output which means 1 is not below; 0.5 by default.
        threshold: f32 = 0.5,
        /// 0 or 1: only one of both; Keras' `target_class_ids` with one number.
        target_class_id: Option<usize> = None,
    }
}

impl<T: Labelled + ?Sized> Summed<T> for binary_io_u {
    type State<R: Row> = Confusion;

    #[inline(always)]
    fn add<R: Row>(&self, state: &mut Confusion, row: Prediction<'_, T>, weight: f32) {
        let weight = weight as i32 as f32;
        for (index, output) in row.outputs.iter().enumerate() {
            let label = row.target.at(index) as i32;
            if label == 0 || label == 1 {
                state.add(*output >= self.threshold, label == 1, weight);
            }
        }
    }

    fn value<R: Row>(&self, state: &Confusion) -> f32 {
        let predicted = state.true_positives + state.false_positives;
        let labelled = state.true_positives + state.false_negatives;
        let others = state.true_negatives + state.false_positives;
        let not_predicted = state.true_negatives + state.false_negatives;
        let overlaps = [
            overlap(state.true_negatives, not_predicted, others),
            overlap(state.true_positives, predicted, labelled),
        ];
        let chosen = |class: usize| self.target_class_id.is_none_or(|id| id == class);
        let overlaps = overlaps.into_iter().enumerate();
        mean(overlaps.filter_map(|(class, overlap)| chosen(class).then_some(overlap)))
    }
}

update_state! { binary_io_u, labels }
goes_with! { binary_io_u, scores }
