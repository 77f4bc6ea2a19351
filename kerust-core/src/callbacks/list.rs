use alloc::boxed::Box;

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

/// A list of callbacks, called in order: `()`, or a list and one more.
///
/// The hooks are those of [`Callback`].
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait Callbacks<M: Model> {
    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error>;
    fn on_train_end(&mut self, training: &mut Training<'_, M>) -> Result<(), Error>;
    fn on_epoch_begin(&mut self, epoch: usize, training: &mut Training<'_, M>)
    -> Result<(), Error>;
    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error>;
    fn on_train_batch_begin(
        &mut self,
        batch: usize,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error>;
    fn on_train_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error>;
    fn on_test_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error>;
    fn on_test_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error>;
}

macro_rules! nothing {
    ($hook:ident($($name:ident: $type:ty),*)) => {
        #[inline(always)]
        fn $hook(&mut self, $(_: $type,)* _: &mut Training<'_, M>) -> Result<(), Error> {
            Ok(())
        }
    };
}

impl<M: Model> Callbacks<M> for () {
    hooks! { nothing }
}

macro_rules! both {
    ($hook:ident($($name:ident: $type:ty),*)) => {
        #[inline(always)]
        fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error> {
            self.0.$hook($($name,)* training)?;
            self.1.$hook($($name,)* training)
        }
    };
}

impl<M: Model, Before: Callbacks<M>, C: Callback<M>> Callbacks<M> for (Before, C) {
    hooks! { both }
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
