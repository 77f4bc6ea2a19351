counted! {
    /// The number of outputs that are not above the threshold and labelled 0: the sum of their weights.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class, which counts as a row with a 1 at its
    ///   place; after `softmax`, `sigmoid` or `hard_sigmoid`.
    /// - Range: from 0; neither more nor less is better.
    /// - Source: Keras' `TrueNegatives`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [true_negatives]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// assert_eq!(logs.of::<true_negatives>(), Some(1.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    true_negatives, val_true_negatives
}
