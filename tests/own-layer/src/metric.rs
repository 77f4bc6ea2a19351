//! A metric of one's own.

use kerust::activations::Activate;
use kerust::contract::MetricFor;
use kerust::losses::Loss;
use kerust::metrics::{Direction, Judges, Mean};

kerust::metric! {
    /// The mean over the rows of their largest difference.
    largest_error, val_largest_error, Direction::Min
}

impl Judges<[f32]> for largest_error {
    type State = Mean;

    fn update(state: &mut Mean, outputs: &[f32], target: &[f32], _: usize) {
        let differences = outputs.iter().zip(target).map(|(y, t)| (y - t).abs());
        state.add(differences.fold(0.0, f32::max));
    }

    fn result(state: &Mean) -> f32 {
        state.result()
    }
}

impl<L: Loss<Target = [f32]>, A: Activate> MetricFor<L, A, [f32]> for largest_error {
    type Is = Self;
}
