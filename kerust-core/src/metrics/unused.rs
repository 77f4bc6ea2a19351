use crate::activations::Activate;
use crate::losses::{Loss, LossAfter, Reduces};
use crate::metrics::{Direction, Metric, MetricFor, OneMeaning, UpdateState};
use crate::samples::LabelKind;
use crate::tensor::{Row, Shape};

/// A loss, an activation and a metric that are never used.
///
/// If a trait has only one implementation for a type, the compiler assumes it even if it does not fit, and
/// reports its consequences; with a second implementation it reports one error.
#[derive(Clone, Debug, Default)]
pub struct Nothing;

impl Activate for Nothing {
    fn forward(_: &mut [f32], _: usize) {}

    fn backward(_: &[f32], _: &[f32], _: &mut [f32], _: usize) {}
}

impl LabelKind for Nothing {
    type Target = Nothing;
    type Scratch<Out: Shape> = ();

    fn class(_: &Nothing) -> Option<i128> {
        None
    }

    fn classes(_: usize) -> Option<usize> {
        None
    }
}

impl Reduces for Nothing {}

impl Loss for Nothing {
    const NAME: &'static str = "";
    type Labels = Nothing;

    fn value(&self, _: &[f32], _: &Nothing, _: usize) -> f32 {
        0.0
    }

    fn gradient(&self, _: &[f32], _: &Nothing, _: usize, _: f32, _: &mut [f32]) {}
}

impl Metric for Nothing {
    const NAME: &'static str = "";
    const VAL_NAME: &'static str = "";
    const TWIN_NAMES: [&'static str; 2] = ["", ""];
    const DIRECTION: Direction = Direction::Neither;
    type Meaning = OneMeaning;
    type Word = Nothing;
}

impl<Target: ?Sized> UpdateState<Target> for Nothing {
    type State<R: Row> = ();

    fn state<R: Row>(&self) {}

    fn update<R: Row>(&self, (): &mut (), _: &[f32], _: &Target, _: usize, _: f32) {}

    fn result<R: Row>(&self, (): &()) -> f32 {
        0.0
    }
}

#[diagnostic::do_not_recommend]
impl<L, A, T, K> MetricFor<L, A, T, K> for Nothing
where
    L: Loss<Labels = K>,
    A: Activate,
    T: ?Sized,
    K: LabelKind<Target = T>,
{
    type Is = Self;
}

#[diagnostic::do_not_recommend]
impl<A: Activate> LossAfter<A> for Nothing {
    type Is = Self;
    type Head = A;
}
