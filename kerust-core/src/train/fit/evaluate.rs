use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use super::run::{Run, Trained};
use super::{Arguments, Attached};
use crate::Error;
use crate::metrics::NoValidation;
use crate::model::{EVALUATION_BATCH, Model, Outputs};
use crate::optimizers::Optimizer;
use crate::parallel::available;
use crate::samples::Samples;
use crate::train::callbacks::Hooked;
use crate::train::compile::Compiled;
use crate::train::data::Data;
use crate::train::data::labels::{SampleWeight, SampleWeights};
use crate::train::data::losses::Losses;
use crate::train::history::Logs;
use crate::train::step::Scoring;
use crate::train::step::TotalsOf;
use crate::word::Listed;

/// An evaluation with its settings; [`run`](Evaluate::run) starts it. Keras' `model.evaluate`.
///
/// Settings have Keras' names and defaults: a `batch_size` of 32, all batches.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1>(kernel_initializer = ones) > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// let logs = line.evaluation(&[1.0, 2.0], &[2.0, 3.0]).batch_size(1).run()?;
/// assert_eq!(logs.loss(), 1.0);
/// # Ok::<(), kerust::Error>(())
/// ```
#[must_use = "`run()` starts the evaluation"]
pub struct Evaluate<'a, 'x, M: Model, O, L: Losses, Ms> {
    compiled: &'a mut Compiled<M, O, L, Ms>,
    pub(super) data: Data<'x, L>,
    callbacks: Hooked<'a, M>,
    batch_size: usize,
    steps: Option<usize>,
    threads: usize,
}

impl<'a, 'x, M: Model, O, L: Losses, Ms> Evaluate<'a, 'x, M, O, L, Ms> {
    pub(crate) fn new(compiled: &'a mut Compiled<M, O, L, Ms>, data: Data<'x, L>) -> Self {
        Evaluate {
            compiled,
            data,
            callbacks: Hooked(Vec::new()),
            batch_size: EVALUATION_BATCH,
            steps: None,
            threads: available(),
        }
    }

    /// The number of rows in a batch, for callbacks and for a loss whose reduction is over a batch.
    pub fn batch_size(self, batch_size: usize) -> Self {
        Evaluate { batch_size, ..self }
    }

    /// The number of batches that are evaluated, the first ones; by default all.
    pub fn steps(self, steps: usize) -> Self {
        let steps = Some(steps);
        Evaluate { steps, ..self }
    }

    /// The largest number of threads; by default the number of processors.
    pub fn threads(self, threads: usize) -> Self {
        Evaluate { threads, ..self }
    }

    /// A weight for each row.
    pub fn sample_weight<W>(mut self, weights: &'x W) -> Self
    where
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        self.data.weigh(None, &|| SampleWeights::of_rows(weights));
        self
    }

    /// Adds a callback at the end.
    pub fn callback<C, At>(mut self, callback: C) -> Self
    where
        C: Attached<M, NoValidation, L, Ms, At> + 'a,
    {
        self.callbacks.0.push(Box::new(callback));
        self
    }

    /// Runs the evaluation: `loss` first, then the metrics in the order of `compile!`.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels or weights differ, if a label is none of the
    /// classes, if a setting has an invalid value, and those of the callbacks.
    pub fn run(self) -> Result<Logs, Error>
    where
        O: Optimizer,
        L: Losses,
        Ms: Scoring<M, L>,
    {
        let Evaluate {
            compiled,
            mut data,
            callbacks,
            batch_size,
            steps,
            threads,
        } = self;
        compiled.loss.check_all()?;
        compiled.metrics.check_all()?;
        Arguments::check_setting("batch_size", batch_size as f64)?;
        Arguments::check_setting("threads", threads as f64)?;
        Arguments::check_setting("steps", steps.unwrap_or(1) as f64)?;
        data.check()?;
        let rows = some_batches(0..data.rows.len(), batch_size, steps);
        let trained = Trained::new(compiled, None);
        let mut run = Run::new(trained, callbacks, false);
        run.steps = rows.len().div_ceil(batch_size);
        let mut outputs = Outputs::<M>::new(threads, batch_size);
        let totals = run.test(&mut data, rows, batch_size, &mut outputs)?;
        let mut logs = Logs::default();
        run.trained.compiled.log_in_order(&mut logs, &totals);
        Ok(logs)
    }
}

/// The first `steps` batches of `rows`, or all.
pub(super) fn some_batches(rows: Range<usize>, batch: usize, steps: Option<usize>) -> Range<usize> {
    let most = steps.map_or(rows.len(), |steps| steps.saturating_mul(batch));
    rows.start..rows.start + most.min(rows.len())
}

/// The rows of a block in batches of `batch` rows.
pub(super) fn batches(block: Range<usize>, batch: usize) -> impl Iterator<Item = Range<usize>> {
    let end = block.end;
    block
        .step_by(batch)
        .map(move |first| first..end.min(first.saturating_add(batch)))
}

impl<'x, M, O, L, Ms> Run<'_, 'x, M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    /// Evaluates the rows `rows` in batches of `batch` and calls all hooks.
    pub(super) fn test(
        &mut self,
        data: &mut Data<'x, L>,
        rows: Range<usize>,
        batch: usize,
        outputs: &mut Outputs<'x, M>,
    ) -> Result<TotalsOf<M, L, Ms>, Error> {
        self.call(|callbacks, training| callbacks.on_test_begin(training))?;
        // The weights of all threads.
        crate::train::callbacks::Access::model(&mut self.trained);
        let mut totals = self.trained.compiled.totals();
        let penalty = self.trained.compiled.penalty();
        let mut logs = Logs::default();
        let mut index = 0;
        for block in Outputs::<M>::blocks(rows, batch) {
            let end = block.end;
            let model = &self.trained.compiled.model;
            let penalties = outputs.compute(model, &mut data.rows, block.clone())?;
            for rows in batches(block, batch) {
                let is_last = rows.end == end;
                self.call(|callbacks, training| callbacks.on_test_batch_begin(index, training))?;
                let compiled = &*self.trained.compiled;
                compiled.score(data, rows, outputs, penalty, &mut totals)?;
                if is_last {
                    totals.loss.add_many(penalties, 0.0);
                }
                compiled.log(&mut logs, &totals, false);
                if index == 0 {
                    logs.sort();
                }
                self.call(|callbacks, training| {
                    callbacks.on_test_batch_end(index, &logs, training)
                })?;
                index += 1;
            }
        }
        self.call(|callbacks, training| callbacks.on_test_end(&logs, training))?;
        Ok(totals)
    }
}

impl<M: Model, O, L: Losses, Ms> fmt::Debug for Evaluate<'_, '_, M, O, L, Ms> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluate")
            .field("model", &M::NAME)
            .field("batch_size", &self.batch_size)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
