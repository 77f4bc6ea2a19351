use alloc::boxed::Box;

use super::labels::LabelsOf;
use super::losses::{Losses, NoLoss};
use crate::losses::Loss;
use crate::samples::{OneList, Samples};
use crate::tensor::structure::tuples;
use crate::tensor::{One, Several, Shape, Structure};
use crate::train::contract::LabelFor;

/// The labels for the losses `L` of a model with outputs `Out`: `&y`, and for several outputs a tuple with the
/// labels of each, `(&kinds, &prices)`. An output without a loss has `()` there; where only one output has a
/// loss, `&y` is enough.
#[diagnostic::on_unimplemented(
    message = "labels `{Self}` do not go with loss `{L}` on an output `{Out}`",
    label = "not the labels of each output",
    note = "a model with one output takes `&y`, where `y` is an array, a slice or a `Vec` with a label a row, or implements `Samples`; one with several outputs a tuple with the labels of each: `(&kinds, &prices)`, and `()` for an output without a loss"
)]
pub trait LabelData<'y, L: Losses, Out: Structure> {
    /// The labels of each output as targets.
    #[doc(hidden)]
    type Lists: 'y;

    /// The labels as targets.
    #[doc(hidden)]
    fn lists(self, losses: &L) -> Self::Lists;

    /// The targets behind types that do not depend on those of the labels.
    #[doc(hidden)]
    fn borrow<'a>(lists: &'a mut Self::Lists) -> <L as Losses>::Borrowed<'a, 'y>
    where
        'y: 'a;

    /// The same on the heap.
    #[doc(hidden)]
    fn boxed(lists: Self::Lists) -> <L as Losses>::Owned<'y>;
}

impl<'y, L: Losses, Out: Structure, T> LabelData<'y, L, Out> for T
where
    L::Kind: TakesLabels<'y, L, Out, T>,
{
    type Lists = <L::Kind as TakesLabels<'y, L, Out, T>>::Lists;

    fn lists(self, losses: &L) -> Self::Lists {
        <L::Kind as TakesLabels<'y, L, Out, T>>::lists(self, losses)
    }

    fn borrow<'a>(lists: &'a mut Self::Lists) -> <L as Losses>::Borrowed<'a, 'y>
    where
        'y: 'a,
    {
        <L::Kind as TakesLabels<'y, L, Out, T>>::borrow(lists)
    }

    fn boxed(lists: Self::Lists) -> <L as Losses>::Owned<'y> {
        <L::Kind as TakesLabels<'y, L, Out, T>>::boxed(lists)
    }
}

/// A kind of losses that takes labels of type `T`: one, none, or several. Each kind has one implementation, so that
/// the compiler's error is about the labels.
pub trait TakesLabels<'y, L: Losses, Out, T> {
    /// [`LabelData::Lists`].
    type Lists: 'y;

    /// [`LabelData::lists`].
    fn lists(labels: T, losses: &L) -> Self::Lists;

    /// [`LabelData::borrow`].
    fn borrow<'a>(lists: &'a mut Self::Lists) -> L::Borrowed<'a, 'y>
    where
        'y: 'a;

    /// [`LabelData::boxed`].
    fn boxed(lists: Self::Lists) -> L::Owned<'y>;
}

impl<'y, L: Loss, Out: Shape, T: OneList<'y>> TakesLabels<'y, L, Out, T> for One
where
    <T::List as Samples>::Item: LabelFor<L, Out> + 'y,
{
    type Lists = LabelsOf<'y, L, Out, T::List>;

    fn lists(labels: T, loss: &L) -> Self::Lists {
        LabelsOf::new(loss, labels.list())
    }

    fn borrow<'a>(labels: &'a mut Self::Lists) -> <L as Losses>::Borrowed<'a, 'y>
    where
        'y: 'a,
    {
        labels
    }

    fn boxed(labels: Self::Lists) -> <L as Losses>::Owned<'y> {
        Box::new(labels)
    }
}

/// No labels: `()`.
#[diagnostic::on_unimplemented(
    message = "an output without a loss takes no labels, and is given `{Self}`",
    label = "labels without a loss",
    note = "write `()` in place of its labels, or give the output a loss: `loss = (kind = …)`"
)]
pub trait Unlabelled {}

#[diagnostic::do_not_recommend]
impl Unlabelled for () {}

impl<'y, Out: Shape, T: Unlabelled> TakesLabels<'y, NoLoss, Out, T> for NoLoss {
    type Lists = ();

    fn lists(_: T, _: &NoLoss) {}

    fn borrow<'a>((): &'a mut ())
    where
        'y: 'a,
    {
    }

    fn boxed((): ()) {}
}

/// The labels of several outputs: a tuple, a reference to one, or where only one output has a loss `&y`.
#[diagnostic::on_unimplemented(
    message = "this model has several outputs, and is given labels `{Self}`",
    label = "not the labels of each output",
    note = "write a tuple with the labels of each output, `(&kinds, &prices)`, and `()` for an output without a loss; where only one output has a loss, `&y`"
)]
pub trait LabelParts<'y, L> {
    /// The parts.
    type Each;

    /// The parts.
    fn each(self) -> Self::Each;
}

macro_rules! several {
    ($([$index:tt $loss:ident $out:ident $y:ident $($other:ident)*])*) => {
        impl<'y, T, $($loss: Losses, $out: Shape, $y: LabelData<'y, $loss, $out>),*>
            TakesLabels<'y, ($($loss,)*), ($($out,)*), T> for Several<{ 0 $(+ { let _ = $index; 1 })* }>
        where
            T: LabelParts<'y, ($($loss,)*), Each = ($($y,)*)>,
        {
            type Lists = ($($y::Lists,)*);

            fn lists(labels: T, losses: &($($loss,)*)) -> Self::Lists {
                let labels = labels.each();
                ($(labels.$index.lists(&losses.$index),)*)
            }

            fn borrow<'a>(lists: &'a mut Self::Lists) -> ($($loss::Borrowed<'a, 'y>,)*)
            where
                'y: 'a,
            {
                ($($y::borrow(&mut lists.$index),)*)
            }

            fn boxed(lists: Self::Lists) -> ($($loss::Owned<'y>,)*) {
                ($($y::boxed(lists.$index),)*)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'y, $($loss, $y),*> LabelParts<'y, ($($loss,)*)> for ($($y,)*) {
            type Each = Self;

            fn each(self) -> Self {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'y, $($loss, $y),*> LabelParts<'y, ($($loss,)*)> for &'y ($($y,)*) {
            type Each = ($(&'y $y,)*);

            fn each(self) -> Self::Each {
                ($(&self.$index,)*)
            }
        }

        only! { @ [] $($index)* }
    };
}

/// One implementation for each output that may be the only one with a loss.
macro_rules! only {
    (@ [$($before:tt)*]) => {};
    (@ [$($before:tt)*] $here:tt $($after:tt)*) => {
        #[diagnostic::do_not_recommend]
        impl<'y, L: Loss, Y: Samples + ?Sized>
            LabelParts<'y, ($(only!(@ none $before),)* L, $(only!(@ none $after),)*)> for &'y Y
        {
            type Each = ($(only!(@ unit $before),)* &'y Y, $(only!(@ unit $after),)*);

            fn each(self) -> Self::Each {
                ($(only!(@ unit $before),)* self, $(only!(@ unit $after),)*)
            }
        }

        only! { @ [$($before)* $here] $($after)* }
    };
    (@ none $index:tt) => { NoLoss };
    (@ unit $index:tt) => { () };
}

tuples! { several }
