//! 1,797 handwritten digits of 8×8 pixels, which are part of this crate: real data for a first model,
//! without a download.
//!
//! They are the test part of "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak
//! (UCI Machine Learning Repository, 1998, licence CC BY 4.0), the same as scikit-learn's
//! `load_digits`. A program contains them only if it calls [`load`] or [`load_bytes`].
//!
//! ```
//! use kerust::datasets::digits;
//! use kerust::prelude::*;
//!
//! model! { struct Digits < Dense<64, 10>(softmax) > }
//!
//! let (train, test) = digits::load::<Digits>().shuffle(42).split(0.2);
//! assert_eq!((train.len(), test.len()), (1437, 360));
//!
//! let output = Digits::new(42).predict(&test.x[0]);
//! assert_eq!(output.len(), 10);
//! ```
//!
//! A model with another input does not compile:
//!
//! ```compile_fail,E0277
//! # use kerust::datasets::digits;
//! # use kerust::prelude::*;
//! model! { struct Digits < Dense<63, 10>(softmax) > }
//!
//! let data = digits::load::<Digits>();
//! ```

use kerust_core::model::{InputRow, Model};

use super::Dataset;
use super::pixels::{self, ByteRow, Pixels};

/// The images; their number, 1,797, is checked when this crate is compiled, so that nothing can fail at run
/// time.
const IMAGES: &[[[u8; 8]; 8]] = {
    let (header, pixels) = include_bytes!("../../data/digits/images-idx3-ubyte").split_at(16);
    assert!(matches!(
        header,
        [0, 0, 8, 3, 0, 0, 7, 5, 0, 0, 0, 8, 0, 0, 0, 8]
    ));
    assert!(pixels.len() == 1797 * 64);
    pixels.as_chunks().0.as_chunks().0
};

/// The labels, one for each image.
const LABELS: &[u8] = {
    let (header, labels) = include_bytes!("../../data/digits/labels-idx1-ubyte").split_at(8);
    assert!(matches!(header, [0, 0, 8, 1, 0, 0, 7, 5]));
    assert!(labels.len() == IMAGES.len());
    labels
};

/// The digits as rows of model `M`'s input, `Image<8, 8, 1>`, `Sequence<8, 8>` or `Vector<64>`: pixels
/// from 0 to 1 (the originals, 0 to 16, divided by 16), with the labels 0 to 9.
///
/// They are in the order of the source, where the digits of one writer are adjacent:
/// [`shuffle`](Dataset::shuffle) before [`split`](Dataset::split), so that both parts have digits
/// of all writers.
///
/// ```
/// use kerust::datasets::digits;
/// use kerust::prelude::*;
///
/// model! { struct Digits < Dense<64, 10>(softmax) > }
///
/// let data = digits::load::<Digits>();
/// assert_eq!(data.len(), 1797);
/// assert!(data.x.as_flattened().iter().all(|pixel| (0.0..=1.0).contains(pixel)));
/// ```
#[must_use]
pub fn load<M>() -> Dataset<InputRow<M>, u8>
where
    M: Model<Input: Pixels<8, 8>>,
{
    with(pixels::rows::<M::Input, 8, 8, 16>)
}

/// The same as [`load`] with the original pixels: bytes from 0 to 16.
///
/// ```
/// use kerust::datasets::digits;
/// use kerust::prelude::*;
///
/// model! { struct Digits < Vector<64>, Rescaling(1.0 / 16.0), Dense<64, 10>(softmax) > }
///
/// let data = digits::load_bytes::<Digits>();
/// assert_eq!(data.x.as_flattened().iter().max(), Some(&16));
/// ```
#[must_use]
pub fn load_bytes<M>() -> Dataset<ByteRow<M>, u8>
where
    M: Model<Input: Pixels<8, 8>>,
{
    with(pixels::bytes::<M::Input, 8, 8>)
}

fn with<X>(rows: fn(&[[[u8; 8]; 8]]) -> Vec<X>) -> Dataset<X, u8> {
    Dataset {
        x: rows(IMAGES),
        y: LABELS.to_vec(),
    }
}
