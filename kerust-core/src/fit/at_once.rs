//! What a compiled model does by one call: trainings, evaluations, predictions, single batches.

use super::{Data, Evaluate, Fit, Predict, in_order};
use crate::Error;
use crate::compile::{Compiled, EVALUATION_BATCH, Outputs};
use crate::contract::{LabelFor, LossAfter, Metrics, RowFor, Samples};
use crate::history::Logs;
use crate::labels::{SampleWeight, Weights};
use crate::model::Model;
use crate::optimizers::Optimizer;
use crate::team::available;

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// Trains on the rows `x` and their labels `y`, with the settings that follow and
    /// [`run`](Fit::run) at the end; `fit!` is a spelling of it.
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

    /// An evaluation with settings and callbacks, and [`run`](Evaluate::run) at the end; `evaluate!` is a
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

    /// A prediction with settings and callbacks, and [`run`](Predict::run) at the end; `predict!` is a
    /// spelling of it.
    pub fn prediction<'a, X>(&'a mut self, x: &'a X) -> Predict<'a, M, O, L, Ms>
    where
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
    {
        Predict::new(self, x)
    }

    /// Loss and metrics on the rows `x` and their labels `y`: `loss` first, then the metrics as
    /// compiled.
    ///
    /// # Errors
    /// If there are no rows, not as many rows as labels, or a label that is none of the classes.
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
    /// As `evaluate`, and if there are not as many weights as rows.
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
        self.evaluate_in(data.weighed(Weights::of_rows(weights)), EVALUATION_BATCH)
    }

    /// In batches of `batch` rows.
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

    /// One step on the rows `x` and their labels `y`, as one batch; the values are those before
    /// it.
    ///
    /// # Errors
    /// If there are no rows, not as many rows as labels, a label that is none of the classes, or a
    /// setting of the optimizer or the loss with a value that it cannot have.
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
    /// As `train_on_batch`, and if there are not as many weights as rows.
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
        self.train_on_data(data.weighed(Weights::of_rows(weights)))
    }

    /// Loss and metrics on the rows `x` and their labels `y`, as one batch.
    ///
    /// # Errors
    /// If there are no rows, not as many rows as labels, or a label that is none of the classes.
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
