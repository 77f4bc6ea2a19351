//! Data sets: [`digits`], which is part of this crate, and [`fashion_mnist`], which is read from
//! files; and the preparation of data.
//!
//! A [`Dataset`] is two vectors, rows and labels, so any other data set is just `Dataset { x, y }`.
// No cast may silently change data.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

pub mod digits;
pub mod fashion_mnist;
pub mod idx;
mod normalization;
mod pixels;
mod search_path;
mod table;

use std::any::type_name;
use std::fmt;

use kerust_core::losses::sparse_categorical_crossentropy;
use kerust_core::random;
use kerust_core::tensor::{Row, Vector, zeroed_rows};
use kerust_core::train::contract::LabelFor;

pub use normalization::Normalization;
pub use pixels::{ByteRow, Bytes, Pixels};
pub use table::{RowPart, Table, to_rows};

use crate::Result;

/// Rows and their labels: `x[i]` goes with `y[i]`.
///
/// ```
/// use kerust::datasets::Dataset;
///
/// let data = Dataset {
///     x: vec![[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, 40.0], [5.0, 50.0]],
///     y: vec![0_u8, 0, 1, 1, 1],
/// };
/// let (mut train, mut test) = data.shuffle(7).split(0.4);
/// assert_eq!((train.len(), test.len()), (3, 2));
///
/// let normalization = train.normalize();
/// normalization.apply(&mut test.x);
/// assert!(train.x.iter().map(|row| row[0]).sum::<f32>().abs() < 1e-6);
/// ```
#[derive(Clone, PartialEq)]
pub struct Dataset<X, Y> {
    /// The rows.
    pub x: Vec<X>,
    /// The labels, one for each row.
    pub y: Vec<Y>,
}

impl<X, Y> Dataset<X, Y> {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// Splits off the last fraction `share` of the rows, as `validation_split` does: the rows keep their
    /// order, and a share that is no whole number of rows is rounded up.
    ///
    /// A `share` below 0 or NaN counts as 0, one above 1 as 1.
    ///
    /// ```
    /// # use kerust::datasets::Dataset;
    /// let data = Dataset { x: vec![[0.0], [1.0], [2.0]], y: vec![0_u8, 1, 2] };
    /// let (first, second) = data.split(0.5);
    /// assert_eq!((first.y, second.y), (vec![0], vec![1, 2]));
    /// ```
    #[must_use]
    pub fn split(mut self, share: f64) -> (Self, Self) {
        let share = if share > 0.0 { share.min(1.0) } else { 0.0 };
        // Plus a little: ten times (1 − 0.8) is just below 2 in floating point.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let first = (self.len() as f64 * (1.0 - share) + 1e-6) as usize;
        let second = Dataset {
            x: self.x.split_off(first.min(self.x.len())),
            y: self.y.split_off(first.min(self.y.len())),
        };
        (self, second)
    }

    /// The rows with their labels in a random order, which `seed` determines.
    ///
    /// ```
    /// # use kerust::datasets::Dataset;
    /// let data = Dataset { x: vec![[0.0], [1.0], [2.0]], y: vec![0.0, 1.0, 2.0] };
    /// let shuffled = data.shuffle(1);
    /// assert!(shuffled.x.iter().zip(&shuffled.y).all(|(x, y)| x[0] == *y));
    /// ```
    #[must_use]
    pub fn shuffle(mut self, seed: u64) -> Self {
        // The same generator gives lists of the same length the same order.
        random::shuffle(&mut self.x, &mut random::generator(seed));
        random::shuffle(&mut self.y, &mut random::generator(seed));
        self
    }

    /// The labels as rows of `N` numbers, for `categorical_crossentropy`; Keras'
    /// `to_categorical`. See [`one_hot`].
    ///
    /// # Errors
    /// [`Error::Label`](crate::Error::Label) if a label is `N` or more.
    pub fn one_hot<const N: usize>(&self) -> Result<Vec<[f32; N]>>
    where
        Y: LabelFor<sparse_categorical_crossentropy, Vector<N>>,
    {
        one_hot(&self.y)
    }
}

impl<X: Row, Y> Dataset<X, Y> {
    /// Normalizes every feature to mean 0 and standard deviation 1 over the rows, and returns the
    /// [`Normalization`], which test data and rows to predict need as well.
    ///
    /// For some of the features see [`Normalization::only`].
    #[must_use = "rows to test and to predict need the same: give them to `apply`"]
    pub fn normalize(&mut self) -> Normalization<X> {
        let normalization = Normalization::of(&self.x);
        normalization.apply(&mut self.x);
        normalization
    }
}

/// The numbers of rows and labels, without the data.
impl<X, Y> fmt::Debug for Dataset<X, Y> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let x = format_args!("{} × {}", self.x.len(), type_name::<X>());
        let y = format_args!("{} × {}", self.y.len(), type_name::<Y>());
        f.debug_struct("Dataset")
            .field("x", &x)
            .field("y", &y)
            .finish()
    }
}

/// Labels as rows of `N` numbers, with 1 at the label's index and 0 elsewhere; Keras'
/// `to_categorical`.
///
/// The labels are those of `sparse_categorical_crossentropy`: integers of any type.
///
/// ```
/// use kerust::datasets::one_hot;
///
/// let rows = one_hot::<3>(&[2_u8, 0])?;
/// assert_eq!(rows, [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
///
/// let error = one_hot::<3>(&[2_u8, 3]).unwrap_err().to_string();
/// assert_eq!(error, "labels: label 3 of row 1 is outside of the model's 3 classes, 0 to 2");
/// # Ok::<_, kerust::Error>(())
/// ```
///
/// # Errors
/// [`Error::Label`](crate::Error::Label) if a label is `N` or more.
pub fn one_hot<const N: usize>(
    labels: &[impl LabelFor<sparse_categorical_crossentropy, Vector<N>>],
) -> Result<Vec<[f32; N]>> {
    let mut class = 0;
    let mut rows = zeroed_rows::<[f32; N]>(labels.len()).into_vec();
    for (row, (label, one_hot)) in labels.iter().zip(&mut rows).enumerate() {
        let class = *label.target(&sparse_categorical_crossentropy::new(), row, &mut class)?;
        if let Some(number) = one_hot.get_mut(class) {
            *number = 1.0;
        }
    }
    Ok(rows)
}
