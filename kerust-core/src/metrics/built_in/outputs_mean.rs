use crate::math;
use crate::metrics::{Direction, OfRow};

crate::metric! {
    /// The mean of the outputs, whatever the labels; Keras' `Mean` of the predictions.
    mean, val_mean, Direction::Neither
}

impl<T: ?Sized> OfRow<T> for mean {
    #[inline(always)]
    fn of_row(&self, outputs: &[f32], _: &T, _: usize) -> f32 {
        math::sum(outputs) / outputs.len() as f32
    }
}

mean_of_rows! { mean [T: ?Sized], T }
goes_with! { mean, everything }
