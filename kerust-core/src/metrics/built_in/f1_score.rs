use crate::metrics::{Averaging, Direction};

crate::metric! {
    /// 2·precision·recall / (precision + recall) of each class, and from those one number.
    ///
    /// Keras' default, `average=None`, is a list with a number for each class; this one's is [`Averaging::Macro`]. A class
    /// counts as a row with a 1 at its place.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class; after `softmax`, `sigmoid` or
    ///   `hard_sigmoid`.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `F1Score`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [f1_score(threshold = 0.5)]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// let value = logs.of::<f1_score>().unwrap_or_default();
    /// assert!((value - 0.5).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    f1_score, val_f1_score, Direction::Max {
        /// The average of the classes' scores; [`Averaging::Macro`] by default.
        average: Averaging = Averaging::Macro,
        /// The number that an output which means 1 is above; without it those of a row that are equal to its
        /// largest mean 1.
        threshold: Option<f32> = None,
    }
}

f_score! { f1_score, |_| 1.0 }
