use crate::metrics::{Average, Direction, FScore, Judges, Labelled};
use crate::shape::Row;

crate::metric! {
    /// 2 · precision · recall / (precision + recall) of each class, and from those one
    /// number; Keras' `F1Score`.
    ///
    /// Keras' default, `average=None`, is a list with a number for each class; this one's is
    /// [`Average::Macro`]. A class counts as a row with a 1 at its place.
    f1_score, val_f1_score, Direction::Max {
        /// From the classes to one number.
        average: Average = Average::Macro,
        /// What an output that means 1 is above; without it that is the largest of a row, and each
        /// that is equal to it.
        threshold: Option<f32> = None,
    }
}

impl<T: Labelled + ?Sized> Judges<T> for f1_score {
    type State<R: Row> = FScore<R>;

    fn state<R: Row>(&self) -> FScore<R> {
        FScore::new()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut FScore<R>,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
    ) {
        state.add(outputs, target, width, weight, self.threshold);
    }

    fn result<R: Row>(&self, state: &FScore<R>) -> f32 {
        state.result(self.average, 1.0)
    }
}

goes_with! { f1_score, probabilities }
