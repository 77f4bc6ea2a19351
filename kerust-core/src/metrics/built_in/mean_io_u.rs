use crate::metrics::Direction;

crate::metric! {
    /// The mean over all classes of intersection over union: the rows that are of the class and predicted to be so over
    /// the rows that are either.
    ///
    /// A row's prediction is the place of its largest output. Classes without rows do not count. As in Keras weights are whole numbers:
    /// their fraction is dropped.
    ///
    /// - Outputs and labels: a row with a place for each class; the number of a class, or a row of numbers, whose class
    ///   is the place of the largest. After `softmax`, `sigmoid`, or `linear` with a loss of logits.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `MeanIoU(sparse_y_pred=False)` and `OneHotMeanIoU`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(softmax) >];
    /// let net = compile!(net, optimizer = SGD, loss = sparse_categorical_crossentropy, metrics = [mean_io_u]);
    /// let logs = net.evaluate(&[[2.0, 0.0], [0.0, 1.0], [1.0, 0.0]], &[0u8, 1, 1])?;
    /// let value = logs.of::<mean_io_u>().unwrap_or_default();
    /// assert!((value - 0.5).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    mean_io_u, val_mean_io_u, Direction::Max {
        /// Rows of this class do not count.
        ignore_class: Option<usize> = None,
    }
}

overlaps! { mean_io_u, |_| None }
