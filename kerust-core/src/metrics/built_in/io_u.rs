use crate::metrics::Direction;

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

overlaps! { io_u, |metric| Some(metric.class) }
