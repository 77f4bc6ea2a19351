use crate::metrics::{Buckets, Confusion, Direction, Judges, Labelled};
use crate::shape::Row;
use crate::{Error, contract};

crate::metric! {
    /// `recall_at_precision(0.8)`: the best recall of all thresholds at which the precision is at least
    /// this; 0 where it is nowhere. Keras' `RecallAtPrecision`.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    recall_at_precision<
        /// How many thresholds there are, 200 by default.
        num_thresholds: THRESHOLDS = 200
    >(precision: f32), val_recall_at_precision, Direction::Max {
        /// Only the outputs of this class count.
        class_id: Option<usize> = None,
    }
}

impl<T: Labelled + ?Sized, const THRESHOLDS: usize> Judges<T> for recall_at_precision<THRESHOLDS> {
    type State<R: Row> = Buckets<THRESHOLDS>;

    fn check(&self) -> Result<(), Error> {
        contract::check("num_thresholds", THRESHOLDS as f64)?;
        contract::check("precision", self.precision.into())
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
        state.best(self.precision, Confusion::precision, Confusion::recall)
    }
}

goes_with! { recall_at_precision [THRESHOLDS], probabilities }
