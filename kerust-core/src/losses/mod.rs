//! What training makes small: one file a loss.

// The files of the words: a word is a type, which its module's name would hide.
#[path = "."]
mod words {
    pub mod binary_crossentropy;
    pub mod categorical_crossentropy;
    pub mod mse;
    pub mod sparse_categorical_crossentropy;
}

pub use words::{
    binary_crossentropy::binary_crossentropy, categorical_crossentropy::categorical_crossentropy,
    mse::mse, sparse_categorical_crossentropy::sparse_categorical_crossentropy,
};
/// Keras' `epsilon()`: probabilities are kept this far away from 0 and 1 before a logarithm.
pub const EPSILON: f32 = 1e-7;

/// A word for `loss = …`: how far one row of outputs is from its target.
///
/// The loss of a batch is the mean over its rows. Which last layer a loss goes with is said by
/// [`LossAfter`](crate::contract::LossAfter), which labels it takes by
/// [`LabelFor`](crate::contract::LabelFor).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a loss",
    label = "not a loss",
    note = "losses are `mse`, `binary_crossentropy`, `categorical_crossentropy` and `sparse_categorical_crossentropy`"
)]
pub trait Loss: Default + Clone + Send + Sync + 'static {
    /// Keras' name.
    const NAME: &'static str;

    /// What outputs are compared with: a class (`usize`), or numbers (`[f32]`).
    type Target: ?Sized;

    /// Room in which a label is turned into a target.
    type Scratch: Default;

    /// The loss of one row; `width` is the size of the last axis.
    fn value(&self, outputs: &[f32], target: &Self::Target, width: usize) -> f32;

    /// The gradient of [`value`](Loss::value) with respect to the outputs, times `scale`.
    fn gradient(
        &self,
        outputs: &[f32],
        target: &Self::Target,
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    );
}

/// `p` away from 0 and 1 by [`EPSILON`]; NaN stays NaN.
#[inline(always)]
fn clip(p: f32) -> f32 {
    p.clamp(EPSILON, 1.0 - EPSILON)
}

/// Whether [`clip`] leaves `p` as it is, so that a gradient passes.
#[inline(always)]
fn passes(p: f32) -> bool {
    // NaN is on neither side.
    let (below, above) = (p < EPSILON, p > 1.0 - EPSILON);
    !(below | above)
}
