/// A number as a type, which a word such as [`threshold`](super::threshold) has for each of its
/// settings.
///
/// `model!` makes [`Float`] of a number that is written out, as in `threshold<0.5, 0.0>`. A constant
/// is a type of one's own:
///
/// ```
/// use kerust_core::activations::{Activate, Number, threshold};
///
/// enum Level {}
///
/// impl Number for Level {
///     const VALUE: f32 = 0.5;
/// }
///
/// let mut values = [0.4, 0.6];
/// threshold::<Level, Level>::forward(&mut values, 2);
/// assert_eq!(values, [0.5, 0.6]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "not a number",
    note = "write a number with a point, as in `threshold<0.5, 0.0>`, or a type that implements `Number`"
)]
pub trait Number: Send + Sync + 'static {
    /// The number.
    const VALUE: f32;
}

/// The number with these [bits](f32::to_bits).
#[derive(Debug)]
pub enum Float<const BITS: u32> {}

impl<const BITS: u32> Number for Float<BITS> {
    const VALUE: f32 = f32::from_bits(BITS);
}
