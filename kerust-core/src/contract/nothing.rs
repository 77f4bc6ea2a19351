use super::{LabelFor, LossAfter, MetricFor};
use crate::Error;
use crate::activations::Activate;
use crate::losses::{
    Loss, binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy,
};
use crate::metrics::{Direction, Judges, Metric};
use crate::shape::Shape;

/// A loss, an activation and a metric that nobody uses.
///
/// Where a trait has one implementation for a type, the compiler takes it for granted even if it
/// does not fit, and reports what follows from it; a second one keeps it at one error.
#[derive(Clone, Debug, Default)]
pub struct Nothing;

impl Activate for Nothing {
    fn forward(_: &mut [f32], _: usize) {}

    fn backward(_: &[f32], _: &[f32], _: &mut [f32], _: usize) {}
}

impl Loss for Nothing {
    const NAME: &'static str = "";
    type Target = Nothing;
    type Scratch = ();

    fn value(&self, _: &[f32], _: &Nothing, _: usize) -> f32 {
        0.0
    }

    fn gradient(&self, _: &[f32], _: &Nothing, _: usize, _: f32, _: &mut [f32]) {}
}

impl Metric for Nothing {
    const NAME: &'static str = "";
    const VAL_NAME: &'static str = "";
    const DIRECTION: Direction = Direction::Min;
}

impl<Target: ?Sized> Judges<Target> for Nothing {
    type State = ();

    fn update((): &mut (), _: &[f32], _: &Target, _: usize) {}

    fn result((): &()) -> f32 {
        0.0
    }
}

#[diagnostic::do_not_recommend]
impl<L: Loss, A: Activate> MetricFor<L, A, L::Target> for Nothing {
    type Is = Self;
}

#[diagnostic::do_not_recommend]
impl<A: Activate> LossAfter<A> for Nothing {
    type Is = Self;
}

macro_rules! after_nothing {
    ($($loss:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl LossAfter<Nothing> for $loss {
            type Is = Self;
        }
    )*};
}

after_nothing! { binary_crossentropy categorical_crossentropy sparse_categorical_crossentropy }

macro_rules! labels_of_nothing {
    ($($label:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<Out: Shape> LabelFor<Nothing, Out> for $label {
            fn target<'a>(&'a self, _: usize, (): &'a mut ()) -> Result<&'a Nothing, Error> {
                Ok(&Nothing)
            }
        }
    )*};
}

labels_of_nothing! { bool u8 u16 u32 u64 usize i32 i64 }
