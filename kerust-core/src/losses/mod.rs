//! Losses, the numbers that training makes small: one file each.

#[macro_use]
mod declare;
mod last_layer;
#[macro_use]
mod overlap;
#[macro_use]
mod pointwise;
#[macro_use]
mod prediction;
mod reduction;

// A type would be hidden by a module of its name beside it.
mod built_in {
    pub mod binary_crossentropy;
    pub mod binary_focal_crossentropy;
    pub mod categorical_crossentropy;
    pub mod categorical_focal_crossentropy;
    pub mod categorical_generalized_cross_entropy;
    pub mod categorical_hinge;
    pub mod cosine_similarity;
    pub mod dice;
    pub mod hinge;
    pub mod huber;
    pub mod kl_divergence;
    pub mod log_cosh;
    pub mod mae;
    pub mod mape;
    pub mod mse;
    pub mod msle;
    pub mod pinball;
    pub mod poisson;
    pub mod sparse_categorical_crossentropy;
    pub mod squared_hinge;
    pub mod tversky;
}

pub use last_layer::LossAfter;
pub use overlap::Axis;
pub(crate) use prediction::Prediction;
pub use reduction::{Reduces, Reduction};

/// The losses, each of which is a metric too.
pub(crate) mod all {
    pub use super::built_in::{
        binary_crossentropy::{binary_crossentropy, val_binary_crossentropy},
        binary_focal_crossentropy::{binary_focal_crossentropy, val_binary_focal_crossentropy},
        categorical_crossentropy::{categorical_crossentropy, val_categorical_crossentropy},
        categorical_focal_crossentropy::{
            categorical_focal_crossentropy, val_categorical_focal_crossentropy,
        },
        categorical_generalized_cross_entropy::{
            categorical_generalized_cross_entropy, val_categorical_generalized_cross_entropy,
        },
        categorical_hinge::{categorical_hinge, val_categorical_hinge},
        cosine_similarity::{cosine_similarity, val_cosine_similarity},
        dice::{dice, val_dice},
        hinge::{hinge, val_hinge},
        huber::{huber, val_huber},
        kl_divergence::{kl_divergence, val_kl_divergence},
        log_cosh::{log_cosh, val_log_cosh},
        mae::{mae, val_mae},
        mape::{mape, val_mape},
        mse::{mse, val_mse},
        msle::{msle, val_msle},
        pinball::{pinball, val_pinball},
        poisson::{poisson, val_poisson},
        sparse_categorical_crossentropy::{
            sparse_categorical_crossentropy, val_sparse_categorical_crossentropy,
        },
        squared_hinge::{squared_hinge, val_squared_hinge},
        tversky::{tversky, val_tversky},
    };
}
pub use all::*;

/// Keras' long name of [`mse`].
#[allow(non_camel_case_types)]
pub type mean_squared_error = mse;
/// Keras' long name of [`mae`].
#[allow(non_camel_case_types)]
pub type mean_absolute_error = mae;
/// Keras' long name of [`mape`].
#[allow(non_camel_case_types)]
pub type mean_absolute_percentage_error = mape;
/// Keras' long name of [`msle`].
#[allow(non_camel_case_types)]
pub type mean_squared_logarithmic_error = msle;

use crate::Error;
use crate::samples::LabelKind;
use crate::simd::math;

pub use crate::simd::math::EPSILON;

/// The target that a loss compares outputs with.
pub type Target<L> = <<L as Loss>::Labels as LabelKind>::Target;

/// A loss, a word for `loss = …` with its settings: how far one row of outputs is from its target. Declare one
/// with [`loss!`](crate::loss), where an example stands.
///
/// The last layers that a loss goes with are said by [`LossAfter`], which
/// labels it takes by [`LabelFor`](crate::train::contract::LabelFor).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a loss",
    label = "not a loss",
    note = "losses are, for example, `mse`, `binary_crossentropy`, `categorical_crossentropy` and `sparse_categorical_crossentropy`, and types declared with `loss!`"
)]
pub trait Loss: Reduces + Default + Clone + Send + Sync + 'static {
    /// Keras' name.
    const NAME: &'static str;

    /// The kind of labels it compares outputs with.
    type Labels: LabelKind;

    /// Whether there may be labels that do not count.
    const IGNORES: bool = false;

    /// Whether a row with this target does not count: neither its loss nor its gradient nor, in the
    /// mean of the batch, the row itself.
    #[inline(always)]
    fn ignores(&self, target: &Target<Self>) -> bool {
        let _ = target;
        false
    }

    /// Whether rows with the label `label`, the number of a class, do not count. It may be any number;
    /// one that is no `usize` is `usize::MAX` as a target.
    #[inline(always)]
    fn ignores_label(&self, label: i128) -> bool {
        let _ = label;
        false
    }

    /// Whether there are rows that do not count, with these settings.
    #[inline(always)]
    fn ignores_some(&self) -> bool {
        Self::IGNORES
    }

    /// Checks the settings: by default those that are declared with a bound.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    fn check(&self) -> Result<(), Error> {
        self.check_bounds()
    }

    /// The number of values of which [`value`](Loss::value) is the mean, for a row of `outputs` numbers: one for each
    /// place. [`Reduction::Sum`] takes their sum instead.
    #[inline(always)]
    fn parts(&self, outputs: usize, width: usize) -> usize {
        outputs / width
    }

    /// The loss of one row: the mean over all axes but the last, whose size is `width`.
    fn value(&self, outputs: &[f32], target: &Target<Self>, width: usize) -> f32;

    /// The gradient of [`value`](Loss::value) with respect to the outputs, times `scale`.
    fn gradient(
        &self,
        outputs: &[f32],
        target: &Target<Self>,
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    );
}

/// `p` away from 0 and 1 by [`EPSILON`]; NaN stays NaN.
#[inline(always)]
fn clip(p: f32) -> f32 {
    math::clip(p, EPSILON, 1.0 - EPSILON)
}

/// Whether [`clip`] leaves `p` as it is, so that a gradient passes.
#[inline(always)]
fn passes(p: f32) -> bool {
    // NaN is on neither side.
    let (below, above) = (p < EPSILON, p > 1.0 - EPSILON);
    !(below | above)
}

/// The derivative of max(x, bound): ½ at the bound itself, as Keras' on JAX.
#[inline(always)]
fn above(x: f32, bound: f32) -> f32 {
    0.5 * (f32::from(x > bound) + f32::from(x >= bound))
}

/// The function from targets to −1 and 1. It changes only targets that are all 0 or 1.
#[inline(always)]
fn signs(target: &[f32]) -> impl Fn(f32) -> f32 + Copy {
    let all = target.iter().all(|t| *t == 0.0 || *t == 1.0);
    let (scale, offset) = if all { (2.0, -1.0) } else { (1.0, 0.0) };
    move |t| scale * t + offset
}
