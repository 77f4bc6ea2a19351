use std::fmt::Debug;

use kerust_core::model::Model;
use kerust_core::samples::RowFor;
use kerust_core::tensor::{Image, Row, Sequence, Shape, Vector};

/// Shapes whose rows can be made of bytes.
pub trait Bytes: Shape<Row: RowFor<Self>> {
    /// A row of this shape with `u8` in place of `f32`.
    type Bytes: RowFor<Self> + Copy + Debug + PartialEq + Send + Sync + 'static;
}

/// A row of the model's input with `u8` in place of `f32`: nested arrays.
pub type ByteRow<M> = <<M as Model>::Input as Bytes>::Bytes;

impl<const N: usize> Bytes for Vector<N> {
    type Bytes = [u8; N];
}

impl<const T: usize, const F: usize> Bytes for Sequence<T, F> {
    type Bytes = [[u8; F]; T];
}

impl<const H: usize, const W: usize, const C: usize> Bytes for Image<H, W, C> {
    type Bytes = [[[u8; C]; W]; H];
}

/// Input shapes that take grey images of `H`×`W` pixels: `Image<H, W, 1>`, `Sequence<H, W>`, and for 8×8 and
/// 28×28 pixels `Vector<64>` and `Vector<784>`.
#[diagnostic::on_unimplemented(
    message = "images of {H}×{W} pixels do not fit a model whose input is `{Self}`",
    label = "this model's input has another shape",
    note = "they fit `Image<{H}, {W}, 1>`, `Sequence<{H}, {W}>` and `Vector<N>` with N = {H} · {W}"
)]
pub trait Pixels<const H: usize, const W: usize>: Bytes {
    /// An image as a row of this shape.
    fn arrange(image: &[[u8; W]; H]) -> Self::Bytes;
}

#[diagnostic::do_not_recommend]
impl<const H: usize, const W: usize> Pixels<H, W> for Image<H, W, 1> {
    fn arrange(image: &[[u8; W]; H]) -> Self::Bytes {
        image.map(|line| line.map(|pixel| [pixel]))
    }
}

#[diagnostic::do_not_recommend]
impl<const H: usize, const W: usize> Pixels<H, W> for Sequence<H, W> {
    fn arrange(image: &[[u8; W]; H]) -> Self::Bytes {
        *image
    }
}

#[diagnostic::do_not_recommend]
impl Pixels<8, 8> for Vector<64> {
    fn arrange(image: &[[u8; 8]; 8]) -> Self::Bytes {
        let mut row = [0; 64];
        row.copy_from_slice(image.as_flattened());
        row
    }
}

#[diagnostic::do_not_recommend]
impl Pixels<28, 28> for Vector<784> {
    fn arrange(image: &[[u8; 28]; 28]) -> Self::Bytes {
        let mut row = [0; 784];
        row.copy_from_slice(image.as_flattened());
        row
    }
}

/// Images as rows of bytes.
pub(super) fn bytes<S, const H: usize, const W: usize>(images: &[[[u8; W]; H]]) -> Vec<S::Bytes>
where
    S: Pixels<H, W>,
{
    images.iter().map(S::arrange).collect()
}

/// Images as rows of numbers from 0 to 1: pixels divided by `MOST`.
pub(super) fn rows<S, const H: usize, const W: usize, const MOST: u8>(
    images: &[[[u8; W]; H]],
) -> Vec<S::Row>
where
    S: Pixels<H, W>,
{
    let rows = images.iter().map(|image| {
        let mut row = S::Row::ZERO;
        S::arrange(image).cast(&mut row);
        for number in row.flat_mut() {
            *number /= f32::from(MOST);
        }
        row
    });
    rows.collect()
}
