//! The losses of a model, and the labels that they take.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;

use super::labels::{LabelList, Labels};
use crate::Error;
use crate::losses::{Loss, Target};
use crate::tensor::structure::tuples;
use crate::tensor::{One, Several};

/// The losses of a model: the loss of one output, or of several a tuple, with [`NoLoss`] for an output without
/// one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a loss, nor a tuple with one for each output",
    label = "not a loss"
)]
pub trait Losses: Clone + Send + Sync + 'static {
    /// The kind: [`One`], [`NoLoss`], or [`Several`].
    type Kind;

    /// The labels of all outputs, borrowed.
    type Borrowed<'a, 'y: 'a>;

    /// The labels of all outputs.
    #[cfg(feature = "alloc")]
    type Owned<'y>;

    /// The metrics where there are none.
    type NoMetrics: Default;

    /// The labels, borrowed.
    #[cfg(feature = "alloc")]
    fn borrow<'a, 'y>(labels: &'a mut Self::Owned<'y>) -> Self::Borrowed<'a, 'y>
    where
        'y: 'a;

    /// Gives the labels of each output that has a loss to `visit`, with the number of the output.
    ///
    /// # Errors
    /// The first one of `visit`.
    fn each<'a, 'y>(
        labels: Self::Borrowed<'a, 'y>,
        visit: &mut dyn FnMut(usize, &mut (dyn LabelList<'y> + 'y)) -> Result<(), Error>,
    ) -> Result<(), Error>;

    /// Gives the name of the loss of each output to `visit`.
    fn each_name(visit: &mut dyn FnMut(&'static str));

    /// A check of the settings of all losses.
    ///
    /// # Errors
    /// The first setting with an invalid value.
    fn check_all(&self) -> Result<(), Error>;
}

impl<L: Loss> Losses for L {
    type Kind = One;
    type Borrowed<'a, 'y: 'a> = &'a mut (dyn Labels<'y, Target<L>> + 'y);
    #[cfg(feature = "alloc")]
    type Owned<'y> = Box<dyn Labels<'y, Target<L>> + 'y>;
    type NoMetrics = ();

    #[cfg(feature = "alloc")]
    #[inline(always)]
    fn borrow<'a, 'y>(labels: &'a mut Self::Owned<'y>) -> Self::Borrowed<'a, 'y>
    where
        'y: 'a,
    {
        &mut **labels
    }

    fn each<'a, 'y>(
        labels: Self::Borrowed<'a, 'y>,
        visit: &mut dyn FnMut(usize, &mut (dyn LabelList<'y> + 'y)) -> Result<(), Error>,
    ) -> Result<(), Error> {
        visit(0, labels)
    }

    fn each_name(visit: &mut dyn FnMut(&'static str)) {
        visit(L::NAME);
    }

    fn check_all(&self) -> Result<(), Error> {
        self.check()
    }
}

/// The place of a loss where an output has none: it then has no labels either, `()` in their place, and its
/// gradient is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoLoss;

impl Losses for NoLoss {
    type Kind = NoLoss;
    type Borrowed<'a, 'y: 'a> = ();
    #[cfg(feature = "alloc")]
    type Owned<'y> = ();
    type NoMetrics = ();

    #[cfg(feature = "alloc")]
    fn borrow<'a, 'y>((): &'a mut Self::Owned<'y>) -> Self::Borrowed<'a, 'y>
    where
        'y: 'a,
    {
    }

    fn each<'a, 'y>(
        (): (),
        _: &mut dyn FnMut(usize, &mut (dyn LabelList<'y> + 'y)) -> Result<(), Error>,
    ) -> Result<(), Error> {
        Ok(())
    }

    fn each_name(visit: &mut dyn FnMut(&'static str)) {
        visit("NoLoss");
    }

    fn check_all(&self) -> Result<(), Error> {
        Ok(())
    }
}

macro_rules! several {
    ($([$index:tt $loss:ident $($other:ident)*])*) => {
        impl<$($loss: Losses),*> Losses for ($($loss,)*) {
            type Kind = Several<{ 0 $(+ { let _ = $index; 1 })* }>;
            type Borrowed<'a, 'y: 'a> = ($($loss::Borrowed<'a, 'y>,)*);
            #[cfg(feature = "alloc")]
            type Owned<'y> = ($($loss::Owned<'y>,)*);
            type NoMetrics = ($($loss::NoMetrics,)*);

            #[cfg(feature = "alloc")]
            fn borrow<'a, 'y>(labels: &'a mut Self::Owned<'y>) -> Self::Borrowed<'a, 'y>
    where
        'y: 'a,
    {
                ($($loss::borrow(&mut labels.$index),)*)
            }

            fn each<'a, 'y>(
                labels: Self::Borrowed<'a, 'y>,
                visit: &mut dyn FnMut(usize, &mut (dyn LabelList<'y> + 'y)) -> Result<(), Error>,
            ) -> Result<(), Error> {
                $($loss::each(labels.$index, &mut |_, labels| visit($index, labels))?;)*
                Ok(())
            }

            fn each_name(visit: &mut dyn FnMut(&'static str)) {
                $($loss::each_name(visit);)*
            }

            fn check_all(&self) -> Result<(), Error> {
                $(self.$index.check_all()?;)*
                Ok(())
            }
        }
    };
}

tuples! { several }
