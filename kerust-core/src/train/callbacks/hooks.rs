use alloc::boxed::Box;
use alloc::vec::Vec;
use core::iter::{once, repeat_with};

use super::{Callback, Memory, Training};
use crate::Error;
use crate::model::{Model, OutputRow};
use crate::train::history::Logs;

/// All hooks, each with its arguments before the training.
macro_rules! hooks {
    ($all:ident) => {
        $all! {
            on_train_begin()
            on_train_end(logs: &Logs)
            on_epoch_begin(epoch: usize)
            on_epoch_end(epoch: usize, logs: &mut Logs)
            on_train_batch_begin(batch: usize)
            on_train_batch_end(batch: usize, logs: &Logs)
            on_test_begin()
            on_test_batch_begin(batch: usize)
            on_test_batch_end(batch: usize, logs: &Logs)
            on_test_end(logs: &Logs)
            on_predict_begin()
            on_predict_end()
            on_predict_batch_begin(batch: usize)
            on_predict_batch_end(batch: usize, outputs: &[OutputRow<M>])
        }
    };
}
pub(super) use hooks;

macro_rules! declare {
    ($($hook:ident($($name:ident: $type:ty),*))*) => {
        $(fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error>;)*
    };
}

/// A callback of any type, for `dyn`.
pub(crate) trait Hooks<M: Model> {
    hooks! { declare }
    fn callback_count(&self) -> usize;
    fn save(&self, memory: &mut Memory);
    fn restore(&mut self, memory: &Memory);
}

macro_rules! forward {
    ($($hook:ident($($name:ident: $type:ty),*))*) => {
        $(fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error> {
            Callback::$hook(self, $($name,)* training)
        })*
    };
}

impl<M: Model, C: Callback<M>> Hooks<M> for C {
    hooks! { forward }

    fn callback_count(&self) -> usize {
        Callback::callback_count(self)
    }

    fn save(&self, memory: &mut Memory) {
        Callback::save(self, memory);
    }

    fn restore(&mut self, memory: &Memory) {
        Callback::restore(self, memory);
    }
}

/// Callbacks, called in order.
pub(crate) struct Hooked<'a, M>(pub(crate) Vec<Box<dyn Hooks<M> + 'a>>);

macro_rules! each {
    ($($hook:ident($($name:ident: $type:ty),*))*) => {
        $(pub(crate) fn $hook(
            &mut self,
            $($name: $type,)*
            training: &mut Training<'_, M>,
        ) -> Result<(), Error> {
            for callback in &mut self.0 {
                callback.$hook($($name,)* training)?;
            }
            Ok(())
        })*
    };
}

impl<M: Model> Hooked<'_, M> {
    hooks! { each }

    /// The number of callbacks, those in lists counted one by one.
    pub(crate) fn count(&self) -> usize {
        self.0
            .iter()
            .map(|callback| callback.callback_count())
            .sum()
    }

    /// The saved state of all callbacks: a `Memory` for each one. A list uses the first of its own.
    pub(crate) fn save(&self) -> Vec<Memory> {
        let mut memories = Vec::new();
        for callback in &self.0 {
            let mut memory = Memory::default();
            callback.save(&mut memory);
            let others = repeat_with(Memory::default);
            memories.extend(once(memory).chain(others).take(callback.callback_count()));
        }
        memories
    }

    /// Restores the state of as many callbacks.
    pub(crate) fn restore(&mut self, memories: &[Memory]) {
        let mut memories = memories.iter();
        for callback in &mut self.0 {
            let mut own = memories.by_ref().take(callback.callback_count());
            if let Some(memory) = own.next() {
                callback.restore(memory);
            }
            own.for_each(drop);
        }
    }
}

macro_rules! inner {
    ($($hook:ident($($name:ident: $type:ty),*))*) => {
        $(#[inline(always)]
        fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error> {
            (**self).$hook($($name,)* training)
        })*
    };
}

impl<M: Model, C: Callback<M> + ?Sized> Callback<M> for &mut C {
    type Monitor = C::Monitor;
    hooks! { inner }

    fn callback_count(&self) -> usize {
        (**self).callback_count()
    }

    fn save(&self, memory: &mut Memory) {
        (**self).save(memory);
    }

    fn restore(&mut self, memory: &Memory) {
        (**self).restore(memory);
    }
}

impl<M: Model, C: Callback<M> + ?Sized> Callback<M> for Box<C> {
    type Monitor = C::Monitor;
    hooks! { inner }

    fn callback_count(&self) -> usize {
        (**self).callback_count()
    }

    fn save(&self, memory: &mut Memory) {
        (**self).save(memory);
    }

    fn restore(&mut self, memory: &Memory) {
        (**self).restore(memory);
    }
}
