use alloc::boxed::Box;
use core::fmt;

use super::hooks::hooks;
use super::{Callback, Training};
use crate::Error;
use crate::model::{Model, OutputRow};
use crate::train::history::Logs;

/// The result of a [`LambdaCallback`]'s closure: nothing, or an error that ends the training.
pub trait Outcome {
    /// The result as a hook returns it.
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
        /// A callback made of closures, one for each hook; Keras' `LambdaCallback`.
        ///
        /// `LambdaCallback(on_epoch_end = |epoch, logs, training| …, on_train_end = |logs, training| …)`
        ///
        /// A closure takes the arguments of the hook of [`Callback`], and returns nothing, or a result
        /// whose error ends the training. It reaches the model through [`training`](Training). A
        /// closure that asks `training` for the model needs the model's type:
        /// `LambdaCallback::<Net>(…)`.
        ///
        /// ```
        /// use kerust::prelude::*;
        ///
        /// model! { struct Line < Dense<1, 1> > }
        ///
        /// let mut losses = Vec::new();
        /// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
        /// let history = fit!(
        ///     line, &[0.0, 1.0], &[1.0, 3.0],
        ///     epochs = 3,
        ///     callbacks = [LambdaCallback(on_epoch_end = |_, logs, _| losses.push(logs.loss()))],
        ///     verbose = 0,
        /// )?;
        /// assert_eq!(losses, history["loss"]);
        /// # Ok::<(), kerust::Error>(())
        /// ```
        pub struct LambdaCallback<'a, M: Model> {
            $($hook: Option<
                Box<dyn FnMut($($type,)* &mut Training<'_, M>) -> Result<(), Error> + 'a>,
            >,)*
        }

        impl<'a, M: Model> LambdaCallback<'a, M> {
            /// A callback without closures, which does nothing.
            #[must_use]
            pub const fn new() -> Self {
                LambdaCallback { $($hook: None,)* }
            }

            $(
                #[doc = concat!(
                    "The closure for [`", stringify!($hook), "`](Callback::", stringify!($hook), ")."
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
            /// The names of the hooks that have a closure.
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
