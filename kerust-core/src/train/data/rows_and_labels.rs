use alloc::boxed::Box;
use alloc::vec::Vec;

use super::label_data::LabelData;
use super::labels::{LabelList, SampleWeights};
use super::losses::Losses;
use crate::Error;
use crate::model::Model;
use crate::model::gather::{Gather, Gathered};
use crate::samples::InputData;

/// Rows and their labels from any source.
pub(crate) struct Data<'a, L: Losses> {
    /// The name of the data in errors.
    name: &'static str,
    /// The names of the outputs in errors, if there are several.
    outputs: &'static [&'static str],
    pub(crate) rows: Gather<'a>,
    pub(crate) batch: Gathered<'a>,
    pub(crate) labels: L::Owned<'a>,
}

impl<'a, L: Losses> Data<'a, L> {
    pub(crate) fn new<M, X, Y>(name: &'static str, losses: &L, x: X, y: Y) -> Self
    where
        M: Model,
        X: InputData<'a, M::Input>,
        Y: LabelData<'a, L, M::Output>,
    {
        Data {
            name,
            outputs: M::OUTPUT_NAMES,
            rows: Gather::new::<M>(x),
            batch: Gathered::new(),
            labels: Y::boxed(y.lists(losses)),
        }
    }

    /// Weighs the rows, for output `output` or for all.
    pub(crate) fn weigh(&mut self, output: Option<usize>, weights: &dyn Fn() -> SampleWeights<'a>) {
        // Nothing fails here.
        let _ = L::each(L::borrow(&mut self.labels), &mut |index, labels| {
            if output.is_none_or(|output| output == index) {
                labels.weigh(weights());
            }
            Ok(())
        });
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
        let (data, x) = (self.name, self.rows.len());
        self.rows.check(data)?;
        self.each(&mut |_, labels| {
            let y = labels.len();
            if x == y {
                return Ok(());
            }
            Err(Error::Lengths { data, x, y })
        })?;
        if x == 0 {
            return Err(Error::NoRows { data });
        }
        self.each(&mut |_, labels| labels.check())
    }

    /// Sets the weights of the classes of output `output`, for the rows before row `before`.
    ///
    /// # Errors
    /// Those of [`LabelList::weigh_classes`].
    pub(crate) fn weigh_classes(
        &mut self,
        output: usize,
        weights: &[(i128, f32)],
        before: usize,
    ) -> Result<(), Error> {
        self.each(&mut |index, labels| {
            if index == output {
                labels.weigh_classes(weights.to_vec(), before)?;
            }
            Ok(())
        })
    }

    /// Gives the labels of each output to `visit`.
    ///
    /// # Errors
    /// The first error, with the names of the data and, if there are several, of the output.
    fn each(
        &mut self,
        visit: &mut dyn FnMut(usize, &mut (dyn LabelList<'a> + 'a)) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let outputs = self.outputs;
        let checked = L::each(L::borrow(&mut self.labels), &mut |index, labels| {
            let visited = visit(index, labels);
            if outputs.len() < 2 {
                return visited;
            }
            visited.map_err(|error| Error::Output {
                output: outputs[index],
                error: Box::new(error),
            })
        });
        checked.map_err(|error| self.named(error))
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
            Error::Output { output, error } => Error::Output {
                output,
                error: Box::new(self.named(*error)),
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
