//! A metric of one's own.

use kerust::activations::Activate;
use kerust::contract::{LabelKind, MetricFor};
use kerust::losses::Loss;
use kerust::metrics::{Direction, Mean, UpdateState};
use kerust::shape::Row;

kerust::metric! {
    /// The mean over the rows of their largest difference.
    largest_error, val_largest_error, Direction::Min
}

impl UpdateState<[f32]> for largest_error {
    type State<R: Row> = Mean;

    fn state<R: Row>(&self) -> Mean {
        Mean::default()
    }

    fn update<R: Row>(
        &self,
        state: &mut Mean,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        weight: f32,
    ) {
        let differences = outputs.iter().zip(target).map(|(y, t)| (y - t).abs());
        state.add(differences.fold(0.0, f32::max), weight);
    }

    fn result<R: Row>(&self, state: &Mean) -> f32 {
        state.result()
    }
}

impl<K, L, A> MetricFor<L, A, [f32], K> for largest_error
where
    K: LabelKind<Target = [f32]>,
    L: Loss<Labels = K>,
    A: Activate,
{
    type Is = Self;
}
