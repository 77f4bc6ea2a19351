use alloc::format;
use core::marker::PhantomData;

use super::{Callback, Memory, Training, direction, is_improvement, not_available, number};
use crate::Error;
use crate::contract::{Monitor, check, val_loss};
use crate::history::Logs;
use crate::metrics::Direction;
use crate::model::Model;

/// Lowers the learning rate when a value no longer becomes better; Keras' `ReduceLROnPlateau`:
///
/// `ReduceLROnPlateau(monitor = val_loss, factor = 0.1, patience = 10, verbose = 0, mode = …,
/// min_delta = 1e-4, cooldown = 0, min_lr = 0.0)`
///
/// It adds `learning_rate` to the logs: the rate of the epoch that ended. As in Keras, a
/// `cooldown` of 1 does nothing, and an epoch without the value does not count, which is said each time. An
/// optimizer whose rate is a schedule is an error before the first step.
#[derive(Clone, Debug)]
pub struct ReduceLROnPlateau<Q = val_loss> {
    // Wider, as Keras multiplies in double precision.
    factor: f64,
    patience: usize,
    verbose: u8,
    direction: Option<Direction>,
    min_delta: f32,
    cooldown: usize,
    min_lr: f32,
    cooling: usize,
    wait: usize,
    best: Option<f32>,
    monitor: PhantomData<fn() -> Q>,
}

crate::listed! {
    ReduceLROnPlateau [Q] [Q]
    () monitor, factor, patience, verbose, mode, min_delta, cooldown, min_lr
}

impl ReduceLROnPlateau {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        ReduceLROnPlateau {
            factor: 0.1,
            patience: 10,
            verbose: 0,
            direction: None,
            min_delta: 1e-4,
            cooldown: 0,
            min_lr: 0.0,
            cooling: 0,
            wait: 0,
            best: None,
            monitor: PhantomData,
        }
    }
}

impl Default for ReduceLROnPlateau {
    fn default() -> Self {
        ReduceLROnPlateau::new()
    }
}

impl<Q: Monitor> ReduceLROnPlateau<Q> {
    /// What it watches.
    #[must_use]
    pub const fn monitor<Other: Monitor>(self) -> ReduceLROnPlateau<Other::Is> {
        ReduceLROnPlateau {
            factor: self.factor,
            patience: self.patience,
            verbose: self.verbose,
            direction: self.direction,
            min_delta: self.min_delta,
            cooldown: self.cooldown,
            min_lr: self.min_lr,
            cooling: 0,
            wait: 0,
            best: None,
            monitor: PhantomData,
        }
    }

    /// What the learning rate is multiplied with; below 1.
    #[must_use]
    pub const fn factor(self, factor: f64) -> Self {
        ReduceLROnPlateau { factor, ..self }
    }

    /// After how many epochs without a better value the rate is lowered.
    #[must_use]
    pub const fn patience(self, patience: usize) -> Self {
        ReduceLROnPlateau { patience, ..self }
    }

    /// 1: says when it lowers the rate.
    #[must_use]
    pub const fn verbose(self, verbose: u8) -> Self {
        ReduceLROnPlateau { verbose, ..self }
    }

    /// Which way is better, if not the one of the monitored value.
    #[must_use]
    pub const fn mode(self, mode: Direction) -> Self {
        let direction = Some(mode);
        ReduceLROnPlateau { direction, ..self }
    }

    /// What counts as better: a change of more than this.
    #[must_use]
    pub const fn min_delta(self, min_delta: f32) -> Self {
        ReduceLROnPlateau { min_delta, ..self }
    }

    /// How many epochs after a reduction do not count.
    #[must_use]
    pub const fn cooldown(self, cooldown: usize) -> Self {
        ReduceLROnPlateau { cooldown, ..self }
    }

    /// Below this the rate does not go.
    #[must_use]
    pub const fn min_lr(self, min_lr: f32) -> Self {
        ReduceLROnPlateau { min_lr, ..self }
    }
}

impl<M: Model, Q: Monitor> Callback<M> for ReduceLROnPlateau<Q> {
    type Monitor = Q;

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        direction::<Q>(self.direction)?;
        check("factor", self.factor)?;
        check("min_lr", self.min_lr.into())?;
        training.check_learning_rate("ReduceLROnPlateau")?;
        training.check_monitor(Q::NAME)?;
        self.cooling = 0;
        self.wait = 0;
        self.best = None;
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let rate = training.learning_rate();
        logs.set("learning_rate", rate);
        let Some(value) = logs.get(Q::NAME) else {
            let condition = "Learning rate reduction is conditioned on";
            training.note(not_available(condition, Q::NAME, logs));
            return Ok(());
        };
        if self.cooling > 0 {
            self.cooling -= 1;
            self.wait = 0;
        }
        let direction = direction::<Q>(self.direction)?;
        if is_improvement(value, self.best, direction, self.min_delta) {
            self.best = Some(value);
            self.wait = 0;
        } else if self.cooling == 0 {
            self.wait += 1;
            if self.wait >= self.patience && rate > self.min_lr {
                let rate = (f64::from(rate) * self.factor) as f32;
                let rate = rate.max(self.min_lr);
                training.set_learning_rate(rate);
                if self.verbose > 0 {
                    training.note(format!(
                        "Epoch {}: ReduceLROnPlateau reducing learning rate to {}.",
                        epoch + 1,
                        number::single(rate)
                    ));
                }
                self.cooling = self.cooldown;
                self.wait = 0;
            }
        }
        Ok(())
    }

    fn save(&self, memory: &mut Memory) {
        memory.set("cooling", self.cooling as f64);
        memory.set("wait", self.wait as f64);
        memory.set_some("best", self.best);
    }

    fn restore(&mut self, memory: &Memory) {
        self.cooling = memory.count("cooling");
        self.wait = memory.count("wait");
        self.best = memory.get("best").map(|best| best as f32);
    }
}
