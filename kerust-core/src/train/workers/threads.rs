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
use crate::model::expansion::clone_in_box;
use crate::model::gather::Gathered;
use crate::model::{Arena, LayerInfo, Model, Workspace};
use crate::optimizers::{Optimizer, Update};
use crate::parallel::{AllReduce, Barrier, Partition, Reducer, Split};
use crate::tensor::{Vector16, Vectors, zeroed_rows};
use crate::train::compile::Compiled;
use crate::train::data::Data;
use crate::train::data::losses::Losses;
use crate::train::step::Scoring;
use crate::train::step::{Evaluation, Objective, TotalsOf, forward_backward};

/// The shared state of a training's threads.
pub(in crate::train) struct Workers<'x, M: Model, O: Optimizer> {
    all_reduce: AllReduce,
    /// Two jobs, used alternately: the next one is written while the last one is still read.
    jobs: [RwLock<Job<'x, O>>; 2],
    output_gradients: RwLock<OutputGradients>,
    begun: Barrier,
    evaluated: Barrier,
    done: Barrier,
    replicas: Vec<Mutex<Replica<M>>>,
}

/// The input of a step.
struct Job<'x, O: Optimizer> {
    rows: Gathered<'x>,
    /// The seed and the number of the step, for random numbers.
    drawn: (u64, u64),
    update: Option<Update<O>>,
}

/// The first thread's result: the gradients of all outputs, one after the other, if the step goes on.
struct OutputGradients {
    gradients: Box<[f32]>,
    goes_on: bool,
}

/// The copy that a thread other than the first trains.
struct Replica<M: Model> {
    model: Box<M>,
    state: Vectors,
    workspace: Workspace<M>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'x, M: Model, O: Optimizer> Workers<'x, M, O> {
    /// As many threads, for batches of up to `rows` rows.
    pub(in crate::train) fn new(workers: usize, rows: usize, model: &M, state: &Vectors) -> Self {
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
        Workers {
            all_reduce: AllReduce::new(workers),
            jobs: [job(), job()],
            output_gradients: RwLock::new(OutputGradients {
                gradients: zeroed_rows(
                    rows * M::OUTPUTS.iter().map(|output| output.len()).sum::<usize>(),
                ),
                goes_on: false,
            }),
            begun: Barrier::new(1),
            evaluated: Barrier::new(1),
            done: Barrier::new(workers - 1),
            replicas: (1..workers).map(|_| replica()).collect(),
        }
    }

    pub(in crate::train) fn count(&self) -> usize {
        self.replicas.len() + 1
    }

    /// The work of thread number `worker`, from 1, until the training ends.
    pub(in crate::train) fn work(&self, worker: usize) {
        let _end = Closing(self);
        let reducer = Reducer::new(&self.all_reduce, worker, self.count());
        for step in 1.. {
            if self.begun.wait(step).is_err() {
                return;
            }
            let mut replica = lock(&self.replicas[worker - 1]);
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
                let rows = &job.rows.rows()[..M::INPUTS.len()];
                let count = rows[0].count();
                let evaluation: Evaluation<'_> =
                    &mut |arena| self.wait_for_output_gradients(step, arena, count);
                let mut learner = update.learner(state);
                let pass = Pass::train(job.drawn.0, job.drawn.1).with(&reducer);
                forward_backward(
                    &mut **model,
                    rows,
                    &mut workspace.arena(),
                    &mut learner,
                    &pass,
                    evaluation,
                );
            }
            drop((job, replica));
            self.done.arrive(worker - 1, step);
        }
    }

    fn job(&self, step: u64) -> &RwLock<Job<'x, O>> {
        &self.jobs[step as usize % 2]
    }

    fn wait_for_output_gradients(&self, step: u64, arena: &mut Arena<'_>, rows: usize) -> bool {
        if self.evaluated.wait(step).is_err() {
            return false;
        }
        let output_gradients = self
            .output_gradients
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut from = &output_gradients.gradients[..];
        for output in 0..M::OUTPUTS.len() {
            let (_, gradient) = arena.outputs_and_gradient::<f32>(output, rows);
            gradient.copy_from_slice(&from[..gradient.len()]);
            from = &from[gradient.len()..];
        }
        output_gradients.goes_on
    }

    /// Publishes the first thread's result.
    fn publish(&self, step: u64, arena: &mut Arena<'_>, rows: usize, goes_on: bool) {
        let mut output_gradients = self
            .output_gradients
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        output_gradients.goes_on = goes_on;
        let mut to = &mut output_gradients.gradients[..];
        for output in 0..M::OUTPUTS.len() {
            let (_, gradient) = arena.outputs_and_gradient::<f32>(output, rows);
            let (here, rest) = to.split_at_mut(gradient.len());
            here.copy_from_slice(gradient);
            to = rest;
        }
        drop(output_gradients);
        self.evaluated.arrive(0, step);
    }

    /// Ends all waiting.
    fn close(&self) {
        self.begun.close();
        self.evaluated.close();
        self.done.close();
        self.all_reduce.close();
    }
}

/// Ends the waiting of all workers when a thread ends, also by a panic, so that no other thread waits for it.
struct Closing<'c, 'x, M: Model, O: Optimizer>(&'c Workers<'x, M, O>);

impl<M: Model, O: Optimizer> Drop for Closing<'_, '_, M, O> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The first of the threads, which calls the others.
pub(in crate::train) struct FirstWorker<'c, 'x, M: Model, O: Optimizer> {
    closing: Closing<'c, 'x, M, O>,
    reducer: Reducer<'c>,
    steps: u64,
    /// Whether the other threads have newer weights than the model.
    behind: bool,
    /// Whether the model may have been changed from outside.
    changed: bool,
    /// Whether a step has not ended, as after a panic in it.
    is_stepping: bool,
}

