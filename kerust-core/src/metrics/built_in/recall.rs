cut! {
    /// The share of the outputs labelled 1 that are above the threshold; 0 where there are none.
    ///
    /// All outputs of all rows count alike. A class counts as a row with a 1 at its place.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class; after `softmax`, `sigmoid` or
    ///   `hard_sigmoid`.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `Recall`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [recall(thresholds = 0.2)]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// assert_eq!(logs.of::<recall>(), Some(1.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    recall, val_recall
}
