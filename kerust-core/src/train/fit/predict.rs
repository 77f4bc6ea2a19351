use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use super::evaluate::{batches, some_batches};
use super::run::{Run, Trained};
use super::{Arguments, Attached};
use crate::Error;
use crate::metrics::NoValidation;
use crate::model::gather::Gather;
use crate::model::{EVALUATION_BATCH, Model, OutputRow, Outputs, PREDICTED};
use crate::optimizers::Optimizer;
use crate::parallel::available;
use crate::samples::InputData;
use crate::tensor::Structure;
use crate::train::callbacks::Hooked;
use crate::train::compile::Compiled;
use crate::train::data::losses::Losses;
use crate::train::step::Scoring;
use crate::word::Listed;

/// A prediction with its settings; [`run`](Predict::run) starts it. Keras' `model.predict`.
///
/// Settings have Keras' names and defaults: a `batch_size` of 32, all batches.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1>(kernel_initializer = ones) > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// let outputs = line.prediction(&[1.0, 2.0, 3.0]).batch_size(2).run()?;
/// assert_eq!(outputs, [[1.0], [2.0], [3.0]]);
/// # Ok::<(), kerust::Error>(())
/// ```
#[must_use = "`run()` starts the prediction"]
pub struct Predict<'a, 'x, M: Model, O, L: Losses, Ms> {
    compiled: &'a mut Compiled<M, O, L, Ms>,
    rows: Gather<'x>,
    callbacks: Hooked<'a, M>,
    batch_size: usize,
    steps: Option<usize>,
    threads: usize,
}

impl<'a, 'x, M: Model, O, L: Losses, Ms> Predict<'a, 'x, M, O, L, Ms> {
    pub(crate) fn new<X>(compiled: &'a mut Compiled<M, O, L, Ms>, x: X) -> Self
    where
        X: InputData<'x, M::Input>,
    {
        Predict {
            compiled,
            rows: Gather::new::<M>(x),
            callbacks: Hooked(Vec::new()),
            batch_size: EVALUATION_BATCH,
            steps: None,
            threads: available(),
        }
    }

    /// The number of rows in a batch, for callbacks.
    pub fn batch_size(self, batch_size: usize) -> Self {
        Predict { batch_size, ..self }
    }

    /// The number of batches that are predicted, the first ones; by default all.
    pub fn steps(self, steps: usize) -> Self {
        let steps = Some(steps);
        Predict { steps, ..self }
    }

    /// The largest number of threads; by default the number of processors.
    pub fn threads(self, threads: usize) -> Self {
        Predict { threads, ..self }
    }

    /// Adds a callback at the end.
    pub fn callback<C, At>(mut self, callback: C) -> Self
    where
        C: Attached<M, NoValidation, L, Ms, At> + 'a,
    {
        self.callbacks.0.push(Box::new(callback));
        self
    }

    /// Runs the prediction: the output for each row.
    ///
    /// # Errors
    /// If a setting has an invalid value, if the rows of an array have another shape than the model's input, and
    /// those of a source of rows or of a callback.
    pub fn run(self) -> Result<Vec<OutputRow<M>>, Error>
    where
        O: Optimizer,
        L: Losses,
        Ms: Scoring<M, L>,
    {
        let Predict {
            compiled,
            rows: mut source,
            callbacks,
            batch_size,
            steps,
            threads,
        } = self;
        Arguments::check_setting("batch_size", batch_size as f64)?;
        Arguments::check_setting("threads", threads as f64)?;
        Arguments::check_setting("steps", steps.unwrap_or(1) as f64)?;
        source.check(PREDICTED)?;
        let rows = some_batches(0..source.len(), batch_size, steps);
        let trained = Trained::new(compiled, None);
        let mut run = Run::new(trained, callbacks, false);
        run.steps = rows.len().div_ceil(batch_size);
        let mut outputs = Outputs::<M>::new(threads, batch_size);
        let (mut all, mut index) = (Vec::with_capacity(rows.len()), 0);
        run.call(|callbacks, training| callbacks.on_predict_begin(training))?;
        for block in Outputs::<M>::blocks(rows, batch_size) {
            outputs.compute(&run.trained.compiled.model, &mut source, block.clone())?;
            for rows in batches(block, batch_size) {
                run.call(|callbacks, training| callbacks.on_predict_batch_begin(index, training))?;
                let (first, count) = (all.len(), rows.len());
                M::Output::append(outputs.rows(rows), count, &mut all);
                run.call(|callbacks, training| {
                    callbacks.on_predict_batch_end(index, &all[first..], training)
                })?;
                index += 1;
            }
        }
        run.call(|callbacks, training| callbacks.on_predict_end(training))?;
        Ok(all)
    }
}

impl<M: Model, O, L: Losses, Ms> fmt::Debug for Predict<'_, '_, M, O, L, Ms> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Predict")
            .field("model", &M::NAME)
            .field("batch_size", &self.batch_size)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
