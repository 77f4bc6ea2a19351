/// From the losses of a batch's rows to the loss of the batch; Keras' `reduction`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reduction {
    /// Their sum, each times its weight, over their number. Keras' default, also as `mean`.
    #[default]
    SumOverBatchSize,
    /// Their sum, each times its weight.
    Sum,
    /// Their sum, each times its weight, over the sum of the weights; 0 where that is 0.
    MeanWithSampleWeight,
}

/// How a loss brings the rows of a batch together.
pub trait Reduces {
    /// How, unless [`Reduction::SumOverBatchSize`].
    #[inline(always)]
    fn reduction(&self) -> Reduction {
        Reduction::SumOverBatchSize
    }
}

impl Reduction {
    /// What the weighted sum of the rows' losses is multiplied by.
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
