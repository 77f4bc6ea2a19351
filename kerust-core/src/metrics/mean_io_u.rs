use crate::metrics::{Direction, Judges, Labelled, Overlaps};
use crate::shape::Row;

crate::metric! {
    /// The mean over all classes of intersection over union: rows that are of the class and predicted to
    /// be so, over rows that are either; Keras' `MeanIoU(sparse_y_pred=False)` and `OneHotMeanIoU`.
    ///
    /// A row's prediction is the place of its largest output. Classes without rows do not count. As in
    /// Keras weights are whole numbers: what is behind the point is dropped.
    mean_io_u, val_mean_io_u, Direction::Max {
        /// Rows of this class do not count.
        ignore_class: Option<usize> = None,
    }
}

impl<T: Labelled + ?Sized> Judges<T> for mean_io_u {
    type State<R: Row> = Overlaps<R>;

    fn state<R: Row>(&self) -> Overlaps<R> {
        Overlaps::new()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Overlaps<R>,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
    ) {
        state.add(outputs, target, width, weight, self.ignore_class);
    }

    fn result<R: Row>(&self, state: &Overlaps<R>) -> f32 {
        state.result(None)
    }
}

goes_with! { mean_io_u, scores }
