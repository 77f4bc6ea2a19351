//! The methods of a compiled model for trainings, evaluations, predictions and single batches.

use super::{Evaluate, Fit, Predict};
use crate::Error;
use crate::losses::LossAfter;
use crate::metrics::Metrics;
use crate::model::{EVALUATION_BATCH, Model, Outputs};
use crate::optimizers::Optimizer;
use crate::parallel::available;
use crate::samples::{RowFor, Samples};
use crate::train::compile::Compiled;
use crate::train::contract::LabelFor;
use crate::train::data::labels::{SampleWeight, SampleWeights};
use crate::train::data::{Data, in_order};
use crate::train::history::Logs;

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// A training on the rows `x` and their labels `y`, whose settings follow; [`run`](Fit::run) starts it.
    /// `fit!` is a spelling of it.
    pub fn fit<'a, X, Y>(&'a mut self, x: &'a X, y: &'a Y) -> Fit<'a, M, O, L, Ms>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let data = Data::new("training data", &self.loss, x, y);
        Fit::new(self, data)
    }

    /// An evaluation, whose settings and callbacks follow; [`run`](Evaluate::run) starts it. `evaluate!` is a
    /// spelling of it.
    pub fn evaluation<'a, X, Y>(&'a mut self, x: &'a X, y: &'a Y) -> Evaluate<'a, M, O, L, Ms>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let data = Data::new("data to evaluate", &self.loss, x, y);
        Evaluate::new(self, data)
    }

    /// A prediction, whose settings and callbacks follow; [`run`](Predict::run) starts it. `predict!` is a
    /// spelling of it.
    pub fn prediction<'a, X>(&'a mut self, x: &'a X) -> Predict<'a, M, O, L, Ms>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
    {
        Predict::new(self, x)
    }

    /// The loss and the metrics on the rows `x` and their labels `y`: `loss` first, then the metrics in the
    /// order of `compile!`.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels differ, or if a label is none of the classes.
    pub fn evaluate<X, Y>(&self, x: &X, y: &Y) -> Result<Logs, Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        self.evaluate_in(
            Data::new("data to evaluate", &self.loss, x, y),
            EVALUATION_BATCH,
        )
    }

    /// [`evaluate`](Compiled::evaluate) with a weight for each row; Keras' `sample_weight`.
    ///
    /// # Errors
    /// Those of `evaluate`, and if the numbers of rows and weights differ.
    pub fn evaluate_weighted<X, Y, W>(&self, x: &X, y: &Y, weights: &W) -> Result<Logs, Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let data = Data::new("data to evaluate", &self.loss, x, y);
        self.evaluate_in(
            data.weighed(SampleWeights::of_rows(weights)),
            EVALUATION_BATCH,
        )
    }

    /// The evaluation in batches of `batch` rows.
    fn evaluate_in(&self, mut data: Data<'_, M, L>, batch: usize) -> Result<Logs, Error> {
        self.loss.check()?;
        self.metrics.check()?;
        data.check()?;
        let mut outputs = Outputs::<M>::new(available(), batch);
        let (mut totals, penalty) = (self.totals(), self.penalty());
        for block in Outputs::<M>::blocks(0..data.rows.len(), batch) {
            let first = block.start;
            let (batches, penalties) = outputs.of(&self.model, &mut data.rows, block)?;
            for (index, outputs) in batches.chunks(batch).enumerate() {
                self.score(
                    &mut data,
                    first + index * batch,
                    outputs,
                    penalty,
                    &mut totals,
                )?;
            }
            totals.loss.add_many(penalties, 0.0);
        }
        let mut logs = Logs::default();
        self.log(&mut logs, &totals, false);
        Ok(logs)
    }

    /// Trains one step on the rows `x` and their labels `y` as one batch; the values are those before the
    /// update.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels differ, if a label is none of the classes, or
    /// if a setting of the optimizer or the loss has an invalid value.
    pub fn train_on_batch<X, Y>(&mut self, x: &X, y: &Y) -> Result<Logs, Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let data = Data::new("batch", &self.loss, x, y);
        self.train_on_data(data)
    }

    /// [`train_on_batch`](Compiled::train_on_batch) with a weight for each row; Keras'
    /// `sample_weight`.
    ///
    /// # Errors
    /// Those of `train_on_batch`, and if the numbers of rows and weights differ.
    pub fn train_on_batch_weighted<X, Y, W>(
        &mut self,
        x: &X,
        y: &Y,
        weights: &W,
    ) -> Result<Logs, Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let data = Data::new("batch", &self.loss, x, y);
        self.train_on_data(data.weighed(SampleWeights::of_rows(weights)))
    }

    /// The loss and the metrics on the rows `x` and their labels `y` as one batch.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels differ, or if a label is none of the classes.
    pub fn test_on_batch<X, Y>(&self, x: &X, y: &Y) -> Result<Logs, Error>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        self.evaluate_in(Data::new("batch", &self.loss, x, y), x.sample_count())
    }

    fn train_on_data(&mut self, mut data: Data<'_, M, L>) -> Result<Logs, Error> {
        self.check()?;
        data.check_trained()?;
        let rows = data.rows.len();
        let order = in_order(rows);
        let mut totals = self.totals();
        self.step(&mut data, &order, 0, &mut totals)?;
        let mut logs = Logs::default();
        self.log(&mut logs, &totals, false);
        Ok(logs)
    }
}
