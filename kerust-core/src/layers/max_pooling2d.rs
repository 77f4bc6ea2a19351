use core::fmt::Display;

use super::{Batch, Definition, Fit, Geometry, Layer, Pass};
use crate::activations::linear;
use crate::gradients::Sink;
use crate::memory::Lane;
use crate::message::Text;
use crate::shape::{Dims, Image, Shape};

/// The largest value of each window of `SIZE`×`SIZE` pixels; Keras' `MaxPooling2D`.
///
/// `MaxPooling2D<SIZE>` takes `Image<H, W, C>` and gives `Image<H / SIZE, W / SIZE, C>`: windows do
/// not overlap, and the last rows and columns that do not fill a window are left out. Among equal
/// values the first one gets the gradient. It has no weights.
///
/// ```
/// use kerust::prelude::*;
///
/// let net = model![< Image<2, 2, 1>, MaxPooling2D<2> >].new(0);
/// assert_eq!(net.predict(&[[[1.0], [4.0]], [[3.0], [2.0]]]), [[[4.0]]]);
/// ```
#[derive(Debug)]
pub struct MaxPooling2D<const SIZE: usize>;

impl<const SIZE: usize> MaxPooling2D<SIZE> {
    /// The layer; its settings are in its type.
    #[must_use]
    pub const fn new() -> Self {
        MaxPooling2D
    }
}

impl<const SIZE: usize> Definition for MaxPooling2D<SIZE> {
    type Ends = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&[]);

    fn config(&self, option: &mut dyn FnMut(&'static str, &dyn Display)) {
        option("pool_size", &SIZE);
    }
}

impl<In: Shape, const SIZE: usize> Geometry<In> for MaxPooling2D<SIZE> {
    const FIT: Fit = {
        let given = In::DIMS;
        let [height, width, channels] = given.sizes;
        if SIZE == 0 {
            Fit::invalid("has a window of size 0", "write 1 or more", Dims::UNKNOWN)
        } else if given.is_unknown() {
            Fit::Ok(given)
        } else if given.rank != 3 {
            Fit::expects_image(given)
        } else if SIZE > height || SIZE > width {
            let expects = Text::new("an image of at least ").number(SIZE);
            Fit::Bad {
                expects: expects.text("×").number(SIZE),
                gives: Text::new("`").shape(given).text("`"),
                help: Text::new("use a smaller window"),
                out: Dims::UNKNOWN,
            }
        } else {
            Fit::Ok(Dims::image(height / SIZE, width / SIZE, channels))
        }
    };
}

/// Where in its window of `x` the largest value lies, the first of equals; NaN wins.
#[inline(always)]
fn largest<const H: usize, const W: usize, const C: usize, const SIZE: usize>(
    x: &[[[f32; C]; W]; H],
    [i, j, c]: [usize; 3],
) -> (usize, usize) {
    let mut at = (i * SIZE, j * SIZE);
    let mut max = x[at.0][at.1][c];
    for row in i * SIZE..(i + 1) * SIZE {
        for column in j * SIZE..(j + 1) * SIZE {
            let value = x[row][column][c];
            if value > max || (value.is_nan() && !max.is_nan()) {
                (at, max) = ((row, column), value);
            }
        }
    }
    at
}

impl<
    const H: usize,
    const W: usize,
    const C: usize,
    const P: usize,
    const Q: usize,
    const SIZE: usize,
> Layer<Image<H, W, C>, Image<P, Q, C>> for MaxPooling2D<SIZE>
{
    #[inline(always)]
    fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [[[[f32; C]; Q]; P]], _: &Pass)
    where
        X: Batch<[[[f32; C]; W]; H]> + ?Sized,
    {
        for (x, y) in x.rows().zip(y) {
            for i in 0..P {
                for j in 0..Q {
                    for c in 0..C {
                        let (row, column) = largest::<H, W, C, SIZE>(x, [i, j, c]);
                        y[i][j][c] = x[row][column][c];
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn backward<X, S>(
        &self,
        x: &X,
        _: &[[[[f32; C]; Q]; P]],
        dy: &[[[[f32; C]; Q]; P]],
        dx: Option<&mut [[[[f32; C]; W]; H]]>,
        _: &mut S,
        _: &Pass,
    ) where
        X: Batch<[[[f32; C]; W]; H]> + ?Sized,
        S: Sink,
    {
        let Some(dx) = dx else { return };
        for ((x, dx), dy) in x.rows().zip(dx).zip(dy) {
            dx.as_flattened_mut().fill([0.0; C]);
            for i in 0..P {
                for j in 0..Q {
                    for c in 0..C {
                        let (row, column) = largest::<H, W, C, SIZE>(x, [i, j, c]);
                        dx[row][column][c] = dy[i][j][c];
                    }
                }
            }
        }
    }
}
