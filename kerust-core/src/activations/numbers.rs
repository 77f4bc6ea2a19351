/// A number as a type: [`leaky_relu`](super::leaky_relu) and others have one for each of their settings.
///
/// `model!` turns a number that is written out, as in `leaky_relu<0.3>`, into a [`Float`]. For a named
/// constant define a type:
///
/// ```
/// use kerust::activations::{Activate, Number, leaky_relu};
///
/// enum Slope {}
///
/// impl Number for Slope {
///     const VALUE: f32 = 0.5;
/// }
///
/// let mut values = [-1.0, 1.0];
/// leaky_relu::<Slope>::forward(&mut values, 2);
/// assert_eq!(values, [-0.5, 1.0]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "not a number",
    note = "write a number with a point, as in `leaky_relu<0.3>`, or a type that implements `Number`"
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

/// No bound: the `max_value` of a [`relu`](super::relu) that has none.
#[derive(Debug)]
pub enum Infinity {}

impl Number for Infinity {
    const VALUE: f32 = f32::INFINITY;
}

// Default settings. Their bits are written out and not computed, so that the compiler's errors leave
// them out of a type's name.
pub(super) type Zero = Float<0>;
pub(super) type Fifth = Float<0x3e4c_cccd>;
pub(super) type Half = Float<0x3f00_0000>;
pub(super) type One = Float<0x3f80_0000>;
pub(super) type Four = Float<0x4080_0000>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_of_defaults() {
        let numbers = [
            Zero::VALUE,
            Fifth::VALUE,
            Half::VALUE,
            One::VALUE,
            Four::VALUE,
        ];
        assert_eq!(numbers, [0.0, 0.2, 0.5, 1.0, 4.0]);
    }
}
