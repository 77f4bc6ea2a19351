best_at! {
    /// `sensitivity_at_specificity(0.5)`: the best sensitivity (recall) of all thresholds at which the specificity is at least
    /// this; 0 where it is nowhere.
    ///
    /// The thresholds lie evenly from 0 to 1. A class counts as a row with a 1 at its place.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class; after `softmax`, `sigmoid` or
    ///   `hard_sigmoid`.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `SensitivityAtSpecificity`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [sensitivity_at_specificity(0.5)]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// assert_eq!(logs.of::<sensitivity_at_specificity>(), Some(1.0));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    sensitivity_at_specificity new(specificity), val_sensitivity_at_specificity: recall where specificity
}
