use core::marker::PhantomData;

use crate::Error;
use crate::activations::Activate;
use crate::losses::{Loss, Target};
use crate::message::Text;
use crate::metrics::{IsClear, Metric, UpdateState};
use crate::samples::LabelKind;
use crate::tensor::Row;

/// A metric that goes with the loss `L` and with the last activation `A`: by the loss' targets `T` and the
/// kind `K` of its labels.
#[diagnostic::on_unimplemented(
    message = "this metric does not go with loss `{L}` on a model whose last activation is `{A}`",
    label = "not a metric for this loss and this model",
    note = "`accuracy` and the like go with `softmax` and `sigmoid`, and with the logits of a cross-entropy; `precision`, `auc` and the like with `softmax` and `sigmoid`; `mae` and the like with losses whose labels are numbers"
)]
pub trait MetricFor<
    L: Loss,
    A: Activate,
    T: ?Sized = <<L as Loss>::Labels as LabelKind>::Target,
    K = <L as Loss>::Labels,
>: Metric
{
    /// Always `Self`. A metric that does not go with them has no such type, so that nothing built on it
    /// reports a second error.
    type Is: MetricFor<L, A>;
}

/// A metric that can be used without settings: all of them have defaults, and its meaning is clear for
/// outputs of the shape `Out`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` needs a value in parentheses",
    label = "needs a value, as in `top_k(3)`"
)]
pub trait AloneFor<L: Loss, A: Activate, Out>: MetricFor<L, A> {
    /// The metric with its defaults.
    fn alone() -> Self::Is;
}

// The bounds are on `Is`, which a metric that does not fit lacks: that is the only error.
impl<L: Loss, A: Activate, Out, Q: MetricFor<L, A>> AloneFor<L, A, Out> for Q
where
    Q::Is: Default,
    <Q::Is as Metric>::Meaning: IsClear<L::Labels, A, Out>,
{
    fn alone() -> Q::Is {
        Q::Is::default()
    }
}

/// A list of metrics: `(accuracy, mae)`.
pub trait Metrics<L: Loss, A: Activate>: Clone + Send + Sync + 'static {
    /// The sums of all metrics; `R` is a row of outputs.
    type States<R: Row>: Clone + Send + Sync;

    /// The number of metrics.
    const COUNT: usize;

    /// The name of metric `index` in logs, and the same of the validation data.
    fn names<P: Prefix>(index: usize) -> [&'static str; 2];

    /// A check of all settings.
    ///
    /// # Errors
    /// The first setting with an invalid value.
    fn check(&self) -> Result<(), Error>;

    /// The sums before the first row.
    fn states<R: Row>(&self) -> Self::States<R>;

    /// Adds one row.
    fn update<R: Row>(
        &self,
        states: &mut Self::States<R>,
        outputs: &[f32],
        target: &Target<L>,
        width: usize,
        weight: f32,
    );

    /// The value of metric `index` so far.
    fn result<R: Row>(&self, states: &Self::States<R>, index: usize) -> f32;
}

/// The name of an output before the names of its metrics.
pub trait Prefix {
    /// The name; empty where a model has one output.
    const PREFIX: &'static str;
}

/// The output of a model with one.
#[derive(Debug)]
pub struct OfOne;

impl Prefix for OfOne {
    const PREFIX: &'static str = "";
}

/// The metric `Q` of the output `P`.
struct Named<P, Q>(PhantomData<(P, Q)>);

impl<P: Prefix, Q: Metric> Named<P, Q> {
    const NAME: &'static Text = &Text::new(P::PREFIX).text("_").text(Q::NAME);
    const VAL_NAME: &'static Text = &Text::new("val_").text(P::PREFIX).text("_").text(Q::NAME);
    const NAMES: [&'static str; 2] = if P::PREFIX.is_empty() {
        [Q::NAME, Q::VAL_NAME]
    } else {
        [Self::NAME.as_str(), Self::VAL_NAME.as_str()]
    };
}

