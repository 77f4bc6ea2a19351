use crate::Error;
use crate::contract::Numbers;
use crate::losses::Loss;
use crate::losses::overlap::{Axis, Overlap};

crate::loss! {
    /// 1 − 2·Σty / (Σt + Σy), how little outputs and labels overlap, for masks of images; Keras' `dice`, of each row
    /// or of each channel, not of a whole batch.
    ///
    /// ```
    /// use kerust_core::losses::{Axis, Loss, dice};
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

impl Loss for dice {
    const NAME: &'static str = "dice";
    type Labels = Numbers;

    fn check(&self) -> Result<(), Error> {
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
