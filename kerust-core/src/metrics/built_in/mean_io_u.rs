use crate::metrics::Direction;

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

overlaps! { mean_io_u, |_| None }
