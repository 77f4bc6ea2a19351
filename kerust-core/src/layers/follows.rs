/// The size that is written as `_`: it follows from the shape of the layer's input.
pub const FOLLOWS: usize = usize::MAX;

/// A layer one of whose sizes can be written as `_`: it is then the size of the last axis of the layer's input, or
/// of its vocabulary, if it is `Tokens`.
///
/// ```
/// use kerust::graph::{Inferred, Spec, Weight};
/// use kerust::initializers::ones;
/// use kerust::layers::{Follows, Infer, Node, RowBackward, RowForward, RowLayer};
/// use kerust::prelude::*;
///
/// /// Multiplies each of `N` features by a number of its own, which is learned.
/// pub struct Gain<const N: usize>;
///
/// impl<const N: usize> Follows for Gain<N> {
///     type Sized<const SIZE: usize> = Gain<SIZE>;
/// }
/// #
/// # impl<const N: usize> Gain<N> {
/// #     pub const fn new() -> Self {
/// #         Gain
/// #     }
/// # }
/// #
/// # impl<const N: usize, T: Node<Layer = Gain<N>>> Infer<T> for Gain<N> {
/// #     const SPEC: Spec = Spec::new("Gain", Inferred::Shape(T::INPUT))
/// #         .weight(Weight::new("gain", &[N], &ones {}));
/// # }
/// #
/// # impl<const N: usize> RowLayer for Gain<N> {
/// #     fn forward(&self, row: RowForward<'_>) {
/// #         row.y.copy_from_slice(row.x);
/// #     }
/// #
/// #     fn backward(&self, row: RowBackward<'_>) {
/// #         row.dx.copy_from_slice(row.dy);
/// #     }
/// # }
///
/// model! { struct Net < Dense<2, 8>(relu), Gain<_>, Dense<_, 1> > }
/// assert_eq!(Net::new(1).gain().get::<1>("gain").unwrap().shape(), [8]);
/// assert_eq!(Net::LAYERS[2].text, "Dense<8, 1>");
/// ```
pub trait Follows {
    /// The place of the size among those in `< >`, from 0.
    const PLACE: usize = 0;

    /// The layer with this size.
    type Sized<const SIZE: usize>;
}
