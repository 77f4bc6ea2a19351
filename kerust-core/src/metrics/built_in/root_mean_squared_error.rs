use crate::math;
use crate::metrics::{Direction, Judges, Mean};
use crate::shape::Row;

crate::metric! {
    /// The root of the mean of the squared differences, over all rows so far; Keras'
    /// `RootMeanSquaredError`.
    root_mean_squared_error, val_root_mean_squared_error, Direction::Min
}

impl Judges<[f32]> for root_mean_squared_error {
    type State<R: Row> = Mean;

    fn state<R: Row>(&self) -> Mean {
        Mean::default()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Mean,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        weight: f32,
    ) {
        let squares = math::sum_of(outputs, target, |y, t| (y - t) * (y - t));
        state.add(squares / outputs.len() as f32, weight);
    }

    fn result<R: Row>(&self, state: &Mean) -> f32 {
        math::sqrt(state.result())
    }
}

goes_with! { root_mean_squared_error, numbers }
