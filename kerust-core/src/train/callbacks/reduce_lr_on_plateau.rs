use alloc::format;
use core::marker::PhantomData;

use super::{Callback, Memory, Training, direction, is_improvement, not_available, number};
use crate::Error;
use crate::metrics::{Direction, Monitor, val_loss};
use crate::model::Model;
use crate::train::history::Logs;
use crate::word::Bound;

const REDUCTION: Bound = Bound::within(
    0.0,
    1.0,
    "`ReduceLROnPlateau` multiplies the learning rate with 0 or more, and less than 1",
)
.below_most()
.in_source("a rate is lowered by a factor of 0 or more, and less than 1");
const MIN_LR: Bound = Bound::at_least(0.0, "a learning rate is not negative");

crate::word! {
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
    ReduceLROnPlateau [Q = val_loss] [Q] [Q] [monitor] {
        /// The factor that the learning rate is multiplied by, below 1.
        factor: f64 where REDUCTION = 0.1,
        /// The number of epochs without an improvement after which the rate is reduced.
        patience: usize = 10,
        /// 1 notes each reduction; 0 notes nothing.
        verbose: u8 = 0,
        /// The direction of improvement, if it is not the monitored value's own.
        mode: Option<Direction> = None,
        /// The smallest change that counts as an improvement, exclusive; a difference of the monitored value.
        min_delta: f32 = 1e-4,
        /// The number of epochs after a reduction that do not count, the one of the reduction among them.
        cooldown: usize = 0,
        /// The lower bound of the learning rate.
        min_lr: f32 where MIN_LR = 0.0,
    } with {
        cooling: usize = 0,
        wait: usize = 0,
        best: Option<f32> = None,
        monitor: PhantomData<fn() -> Q> = PhantomData,
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
            mode: self.mode,
            min_delta: self.min_delta,
            cooldown: self.cooldown,
            min_lr: self.min_lr,
            cooling: 0,
            wait: 0,
            best: None,
            monitor: PhantomData,
        }
    }
}

impl<M: Model, Q: Monitor> Callback<M> for ReduceLROnPlateau<Q> {
    type Monitor = Q;

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        direction::<Q>(self.mode)?;
        self.check_settings()?;
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
        let direction = direction::<Q>(self.mode)?;
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
