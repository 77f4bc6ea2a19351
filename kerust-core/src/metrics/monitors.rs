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

    /// The word alone, and whether its value is of [`AllOutputs`] or of one.
    type Word;
    /// The output.
    type Output;
}

/// The outputs together: of `loss`, and of the metrics of a model with one output.
#[derive(Debug)]
pub enum AllOutputs {}

/// A monitored word, or `()` for none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be monitored",
    label = "neither `loss` nor a metric",
    note = "monitor `loss`, `val_loss`, or a metric such as `accuracy` or `val_accuracy`; `()` for nothing"
)]
pub trait Monitored {
    /// The name in logs.
    const NAME: Option<&'static str>;
    /// The word alone.
    type Word;
    /// The output.
    type Output;
}

impl Monitored for () {
    const NAME: Option<&'static str> = None;
    type Word = ();
    type Output = AllOutputs;
}

impl<Q: Monitor> Monitored for Q {
    const NAME: Option<&'static str> = Some(Q::NAME);
    type Word = Q::Word;
    type Output = Q::Output;
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

/// A monitored value that exists with these metrics.
#[diagnostic::on_unimplemented(
    message = "this callback monitors `{Self}`, which is not among the compiled metrics",
    label = "monitors `{Self}`, which is not measured",
    note = "add the metric to `metrics = […]` in `compile!`; of a model with several outputs write the output too: `monitor = kind::val_accuracy`"
)]
pub trait MeasuredBy<Metrics, At> {}

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
    type Word = Self;
    type Output = AllOutputs;
}

impl Monitor for val_loss {
    type Is = Self;
    const NAME: &'static str = "val_loss";
    const DIRECTION: Direction = Direction::Min;
    type Word = Self;
    type Output = AllOutputs;
}

#[diagnostic::do_not_recommend]
impl<V> MeasuredWith<V> for loss {}
#[diagnostic::do_not_recommend]
impl MeasuredWith<Validation> for val_loss {}

#[diagnostic::do_not_recommend]
impl<Ms> MeasuredBy<Ms, ()> for loss {}
#[diagnostic::do_not_recommend]
impl<Ms> MeasuredBy<Ms, ()> for val_loss {}

/// The monitor of a callback that monitors nothing: `type Monitor = ();`
#[diagnostic::do_not_recommend]
impl<V> MeasuredWith<V> for () {}
#[diagnostic::do_not_recommend]
impl<Ms> MeasuredBy<Ms, ()> for () {}
