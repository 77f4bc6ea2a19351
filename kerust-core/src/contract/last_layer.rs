use crate::activations::{Activate, sigmoid, softmax};
use crate::losses::{
    Loss, binary_crossentropy, categorical_crossentropy, mse, sparse_categorical_crossentropy,
};

/// Which activation of the last layer a loss goes with.
///
/// | loss | last activation |
/// | --- | --- |
/// | `mse` | any |
/// | `binary_crossentropy` | `sigmoid` |
/// | `categorical_crossentropy`, `sparse_categorical_crossentropy` | `softmax` |
#[diagnostic::on_unimplemented(
    message = "this loss does not go with a model whose last activation is `{A}`",
    label = "needs another last activation than `{A}`",
    note = "`categorical_crossentropy` and `sparse_categorical_crossentropy` go with `softmax`, `binary_crossentropy` with `sigmoid`, `mse` with any"
)]
pub trait LossAfter<A: Activate>: Loss {
    /// Always `Self`. A loss that does not go with `A` has none, and what is built on it has no
    /// second error.
    type Is: LossAfter<A>;

    /// The gradient of [`value`](Loss::value) with respect to what `A` was applied to, times
    /// `scale`: loss and activation in one, where that is simpler than one after the other. It is
    /// not asked for where the activation [keeps its input](Activate::KEEPS_INPUT).
    #[inline(always)]
    fn gradient_before(
        &self,
        outputs: &[f32],
        target: &Self::Target,
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        self.gradient(outputs, target, width, scale, gradient);
        A::backward(&[], outputs, gradient, width);
    }
}

#[diagnostic::do_not_recommend]
impl<A: Activate> LossAfter<A> for mse {
    type Is = Self;
}

#[diagnostic::do_not_recommend]
impl LossAfter<sigmoid> for binary_crossentropy {
    type Is = Self;

    #[inline(always)]
    fn gradient_before(
        &self,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        Self::before_sigmoid(outputs, target, scale, gradient);
    }
}

#[diagnostic::do_not_recommend]
impl LossAfter<softmax> for categorical_crossentropy {
    type Is = Self;

    #[inline(always)]
    fn gradient_before(
        &self,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        Self::before_softmax(outputs, target, width, scale, gradient);
    }
}

#[diagnostic::do_not_recommend]
impl LossAfter<softmax> for sparse_categorical_crossentropy {
    type Is = Self;

    #[inline(always)]
    fn gradient_before(
        &self,
        outputs: &[f32],
        class: &usize,
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        Self::before_softmax(outputs, *class, scale, gradient);
    }
}
