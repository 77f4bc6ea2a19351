use zerocopy::FromZeros;

use crate::samples::near;

/// A number of `sample_weight`: the factor of a row's loss.
#[diagnostic::on_unimplemented(
    message = "rows cannot have weights of type `{Self}`",
    label = "not a list of `f32`",
    note = "weights are an array, a slice or a `Vec` with an `f32` or `f64` for each row"
)]
pub trait SampleWeight: FromZeros + Copy {
    /// The weight as the nearest `f32`. As in Keras any number is allowed, negative ones and NaN included.
    ///
    /// # Errors
    /// The number, if it is finite and too large for an `f32`.
    fn weight(&self) -> Result<f32, f64>;
}

impl SampleWeight for f32 {
    fn weight(&self) -> Result<f32, f64> {
        Ok(*self)
    }
}

impl SampleWeight for f64 {
    fn weight(&self) -> Result<f32, f64> {
        near(*self)
    }
}
