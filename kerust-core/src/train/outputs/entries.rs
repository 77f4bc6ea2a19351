//! Lists with an entry for each output of a model: its losses, and its metrics.

use crate::activations::Activate;
use crate::losses::{Loss, LossAfter};
use crate::tensor::structure::tuples;
use crate::tensor::{At, One};
use crate::train::data::losses::{Losses, NoLoss};

/// A list with an entry at the place `P`.
pub trait EntryAt<P> {
    /// The entry.
    type Entry;
    /// The list with another entry there.
    type With<E>;

    /// Replaces the entry.
    fn replace<E>(self, entry: impl FnOnce(Self::Entry) -> E) -> Self::With<E>;
}

/// A list of one output, which has no names: the error is that of the name.
macro_rules! of_one {
    ($($list:tt)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<P> EntryAt<P> for $list {
            type Entry = Self;
            type With<E> = E;

            fn replace<E>(self, entry: impl FnOnce(Self) -> E) -> E {
                entry(self)
            }
        }
    )*};
}

of_one! { NoLoss () }

/// One implementation for each place in a tuple.
macro_rules! places {
    ($([$index:tt $type:ident $($other:ident)*])*) => {
        places! { @ [] $([$index $type])* }
    };
    (@ [$($before:tt)*]) => {};
    (@ [$([$before:tt $type_before:ident])*] [$here:tt $type:ident] $([$after:tt $type_after:ident])*) => {
        impl<$($type_before,)* $type, $($type_after,)*> EntryAt<At<$here>>
            for ($($type_before,)* $type, $($type_after,)*)
        {
            type Entry = $type;
            type With<E> = ($($type_before,)* E, $($type_after,)*);

            fn replace<E>(self, entry: impl FnOnce($type) -> E) -> Self::With<E> {
                ($(self.$before,)* entry(self.$here), $(self.$after,)*)
            }
        }

        places! { @ [$([$before $type_before])* [$here $type]] $([$after $type_after])* }
    };
}

tuples! { places }

/// Losses among which the output `N`, at the place `P` and with the last activation `A`, has one.
pub trait LossOf<N, P, A: Activate> {
    /// The loss.
    type Loss: LossAfter<A>;
}

impl<N, P, A: Activate, Ls, L, K> LossOf<N, P, A> for Ls
where
    Ls: EntryAt<P, Entry = L>,
    L: Losses<Kind = K>,
    K: LossOfKind<N, L, Loss: LossAfter<A>>,
{
    type Loss = K::Loss;
}

/// The kind of the entry `L` for output `N`: a loss, which [`NoLoss`](crate::train::data::NoLoss) is not.
#[diagnostic::on_unimplemented(
    message = "output `{N}` has no loss",
    label = "an output without a loss",
    note = "metrics, weights and monitored values of an output need its loss: `loss = (… = mse)`"
)]
pub trait LossOfKind<N, L> {
    /// The loss.
    type Loss;
}

#[diagnostic::do_not_recommend]
impl<N, L: Loss> LossOfKind<N, L> for One {
    type Loss = L;
}
