//! The methods of a compiled model for trainings, evaluations, predictions and single batches.

use super::evaluate::batches;
use super::{Evaluate, Fit, Predict};
use crate::Error;
use crate::model::{EVALUATION_BATCH, Model, Outputs};
use crate::optimizers::Optimizer;
use crate::parallel::available;
use crate::samples::{InputData, Samples};
use crate::train::compile::Compiled;
use crate::train::data::label_data::LabelData;
use crate::train::data::labels::{SampleWeight, SampleWeights};
use crate::train::data::losses::Losses;
use crate::train::data::{Data, in_order};
use crate::train::history::Logs;
use crate::train::step::Scoring;

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    /// A training on the rows `x` and their labels `y`, whose settings follow; [`run`](Fit::run) starts it.
    /// `fit!` is a spelling of it.
    pub fn fit<'a, 'x, X, Y>(&'a mut self, x: X, y: Y) -> Fit<'a, 'x, M, O, L, Ms>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
    {
        let data = Data::new::<M, _, _>("training data", &self.loss, x, y);
        Fit::new(self, data)
    }

    /// An evaluation, whose settings and callbacks follow; [`run`](Evaluate::run) starts it. `evaluate!` is a
    /// spelling of it.
    pub fn evaluation<'a, 'x, X, Y>(&'a mut self, x: X, y: Y) -> Evaluate<'a, 'x, M, O, L, Ms>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
    {
        let data = Data::new::<M, _, _>("data to evaluate", &self.loss, x, y);
        Evaluate::new(self, data)
    }

    /// A prediction, whose settings and callbacks follow; [`run`](Predict::run) starts it. `predict!` is a
    /// spelling of it.
    pub fn prediction<'a, 'x, X>(&'a mut self, x: X) -> Predict<'a, 'x, M, O, L, Ms>
    where
        X: InputData<'x, M::Input>,
    {
        Predict::new(self, x)
    }

    /// The loss and the metrics on the rows `x` and their labels `y`: `loss` first, then the metrics in the
    /// order of `compile!`.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels differ, or if a label is none of the classes.
    pub fn evaluate<'x, X, Y>(&self, x: X, y: Y) -> Result<Logs, Error>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
    {
        self.evaluate_in(
            Data::new::<M, _, _>("data to evaluate", &self.loss, x, y),
            EVALUATION_BATCH,
        )
    }

    /// [`evaluate`](Compiled::evaluate) with a weight for each row; Keras' `sample_weight`.
    ///
    /// # Errors
    /// Those of `evaluate`, and if the numbers of rows and weights differ.
    pub fn evaluate_weighted<'x, X, Y, W>(&self, x: X, y: Y, weights: &'x W) -> Result<Logs, Error>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let mut data = Data::new::<M, _, _>("data to evaluate", &self.loss, x, y);
        data.weigh(None, &|| SampleWeights::of_rows(weights));
        self.evaluate_in(data, EVALUATION_BATCH)
    }

    /// The evaluation in batches of `batch` rows.
    fn evaluate_in(&self, mut data: Data<'_, L>, batch: usize) -> Result<Logs, Error> {
        self.loss.check_all()?;
        self.metrics.check_all()?;
        data.check()?;
        let mut outputs = Outputs::<M>::new(available(), batch);
        let (mut totals, penalty) = (self.totals(), self.penalty());
        for block in Outputs::<M>::blocks(0..data.rows.len(), batch) {
            let penalties = outputs.compute(&self.model, &mut data.rows, block.clone())?;
            for rows in batches(block, batch) {
                self.score(&mut data, rows, &outputs, penalty, &mut totals)?;
            }
            totals.loss.add_many(penalties, 0.0);
        }
        let mut logs = Logs::default();
        self.log_in_order(&mut logs, &totals);
        Ok(logs)
    }

    /// Trains one step on the rows `x` and their labels `y` as one batch; the values are those before the
    /// update.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels differ, if a label is none of the classes, or
    /// if a setting of the optimizer or the loss has an invalid value.
    pub fn train_on_batch<'x, X, Y>(&mut self, x: X, y: Y) -> Result<Logs, Error>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
    {
        let data = Data::new::<M, _, _>("batch", &self.loss, x, y);
        self.train_on_data(data)
    }

    /// [`train_on_batch`](Compiled::train_on_batch) with a weight for each row; Keras'
    /// `sample_weight`.
    ///
    /// # Errors
    /// Those of `train_on_batch`, and if the numbers of rows and weights differ.
    pub fn train_on_batch_weighted<'x, X, Y, W>(
        &mut self,
        x: X,
        y: Y,
        weights: &'x W,
    ) -> Result<Logs, Error>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        let mut data = Data::new::<M, _, _>("batch", &self.loss, x, y);
        data.weigh(None, &|| SampleWeights::of_rows(weights));
        self.train_on_data(data)
    }

    /// The loss and the metrics on the rows `x` and their labels `y` as one batch.
    ///
    /// # Errors
    /// If there are no rows, if the numbers of rows and labels differ, or if a label is none of the classes.
    pub fn test_on_batch<'x, X, Y>(&self, x: X, y: Y) -> Result<Logs, Error>
    where
        X: InputData<'x, M::Input>,
        Y: LabelData<'x, L, M::Output>,
    {
        let data = Data::new::<M, _, _>("batch", &self.loss, x, y);
        let rows = data.rows.len();
        self.evaluate_in(data, rows)
    }

    fn train_on_data(&mut self, mut data: Data<'_, L>) -> Result<Logs, Error> {
        self.check()?;
        data.check_trained()?;
        let rows = data.rows.len();
        let order = in_order(rows);
        let mut totals = self.totals();
        self.step(&mut data, &order, 0, &mut totals)?;
        let mut logs = Logs::default();
        self.log_in_order(&mut logs, &totals);
        Ok(logs)
    }
}
