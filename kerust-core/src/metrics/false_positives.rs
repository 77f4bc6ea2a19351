use crate::metrics::{Confusion, Direction, Judges, Labelled};
use crate::shape::Row;
use crate::{Error, contract};

crate::metric! {
    /// How many outputs are above the threshold and not labelled so: the sum of their weights; Keras'
    /// `FalsePositives`. A class counts as a row with a 1 at its place.
    false_positives, val_false_positives, Direction::Neither {
        /// What an output that means 1 is above; one number.
        thresholds: f32 = 0.5,
    }
}

impl<T: Labelled + ?Sized> Judges<T> for false_positives {
    type State<R: Row> = Confusion;

    fn check(&self) -> Result<(), Error> {
        contract::check("thresholds", self.thresholds.into())
    }

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
        state.add_all(outputs, target, self.thresholds, weight);
    }

    fn result<R: Row>(&self, state: &Confusion) -> f32 {
        state.false_positives as f32
    }
}

goes_with! { false_positives, probabilities }
