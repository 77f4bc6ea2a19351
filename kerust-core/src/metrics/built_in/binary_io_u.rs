use crate::metrics::overlaps::{mean, overlap};
use crate::metrics::{Confusion, Direction, Judges, Labelled};
use crate::shape::Row;

crate::metric! {
    /// Intersection over union of the outputs that are at least `threshold` and those that are labelled
    /// 1, and of the others; the mean of both, or one of them. Keras' `BinaryIoU`.
    ///
    /// A class counts as a row with a 1 at its place. As in Keras weights are whole numbers: what is
    /// behind the point is dropped, of labels too.
    binary_io_u, val_binary_io_u, Direction::Max {
        /// What an output that means 1 is at least.
        threshold: f32 = 0.5,
        /// 0 or 1: only one of both; Keras' `target_class_ids` with one number.
        target_class_id: Option<usize> = None,
    }
}

impl<T: Labelled + ?Sized> Judges<T> for binary_io_u {
    type State<R: Row> = Confusion;

    fn state<R: Row>(&self) -> Confusion {
        Confusion::default()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Confusion,
        outputs: &[f32],
        target: &T,
        _: usize,
        weight: f32,
    ) {
        let weight = weight as i32 as f32;
        for (index, output) in outputs.iter().enumerate() {
            let label = target.at(index) as i32;
            if label == 0 || label == 1 {
                state.add(*output >= self.threshold, label == 1, weight);
            }
        }
    }

    fn result<R: Row>(&self, state: &Confusion) -> f32 {
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

goes_with! { binary_io_u, scores }
