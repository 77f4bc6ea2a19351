use core::marker::PhantomData;

use crate::losses::Loss;
use crate::metrics::Direction;

/// A word for `monitor = …`: `loss`, a metric, or either after `val_`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be monitored",
    label = "neither `loss` nor a metric",
    note = "monitor `loss`, `val_loss`, or a metric such as `accuracy` or `val_accuracy`"
)]
pub trait Monitor: Send + Sync + 'static {
    /// Always `Self`. A word that cannot be monitored has no such type, so that nothing built on it reports a
    /// second error.
    type Is: Monitor;

    /// The name in logs.
    const NAME: &'static str;
    /// The direction of improvement.
    const DIRECTION: Direction;
}

/// The type of a `fit` without validation data.
#[derive(Clone, Copy, Debug)]
pub struct NoValidation;

/// The type of a `fit` with validation data, or with a `validation_split`.
#[derive(Clone, Copy, Debug)]
pub struct Validation;

/// A monitored value that exists with this validation.
#[diagnostic::on_unimplemented(
    message = "this callback monitors `{Self}`, but this `fit` has no validation data",
    label = "monitors `{Self}`, which is not measured",
    note = "give `validation_data = (&x, &y)` or `validation_split = 0.2`, or monitor a value of the training"
)]
pub trait MeasuredWith<Validation> {}

/// A monitored value that exists with these metrics, of a whole model or of one output.
#[diagnostic::on_unimplemented(
    message = "this callback monitors `{Self}`, which is not among the compiled metrics",
    label = "monitors `{Self}`, which is not measured",
    note = "add the metric to `metrics = […]` in `compile!`; of a model with several outputs write the output too: `monitor = kind::val_accuracy`"
)]
pub trait MeasuredBy<Metrics, At, Of> {}

/// A whole model with its losses, in place of one output with its loss.
#[derive(Debug)]
pub struct AllOutputs<M, L>(PhantomData<fn() -> (M, L)>);

/// The training's loss.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum loss {}

/// The loss on the validation data.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum val_loss {}

impl Monitor for loss {
    type Is = Self;
    const NAME: &'static str = "loss";
    const DIRECTION: Direction = Direction::Min;
}

impl Monitor for val_loss {
    type Is = Self;
    const NAME: &'static str = "val_loss";
    const DIRECTION: Direction = Direction::Min;
}

#[diagnostic::do_not_recommend]
impl<V> MeasuredWith<V> for loss {}
#[diagnostic::do_not_recommend]
impl MeasuredWith<Validation> for val_loss {}

#[diagnostic::do_not_recommend]
impl<Ms, M, L> MeasuredBy<Ms, (), AllOutputs<M, L>> for loss {}
#[diagnostic::do_not_recommend]
impl<Ms, M, L> MeasuredBy<Ms, (), AllOutputs<M, L>> for val_loss {}
#[diagnostic::do_not_recommend]
impl<Ms, L: Loss> MeasuredBy<Ms, (), L> for loss {}
#[diagnostic::do_not_recommend]
impl<Ms, L: Loss> MeasuredBy<Ms, (), L> for val_loss {}

/// The monitor of a callback that monitors nothing: `type Monitor = ();`
#[diagnostic::do_not_recommend]
impl<V> MeasuredWith<V> for () {}
#[diagnostic::do_not_recommend]
impl<Ms, Of> MeasuredBy<Ms, (), Of> for () {}
