best_at! {
    /// `precision_at_recall(0.6)`: the best precision of all thresholds at which the recall is at least
    /// this; 0 where it is nowhere.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class; after `softmax`, `sigmoid` or
    ///   `hard_sigmoid`.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `PrecisionAtRecall`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [precision_at_recall(0.6)]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// assert_eq!(logs.of::<precision_at_recall>(), Some(2.0 / 3.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    precision_at_recall new(recall), val_precision_at_recall: precision where recall
}
