use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Data;
use super::crew::Leader;
use super::train_step::{Bench, TrainStep};
use crate::Error;
use crate::callbacks::{Access, Backup, Desk, Hooked, Training};
use crate::compile::{Compiled, Room};
use crate::contract::{LossAfter, Metrics};
use crate::gradients::GradientTape;
use crate::losses::Loss;
use crate::model::Model;
use crate::optimizers::{Optimizer, OptimizerState};
use crate::step::TotalsOf;

/// A model that is trained, by one thread or by several, evaluated or asked, with those who watch.
pub(super) struct Run<'t, 'x, M: Model, O: Optimizer, L: Loss, Ms> {
    pub(super) trained: Trained<'t, 'x, M, O, L, Ms>,
    pub(super) callbacks: Hooked<'x, M>,
    callback_count: usize,
    pub(super) desk: Desk<M>,
    pub(super) epochs: usize,
    pub(super) steps: usize,
    /// How many batches all rows are.
    pub(super) batches: usize,
    pub(super) names: Vec<&'static str>,
}

/// The model that is trained.
pub(super) struct Trained<'t, 'x, M: Model, O: Optimizer, L: Loss, Ms> {
    pub(super) compiled: &'t mut Compiled<M, O, L, Ms>,
    pub(super) leader: Option<Leader<'t, 'x, M, O>>,
}

impl<M: Model, O: Optimizer, L: Loss, Ms> Trained<'_, '_, M, O, L, Ms> {
    /// All threads' work in one place.
    pub(super) fn gather(&mut self) {
        if let Some(leader) = &mut self.leader {
            leader.gather(&mut self.compiled.model);
            leader.gather_state(self.compiled.optimizer.slots_mut());
        }
    }
}

impl<M: Model, O: Optimizer, L: Loss, Ms> Access<M> for Trained<'_, '_, M, O, L, Ms> {
    fn model(&mut self) -> &mut M {
        if let Some(leader) = &mut self.leader {
            leader.gather(&mut self.compiled.model);
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
        self.compiled.optimizer.state()
    }

    fn check_state(&self, state: &OptimizerState) -> Result<(), Error> {
        self.compiled.optimizer.check_state(state)
    }

    fn swap_averages(&mut self) -> bool {
        let Compiled {
            optimizer, model, ..
        } = &mut *self.compiled;
        optimizer.swap_averages(model)
    }

    fn reset_averages(&mut self) {
        self.compiled.optimizer.reset_averages(&self.compiled.model);
    }
}

impl<'t, 'x, M, O, L, Ms> Run<'t, 'x, M, O, L, Ms>
where
    M: Model,
    O: Optimizer,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
{
    pub(super) fn new(
        trained: Trained<'t, 'x, M, O, L, Ms>,
        callbacks: Hooked<'x, M>,
        names: Vec<&'static str>,
    ) -> Self {
        Run {
            trained,
            callback_count: callbacks.count(),
            callbacks,
            desk: Desk::new(),
            epochs: 1,
            steps: 0,
            batches: 0,
            names,
        }
    }

    /// Calls a hook of all callbacks, and takes over what they changed.
    pub(super) fn call(
        &mut self,
        hook: impl FnOnce(&mut Hooked<'x, M>, &mut Training<'_, M>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let learning_rate = self.trained.compiled.optimizer.learning_rate();
        let mut training = Training {
            access: &mut self.trained,
            epochs: self.epochs,
            steps: self.steps,
            batches: self.batches,
            callbacks: self.callback_count,
            names: &self.names,
            learning_rate,
            desk: &mut self.desk,
        };
        hook(&mut self.callbacks, &mut training)?;
        let changed = training.learning_rate;
        if changed.to_bits() != learning_rate.to_bits() {
            let optimizer = &mut self.trained.compiled.optimizer;
            optimizer.set_learning_rate(changed)?;
        }
        Ok(())
    }

    /// Calls those who asked for a backup, when all callbacks have seen what came before `point`.
    pub(super) fn back_up(&mut self) -> Result<(), Error> {
        let writers = core::mem::take(&mut self.desk.backups);
        if writers.is_empty() || self.desk.stop {
            return Ok(());
        }
        let backup = Backup {
            weights: self.trained.model().get_weights(),
            point: self.desk.point,
            optimizer: self.trained.optimizer_state(),
            callbacks: self.callbacks.save(),
        };
        (writers.into_iter())
            .try_for_each(|write| self.call(|_, training| write(&backup, training)))
    }

    /// Goes on where a callback said that it should.
    pub(super) fn resume(&mut self) -> Result<(), Error> {
        let Some(backup) = self.desk.resume.take() else {
            return Ok(());
        };
        self.trained.model().set_weights(&backup.weights)?;
        let optimizer = &mut self.trained.compiled.optimizer;
        optimizer.restore(&backup.optimizer)?;
        if let Some(leader) = &mut self.trained.leader {
            leader.spread_state(optimizer.slots_mut());
        }
        self.callbacks.restore(&backup.callbacks);
        self.desk.point = backup.point;
        Ok(())
    }

    /// One step on the rows `order`.
    pub(super) fn step(
        &mut self,
        own: Option<&mut Own<'x, M>>,
        data: &mut Data<'x, M, L>,
        order: &[u32],
        room: &mut Room<M>,
        seed: u64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error> {
        let Trained { compiled, leader } = &mut self.trained;
        match (own, leader) {
            (Some(Own { step, tape }), _) => {
                let bench = Bench {
                    compiled,
                    data,
                    order,
                    tape,
                    seed,
                    totals,
                };
                bench.run(&mut **step)
            }
            (None, None) => compiled.step(data, order, room, seed, totals),
            (None, Some(leader)) => leader.step(compiled, data, order, room, seed, totals),
        }
    }
}

/// A step of the user's, with its memory.
pub(super) struct Own<'x, M: Model> {
    pub(super) step: Box<dyn TrainStep<M> + 'x>,
    pub(super) tape: GradientTape<M>,
}
