use crate::metrics::Direction;

crate::metric! {
    /// `io_u(2)`: intersection over union of one class, the rows that are of the class and predicted to be so over the
    /// rows that are either.
    ///
    /// A row's prediction is the place of its largest output. 0 without rows of the class. As in Keras weights are whole numbers:
    /// their fraction is dropped.
    ///
    /// - Outputs and labels: a row with a place for each class; the number of a class, or a row of numbers, whose class
    ///   is the place of the largest. After `softmax`, `sigmoid`, or `linear` with a loss of logits.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `IoU(sparse_y_pred=False)` and `OneHotIoU`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<2>, Activation(softmax) >];
    /// let net = compile!(net, optimizer = SGD, loss = sparse_categorical_crossentropy, metrics = [io_u(1)]);
    /// let logs = net.evaluate(&[[2.0, 0.0], [0.0, 1.0], [1.0, 0.0]], &[0u8, 1, 1])?;
    /// let value = logs.of::<io_u>().unwrap_or_default();
    /// assert!((value - 0.5).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    io_u new(class: usize), val_io_u, Direction::Max {
        /// Rows of this class do not count.
        ignore_class: Option<usize> = None,
    }
}

overlaps! { io_u, |metric| Some(metric.class) }
