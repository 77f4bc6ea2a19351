use alloc::boxed::Box;
use core::fmt;

use super::hooks::hooks;
use super::{Callback, Training};
use crate::Error;
use crate::history::Logs;
use crate::model::{Model, OutputRow};

/// What the closures of a [`LambdaCallback`] may give: nothing, or an error that ends the training.
pub trait Outcome {
    /// As the hooks of a callback give it.
    ///
    /// # Errors
    /// The closure's own.
    fn outcome(self) -> Result<(), Error>;
}

impl Outcome for () {
    fn outcome(self) -> Result<(), Error> {
        Ok(())
    }
}

impl Outcome for Result<(), Error> {
    fn outcome(self) -> Result<(), Error> {
        self
    }
}

macro_rules! lambdas {
    ($($hook:ident($($name:ident: $type:ty),*))*) => {
        /// A callback of closures, one for each hook that is wanted; Keras' `LambdaCallback`:
        ///
        /// `LambdaCallback(on_epoch_end = |epoch, logs, training| …, on_train_end = |logs, training| …)`
        ///
        /// A closure takes what the hook of [`Callback`] takes, and gives nothing, or a result whose
        /// error ends the training. Keras' functions reach the model from outside, ours by
        /// [`training`](Training). Where a closure asks it for the model, say which model:
        /// `LambdaCallback::<Net>(…)`.
        ///
        /// ```
        /// use kerust::callbacks::{Callback, LambdaCallback};
        /// use kerust::model::Model;
        ///
        /// fn good_enough<M: Model>() -> impl Callback<M> {
        ///     LambdaCallback::new()
        ///         .on_epoch_begin(|epoch, _| println!("epoch {epoch}"))
        ///         .on_epoch_end(|_, logs, training| {
        ///             if logs.loss() < 0.1 {
        ///                 training.stop();
        ///             }
        ///         })
        /// }
        /// ```
        pub struct LambdaCallback<'a, M: Model> {
            $($hook: Option<
                Box<dyn FnMut($($type,)* &mut Training<'_, M>) -> Result<(), Error> + 'a>,
            >,)*
        }

        impl<'a, M: Model> LambdaCallback<'a, M> {
            /// Does nothing yet.
            #[must_use]
            pub const fn new() -> Self {
                LambdaCallback { $($hook: None,)* }
            }

            $(
                #[doc = concat!(
                    "What is called as [`", stringify!($hook), "`](Callback::", stringify!($hook), ")."
                )]
                #[must_use]
                pub fn $hook<R: Outcome>(
                    mut self,
                    mut $hook: impl FnMut($($type,)* &mut Training<'_, M>) -> R + 'a,
                ) -> Self {
                    self.$hook = Some(Box::new(move |$($name: $type,)* training: &mut Training<'_, M>| {
                        $hook($($name,)* training).outcome()
                    }));
                    self
                }
            )*
        }

        impl<M: Model> Callback<M> for LambdaCallback<'_, M> {
            type Monitor = ();

            $(
                fn $hook(
                    &mut self,
                    $($name: $type,)*
                    training: &mut Training<'_, M>,
                ) -> Result<(), Error> {
                    match &mut self.$hook {
                        Some(closure) => closure($($name,)* training),
                        None => Ok(()),
                    }
                }
            )*
        }

        impl<M: Model> fmt::Debug for LambdaCallback<'_, M> {
            /// Which hooks it has.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut hooks = f.debug_set();
                $(
                    if self.$hook.is_some() {
                        hooks.entry(&stringify!($hook));
                    }
                )*
                hooks.finish()
            }
        }
    };
}

hooks! { lambdas }
