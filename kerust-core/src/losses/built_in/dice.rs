use crate::losses::overlap::{Axis, Overlap};

crate::loss! {
    /// 1 − 2·Σty / (Σt + Σy), how little outputs and labels overlap, for masks of images; Keras' `dice`, of each row
    /// or of each channel, not of a whole batch.
    ///
    /// ```
    /// use kerust::losses::{Axis, Loss, dice};
    ///
    /// let loss = dice::new().axis(Axis::Row);
    /// assert!((loss.value(&[1.0, 0.0, 1.0], &[1.0, 0.0, 0.0], 3) - 1.0 / 3.0).abs() < 1e-6);
    /// ```
    dice, val_dice, Numbers {
        /// Of what; there is no default.
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
