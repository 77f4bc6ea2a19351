use crate::Error;
use crate::contract::{Numbers, check};
use crate::losses::Loss;
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

impl Loss for tversky {
    const NAME: &'static str = "tversky";
    type Labels = Numbers;

    fn check(&self) -> Result<(), Error> {
        check("alpha", self.alpha.into())?;
        check("beta", self.beta.into())?;
        self.overlap().check()
    }

    #[inline(always)]
    fn parts(&self, _: usize, width: usize) -> usize {
        self.overlap().groups(width)
    }

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        self.overlap().value(outputs, target, width)
    }

    #[inline(always)]
    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        self.overlap()
            .gradient(outputs, target, width, scale, gradient);
    }
}
