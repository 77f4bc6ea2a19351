use crate::metrics::{Buckets, Confusion, Direction, Judges, Labelled};
use crate::shape::Row;
use crate::{Error, contract};

crate::metric! {
    /// `precision_at_recall(0.8)`: the best precision of all thresholds at which the recall is at least
    /// this; 0 where it is nowhere. Keras' `PrecisionAtRecall`.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    precision_at_recall<
        /// How many thresholds there are, 200 by default.
        num_thresholds: THRESHOLDS = 200
    >(recall: f32), val_precision_at_recall, Direction::Max {
        /// Only the outputs of this class count.
        class_id: Option<usize> = None,
    }
}

impl<T: Labelled + ?Sized, const THRESHOLDS: usize> Judges<T> for precision_at_recall<THRESHOLDS> {
    type State<R: Row> = Buckets<THRESHOLDS>;

    fn check(&self) -> Result<(), Error> {
        contract::check("num_thresholds", THRESHOLDS as f64)?;
        contract::check("recall", self.recall.into())
    }

    fn state<R: Row>(&self) -> Buckets<THRESHOLDS> {
        Buckets::new()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Buckets<THRESHOLDS>,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
    ) {
        state.add_all(outputs, target, width, weight, self.class_id, false);
    }

    fn result<R: Row>(&self, state: &Buckets<THRESHOLDS>) -> f32 {
        state.best(self.recall, Confusion::recall, Confusion::precision)
    }
}

goes_with! { precision_at_recall [THRESHOLDS], probabilities }
