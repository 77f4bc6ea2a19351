use crate::activations::Activate;
use crate::contract::MetricFor;
use crate::losses::Loss;
use crate::math;
use crate::metrics::{Direction, Judges, Mean};

crate::metric! {
    /// The mean of the absolute differences; Keras' `mae`, `mean_absolute_error`.
    mae, val_mae, Direction::Min
}

impl Judges<[f32]> for mae {
    type State = Mean;

    #[inline(always)]
    fn update(state: &mut Mean, outputs: &[f32], target: &[f32], _: usize) {
        let differences = math::sum_of(outputs, target, |y, t| (y - t).abs());
        state.add(differences / outputs.len() as f32);
    }

    fn result(state: &Mean) -> f32 {
        state.result()
    }
}

#[diagnostic::do_not_recommend]
impl<L: Loss<Target = [f32]>, A: Activate> MetricFor<L, A, [f32]> for mae {
    type Is = Self;
}
