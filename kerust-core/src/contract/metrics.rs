use crate::activations::Activate;
use crate::losses::Loss;
use crate::metrics::{Judges, Metric};

/// Which metrics go with a loss, and with a last layer that ends in `A`.
#[diagnostic::on_unimplemented(
    message = "this metric does not go with loss `{L}` on a model whose last activation is `{A}`",
    label = "not a metric for this loss and this model",
    note = "`accuracy` goes with `softmax` and `sigmoid`, `mae` with losses whose labels are numbers"
)]
pub trait MetricFor<L: Loss, A: Activate, Target: ?Sized = <L as Loss>::Target>: Metric {
    /// Always `Self`. A metric that does not go with them has none, and what is built on it has no
    /// second error.
    type Is: MetricFor<L, A>;
}

/// A list of metrics: `(accuracy, mae)`.
pub trait Metrics<L: Loss, A: Activate>: 'static {
    /// The sums of all of them.
    type States: Default + Clone + Send + Sync;

    /// How many there are.
    const COUNT: usize;

    /// Their names.
    fn name(index: usize) -> &'static str;

    /// Their names with `val_` before them.
    fn val_name(index: usize) -> &'static str;

    /// Adds one row.
    fn update(states: &mut Self::States, outputs: &[f32], target: &L::Target, width: usize);

    /// The value of metric `index` so far.
    fn result(states: &Self::States, index: usize) -> f32;
}

/// The list with one metric more.
pub trait Push<Q> {
    /// The longer list.
    type Out;
}

/// A place in a list, which the compiler finds.
#[derive(Debug)]
pub struct Place<const INDEX: usize>;

/// That a list of metrics has a metric.
pub trait Has<Q, At> {}

macro_rules! lists {
    () => {};
    ($($metric:ident $index:tt),* ; $next:ident $at:tt $(, $more:ident $then:tt)*) => {
        list! { $($metric $index),* }
        impl<$($metric,)* $next> Push<$next> for ($($metric,)*) {
            type Out = ($($metric,)* $next,);
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
        impl<L: Loss, A: Activate, $($metric: MetricFor<L, A> + Judges<L::Target>),*> Metrics<L, A> for ($($metric,)*) {
            type States = ($($metric::State,)*);
            const COUNT: usize = 0 $(+ { let _ = $index; 1 })*;

            fn name(index: usize) -> &'static str {
                match index {
                    $($index => $metric::NAME,)*
                    _ => "",
                }
            }

            fn val_name(index: usize) -> &'static str {
                match index {
                    $($index => $metric::VAL_NAME,)*
                    _ => "",
                }
            }

            #[inline(always)]
            fn update(states: &mut Self::States, outputs: &[f32], target: &L::Target, width: usize) {
                let _ = (&states, outputs, target, width);
                $($metric::update(&mut states.$index, outputs, target, width);)*
            }

            fn result(states: &Self::States, index: usize) -> f32 {
                let _ = states;
                match index {
                    $($index => $metric::result(&states.$index),)*
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
        has! { @each [$($metric $index),*] ($($all,)*) [$($all),*] }
    };
    (@each [] $list:tt [$($all:ident),*]) => {};
    (@each [$metric:ident $index:tt $(, $more:ident $then:tt)*] $list:tt [$($all:ident),*]) => {
        #[diagnostic::do_not_recommend]
        impl<$($all),*> Has<$metric, Place<$index>> for ($($all,)*) {}
        has! { @each [$($more $then),*] $list [$($all),*] }
    };
}

lists! { ; A0 0, A1 1, A2 2, A3 3, A4 4, A5 5, A6 6, A7 7 }
