//! Shapes of rows: the sizes of one sample between two layers.
//!
//! A shape is a type without a value; its rows are plain nested arrays of `f32`.

use super::{Dims, One, Row, Structure};

/// The shape of a row.
///
/// | shape | a row |
/// | --- | --- |
/// | `Vector<N>` | `[f32; N]` |
/// | `Sequence<T, F>` | `[[f32; F]; T]` |
/// | `Image<H, W, C>` | `[[[f32; C]; W]; H]` |
/// | `Tokens<T, VOCAB>` | `[f32; T]`; data have `[u32; T]` and other integers |
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the shape of a row",
    label = "not a shape",
    note = "shapes are `Vector<N>`, `Sequence<T, F>`, `Image<H, W, C>` and `Tokens<T, VOCAB>`"
)]
pub trait Shape:
    for<'a> Structure<
        Kind = One,
        Row: Row,
        RowRef<'a> = &'a <Self as Structure>::Row,
        Rows<'a> = &'a [<Self as Structure>::Row],
        RowsMut<'a> = &'a mut [<Self as Structure>::Row],
    >
{
    /// The shape as a value.
    const DIMS: Dims;

    /// The size of the last axis: features, channels.
    const WIDTH: usize = Self::DIMS.width();
}

/// `N` features; a row is `[f32; N]`.
#[derive(Clone, Copy, Debug)]
pub struct Vector<const N: usize>;

/// `T` steps of `F` features; a row is `[[f32; F]; T]`.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<const T: usize, const F: usize>;

/// `H` rows of `W` pixels of `C` channels; a row is `[[[f32; C]; W]; H]`.
#[derive(Clone, Copy, Debug)]
pub struct Image<const H: usize, const W: usize, const C: usize>;

/// `T` tokens of a vocabulary of `VOCAB`, whole numbers from 0 to `VOCAB` − 1; a row is `[u32; T]`, or of other
/// integers. Only an input of a model has this shape, and a layer such as `Embedding` takes it.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Words < Tokens<4, 1000>, Embedding<_, 8>, GlobalAveragePooling1D, Dense<_, 1>(sigmoid) > }
///
/// let x = [[1_u32, 20, 300, 999], [4, 4, 0, 0]];
/// let mut net = compile!(Words::new(1), optimizer = Adam, loss = binary_crossentropy);
/// fit!(net, &x, &[1, 0], epochs = 2, verbose = 0)?;
///
/// let wrong = fit!(net, &[[1_u32, 20, 300, 1000]], &[1], verbose = 0).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "training data: row 0 of the rows of `x` has the token 1000 in place 3, which is none of 1000, 0 to 999"
/// );
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tokens<const T: usize, const VOCAB: usize>;

/// The output shape of a layer with an error, which is unknown.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

impl<const N: usize> Shape for Vector<N> {
    const DIMS: Dims = Dims::vector(N);
}

impl<const T: usize, const F: usize> Shape for Sequence<T, F> {
    const DIMS: Dims = Dims::sequence(T, F);
}

impl<const H: usize, const W: usize, const C: usize> Shape for Image<H, W, C> {
    const DIMS: Dims = Dims::image(H, W, C);
}

impl<const T: usize, const VOCAB: usize> Shape for Tokens<T, VOCAB> {
    const DIMS: Dims = Dims::tokens(T, VOCAB);
}

impl Shape for Unknown {
    const DIMS: Dims = Dims::UNKNOWN;
}