/// A list to which a metric can be added.
pub trait Push<Q> {
    /// The longer list.
    type Out;

    /// Adds `metric` at the end.
    fn push(self, metric: Q) -> Self::Out;
}

/// A position in a list, which the compiler infers.
#[derive(Debug)]
pub struct Place<const INDEX: usize>;

/// A position in a list of a metric with weights, which the compiler infers.
#[derive(Debug)]
pub struct WeightedPlace<const INDEX: usize>;

/// A list of metrics that contains the metric `Q`, with any settings.
pub trait Has<Q, At> {}

macro_rules! lists {
    () => {};
    ($($metric:ident $index:tt),* ; $next:ident $at:tt $(, $more:ident $then:tt)*) => {
        list! { $($metric $index),* }
        impl<$($metric,)* $next> Push<$next> for ($($metric,)*) {
            type Out = ($($metric,)* $next,);

            fn push(self, metric: $next) -> Self::Out {
                ($(self.$index,)* metric,)
            }
        }
        lists! { $($metric $index,)* $next $at ; $($more $then),* }
    };
    ($($metric:ident $index:tt),* ;) => {
        list! { $($metric $index),* }
    };
}

macro_rules! list {
    ($($metric:ident $index:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<L: Loss, A: Activate, $($metric: MetricFor<L, A> + UpdateState<Target<L>>),*> Metrics<L, A> for ($($metric,)*) {
            type States<R: Row> = ($($metric::State<R>,)*);
            const COUNT: usize = 0 $(+ { let _ = $index; 1 })*;

            fn names<P: Prefix>(index: usize) -> [&'static str; 2] {
                match index {
                    $($index => Named::<P, $metric>::NAMES,)*
                    _ => [""; 2],
                }
            }

            fn check(&self) -> Result<(), Error> {
                $(UpdateState::<Target<L>>::check(&self.$index)?;)*
                Ok(())
            }

            #[allow(clippy::unused_unit)]
            fn states<R: Row>(&self) -> Self::States<R> {
                ($(self.$index.state::<R>(),)*)
            }

            #[inline(always)]
            fn update<R: Row>(
                &self,
                states: &mut Self::States<R>,
                outputs: &[f32],
                target: &Target<L>,
                width: usize,
                weight: f32,
            ) {
                let _ = (&states, outputs, target, width, weight);
                $(
                    let weight_here = if $metric::WEIGHTED { weight } else { 1.0 };
                    self.$index.update::<R>(&mut states.$index, outputs, target, width, weight_here);
                )*
            }

            fn result<R: Row>(&self, states: &Self::States<R>, index: usize) -> f32 {
                let _ = states;
                match index {
                    $($index => self.$index.result::<R>(&states.$index),)*
                    _ => f32::NAN,
                }
            }
        }

        has! { [] $($metric $index),* ; $($metric),* }
    };
}

macro_rules! has {
    ([$($all:ident)*] ; ) => {};
    ([] $($metric:ident $index:tt),* ; $($all:ident),*) => {
        has! { @each [$($metric $index),*] [] [$($all),*] }
    };
    (@each [] $before:tt []) => {};
    (
        @each [$metric:ident $index:tt $(, $more:ident $then:tt)*]
        [$($before:ident),*] [$same:ident $(, $after:ident)*]
    ) => {
        #[diagnostic::do_not_recommend]
        impl<$($before,)* $metric: Metric $(, $after)*> Has<$metric::Word, Place<$index>>
            for ($($before,)* $metric, $($after,)*) {}
        #[diagnostic::do_not_recommend]
        impl<$($before,)* $metric: Metric $(, $after)*> Has<$metric::Word, WeightedPlace<$index>>
            for ($($before,)* crate::metrics::Weighted<$metric>, $($after,)*) {}
        has! { @each [$($more $then),*] [$($before,)* $metric] [$($after),*] }
    };
}

lists! { ; A0 0, A1 1, A2 2, A3 3, A4 4, A5 5, A6 6, A7 7, A8 8, A9 9, A10 10, A11 11 }