impl<'c, 'x, M: Model, O: Optimizer> FirstWorker<'c, 'x, M, O> {
    pub(in crate::train) fn new(workers: &'c Workers<'x, M, O>) -> Self {
        FirstWorker {
            reducer: Reducer::new(&workers.all_reduce, 0, workers.count()),
            closing: Closing(workers),
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
        data: &mut Data<'x, L>,
        order: &[u32],
        seed: u64,
        totals: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: Losses,
        Ms: Scoring<M, L>,
    {
        if self.changed {
            self.spread(&compiled.model);
        }
        let workers = self.closing.0;
        let step = self.steps + 1;
        let iteration = compiled.optimizer.iterations();
        let update = compiled.optimizer.next();
        let mut job = workers
            .job(step)
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let rows = order.iter().map(|row| *row as usize);
        data.rows.load(rows, &mut job.rows)?;
        (job.drawn, job.update) = ((seed, iteration), Some(update));
        drop(job);
        (self.steps, self.behind, self.is_stepping) = (step, true, true);
        workers.begun.arrive(0, step);

        let job = workers
            .job(step)
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut evaluated = Ok(());
        let evaluation: Evaluation<'_> = &mut |arena| {
            let objective = Objective {
                loss: &compiled.loss,
                loss_weights: &compiled.loss_weights,
                metrics: &compiled.metrics,
                labels: L::borrow(&mut data.labels),
            };
            evaluated = Ms::evaluate(objective, order, arena, totals);
            workers.publish(step, arena, order.len(), evaluated.is_ok());
            evaluated.is_ok()
        };
        let mut learner = compiled.optimizer.learner(&update);
        let pass = Pass::train(seed, iteration).with(&self.reducer);
        let workspace = Workspace::for_rows(&mut compiled.workspace, order.len());
        forward_backward(
            &mut *compiled.model,
            &job.rows.rows()[..M::INPUTS.len()],
            &mut workspace.arena(),
            &mut learner,
            &pass,
            evaluation,
        );
        self.is_stepping = false;
        evaluated.map_err(|error| data.named(error))?;
        compiled.optimizer.learned(&mut compiled.model);
        Ok(())
    }

    /// Updates the model from all replicas, so that it can be read and changed.
    pub(in crate::train) fn gather(&mut self, model: &mut M) {
        self.changed = true;
        if !core::mem::take(&mut self.behind) {
            return;
        }
        self.each_replica(|replica, worker, workers| {
            for (layer, info) in M::LAYERS.iter().enumerate() {
                for vectors in owned(info, worker, workers) {
                    let from = &replica.model.vectors(layer)[vectors.clone()];
                    model.vectors_mut(layer)[vectors].copy_from_slice(from);
                }
            }
        });
    }

    /// Updates the optimizer's state from all replicas, at the end.
    pub(in crate::train) fn gather_state(&mut self, state: &mut [Vector16]) {
        self.each_replica(|replica, worker, workers| {
            let mut first = 0;
            for layer in M::LAYERS {
                for vectors in owned(layer, worker, workers) {
                    let vectors =
                        (first + vectors.start) * O::SLOTS..(first + vectors.end) * O::SLOTS;
                    state[vectors.clone()].copy_from_slice(&replica.state[vectors]);
                }
                first += crate::graph::vectors(layer.weights);
            }
        });
    }

    /// Copies the optimizer's state to all replicas.
    pub(in crate::train) fn spread_state(&mut self, state: &[Vector16]) {
        self.each_replica(|replica, _, _| replica.state.copy_from_slice(state));
    }

    /// Copies the model's weights to all replicas, and which layers are frozen.
    fn spread(&mut self, model: &M) {
        self.each_replica(|replica, _, _| {
            replica.model.copy_from(model);
            replica.model.frozen_mut().copy_from_slice(model.frozen());
        });
        self.changed = false;
    }

    /// Calls `visit` with each replica, its number and the number of threads, after all steps are done.
    fn each_replica(&mut self, mut visit: impl FnMut(&mut Replica<M>, usize, usize)) {
        let workers = self.closing.0;
        if self.is_stepping {
            // The other threads wait for a step that will not end.
            workers.close();
        }
        // If one of them has ended, its work until then counts too.
        let _ = workers.done.wait(self.steps);
        for (index, replica) in workers.replicas.iter().enumerate() {
            visit(&mut lock(replica), index + 1, workers.count());
        }
    }
}

/// The vectors of a split layer that thread `worker` owns.
fn owned(
    layer: &'static LayerInfo,
    worker: usize,
    workers: usize,
) -> impl Iterator<Item = Range<usize>> {
    let split = layer.split;
    let partition = Partition {
        split,
        worker,
        workers,
        reducer: None,
    };
    let mut first = 0;
    layer.weights.iter().flat_map(move |weight| {
        let start = first;
        first += weight.vectors();
        let rows = weight.rows();
        let panels = weight.columns().div_ceil(crate::tensor::LANES);
        let (panels, rows_of_panel) = match split {
            Split::Outputs { .. } => (partition.own_panels(), 0..rows),
            // The bias belongs to the outputs, which all workers have.
            Split::Inputs { .. } if weight.shape().len() > 1 => {
                (0..panels, partition.own_columns(rows))
            }
            _ => (0..0, 0..0),
        };
        panels.map(move |panel| {
            let start = start + panel * rows;
            start + rows_of_panel.start..start + rows_of_panel.end
        })
    })
}
