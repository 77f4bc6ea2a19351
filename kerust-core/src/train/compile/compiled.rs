use alloc::boxed::Box;
use core::fmt;

use crate::Error;
use crate::layers::Pass;
use crate::losses::{Loss, LossAfter};
use crate::metrics::{AloneFor, IsClear, MetricFor, Metrics, Push, Weighted};
use crate::model::{self, InputRow, Model, OutputRow, Workspace};
use crate::optimizers::{Built, Optimizer};
use crate::tensor::RowsOf;
use crate::train::data::Data;
use crate::train::history::{History, Logs};
use crate::train::step;
use crate::train::step::{Objective, Totals, TotalsOf};

/// A model that can be trained, with optimizer `O` and its state, loss `L`, and the tuple of metrics `Ms`; a
/// Keras model after `compile()`.
///
/// It has the methods of the model for predictions and weights: `compiled.predict(&row)`,
/// `compiled.summary()`. The model itself, with its layers, is [`compiled.model()`](Compiled::model).
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.1), loss = mse);
/// fit!(line, &[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0], epochs = 200, verbose = 0)?;
/// assert!(line.evaluate(&[3.0], &[7.0])?.loss() < 0.01);
/// assert!((line.predict(&3.0)[0] - 7.0).abs() < 0.1);
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct Compiled<M: Model, O, L, Ms = ()> {
    pub(crate) model: Box<M>,
    pub(crate) optimizer: Built<M, O>,
    pub(crate) loss: L,
    pub(crate) workspace: Option<Workspace<M>>,
    pub(crate) metrics: Ms,
    /// The history of the last `fit`.
    pub(crate) history: History,
}

impl<M: Model, O: Optimizer, L> Compiled<M, O, L> {
    pub(super) fn new(model: Box<M>, optimizer: O, loss: L) -> Self {
        Compiled {
            model,
            optimizer: optimizer.build(),
            loss,
            workspace: None,
            metrics: (),
            history: History::default(),
        }
    }
}

impl<M: Model, O: Optimizer, L: LossAfter<M::Head>, Ms> Compiled<M, O, L, Ms> {
    /// Adds the metric `Q` with its defaults.
    #[must_use]
    pub fn metric<Q>(self) -> Compiled<M, O, L, <Ms as Push<Q::Is>>::Out>
    where
        Q: AloneFor<L, L::Head, M::Output>,
        Ms: Push<Q::Is>,
    {
        self.with(Q::alone())
    }

    /// Adds a metric with settings.
    #[must_use]
    pub fn metric_with<Q>(self, metric: Q) -> Compiled<M, O, L, <Ms as Push<Q::Is>>::Out>
    where
        Q: MetricFor<L, L::Head, Is = Q>,
        Ms: Push<Q>,
        Q::Meaning: IsClear<L::Labels, L::Head, M::Output>,
    {
        self.with(metric)
    }

    /// Adds the metric `Q` with its defaults, weighted by `sample_weight` and `class_weight`; Keras'
    /// `weighted_metrics`. `TWIN` means that it is among the unweighted metrics too; its name then begins
    /// with `weighted_`.
    #[must_use]
    pub fn weighted_metric<const TWIN: bool, Q>(
        self,
    ) -> Compiled<M, O, L, <Ms as Push<Weighted<Q::Is, TWIN>>>::Out>
    where
        Q: AloneFor<L, L::Head, M::Output>,
        Ms: Push<Weighted<Q::Is, TWIN>>,
    {
        self.with(Weighted(Q::alone()))
    }

    /// Adds a weighted metric with settings; see [`weighted_metric`](Self::weighted_metric).
    #[must_use]
    pub fn weighted_metric_with<const TWIN: bool, Q>(
        self,
        metric: Q,
    ) -> Compiled<M, O, L, <Ms as Push<Weighted<Q::Is, TWIN>>>::Out>
    where
        Q: MetricFor<L, L::Head, Is = Q>,
        Ms: Push<Weighted<Q, TWIN>>,
        Q::Meaning: IsClear<L::Labels, L::Head, M::Output>,
    {
        self.with(Weighted(metric))
    }

