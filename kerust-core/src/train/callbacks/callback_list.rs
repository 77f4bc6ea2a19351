use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use super::hooks::hooks;
use super::{Callback, Hooked, Memory, Training};
use crate::Error;
use crate::metrics::Monitored;
use crate::model::{Model, OutputRow};
use crate::train::history::Logs;

/// A list of callbacks of any types, made when the program runs; Keras' `CallbackList`.
///
/// It is a callback itself, which calls those in it in order. The compiler no longer knows what they
/// monitor, so a value that is not measured is an error before the first step.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// # let (patience, log) = (Some(3), None::<String>);
/// let mut callbacks = CallbackList::new();
/// if let Some(patience) = patience {
///     callbacks.append(EarlyStopping::new().monitor::<loss>().patience(patience));
/// }
/// if let Some(path) = log {
///     callbacks.append(CSVLogger::new(path));
/// }
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// let history = fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 5, callbacks = [callbacks], verbose = 0,
/// )?;
/// assert_eq!(history.epochs(), [0, 1, 2, 3, 4]);
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct CallbackList<'a, M: Model> {
    callbacks: Hooked<'a, M>,
    monitors: Vec<&'static str>,
}

impl<'a, M: Model> CallbackList<'a, M> {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        CallbackList {
            callbacks: Hooked(Vec::new()),
            monitors: Vec::new(),
        }
    }

    /// Adds a callback at the end: the callback itself, or a `&mut` to it.
    pub fn append<C>(&mut self, callback: C)
    where
        C: Callback<M> + 'a,
        C::Monitor: Monitored,
    {
        self.monitors.extend(C::Monitor::NAME);
        self.callbacks.0.push(Box::new(callback));
    }
}

macro_rules! all {
    (on_train_begin() $($hook:ident($($name:ident: $type:ty),*))*) => {
        $(fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error> {
            self.callbacks.$hook($($name,)* training)
        })*
    };
}

impl<M: Model> Callback<M> for CallbackList<'_, M> {
    type Monitor = ();
    hooks! { all }

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        let names = training.names();
        let unknown = |monitor: &&&str| !names.contains(monitor);
        if let Some(monitor) = self.monitors.iter().find(unknown) {
            let names: Vec<_> = names
                .iter()
                .map(|name| alloc::format!("`{name}`"))
                .collect();
            let there = names.join(", ");
            return Err(Error::NotMeasured { monitor, there });
        }
        self.callbacks.on_train_begin(training)
    }

    fn callback_count(&self) -> usize {
        self.callbacks.count()
    }

    fn save(&self, memory: &mut Memory) {
        for (index, part) in self.callbacks.save().iter().enumerate() {
            memory.set_part(index, part);
        }
    }

    fn restore(&mut self, memory: &Memory) {
        let parts = (0..self.callbacks.count()).map(|index| memory.part(index));
        self.callbacks.restore(&parts.collect::<Vec<_>>());
    }
}

impl<M: Model> Default for CallbackList<'_, M> {
    fn default() -> Self {
        CallbackList::new()
    }
}

impl<M: Model> fmt::Debug for CallbackList<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackList")
            .field("callbacks", &self.callbacks.count())
            .field("monitors", &self.monitors)
            .finish_non_exhaustive()
    }
}
