//! Data to train on: [`digits`], which is part of this crate, and [`fashion_mnist`], which is read
//! from files; and what is done with data before training.
//!
//! A [`Dataset`] is two vectors, rows and labels, so data of one's own need no more than
//! `Dataset { x, y }`.
// Data from outside lose nothing in silence.
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
mod places;
mod table;

use std::any::type_name;
use std::fmt;

use kerust_core::contract::LabelFor;
use kerust_core::losses::sparse_categorical_crossentropy;
use kerust_core::memory::{Heap, Storage};
use kerust_core::random;
use kerust_core::shape::{Row, Vector};

pub use normalization::Normalization;
pub use pixels::{ByteRow, Bytes, Pixels};
pub use table::to_rows;

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
/// ```
#[derive(Clone, PartialEq)]
pub struct Dataset<X, Y> {
    /// The rows.
    pub x: Vec<X>,
    /// The labels, one for each row.
    pub y: Vec<Y>,
}

impl<X, Y> Dataset<X, Y> {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// Splits off the last `share` of the rows, as `validation_split` does: the rows keep their
    /// order, and if the share is no whole number of rows, the second part gets one more.
    ///
    /// A `share` below 0 or that is not a number counts as 0, one above 1 as 1.
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
        // A little more, because ten times (1 − 0.8) is just below 2 in floating point.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let first = (self.len() as f64 * (1.0 - share) + 1e-6) as usize;
        let second = Dataset {
            x: self.x.split_off(first.min(self.x.len())),
            y: self.y.split_off(first.min(self.y.len())),
        };
        (self, second)
    }

    /// The rows, each with its label, in the random order of `seed`.
    ///
    /// ```
    /// # use kerust::datasets::Dataset;
    /// let data = Dataset { x: vec![[0.0], [1.0], [2.0]], y: vec![0.0, 1.0, 2.0] };
    /// let shuffled = data.shuffle(1);
    /// assert!(shuffled.x.iter().zip(&shuffled.y).all(|(x, y)| x[0] == *y));
    /// ```
    #[must_use]
    pub fn shuffle(mut self, seed: u64) -> Self {
        // The same generator puts lists of the same length in the same order.
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
    /// Gives every feature mean 0 and deviation 1 over the rows, and returns the
    /// [`Normalization`] for the test data and for rows to predict, which are to be changed by
    /// the training data's means and deviations.
    ///
    /// For a choice of columns see [`Normalization::only`].
    #[must_use = "rows to test and to predict need the same: give them to `apply`"]
    pub fn normalize(&mut self) -> Normalization<X> {
        let normalization = Normalization::of(&self.x);
        normalization.apply(&mut self.x);
        normalization
    }
}

/// Says how many rows and labels there are, and does not print them all.
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

/// Labels as rows of `N` numbers, which are 0 but for a 1 at the label's place; Keras'
/// `to_categorical`.
///
/// The labels are those of `sparse_categorical_crossentropy`: any integers.
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
    let mut rows = Heap::zeroed::<[f32; N]>(labels.len()).into_vec();
    for (row, (label, one_hot)) in labels.iter().zip(&mut rows).enumerate() {
        let class = *label.target(&sparse_categorical_crossentropy::new(), row, &mut class)?;
        if let Some(number) = one_hot.get_mut(class) {
            *number = 1.0;
        }
    }
    Ok(rows)
}
