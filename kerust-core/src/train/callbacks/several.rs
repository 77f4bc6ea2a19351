//! Optional callbacks, and several of one type.

use alloc::vec::Vec;

use super::hooks::hooks;
use super::{Callback, Memory, Training};
use crate::Error;
use crate::model::{Model, OutputRow};
use crate::train::history::Logs;

macro_rules! each {
    ($($hook:ident($($name:ident: $type:ty),*))*) => {
        $(fn $hook(&mut self, $($name: $type,)* training: &mut Training<'_, M>) -> Result<(), Error> {
            for callback in self.iter_mut() {
                callback.$hook($($name,)* training)?;
            }
            Ok(())
        })*
    };
}

macro_rules! several {
    ($($(#[$doc:meta])* $several:ty;)*) => {$(
        $(#[$doc])*
        impl<M: Model, C: Callback<M>> Callback<M> for $several {
            type Monitor = C::Monitor;
            hooks! { each }

            fn callback_count(&self) -> usize {
                self.iter().map(|callback| callback.callback_count()).sum()
            }

            fn save(&self, memory: &mut Memory) {
                for (index, callback) in self.iter().enumerate() {
                    let mut part = Memory::default();
                    callback.save(&mut part);
                    memory.set_part(index, &part);
                }
            }

            fn restore(&mut self, memory: &Memory) {
                for (index, callback) in self.iter_mut().enumerate() {
                    callback.restore(&memory.part(index));
                }
            }
        }
    )*};
}

several! {
    /// An optional callback, `callbacks = [backup]`. Its monitored value must be measured even if it is `None`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// # let patience: Option<usize> = None;
    /// let stopping = patience.map(|patience| EarlyStopping::new().monitor::<loss>().patience(patience));
    /// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
    /// fit!(line, &[0.0, 1.0], &[1.0, 3.0], epochs = 5, callbacks = [stopping], verbose = 0)?;
    /// # Ok::<(), kerust::Error>(())
    /// ```
    Option<C>;
    /// Callbacks of one type, or boxed ones that monitor the same: `Vec<Box<dyn Callback<Net, Monitor = ()>>>`.
    /// Callbacks that monitor different values go into a [`CallbackList`](super::CallbackList).
    Vec<C>;
}
