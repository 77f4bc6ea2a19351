use crate::losses::overlap::{Axis, Overlap};
use crate::word::Bound;

crate::loss! {
    /// 1 − Σty / (Σty + α·Σt(1 − y) + β·Σy(1 − t) + 10⁻⁷), where y are the outputs and t the targets: [`dice`] with a
    /// weight of its own for labels that are missed and for outputs that are not labelled.
    ///
    /// Keras' default, the overlap of a whole batch, is not there: a loss is one of rows.
    ///
    /// - Outputs and labels: numbers from 0 to 1, both of any one shape; after any last layer.
    /// - Range: 0, where outputs are the labels, to 1.
    /// - Source: S. Salehi and others, "Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional
    ///   Deep Networks", 2017; Keras' `Tversky`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // 1 − 1 / (1 + 0.75 · 0 + 0.25 · 1)
    /// let loss = tversky::new().alpha(0.75).beta(0.25).axis(Axis::Row);
    /// let loss = loss.value(&[1.0, 0.0, 1.0], &[1.0, 0.0, 0.0], 3);
    /// assert!((loss - 0.2).abs() < 1e-6);
    /// ```
    ///
    /// [`dice`]: struct@crate::losses::dice
    tversky, val_tversky, Numbers {
        /// α, the weight of labels that the outputs miss; not negative, 0.5 by default.
        alpha: f32 where Bound::NOT_NEGATIVE = 0.5,
        /// β, the weight of outputs that are not labelled; not negative, 0.5 by default.
        beta: f32 where Bound::NOT_NEGATIVE = 0.5,
        /// The numbers that the sums are over: a row's, or those of each channel; there is no default.
        axis: Option<Axis> = None,
    }
}

impl tversky {
    #[inline(always)]
    fn overlap(&self) -> Overlap {
        Overlap {
            axis: self.axis,
            factor: 1.0,
            own: 1.0 - self.alpha - self.beta,
            label: self.alpha,
            output: self.beta,
        }
    }
}

overlap_loss! { tversky }
