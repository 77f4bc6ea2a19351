use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Callback, Memory, Training};
use crate::Error;
use crate::history::Logs;
use crate::model::{Model, OutputRow};

macro_rules! hooks {
    ($each:ident) => {
        $each! { on_train_begin() }
        $each! { on_train_end(logs: &Logs) }
        $each! { on_epoch_begin(epoch: usize) }
        $each! { on_epoch_end(epoch: usize, logs: &mut Logs) }
        $each! { on_train_batch_begin(batch: usize) }
        $each! { on_train_batch_end(batch: usize, logs: &Logs) }
        $each! { on_test_begin() }
        $each! { on_test_batch_begin(batch: usize) }
        $each! { on_test_batch_end(batch: usize, logs: &Logs) }
        $each! { on_test_end(logs: &Logs) }
        $each! { on_predict_begin() }
        $each! { on_predict_end() }
        $each! { on_predict_batch_begin(batch: usize) }
        $each! { on_predict_batch_end(batch: usize, outputs: &[OutputRow<M>]) }
    };
}

macro_rules! declare {
    ($hook:ident($($name:ident: $type:ty),*)) => {
        fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error>;
    };
}

/// A callback whose type is forgotten.
pub(crate) trait Hooks<M: Model> {
    hooks! { declare }
    fn save(&self, memory: &mut Memory);
    fn restore(&mut self, memory: &Memory);
}

macro_rules! forward {
    ($hook:ident($($name:ident: $type:ty),*)) => {
        fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error> {
            Callback::$hook(self, $($name,)* training)
        }
    };
}

impl<M: Model, C: Callback<M>> Hooks<M> for C {
    hooks! { forward }

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
    ($hook:ident($($name:ident: $type:ty),*)) => {
        pub(crate) fn $hook(
            &mut self,
            $($name: $type,)*
            training: &mut Training<'_, M>,
        ) -> Result<(), Error> {
            for callback in &mut self.0 {
                callback.$hook($($name,)* training)?;
            }
            Ok(())
        }
    };
}

impl<M: Model> Hooked<'_, M> {
    hooks! { each }

    /// What each of them remembers.
    pub(crate) fn save(&self) -> Vec<Memory> {
        let each = self.0.iter().map(|callback| {
            let mut memory = Memory::default();
            callback.save(&mut memory);
            memory
        });
        each.collect()
    }

    /// Goes on from what as many callbacks remembered.
    pub(crate) fn restore(&mut self, memories: &[Memory]) {
        for (callback, memory) in self.0.iter_mut().zip(memories) {
            callback.restore(memory);
        }
    }
}

macro_rules! inner {
    ($hook:ident($($name:ident: $type:ty),*)) => {
        #[inline(always)]
        fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error> {
            (**self).$hook($($name,)* training)
        }
    };
}

impl<M: Model, C: Callback<M> + ?Sized> Callback<M> for &mut C {
    type Monitor = C::Monitor;
    hooks! { inner }

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

    fn save(&self, memory: &mut Memory) {
        (**self).save(memory);
    }

    fn restore(&mut self, memory: &Memory) {
        (**self).restore(memory);
    }
}
