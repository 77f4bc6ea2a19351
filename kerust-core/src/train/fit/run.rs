use alloc::boxed::Box;
use alloc::vec::Vec;

use super::ValidationFreq;
use super::train_step::{StepContext, TrainStep};
use crate::Error;
use crate::model::Model;
use crate::optimizers::{Optimizer, OptimizerState};
use crate::train::GradientTape;
use crate::train::callbacks::{Access, Backup, Hooked, Requests, Training};
use crate::train::compile::Compiled;
use crate::train::data::Data;
use crate::train::data::losses::Losses;
use crate::train::step::Scoring;
use crate::train::step::TotalsOf;
use crate::train::workers::FirstWorker;

/// A training, an evaluation or a prediction with its callbacks.
pub(super) struct Run<'t, 'x, M: Model, O: Optimizer, L: Losses, Ms> {
    pub(super) trained: Trained<'t, 'x, M, O, L, Ms>,
    pub(super) callbacks: Hooked<'t, M>,
    callback_count: usize,
    pub(super) requests: Requests<M>,
    /// The number of epochs that count as done, and the number of the last one.
    pub(super) initial_epoch: usize,
    pub(super) epochs: usize,
    /// The epochs after which a validation takes place, if there are validation data.
    pub(super) validation: Option<ValidationFreq>,
    pub(super) steps: usize,
    /// The number of batches that all rows make.
    pub(super) batches: usize,
    pub(super) names: Vec<&'static str>,
}

/// The model in a training, an evaluation or a prediction. Temporary changes in it are undone when this is
/// dropped: at the end, after an error, and in a panic.
pub(super) struct Trained<'t, 'x, M: Model, O: Optimizer, L: Losses, Ms> {
    pub(super) compiled: &'t mut Compiled<M, O, L, Ms>,
    pub(super) first_worker: Option<FirstWorker<'t, 'x, M, O>>,
    /// Whether the model has the averages, and the optimizer the weights.
    swapped: bool,
}

impl<'t, 'x, M: Model, O: Optimizer, L: Losses, Ms> Trained<'t, 'x, M, O, L, Ms> {
    pub(super) fn new(
        compiled: &'t mut Compiled<M, O, L, Ms>,
        first_worker: Option<FirstWorker<'t, 'x, M, O>>,
    ) -> Self {
        Trained {
            compiled,
            first_worker,
            swapped: false,
        }
    }

    /// Updates the model from all threads.
    fn gather(&mut self) {
        if let Some(first_worker) = &mut self.first_worker {
            first_worker.gather(&mut self.compiled.model);
            first_worker.gather_state(self.compiled.optimizer.slots_mut());
        }
    }

    /// Puts the averages, or the weights, into the model, and returns whether it had the averages.
    fn put_averages(&mut self, averages: bool) -> bool {
        let had = self.swapped;
        if had != averages {
            self.swap_averages();
        }
        had
    }

    /// Ends a training, which leaves the averages in the model, if there are any.
    pub(super) fn finish(&mut self) {
        let Compiled {
            optimizer, model, ..
        } = &mut *self.compiled;
        optimizer.finish(model);
        self.swapped = false;
    }
}

impl<M: Model, O: Optimizer, L: Losses, Ms> Drop for Trained<'_, '_, M, O, L, Ms> {
    fn drop(&mut self) {
        self.gather();
        self.put_averages(false);
    }
}

impl<M: Model, O: Optimizer, L: Losses, Ms> Access<M> for Trained<'_, '_, M, O, L, Ms> {
    fn model(&mut self) -> &mut M {
        if let Some(first_worker) = &mut self.first_worker {
            first_worker.gather(&mut self.compiled.model);
        }
        &mut self.compiled.model
    }

    fn iterations(&self) -> u64 {
        self.compiled.optimizer.iterations()
    }

    fn updates(&self) -> u64 {
        self.compiled.optimizer.updates()
    }

    fn optimizer_state(&mut self) -> OptimizerState {
        self.gather();
        let had = self.put_averages(false);
        let state = self.compiled.optimizer.state();
        self.put_averages(had);
        state
    }

    fn check_state(&self, state: &OptimizerState) -> Result<(), Error> {
        self.compiled.optimizer.check_state(state)
    }

    fn swap_averages(&mut self) -> bool {
        let Compiled {
            optimizer, model, ..
        } = &mut *self.compiled;
        let has_averages = optimizer.swap_averages(model);
        self.swapped ^= has_averages;
        has_averages
    }

    fn is_swapped(&self) -> bool {
        self.swapped
    }

