use alloc::boxed::Box;

use super::labels::LabelsOf;
use super::losses::{Losses, NoLoss};
use crate::losses::Loss;
use crate::samples::Samples;
use crate::tensor::structure::tuples;
use crate::tensor::{Shape, Structure};
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

impl<'y, L: Loss, Out: Shape, Y: Samples + ?Sized> LabelData<'y, L, Out> for &'y Y
where
    Y::Item: LabelFor<L, Out> + 'y,
{
    type Lists = LabelsOf<'y, L, Out, Y>;

    fn lists(self, loss: &L) -> Self::Lists {
        LabelsOf::new(loss, self)
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

impl<'y, Out: Shape> LabelData<'y, NoLoss, Out> for () {
    type Lists = ();

    fn lists(self, _: &NoLoss) {}

    fn borrow<'a>((): &'a mut ())
    where
        'y: 'a,
    {
    }

    fn boxed((): ()) {}
}

/// Labels in one variable for several outputs, as [`LabelData`]: a tuple, or the labels of the only output that has
/// a loss.
pub trait LabelsInOne<'y, L: Losses, Out> {
    /// The tuple with the labels of each output.
    type Tuple: LabelData<'y, L, Out>
    where
        Out: Structure;

    /// The tuple.
    fn tuple(&'y self) -> Self::Tuple
    where
        Out: Structure;
}

macro_rules! in_one {
    ([$($generics:tt)*] $loss:ty, $out:ty) => {
        // A variable that does not fit has one error, because two implementations are for it.
        #[diagnostic::do_not_recommend]
        impl<'y, $($generics)* Y: LabelsInOne<'y, $loss, $out> + ?Sized> LabelData<'y, $loss, $out> for &'y Y {
            type Lists = <Y::Tuple as LabelData<'y, $loss, $out>>::Lists;

            fn lists(self, losses: &$loss) -> Self::Lists {
                self.tuple().lists(losses)
            }

            fn borrow<'a>(lists: &'a mut Self::Lists) -> <$loss as Losses>::Borrowed<'a, 'y>
            where
                'y: 'a,
            {
                Y::Tuple::borrow(lists)
            }

            fn boxed(lists: Self::Lists) -> <$loss as Losses>::Owned<'y> {
                Y::Tuple::boxed(lists)
            }
        }
    };
}

in_one! { [Out: Shape,] NoLoss, Out }

macro_rules! several {
    ($([$index:tt $loss:ident $out:ident $y:ident $($other:ident)*])*) => {
        impl<'y, $($loss: Losses, $out: Shape, $y: LabelData<'y, $loss, $out>),*>
            LabelData<'y, ($($loss,)*), ($($out,)*)> for ($($y,)*)
        {
            type Lists = ($($y::Lists,)*);

            fn lists(self, losses: &($($loss,)*)) -> Self::Lists {
                ($(self.$index.lists(&losses.$index),)*)
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

        impl<'y, $($loss: Losses, $out: Shape, $y: 'y),*>
            LabelsInOne<'y, ($($loss,)*), ($($out,)*)> for ($($y,)*)
        where
            $(&'y $y: LabelData<'y, $loss, $out>),*
        {
            type Tuple = ($(&'y $y,)*);

            fn tuple(&'y self) -> Self::Tuple {
                ($(&self.$index,)*)
            }
        }

        in_one! { [$($loss: Losses, $out: Shape,)*] ($($loss,)*), ($($out,)*) }
        only! { @ [] $([$index $out])* }
    };
}

/// One implementation for each output that may be the only one with a loss.
macro_rules! only {
    (@ [$($before:tt)*]) => {};
    (@ [$([$before:tt $out_before:ident])*] [$here:tt $out:ident] $([$after:tt $out_after:ident])*) => {
        impl<'y, L: Loss, $($out_before: Shape,)* $out: Shape, $($out_after: Shape,)* Y>
            LabelsInOne<
                'y,
                ($(only!(@ none $before),)* L, $(only!(@ none $after),)*),
                ($($out_before,)* $out, $($out_after,)*),
            > for Y
        where
            Y: Samples + ?Sized + 'y,
            &'y Y: LabelData<'y, L, $out>,
        {
            type Tuple = ($(only!(@ unit $before),)* &'y Y, $(only!(@ unit $after),)*);

            fn tuple(&'y self) -> Self::Tuple {
                ($(only!(@ unit $before),)* self, $(only!(@ unit $after),)*)
            }
        }

        only! { @ [$([$before $out_before])* [$here $out]] $([$after $out_after])* }
    };
    (@ none $index:tt) => { NoLoss };
    (@ unit $index:tt) => { () };
}

tuples! { several }
