//! The threads of a training.
//!
//! Each thread but the first has a replica of the model and of the optimizer's state. In a step all threads
//! do the same; in a layer that is split each one computes and updates its own part. A part is up to date
//! only in the replica of its owner, until the whole model is needed.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use crate::Error;
use crate::layers::Pass;
use crate::losses::LossAfter;
use crate::metrics::Metrics;
use crate::model::expansion::clone_in_box;
use crate::model::gather::Gathered;
use crate::model::{InputRow, LayerInfo, Model, OutputRow, Workspace};
use crate::optimizers::{Optimizer, Update};
use crate::parallel::{Share, Signal, Split, Table, Team};
use crate::tensor::{Lane, Lanes, RowsOf, zeroed_rows};
use crate::train::compile::Compiled;
use crate::train::data::Data;
use crate::train::step::{Between, Judgement, TotalsOf, judge, there_and_back};

/// The shared state of a training's threads.
pub(in crate::train) struct Crew<'x, M: Model, O: Optimizer> {
    table: Table,
    /// Two jobs, used alternately: the next one is written while the last one is still read.
    jobs: [RwLock<Job<'x, M, O>>; 2],
    verdict: RwLock<Verdict<M>>,
    begun: Signal,
    judged: Signal,
    done: Signal,
    replicas: Vec<Mutex<Replica<M>>>,
}

/// The input of a step.
struct Job<'x, M: Model, O: Optimizer> {
    rows: Gathered<'x, InputRow<M>>,
    /// The seed and the number of the step, for random numbers.
    drawn: (u64, u64),
    update: Option<Update<O>>,
}

/// The first thread's result: the gradient of the outputs, if the step goes on.
struct Verdict<M: Model> {
    gradients: Box<[OutputRow<M>]>,
    goes_on: bool,
}

/// The copy that a thread other than the first trains.
struct Replica<M: Model> {
    model: Box<M>,
    state: Lanes,
    workspace: Workspace<M>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'x, M: Model, O: Optimizer> Crew<'x, M, O> {
    /// A crew of `members` threads, for batches of up to `rows` rows.
    pub(in crate::train) fn new(members: usize, rows: usize, model: &M, state: &Lanes) -> Self {
        let job = || {
            RwLock::new(Job {
                rows: Gathered::new(),
                drawn: (0, 0),
                update: None,
            })
        };
        let replica = || {
            Mutex::new(Replica {
                model: clone_in_box(model),
                state: state.clone(),
                workspace: Workspace::training(rows),
            })
        };
        Crew {
            table: Table::new(members),
            jobs: [job(), job()],
            verdict: RwLock::new(Verdict {
                gradients: zeroed_rows(rows),
                goes_on: false,
            }),
            begun: Signal::new(1),
            judged: Signal::new(1),
            done: Signal::new(members - 1),
            replicas: (1..members).map(|_| replica()).collect(),
        }
    }

    pub(in crate::train) fn members(&self) -> usize {
        self.replicas.len() + 1
    }

    /// The work of thread number `member`, from 1, until the training ends.
    pub(in crate::train) fn work(&self, member: usize) {
        let _end = Closing(self);
        let team = Team::new(&self.table, member, self.members());
        for step in 1.. {
            if self.begun.wait(step).is_err() {
                return;
            }
            let mut replica = lock(&self.replicas[member - 1]);
            let job = self
                .job(step)
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            let Replica {
                model,
                state,
                workspace,
            } = &mut *replica;
            if let Some(update) = &job.update {
                let between: Between<'_, M> =
                    &mut |_, gradients| self.wait_for_verdict(step, gradients);
                let mut learner = update.learner(state);
                let pass = Pass::train(job.drawn.0, job.drawn.1).with(&team);
                let (x, mut arena) = (RowsOf::new(&job.rows), workspace.arena());
                there_and_back(&mut **model, &x, &mut arena, &mut learner, &pass, between);
            }
            drop((job, replica));
            self.done.arrive(member - 1, step);
        }
    }

    fn job(&self, step: u64) -> &RwLock<Job<'x, M, O>> {
        &self.jobs[step as usize % 2]
    }

    fn wait_for_verdict(&self, step: u64, gradients: &mut [OutputRow<M>]) -> bool {
        if self.judged.wait(step).is_err() {
            return false;
        }
        let verdict = self.verdict.read().unwrap_or_else(PoisonError::into_inner);
        gradients.copy_from_slice(&verdict.gradients[..gradients.len()]);
        verdict.goes_on
    }

    /// Publishes the first thread's result.
    fn announce(&self, step: u64, gradients: &[OutputRow<M>], goes_on: bool) {
        let mut verdict = self.verdict.write().unwrap_or_else(PoisonError::into_inner);
        verdict.goes_on = goes_on;
        verdict.gradients[..gradients.len()].copy_from_slice(gradients);
        drop(verdict);
        self.judged.arrive(0, step);
    }

    /// Ends all waiting.
    fn close(&self) {
        self.begun.close();
        self.judged.close();
        self.done.close();
        self.table.close();
    }
}

/// Closes the crew when a thread ends, also by a panic, so that no other thread waits for it.
struct Closing<'c, 'x, M: Model, O: Optimizer>(&'c Crew<'x, M, O>);

impl<M: Model, O: Optimizer> Drop for Closing<'_, '_, M, O> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The first thread of a crew.
pub(in crate::train) struct Leader<'c, 'x, M: Model, O: Optimizer> {
    closing: Closing<'c, 'x, M, O>,
    team: Team<'c>,
    steps: u64,
    /// Whether the other threads have newer weights than the model.
    behind: bool,
    /// Whether the model may have been changed from outside.
    changed: bool,
    /// Whether a step has not ended, as after a panic in it.
    is_stepping: bool,
}

