use alloc::format;
use core::marker::PhantomData;

use super::{Callback, Memory, Training, direction, is_improvement, not_available, number};
use crate::Error;
use crate::contract::{Monitor, check, val_loss};
use crate::history::Logs;
use crate::metrics::Direction;
use crate::model::Model;

/// Reduces the learning rate when a monitored value has stopped improving; Keras'
/// `ReduceLROnPlateau`.
///
/// `ReduceLROnPlateau(monitor = val_loss, factor = 0.1, patience = 10, verbose = 0, mode = …,
/// min_delta = 1e-4, cooldown = 0, min_lr = 0.0)`
///
/// It adds `learning_rate` to the logs: the rate of the epoch that has ended. As in Keras, a
/// `cooldown` of 1 has no effect. An epoch without the value does not count, and each time a note
/// says so. An optimizer whose rate is a schedule is an error before the first step.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.5), loss = mse);
/// let history = fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 4,
///     // No loss is better than the one before by as much as 1000.
///     callbacks = [ReduceLROnPlateau(monitor = loss, factor = 0.5, patience = 1, min_delta = 1000.0)],
///     verbose = 0,
/// )?;
/// assert_eq!(history["learning_rate"], [0.5, 0.5, 0.25, 0.125]);
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReduceLROnPlateau<Q = val_loss> {
    // `f64`, because Keras multiplies in double precision.
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
    /// The monitored value: a word such as `val_accuracy`.
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

    /// The factor that the learning rate is multiplied by, below 1.
    #[must_use]
    pub const fn factor(self, factor: f64) -> Self {
        ReduceLROnPlateau { factor, ..self }
    }

    /// The number of epochs without an improvement after which the rate is reduced.
    #[must_use]
    pub const fn patience(self, patience: usize) -> Self {
        ReduceLROnPlateau { patience, ..self }
    }

    /// 1 notes each reduction; 0 notes nothing.
    #[must_use]
    pub const fn verbose(self, verbose: u8) -> Self {
        ReduceLROnPlateau { verbose, ..self }
    }

    /// The direction of improvement, if it is not the monitored value's own.
    #[must_use]
    pub const fn mode(self, mode: Direction) -> Self {
        let direction = Some(mode);
        ReduceLROnPlateau { direction, ..self }
    }

    /// The smallest change that counts as an improvement, exclusive; a difference of the monitored value.
    #[must_use]
    pub const fn min_delta(self, min_delta: f32) -> Self {
        ReduceLROnPlateau { min_delta, ..self }
    }

    /// The number of epochs after a reduction that do not count, the one of the reduction among them.
    #[must_use]
    pub const fn cooldown(self, cooldown: usize) -> Self {
        ReduceLROnPlateau { cooldown, ..self }
    }

    /// The lower bound of the learning rate.
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
