use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::Error;
use crate::losses::{Loss, Target};
use crate::model::gather::{Gather, Gathered};
use crate::model::{InputRow, Model};
use crate::samples::{RowFor, Samples};
use crate::train::contract::LabelFor;
use crate::train::data::labels::{Labels, LabelsOf, SampleWeights};

/// Rows and their labels from any source.
pub(crate) struct Data<'a, M: Model, L: Loss> {
    /// The name of the data in errors.
    name: &'static str,
    pub(crate) rows: Gather<'a, M::Input>,
    pub(crate) batch: Gathered<'a, InputRow<M>>,
    pub(crate) labels: Box<dyn Labels<'a, Target<L>> + 'a>,
}

impl<'a, M: Model, L: Loss> Data<'a, M, L> {
    pub(crate) fn new<X, Y>(name: &'static str, loss: &L, x: &'a X, y: &'a Y) -> Self
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        Data {
            name,
            rows: Gather::new::<M, X>(x),
            batch: Gathered::new(),
            labels: Box::new(LabelsOf::<L, M::Output, Y>::new(loss, y)),
        }
    }

    /// The data with weights for the rows.
    pub(crate) fn weighed(mut self, weights: SampleWeights<'a>) -> Self {
        self.labels.weigh(weights);
        self
    }

    /// The same as [`check`](Data::check) for data to train on.
    ///
    /// # Errors
    /// Those of `check`, and if there are more rows than `u32` can number.
    pub(crate) fn check_trained(&mut self) -> Result<(), Error> {
        let (data, rows) = (self.name, self.rows.len());
        if u32::try_from(rows).is_err() {
            return Err(Error::TooManyRows { data, rows });
        }
        self.check()
    }

    /// A check of the numbers of rows, and of all labels and weights in memory.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels or weights differ, or if a label in memory is
    /// none of the classes.
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        let (data, x, y) = (self.name, self.rows.len(), self.labels.len());
        if x != y {
            return Err(Error::Lengths { data, x, y });
        }
        if x == 0 {
            return Err(Error::NoRows { data });
        }
        self.rows.check(data)?;
        self.labels.check().map_err(|error| self.named(error))
    }

    /// The error of a label, with the data's name.
    pub(crate) fn named(&self, error: Error) -> Error {
        match error {
            Error::Label {
                row,
                label,
                classes,
                ..
            } => Error::Label {
                data: self.name,
                row,
                label,
                classes,
            },
            Error::TooLarge {
                what, row, number, ..
            } => Error::TooLarge {
                data: self.name,
                what,
                row,
                number,
            },
            Error::SampleWeights { rows, weights, .. } => Error::SampleWeights {
                data: self.name,
                rows,
                weights,
            },
            Error::SampleShape {
                samples,
                rank,
                given,
                expected,
                ..
            } => Error::SampleShape {
                data: self.name,
                samples,
                rank,
                given,
                expected,
            },
            error => error,
        }
    }
}

/// The numbers of `rows` rows in order, which `u32` can hold.
pub(crate) fn in_order(rows: usize) -> Vec<u32> {
    (0..=u32::MAX).take(rows).collect()
}