    fn with<Q>(self, metric: Q) -> Compiled<M, O, L, Ms::Out>
    where
        Ms: Push<Q>,
    {
        Compiled {
            model: self.model,
            optimizer: self.optimizer,
            loss: self.loss,
            workspace: self.workspace,
            metrics: self.metrics.push(metric),
            history: self.history,
        }
    }
}

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    /// A check of the settings of optimizer, loss and metrics.
    ///
    /// # Errors
    /// The first setting with an invalid value.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.optimizer.check()?;
        self.loss.check()?;
        self.metrics.check()
    }

    /// The sums before the first row.
    pub(crate) fn totals(&self) -> TotalsOf<M, L, Ms> {
        Totals::new(self.metrics.states::<OutputRow<M>>())
    }

    /// The penalty of the regularizers on the loss of a batch.
    pub(crate) fn penalty(&self) -> f64 {
        if M::IS_REGULARIZED {
            f64::from(model::penalty(&*self.model))
        } else {
            0.0
        }
    }

    /// One step on the rows `order`.
    pub(crate) fn step(
        &mut self,
        data: &mut Data<'_, M, L>,
        order: &[u32],
        seed: u64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error> {
        let pass = Pass::train(seed, self.optimizer.iterations());
        let rows = order.iter().map(|row| *row as usize);
        data.rows.load(rows, &mut data.batch)?;
        totals
            .loss
            .add_many(self.penalty() * order.len() as f64, 0.0);
        let objective = Objective {
            loss: &self.loss,
            metrics: &self.metrics,
            labels: &mut *data.labels,
        };
        let update = self.optimizer.next();
        let result = step::train::<M, L, Ms>(
            &mut self.model,
            objective,
            &[&RowsOf::<_, InputRow<M>>::new(&data.batch)],
            order,
            &mut Workspace::for_rows(&mut self.workspace, order.len()).arena(),
            &mut self.optimizer.learner(&update),
            &pass,
            totals,
        );
        result.map_err(|error| data.named(error))?;
        self.optimizer.learned(&mut self.model);
        Ok(())
    }

    /// Adds the loss and the metrics of a batch of outputs, whose first row has the number `first`.
    pub(crate) fn score(
        &self,
        data: &mut Data<'_, M, L>,
        first: usize,
        outputs: &[OutputRow<M>],
        penalty: f64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error> {
        let objective = Objective {
            loss: &self.loss,
            metrics: &self.metrics,
            labels: &mut *data.labels,
        };
        step::score::<M, L, Ms>(objective, first, outputs, totals)
            .map_err(|error| data.named(error))?;
        totals.loss.add_many(penalty * outputs.len() as f64, 0.0);
        Ok(())
    }

    /// Writes loss and metrics to `logs`.
    pub(crate) fn log(&self, logs: &mut Logs, totals: &TotalsOf<M, L, Ms>, validation: bool) {
        let loss = if validation { "val_loss" } else { "loss" };
        logs.set(loss, totals.loss.result());
        for index in 0..Ms::COUNT {
            let name = if validation {
                Ms::val_name(index)
            } else {
                Ms::name(index)
            };
            let metrics = &self.metrics;
            logs.set(name, metrics.result::<OutputRow<M>>(&totals.metrics, index));
        }
    }
}

impl<M: Model, O: Clone, L: Clone, Ms: Clone> Clone for Compiled<M, O, L, Ms>
where
    Box<M>: Clone,
{
    fn clone(&self) -> Self {
        Compiled {
            model: self.model.clone(),
            optimizer: self.optimizer.clone(),
            loss: self.loss.clone(),
            workspace: None,
            metrics: self.metrics.clone(),
            history: self.history.clone(),
        }
    }
}

impl<M: Model, O: fmt::Debug, L: Loss, Ms> fmt::Debug for Compiled<M, O, L, Ms> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compiled")
            .field("model", &M::NAME)
            .field("optimizer", self.optimizer.optimizer())
            .field("loss", &L::NAME)
            .field("iterations", &self.optimizer.iterations())
            .finish_non_exhaustive()
    }
}
