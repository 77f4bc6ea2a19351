use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Range;

use crate::Error;
use crate::layers::Pass;
use crate::model::{self, Model, Outputs, Workspace};
use crate::optimizers::{Built, Optimizer};
use crate::tensor::MOST;
use crate::train::data::Data;
use crate::train::data::losses::Losses;
use crate::train::history::{History, Logs};
use crate::train::step;
use crate::train::step::{Objective, Scoring, Totals, TotalsOf};

/// A model that can be trained, with optimizer `O` and its state, loss `L`, and the tuple of metrics `Ms`; a
/// Keras model after `compile()`. Of a model with several outputs `L` is a tuple with the loss of each, or
/// [`NoLoss`](crate::train::data::losses::NoLoss), and `Ms` one with the metrics of each.
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
    /// The factors of the losses of several outputs.
    pub(crate) loss_weights: [f32; MOST],
    pub(crate) workspace: Option<Workspace<M>>,
    pub(crate) metrics: Ms,
    /// The history of the last `fit`.
    pub(crate) history: History,
}

impl<M: Model, O: Optimizer, L, Ms> Compiled<M, O, L, Ms> {
    pub(super) fn new(model: Box<M>, optimizer: O, loss: L, metrics: Ms) -> Self {
        Compiled {
            model,
            optimizer: optimizer.build(),
            loss,
            loss_weights: [1.0; MOST],
            workspace: None,
            metrics,
            history: History::default(),
        }
    }
}

impl<M: Model, O, L, Ms> Compiled<M, O, L, Ms> {
    /// The same with other losses and metrics.
    pub(super) fn with<NewL, NewMs>(
        self,
        change: impl FnOnce(L, Ms) -> (NewL, NewMs),
    ) -> Compiled<M, O, NewL, NewMs> {
        let (loss, metrics) = change(self.loss, self.metrics);
        Compiled {
            model: self.model,
            optimizer: self.optimizer,
            loss,
            loss_weights: self.loss_weights,
            workspace: self.workspace,
            metrics,
            history: self.history,
        }
    }
}

impl<M, O, L, Ms> Compiled<M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    /// A check of the settings of optimizer, loss and metrics.
    ///
    /// # Errors
    /// The first setting with an invalid value.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.optimizer.check()?;
        self.loss.check_all()?;
        self.metrics.check_all()
    }

    /// The sums before the first row.
    pub(crate) fn totals(&self) -> TotalsOf<M, L, Ms> {
        Totals::new(self.metrics.all_states())
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
        data: &mut Data<'_, L>,
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
            loss_weights: &self.loss_weights,
            metrics: &self.metrics,
            labels: L::borrow(&mut data.labels),
        };
        let update = self.optimizer.next();
        let result = step::train::<M, L, Ms>(
            &mut self.model,
            objective,
            &data.batch.rows()[..M::INPUTS.len()],
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

    /// Adds the loss and the metrics of the batch of these rows, whose outputs are there.
    pub(crate) fn score(
        &self,
        data: &mut Data<'_, L>,
        rows: Range<usize>,
        outputs: &Outputs<'_, M>,
        penalty: f64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error> {
        let objective = Objective {
            loss: &self.loss,
            loss_weights: &self.loss_weights,
            metrics: &self.metrics,
            labels: L::borrow(&mut data.labels),
        };
        let (first, count) = (rows.start, rows.len());
        Ms::score(objective, first, outputs.rows(rows), totals)
            .map_err(|error| data.named(error))?;
        totals.loss.add_many(penalty * count as f64, 0.0);
        Ok(())
    }

    /// Writes losses and metrics to `logs`.
    pub(crate) fn log(&self, logs: &mut Logs, totals: &TotalsOf<M, L, Ms>, validation: bool) {
        self.metrics.values(totals, &mut |names, value| {
            logs.set(names[usize::from(validation)], value);
        });
    }

    /// Writes losses and metrics to `logs` in the order of `evaluate`: the losses, and then the metrics; of several
    /// outputs by their names.
    pub(crate) fn log_in_order(&self, logs: &mut Logs, totals: &TotalsOf<M, L, Ms>) {
        self.log(logs, totals, false);
        if M::OUTPUTS.len() > 1 {
            logs.sort_from(Ms::LOSSES);
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
            loss_weights: self.loss_weights,
            workspace: None,
            metrics: self.metrics.clone(),
            history: self.history.clone(),
        }
    }
}

impl<M: Model, O: fmt::Debug, L: Losses, Ms> fmt::Debug for Compiled<M, O, L, Ms> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compiled")
            .field("model", &M::NAME)
            .field("optimizer", self.optimizer.optimizer())
            .field("loss", &LossNames::<L>(PhantomData))
            .field("iterations", &self.optimizer.iterations())
            .finish_non_exhaustive()
    }
}

/// The names of losses for `Debug`.
struct LossNames<L>(PhantomData<L>);

impl<L: Losses> fmt::Debug for LossNames<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = Vec::new();
        L::each_name(&mut |name| names.push(name));
        match &names[..] {
            [name] => name.fmt(f),
            names => names.fmt(f),
        }
    }
}
