use crate::activations::Activate;
use crate::losses::{Loss, Target};

/// The activation of the last layer that a loss goes with.
///
/// | loss | last activation |
/// | --- | --- |
/// | `binary_crossentropy`, `binary_focal_crossentropy` | `sigmoid` |
/// | `categorical_crossentropy`, `sparse_categorical_crossentropy`, `categorical_focal_crossentropy`, `categorical_generalized_cross_entropy` | `softmax` |
/// | these, but not `categorical_generalized_cross_entropy`, with `from_logits = true` | `linear` |
/// | all others | any |
#[diagnostic::on_unimplemented(
    message = "this loss does not go with a model whose last activation is `{A}`",
    label = "needs another last activation than `{A}`",
    note = "`categorical_crossentropy` and `sparse_categorical_crossentropy` go with `softmax`, `binary_crossentropy` with `sigmoid`, all three with `from_logits = true` with `linear`, other losses with any"
)]
pub trait LossAfter<A: Activate>: Loss {
    /// Always `Self`. A loss that does not go with `A` has no such type, so that nothing built on it reports a
    /// second error.
    type Is: LossAfter<A>;

    /// Always `A`. Bounds on metrics use it, and so are checked only for a loss that goes with `A`.
    type Head: Activate;

    /// The gradient of [`value`](Loss::value) with respect to the input of `A`, times `scale`: loss and
    /// activation in one formula, where that is simpler than one after the other. It is not called if the
    /// activation [keeps its input](Activate::KEEPS_INPUT).
    #[inline(always)]
    fn gradient_before(
        &self,
        outputs: &[f32],
        target: &Target<Self>,
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        self.gradient(outputs, target, width, scale, gradient);
        A::backward(&[], outputs, gradient, width);
    }
}
