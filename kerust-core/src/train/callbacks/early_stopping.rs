use alloc::format;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::{Callback, Memory, Training, direction, is_improvement, not_available};
use crate::Error;
use crate::metrics::{Direction, Monitor, val_loss};
use crate::model::Model;
use crate::tensor::{LANES, Vector16};
use crate::train::history::Logs;

crate::word! {
    /// Ends the training when a monitored value has stopped improving; Keras' `EarlyStopping`.
    ///
    /// `EarlyStopping(monitor = val_loss, min_delta = 0.0, patience = 0, verbose = 0, mode = …, baseline
    /// = …, restore_best_weights = false, start_from_epoch = 0)`
    ///
    /// As in Keras, a `patience` of 0 is the same as 1, and a first value of NaN remains the best. An
    /// epoch without the value does not count, and each time a note says so.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.1), loss = mse);
    /// let history = fit!(
    ///     line, &[0.0, 1.0], &[1.0, 3.0],
    ///     epochs = 1000,
    ///     callbacks = [EarlyStopping(monitor = loss, min_delta = 0.01, patience = 2)],
    ///     verbose = 0,
    /// )?;
    /// assert!(history.epochs().len() < 1000);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    EarlyStopping [Q = val_loss] [Q] [Q] [monitor] {
        /// The smallest change that counts as an improvement, exclusive; a difference of the monitored value.
        min_delta: f32 = 0.0,
        /// The number of epochs without an improvement after which the training ends.
        patience: usize = 0,
        /// 1 notes when it stops and which epoch's weights it restores; 0 notes nothing.
        verbose: u8 = 0,
        /// The direction of improvement, if it is not the monitored value's own.
        mode: Option<Direction> = None,
        /// A value that the monitored one must beat as well for an epoch to count as an improvement.
        baseline: Option<f32> = None,
        /// Whether the weights of the best epoch are restored at the end.
        restore_best_weights: bool = false,
        /// The first epoch that counts, from 0.
        start_from_epoch: usize = 0,
    } with {
        wait: usize = 0,
        stopped_epoch: Option<usize> = None,
        best: Option<f32> = None,
        best_epoch: usize = 0,
        best_weights: Option<Vec<Vector16>> = None,
        monitor: PhantomData<fn() -> Q> = PhantomData,
    }
}

impl<Q: Monitor> EarlyStopping<Q> {
    /// The monitored value: a word such as `val_accuracy`.
    #[must_use]
    pub fn monitor<Other: Monitor>(self) -> EarlyStopping<Other::Is> {
        EarlyStopping {
            min_delta: self.min_delta,
            patience: self.patience,
            verbose: self.verbose,
            mode: self.mode,
            baseline: self.baseline,
            restore_best_weights: self.restore_best_weights,
            start_from_epoch: self.start_from_epoch,
            wait: 0,
            stopped_epoch: None,
            best: None,
            best_epoch: 0,
            best_weights: None,
            monitor: PhantomData,
        }
    }

    /// The epoch, counted from 0, after which it stopped.
    #[must_use]
    pub fn stopped_epoch(&self) -> Option<usize> {
        self.stopped_epoch
    }

    /// The epoch, counted from 0, with the best value.
    #[must_use]
    pub fn best_epoch(&self) -> usize {
        self.best_epoch
    }

    /// The number of epochs since the last improvement.
    #[must_use]
    pub fn wait(&self) -> usize {
        self.wait
    }
}

fn weights<M: Model>(model: &M) -> Vec<Vector16> {
    let layers = (0..M::LAYERS.len()).map(|layer| model.vectors(layer));
    layers.flatten().copied().collect()
}

impl<M: Model, Q: Monitor> Callback<M> for EarlyStopping<Q> {
    type Monitor = Q;

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        direction::<Q>(self.mode)?;
        training.check_monitor(Q::NAME)?;
        if training.epochs > 0 && self.start_from_epoch >= training.epochs {
            training.note(format!(
                "`EarlyStopping(start_from_epoch = {})` does nothing in a training of {} epochs.",
                self.start_from_epoch, training.epochs
            ));
        }
        self.wait = 0;
        self.stopped_epoch = None;
        self.best = None;
        self.best_epoch = 0;
        self.best_weights = None;
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let Some(value) = logs.get(Q::NAME) else {
            let condition = "Early stopping conditioned on";
            training.note(not_available(condition, Q::NAME, logs));
            return Ok(());
        };
        if epoch < self.start_from_epoch {
            return Ok(());
        }
        let direction = direction::<Q>(self.mode)?;
        let better_than = |reference| is_improvement(value, reference, direction, self.min_delta);
        self.wait += 1;
        if better_than(self.best) {
            if self.baseline.is_none() || better_than(self.baseline) {
                self.wait = 0;
            }
            self.best = Some(value);
            self.best_epoch = epoch;
            if self.restore_best_weights {
                self.best_weights = Some(weights(training.model()));
            }
        } else if self.wait >= self.patience && epoch > 0 {
            self.stopped_epoch = Some(epoch);
            training.stop();
        }
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        let verbose = self.verbose > 0;
        if let Some(epoch) = self.stopped_epoch.filter(|_| verbose) {
            training.note(format!("Epoch {}: early stopping", epoch + 1));
        }
        if let Some(weights) = self.best_weights.take() {
            if verbose {
                training.note(format!(
                    "Restoring model weights from the end of the best epoch: {}.",
                    self.best_epoch + 1
                ));
            }
            let mut weights = &weights[..];
            for layer in 0..M::LAYERS.len() {
                let vectors = training.model().vectors_mut(layer);
                let (own, rest) = weights.split_at(vectors.len());
                vectors.copy_from_slice(own);
                weights = rest;
            }
        }
        Ok(())
    }

    fn save(&self, memory: &mut Memory) {
        memory.set("wait", self.wait as f64);
        memory.set_some("best", self.best);
        memory.set("best_epoch", self.best_epoch as f64);
        if let Some(weights) = &self.best_weights {
            let numbers = weights
                .as_flattened()
                .iter()
                .map(|weight| f64::from(*weight));
            memory.set_all("best_weights", numbers.collect());
        }
    }

    fn restore(&mut self, memory: &Memory) {
        self.wait = memory.count("wait");
        self.best = memory.get("best").map(|best| best as f32);
        self.best_epoch = memory.count("best_epoch");
        let numbers = memory.all("best_weights");
        let numbers = numbers.filter(|numbers| numbers.len() == M::VECTORS * LANES);
        self.best_weights = numbers.map(|numbers| {
            let vectors = numbers.as_chunks().0.iter();
            vectors
                .map(|vector: &[f64; LANES]| vector.map(|number| number as f32))
                .collect()
        });
    }
}