impl<'c, 'x, M: Model, O: Optimizer> Leader<'c, 'x, M, O> {
    pub(in crate::train) fn new(crew: &'c Crew<'x, M, O>) -> Self {
        Leader {
            team: Team::new(&crew.table, 0, crew.members()),
            closing: Closing(crew),
            steps: 0,
            behind: false,
            changed: false,
            is_stepping: false,
        }
    }

    /// Trains a step on the rows `order`; after an error nothing has changed.
    pub(in crate::train) fn step<L, Ms>(
        &mut self,
        compiled: &mut Compiled<M, O, L, Ms>,
        data: &mut Data<'x, M, L>,
        order: &[u32],
        seed: u64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
    {
        if self.changed {
            self.spread(&compiled.model);
        }
        let crew = self.closing.0;
        let step = self.steps + 1;
        let iteration = compiled.optimizer.iterations();
        let update = compiled.optimizer.next();
        let mut job = crew
            .job(step)
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let rows = order.iter().map(|row| *row as usize);
        data.rows.load(rows, &mut job.rows)?;
        (job.drawn, job.update) = ((seed, iteration), Some(update));
        drop(job);
        (self.steps, self.behind, self.is_stepping) = (step, true, true);
        crew.begun.arrive(0, step);

        let job = crew
            .job(step)
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut judged = Ok(());
        let between: Between<'_, M> = &mut |outputs, gradients| {
            let judgement = Judgement {
                loss: &compiled.loss,
                metrics: &compiled.metrics,
                labels: &mut *data.labels,
            };
            judged = judge::<M, L, Ms>(judgement, order, outputs, gradients, totals);
            crew.announce(step, gradients, judged.is_ok());
            judged.is_ok()
        };
        let mut learner = compiled.optimizer.learner(&update);
        let pass = Pass::train(seed, iteration).with(&self.team);
        let workspace = Workspace::for_rows(&mut compiled.workspace, order.len());
        let (x, mut arena) = (RowsOf::new(&job.rows), workspace.arena());
        there_and_back(
            &mut *compiled.model,
            &x,
            &mut arena,
            &mut learner,
            &pass,
            between,
        );
        self.is_stepping = false;
        judged.map_err(|error| data.named(error))?;
        compiled.optimizer.learned(&mut compiled.model);
        Ok(())
    }

    /// Updates the model from all replicas, so that it can be read and changed.
    pub(in crate::train) fn gather(&mut self, model: &mut M) {
        self.changed = true;
        if !core::mem::take(&mut self.behind) {
            return;
        }
        self.each_replica(|replica, member, members| {
            for (layer, info) in M::LAYERS.iter().enumerate() {
                for lanes in owned(info, member, members) {
                    let from = &replica.model.lanes(layer)[lanes.clone()];
                    model.lanes_mut(layer)[lanes].copy_from_slice(from);
                }
            }
        });
    }

    /// Updates the optimizer's state from all replicas, at the end.
    pub(in crate::train) fn gather_state(&mut self, state: &mut [Lane]) {
        self.each_replica(|replica, member, members| {
            let mut first = 0;
            for layer in M::LAYERS {
                for lanes in owned(layer, member, members) {
                    let lanes = (first + lanes.start) * O::SLOTS..(first + lanes.end) * O::SLOTS;
                    state[lanes.clone()].copy_from_slice(&replica.state[lanes]);
                }
                first += crate::graph::lanes(layer.weights);
            }
        });
    }

    /// Copies the optimizer's state to all replicas.
    pub(in crate::train) fn spread_state(&mut self, state: &[Lane]) {
        self.each_replica(|replica, _, _| replica.state.copy_from_slice(state));
    }

    /// Copies the model's weights to all replicas.
    fn spread(&mut self, model: &M) {
        self.each_replica(|replica, _, _| replica.model.copy_from(model));
        self.changed = false;
    }

    /// Calls `visit` with each replica, its number and the number of threads, after all steps are done.
    fn each_replica(&mut self, mut visit: impl FnMut(&mut Replica<M>, usize, usize)) {
        let crew = self.closing.0;
        if self.is_stepping {
            // The other threads wait for a step that will not end.
            crew.close();
        }
        // If one of them has ended, its work until then counts too.
        let _ = crew.done.wait(self.steps);
        for (index, replica) in crew.replicas.iter().enumerate() {
            visit(&mut lock(replica), index + 1, crew.members());
        }
    }
}

/// The lanes of a split layer that thread `member` owns.
fn owned(
    layer: &'static LayerInfo,
    member: usize,
    members: usize,
) -> impl Iterator<Item = Range<usize>> {
    let split = layer.split;
    let share = Share {
        split,
        member,
        members,
        team: None,
    };
    let mut first = 0;
    layer.weights.iter().flat_map(move |weight| {
        let start = first;
        first += weight.lanes();
        let rows = weight.rows();
        let panels = weight.columns().div_ceil(crate::tensor::LANE);
        let (panels, rows_of_panel) = match split {
            Split::Outputs { .. } => (share.own_panels(), 0..rows),
            // The bias belongs to the outputs, which all members have.
            Split::Inputs { .. } if weight.shape().len() > 1 => {
                (0..panels, share.own_columns(rows))
            }
            _ => (0..0, 0..0),
        };
        panels.map(move |panel| {
            let start = start + panel * rows;
            start + rows_of_panel.start..start + rows_of_panel.end
        })
    })
}
