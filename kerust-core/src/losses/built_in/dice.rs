use crate::losses::overlap::{Axis, Overlap};

crate::loss! {
    /// 1 − 2·Σty / (Σt + Σy + 10⁻⁷), where y are the outputs and t the targets: how little two masks overlap.
    ///
    /// Keras' default, the overlap of a whole batch, is not there: a loss is one of rows.
    ///
    /// - Outputs and labels: numbers from 0 to 1, both of any one shape; after any last layer.
    /// - Range: 0, where outputs are the labels, to 1.
    /// - Source: L. Dice, "Measures of the Amount of Ecologic Association Between Species", 1945; Keras' `Dice`.
    ///
    /// ```
    /// use kerust::losses::Loss;
    /// use kerust::prelude::*;
    ///
    /// // 1 − 2 · 1 / (1 + 2)
    /// let loss = dice::new().axis(Axis::Row).value(&[1.0, 0.0, 1.0], &[1.0, 0.0, 0.0], 3);
    /// assert!((loss - 1.0 / 3.0).abs() < 1e-6);
    /// ```
    dice, val_dice, Numbers {
        /// The numbers that the sums are over: a row's, or those of each channel; there is no default.
        axis: Option<Axis> = None,
    }
}

impl dice {
    #[inline(always)]
    fn overlap(&self) -> Overlap {
        Overlap {
            axis: self.axis,
            factor: 2.0,
            own: 0.0,
            label: 1.0,
            output: 1.0,
        }
    }
}

overlap_loss! { dice }