    fn is_scheduled(&self) -> bool {
        let optimizer = self.compiled.optimizer();
        optimizer.settings().learning_rate.is_schedule()
    }

    fn reset_averages(&mut self) {
        self.compiled.optimizer.reset_averages(&self.compiled.model);
    }
}

impl<'t, 'x, M, O, L, Ms> Run<'t, 'x, M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: Losses,
    Ms: Scoring<M, L>,
{
    pub(super) fn new(
        trained: Trained<'t, 'x, M, O, L, Ms>,
        callbacks: Hooked<'t, M>,
        validates: bool,
    ) -> Self {
        let names = trained.compiled.names(validates);
        Run {
            trained,
            callback_count: callbacks.count(),
            callbacks,
            requests: Requests::new(),
            initial_epoch: 0,
            epochs: 1,
            validation: None,
            steps: 0,
            batches: 0,
            names,
        }
    }

    /// Calls a hook of all callbacks, and applies their changes.
    pub(super) fn call(
        &mut self,
        hook: impl FnOnce(&mut Hooked<'t, M>, &mut Training<'_, M>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut hook = Some(hook);
        self.call_any(&mut |callbacks, training| match hook.take() {
            Some(hook) => hook(callbacks, training),
            None => Ok(()),
        })
    }

    /// [`call`](Self::call), compiled once for all hooks.
    fn call_any(
        &mut self,
        hook: &mut dyn FnMut(&mut Hooked<'t, M>, &mut Training<'_, M>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let learning_rate = self.trained.compiled.optimizer.learning_rate();
        let mut training = Training {
            access: &mut self.trained,
            epochs: self.epochs,
            initial_epoch: self.initial_epoch,
            validation: self.validation.as_ref(),
            steps: self.steps,
            batches: self.batches,
            callbacks: self.callback_count,
            names: &self.names,
            learning_rate,
            requests: &mut self.requests,
        };
        let called = hook(&mut self.callbacks, &mut training);
        let changed = training.learning_rate;
        if changed.to_bits() != learning_rate.to_bits() {
            let optimizer = &mut self.trained.compiled.optimizer;
            let set = optimizer.set_learning_rate(changed);
            return called.and(set);
        }
        called
    }

    /// Writes the requested backups, after all callbacks have seen the events before `point`.
    pub(super) fn back_up(&mut self) -> Result<(), Error> {
        let writers = core::mem::take(&mut self.requests.backups);
        if writers.is_empty() || self.requests.stop {
            return Ok(());
        }
        let had = self.trained.put_averages(false);
        let backup = Backup {
            weights: self.trained.model().get_weights(),
            point: self.requests.point,
            optimizer: self.trained.optimizer_state(),
            callbacks: self.callbacks.save(),
            history: self.trained.compiled.history.clone(),
        };
        self.trained.put_averages(had);
        (writers.into_iter())
            .try_for_each(|write| self.call(|_, training| write(&backup, training)))
    }

    /// Resumes from a callback's backup, and returns whether there was one.
    pub(super) fn resume(&mut self) -> Result<bool, Error> {
        let Some(backup) = self.requests.resume.take() else {
            return Ok(false);
        };
        self.trained.put_averages(false);
        self.trained.model().set_weights(&backup.weights)?;
        let optimizer = &mut self.trained.compiled.optimizer;
        optimizer.restore(&backup.optimizer)?;
        if let Some(first_worker) = &mut self.trained.first_worker {
            first_worker.spread_state(optimizer.slots_mut());
        }
        self.callbacks.restore(&backup.callbacks);
        self.requests.point = backup.point;
        self.trained.compiled.history = backup.history;
        Ok(true)
    }

    /// Trains a step on the rows `order`.
    pub(super) fn step(
        &mut self,
        own: Option<&mut Own<'t, M>>,
        data: &mut Data<'x, L>,
        order: &[u32],
        seed: u64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error> {
        let Trained {
            compiled,
            first_worker,
            ..
        } = &mut self.trained;
        match (own, first_worker) {
            (Some(Own { step, tape }), _) => {
                let context = StepContext {
                    compiled,
                    data,
                    order,
                    tape,
                    seed,
                    totals,
                };
                context.run(&mut **step)
            }
            (None, None) => compiled.step(data, order, seed, totals),
            (None, Some(first_worker)) => first_worker.step(compiled, data, order, seed, totals),
        }
    }
}

/// The user's own step with its memory.
pub(super) struct Own<'t, M: Model> {
    pub(super) step: Box<dyn TrainStep<M> + 't>,
    pub(super) tape: GradientTape<M>,
}
