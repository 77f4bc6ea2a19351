use crate::math;
use crate::metrics::{Direction, Judges};
use crate::shape::Row;

crate::metric! {
    /// The sum of the outputs, each times its row's weight, whatever the labels; Keras' `Sum` of the
    /// predictions.
    sum, val_sum, Direction::Neither
}

impl<T: ?Sized> Judges<T> for sum {
    type State<R: Row> = f64;

    fn state<R: Row>(&self) -> f64 {
        0.0
    }

    #[inline(always)]
    fn update<R: Row>(&self, state: &mut f64, outputs: &[f32], _: &T, _: usize, weight: f32) {
        *state += f64::from(math::sum(outputs)) * f64::from(weight);
    }

    fn result<R: Row>(&self, state: &f64) -> f32 {
        *state as f32
    }
}

goes_with! { sum, everything }
