use std::fmt::Debug;

use kerust_core::contract::RowFor;
use kerust_core::model::Model;
use kerust_core::shape::{Image, Row, Sequence, Shape, Vector};

/// Shapes of a model's input that grey images of `H`×`W` pixels fit in: `Image<H, W, 1>`,
/// `Sequence<H, W>`, and for 8×8 and 28×28 pixels `Vector<64>` and `Vector<784>`.
#[diagnostic::on_unimplemented(
    message = "images of {H}×{W} pixels do not fit a model whose input is `{Self}`",
    label = "this model's input is `{Self}`",
    note = "they fit `Image<{H}, {W}, 1>`, `Sequence<{H}, {W}>` and `Vector<N>` with N = {H} · {W}"
)]
pub trait Pixels<const H: usize, const W: usize>: Shape {
    /// A row of this shape with bytes in place of `f32`.
    type Bytes: RowFor<Self> + Copy + Debug + Eq + Send + Sync + 'static;

    /// An image as a row of this shape.
    fn arrange(image: &[[u8; W]; H]) -> Self::Bytes;
}

/// A row of model `M`'s input with bytes in place of `f32`, for images of `H`×`W` pixels.
pub type ByteRow<M, const H: usize, const W: usize> = <<M as Model>::Input as Pixels<H, W>>::Bytes;

#[diagnostic::do_not_recommend]
impl<const H: usize, const W: usize> Pixels<H, W> for Image<H, W, 1> {
    type Bytes = [[[u8; 1]; W]; H];

    fn arrange(image: &[[u8; W]; H]) -> Self::Bytes {
        image.map(|line| line.map(|pixel| [pixel]))
    }
}

#[diagnostic::do_not_recommend]
impl<const H: usize, const W: usize> Pixels<H, W> for Sequence<H, W> {
    type Bytes = [[u8; W]; H];

    fn arrange(image: &[[u8; W]; H]) -> Self::Bytes {
        *image
    }
}

// A product of two constants is no constant of a type yet, so each size has its line.
macro_rules! vectors {
    ($($length:literal = $height:literal * $width:literal;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Pixels<$height, $width> for Vector<$length> {
            type Bytes = [u8; $length];

            fn arrange(image: &[[u8; $width]; $height]) -> Self::Bytes {
                let mut row = [0; $length];
                row.copy_from_slice(image.as_flattened());
                row
            }
        }
    )*};
}

vectors! { 64 = 8 * 8; 784 = 28 * 28; }

/// Images as rows of bytes.
pub(super) fn bytes<S, const H: usize, const W: usize>(images: &[[[u8; W]; H]]) -> Vec<S::Bytes>
where
    S: Pixels<H, W>,
{
    images.iter().map(S::arrange).collect()
}

/// Images as rows of numbers from 0 to 1, where `MOST` is the brightest pixel.
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
