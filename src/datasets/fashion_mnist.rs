//! Fashion-MNIST by Zalando Research (Xiao and others, 2017): 60,000 images of clothes and shoes to
//! train on and 10,000 to test on, of 28×28 grey pixels, in ten classes.
//!
//! The files are not part of this crate. If the environment variable `KERUST_DATA` names a directory,
//! [`load`] looks for them in it and in its subdirectory `fashion-mnist`; otherwise in
//!
//! 1. `kerust/fashion-mnist` in the user's cache directory: `$XDG_CACHE_HOME` or `~/.cache`,
//!    `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows;
//! 2. `/usr/share/datasets/fashion-mnist`, where the package `dataset-fashion-mnist` of Debian and
//!    Ubuntu installs them.
//!
//! They are `train-images-idx3-ubyte.gz`, `train-labels-idx1-ubyte.gz`, `t10k-images-idx3-ubyte.gz`
//! and `t10k-labels-idx1-ubyte.gz`; decompressed files, without `.gz`, take precedence. [`load_from`]
//! also reads other data sets with the same files, such as MNIST and KMNIST.
//!
//! ```no_run
//! use kerust::datasets::fashion_mnist;
//! use kerust::prelude::*;
//!
//! model! { struct Clothes < Dense<784, 10>(softmax) > }
//!
//! let (train, test) = fashion_mnist::load::<Clothes>()?;
//! assert_eq!((train.len(), test.len()), (60_000, 10_000));
//! # Ok::<_, kerust::Error>(())
//! ```

use std::path::{Path, PathBuf};

use kerust_core::model::{InputRow, Model};

use super::pixels::{self, ByteRow, Pixels};
use super::{Dataset, idx, search_path};
use crate::formats::home;
use crate::{Error, Result};

/// The names of the classes 0 to 9.
pub const CLASSES: [&str; 10] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];

/// The files, which may also end with `.gz`: images and labels for training and for testing.
const FILES: [&str; 4] = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
];

/// The largest allowed size of a decompressed file in bytes: five times that of the largest one.
const LIMIT: usize = 1 << 28;

/// The training data and the test data.
pub type TrainAndTest<X> = (Dataset<X, u8>, Dataset<X, u8>);

type Image = [[u8; 28]; 28];

/// The training data and the test data as rows of model `M`'s input, `Image<28, 28, 1>`,
/// `Sequence<28, 28>` or `Vector<784>`: pixels from 0 to 1 (the originals divided by 255), with the labels
/// 0 to 9.
///
/// # Errors
/// [`Error::Missing`] if the files are in none of the directories above; its text says how to get them.
/// [`Error::File`] if one cannot be read, and [`Error::Format`] if one has other content.
///
/// ```no_run
/// use kerust::datasets::fashion_mnist;
/// use kerust::prelude::*;
///
/// model! { struct Clothes < Dense<784, 10>(softmax) > }
///
/// let (train, test) = fashion_mnist::load::<Clothes>()?;
/// assert_eq!(train.y[0], 9); // An ankle boot.
/// # Ok::<_, kerust::Error>(())
/// ```
pub fn load<M>() -> Result<TrainAndTest<InputRow<M>>>
where
    M: Model<Input: Pixels<28, 28>>,
{
    read(None, pixels::rows::<M::Input, 28, 28, 255>)
}

/// The same as [`load`] from the directory `dir` only.
///
/// # Errors
/// Those of [`load`].
///
/// ```
/// use kerust::datasets::fashion_mnist;
/// use kerust::prelude::*;
///
/// model! { struct Clothes < Dense<784, 10>(softmax) > }
///
/// let error = fashion_mnist::load_from::<Clothes>("no/such/directory").unwrap_err();
/// assert!(matches!(error, kerust::Error::Missing { .. }));
/// ```
pub fn load_from<M>(dir: impl AsRef<Path>) -> Result<TrainAndTest<InputRow<M>>>
where
    M: Model<Input: Pixels<28, 28>>,
{
    read(Some(dir.as_ref()), pixels::rows::<M::Input, 28, 28, 255>)
}

/// The same as [`load`] with the original pixels: bytes from 0 to 255, in a quarter of the memory. The
/// model should begin with `Rescaling(1.0 / 255.0)`.
///
/// # Errors
/// Those of [`load`].
pub fn load_bytes<M>() -> Result<TrainAndTest<ByteRow<M>>>
where
    M: Model<Input: Pixels<28, 28>>,
{
    read(None, pixels::bytes::<M::Input, 28, 28>)
}

/// The same as [`load_bytes`] from the directory `dir` only.
///
/// # Errors
/// Those of [`load`].
pub fn load_bytes_from<M>(dir: impl AsRef<Path>) -> Result<TrainAndTest<ByteRow<M>>>
where
    M: Model<Input: Pixels<28, 28>>,
{
    read(Some(dir.as_ref()), pixels::bytes::<M::Input, 28, 28>)
}

fn read<X>(dir: Option<&Path>, rows: fn(&[Image]) -> Vec<X>) -> Result<TrainAndTest<X>> {
    let directories = match dir {
        Some(dir) => vec![dir.to_owned()],
        None => search_path::directories("fashion-mnist"),
    };
    directories
        .iter()
        .try_for_each(|directory| home::check(directory))?;
    let [train_x, train_y, test_x, test_y] =
        search_path::find(FILES, &directories).map_err(|lacks| missing(dir, &lacks))?;
    Ok((
        read_part(&train_x, &train_y, rows)?,
        read_part(&test_x, &test_y, rows)?,
    ))
}

/// Reads the images and labels of one part, and checks both files before it allocates the rows.
fn read_part<X>(x: &PathBuf, y: &PathBuf, rows: fn(&[Image]) -> Vec<X>) -> Result<Dataset<X, u8>> {
    let (image_file, label_file) = (idx::read(x, LIMIT)?, idx::read(y, LIMIT)?);
    let images = idx::images(x, &image_file)?;
    let labels = idx::labels(y, &label_file, CLASSES.len())?;
    if images.len() != labels.len() {
        let (images, labels) = (images.len(), labels.len());
        let problem = format!(
            "has {labels} labels, but `{}` has {images} images",
            x.display()
        );
        return Err(idx::format(y, problem));
    }
    Ok(Dataset {
        x: rows(images),
        y: labels.to_vec(),
    })
}

fn missing(dir: Option<&Path>, lacks: &str) -> Error {
    let files = FILES.map(|file| format!("{file}.gz")).join(", ");
    let directory = match dir {
        Some(_) => "put them there",
        None => "set the environment variable KERUST_DATA to their directory",
    };
    Error::Missing {
        message: format!(
            "Fashion-MNIST was not found; looked in{lacks}\n\
             To get it on Debian or Ubuntu: apt-get install dataset-fashion-mnist\n\
             Elsewhere: download {files} from the Fashion-MNIST project, \
             zalandoresearch/fashion-mnist (folder data/fashion), and {directory}."
        ),
    }
}
