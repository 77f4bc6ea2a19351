use crate::Error;

/// The loss of a batch, made of the losses of its rows; Keras' `reduction`.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Vector<1>, Activation(linear) >];
/// let net = compile!(net, optimizer = SGD, loss = mse(reduction = Reduction::Sum));
/// // (1 − 3)² + (2 − 1)²
/// assert_eq!(net.evaluate(&[[1.0], [2.0]], &[3.0, 1.0])?.loss(), 5.0);
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reduction {
    /// Σ wᵢlᵢ / n of the n rows' losses lᵢ with their weights wᵢ. Keras' default, also as `mean`.
    #[default]
    SumOverBatchSize,
    /// Σ wᵢlᵢ.
    Sum,
    /// Σ wᵢlᵢ / Σ wᵢ; 0 where the weights' sum is 0.
    MeanWithSampleWeight,
}

/// The reduction of a loss: how the rows of a batch become one number.
pub trait Reduces {
    /// The reduction; [`Reduction::SumOverBatchSize`] by default.
    #[inline(always)]
    fn reduction(&self) -> Reduction {
        Reduction::SumOverBatchSize
    }

    /// Compares the settings with the bounds that they are declared with.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    #[doc(hidden)]
    fn check_bounds(&self) -> Result<(), Error> {
        Ok(())
    }
}

impl Reduction {
    /// The factor of the weighted sum of the rows' losses.
    ///
    /// `rows` of them count, with weights of the sum `weights`; a row has `parts`, over which its own
    /// loss is a mean.
    #[inline(always)]
    pub(crate) fn scale(self, rows: usize, weights: f64, parts: usize) -> f32 {
        let over = |count: f64| if count == 0.0 { 0.0 } else { 1.0 / count };
        match self {
            Reduction::SumOverBatchSize if rows == 0 => 0.0,
            Reduction::SumOverBatchSize => 1.0 / rows as f32,
            Reduction::Sum => parts as f32,
            Reduction::MeanWithSampleWeight => over(weights) as f32,
        }
    }
}
