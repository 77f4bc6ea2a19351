use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Callback, Training};
use crate::Error;
use crate::history::Logs;
use crate::model::Model;

macro_rules! hooks {
    ($each:ident) => {
        $each! { on_train_begin() }
        $each! { on_train_end() }
        $each! { on_epoch_begin(epoch: usize) }
        $each! { on_epoch_end(epoch: usize, logs: &mut Logs) }
        $each! { on_train_batch_begin(batch: usize) }
        $each! { on_train_batch_end(batch: usize, logs: &Logs) }
        $each! { on_test_begin() }
        $each! { on_test_end(logs: &Logs) }
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
}

impl<M: Model, C: Callback<M> + ?Sized> Callback<M> for Box<C> {
    type Monitor = C::Monitor;
    hooks! { inner }
}
