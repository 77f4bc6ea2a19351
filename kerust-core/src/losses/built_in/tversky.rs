use crate::losses::overlap::{Axis, Overlap};

crate::loss! {
    /// 1 − Σty / (Σty + α·Σt(1 − y) + β·Σy(1 − t)), as [`dice`](crate::losses::dice), with weights for what is missed and what is too
    /// much (Salehi and others, 2017); Keras' `tversky`, of each row or of each channel, not of a whole batch.
    tversky, val_tversky, Numbers {
        /// α: how much labels count that the outputs miss.
        alpha: f32 = 0.5,
        /// β: how much outputs count that are not labelled.
        beta: f32 = 0.5,
        /// Of what; there is no default.
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

overlap_loss! { tversky, alpha, beta }
