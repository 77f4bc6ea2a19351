use crate::metrics::{Direction, Judges, Labelled, Overlaps};
use crate::shape::Row;

crate::metric! {
    /// `io_u(2)`: intersection over union of one class: rows that are of the class and predicted to
    /// be so, over rows that are either; Keras' `IoU(sparse_y_pred=False)` and `OneHotIoU`.
    ///
    /// A row's prediction is the place of its largest output. 0 without rows of the class. As in
    /// Keras weights are whole numbers: what is behind the point is dropped.
    io_u(class: usize), val_io_u, Direction::Max {
        /// Rows of this class do not count.
        ignore_class: Option<usize> = None,
    }
}

impl<T: Labelled + ?Sized> Judges<T> for io_u {
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
        state.result(Some(self.class))
    }
}

goes_with! { io_u, scores }
