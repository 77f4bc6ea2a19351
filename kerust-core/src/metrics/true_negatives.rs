use crate::metrics::{Confusion, Direction, Judges, Labelled};
use crate::shape::Row;
use crate::{Error, contract};

crate::metric! {
    /// How many outputs are not above the threshold and not labelled so: the sum of their weights; Keras'
    /// `TrueNegatives`. A class counts as a row with a 1 at its place.
    true_negatives, val_true_negatives, Direction::Neither {
        /// What an output that means 1 is above; one number.
        thresholds: f32 = 0.5,
    }
}

impl<T: Labelled + ?Sized> Judges<T> for true_negatives {
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
        state.true_negatives as f32
    }
}

goes_with! { true_negatives, probabilities }
