use crate::metrics::{Averaging, Direction};
use crate::word::Bound;

crate::metric! {
    /// (1 + β²)·precision·recall / (β²·precision + recall) of each class, and from those one number.
    ///
    /// Keras' default, `average=None`, is a list with a number for each class; this one's is [`Averaging::Macro`]. A class
    /// counts as a row with a 1 at its place.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class; after `softmax`, `sigmoid` or
    ///   `hard_sigmoid`.
    /// - Range: 0 to 1; more is better.
    /// - Source: Keras' `FBetaScore`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [fbeta_score(beta = 2.0, threshold = 0.2)]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12: a precision of 2/3, a recall of 1
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// let value = logs.of::<fbeta_score>().unwrap_or_default();
    /// assert!((value - 10.0 / 11.0).abs() < 1e-5);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    fbeta_score, val_fbeta_score, Direction::Max {
        /// The average of the classes' scores; [`Averaging::Macro`] by default.
        average: Averaging = Averaging::Macro,
        /// β, how much more recall counts than precision; 1 by default.
        beta: f32 where Bound::NOT_NEGATIVE = 1.0,
        /// The number that an output which means 1 is above; without it those of a row that are equal to its
        /// largest mean 1.
        threshold: Option<f32> = None,
    }
}

f_score! { fbeta_score, |metric| metric.beta }
