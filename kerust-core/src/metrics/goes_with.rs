/// Says in one line which labels and last layers a metric goes with.
///
/// | | labels | last layers |
/// | --- | --- | --- |
/// | `probabilities` | any | `softmax`, `sigmoid`, `hard_sigmoid` |
/// | `scores` | any | `softmax` and `sigmoid`; `linear`, unless the labels are `Numbers` |
/// | `numbers` | rows of numbers | any |
/// | `everything` | any | any |
macro_rules! goes_with {
    ($name:ident $([$count:ident])?, probabilities) => {
        goes_with! { @ $name $([$count])? after softmax }
        goes_with! { @ $name $([$count])? after sigmoid }
        goes_with! { @ $name $([$count])? after hard_sigmoid }
    };
    ($name:ident, scores) => {
        goes_with! { $name, scores of classes }
        goes_with! { $name, scores of rows }
    };
    ($name:ident, scores of classes) => {
        goes_with! { @ $name Classes: softmax sigmoid linear }
    };
    ($name:ident, scores of rows) => {
        goes_with! { @ $name OneHot: softmax sigmoid linear }
        goes_with! { @ $name Bits: softmax sigmoid linear }
        goes_with! { @ $name Numbers: softmax sigmoid }
    };
    ($name:ident, numbers) => {
        goes_with! { @ $name [f32] }
    };
    ($name:ident, everything) => {
        goes_with! { @ $name [f32] }
        goes_with! { @ $name usize }
    };
    // One for each layer: an implementation for all would be taken for granted where it does not fit.
    (@ $name:ident $([$count:ident])? after $head:ident) => {
        #[diagnostic::do_not_recommend]
        impl<L, T: ?Sized, K, $(const $count: usize)?>
            $crate::metrics::MetricFor<L, $crate::activations::$head, T, K> for $name$(<$count>)?
        where
            L: $crate::losses::Loss<Labels = K>,
            K: $crate::samples::LabelKind<Target = T>,
        {
            type Is = Self;
        }
    };
    (@ $name:ident $kind:ident: $($head:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<L> $crate::metrics::MetricFor<
            L,
            $crate::activations::$head,
            <$crate::samples::$kind as $crate::samples::LabelKind>::Target,
            $crate::samples::$kind,
        > for $name
        where
            L: $crate::losses::Loss<Labels = $crate::samples::$kind>,
        {
            type Is = Self;
        }
    )*};
    (@ $name:ident $target:ty) => {
        #[diagnostic::do_not_recommend]
        impl<L, A, K> $crate::metrics::MetricFor<L, A, $target, K> for $name
        where
            L: $crate::losses::Loss<Labels = K>,
            A: $crate::activations::Activate,
            K: $crate::samples::LabelKind<Target = $target>,
        {
            type Is = Self;
        }
    };
}
pub(crate) use goes_with;
