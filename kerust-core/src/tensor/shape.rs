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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the shape of a row",
    label = "not a shape",
    note = "shapes are `Vector<N>`, `Sequence<T, F>` and `Image<H, W, C>`"
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

impl Shape for Unknown {
    const DIMS: Dims = Dims::UNKNOWN;
}
