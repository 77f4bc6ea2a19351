use super::Metric;
use crate::Error;
use crate::losses::Prediction;
use crate::tensor::Row;

/// A metric by its sums: how a row is added to them, and what they come to. `update_state!` makes a
/// [`UpdateState`](super::UpdateState) of it.
pub trait Summed<T: ?Sized>: Metric {
    /// The sums. `R` is a row of outputs: room for a number of each.
    type State<R: Row>: Default + Clone + Send + Sync;

    /// Checks the settings.
    fn check(&self) -> Result<(), Error> {
        self.check_bounds()
    }

    /// Adds one row.
    fn add<R: Row>(&self, state: &mut Self::State<R>, row: Prediction<'_, T>, weight: f32);

    /// The value so far.
    fn value<R: Row>(&self, state: &Self::State<R>) -> f32;
}

/// Implements [`Summed`] and [`UpdateState`](crate::metrics::UpdateState) for labels of both kinds, by the type of the sums, what a row does to the sums and the value that they come to.
macro_rules! summed {
    (
        $name:ident $(<$count:ident>)? in $state:ty,
        add |$metric:ident, $sums:ident, $row:ident, $weight:ident| $add:expr,
        value |$of:pat_param, $total:ident| $value:expr $(,)?
    ) => {
        impl<T: crate::metrics::Labelled + ?Sized $(, const $count: usize)?>
            crate::metrics::Summed<T> for $name $(<$count>)?
        {
            type State<R: crate::tensor::Row> = $state;

            #[inline(always)]
            fn add<R: crate::tensor::Row>(
                &self,
                $sums: &mut $state,
                $row: crate::losses::Prediction<'_, T>,
                $weight: f32,
            ) {
                let $metric = self;
                $add;
            }

            fn value<R: crate::tensor::Row>(&self, $total: &$state) -> f32 {
                let $of = self;
                $value
            }
        }

        update_state! { $name $(<$count>)?, labels }
    };
}

/// Implements [`UpdateState`](crate::metrics::UpdateState) by [`Summed`], or with `mean of` by
/// [`RowMean`](crate::metrics::RowMean).
///
/// | | targets |
/// | --- | --- |
/// | `rows` | `[f32]` |
/// | `classes` | `usize` |
/// | `labels` | both, as a number for each output |
/// | `everything` | both, which do not matter |
macro_rules! update_state {
    ($name:ident $(<$count:ident>)?, $targets:ident) => {
        update_state! { @ $targets implemented $name $(<$count>)? }
    };
    ($name:ident, mean of $targets:ident) => {
        update_state! { @ $targets mean $name }
        update_state! { @ $targets implemented $name }
    };
    (@ rows $how:ident $name:ident) => {
        update_state! { @ $how [] $name, [f32] }
    };
    (@ classes $how:ident $name:ident) => {
        update_state! { @ $how [] $name, usize }
    };
    (@ labels $how:ident $name:ident $(<$count:ident>)?) => {
        update_state! {
            @ $how [T: crate::metrics::Labelled + ?Sized $(, const $count: usize)?]
            $name $(<$count>)?, T
        }
    };
    (@ everything $how:ident $name:ident) => {
        update_state! { @ $how [T: ?Sized] $name, T }
    };
    (@ mean [$($generics:tt)*] $name:ty, $target:ty) => {
        impl<$($generics)*> crate::metrics::Summed<$target> for $name {
            type State<R: crate::tensor::Row> = crate::metrics::Mean;

            #[inline(always)]
            fn add<R: crate::tensor::Row>(
                &self,
                state: &mut crate::metrics::Mean,
                row: crate::losses::Prediction<'_, $target>,
                weight: f32,
            ) {
                let value = crate::metrics::RowMean::<$target>::of_row(self, row);
                state.add(value, weight);
            }

            fn value<R: crate::tensor::Row>(&self, state: &crate::metrics::Mean) -> f32 {
                state.result()
            }
        }
    };
    (@ implemented [$($generics:tt)*] $name:ty, $target:ty) => {
        impl<$($generics)*> crate::metrics::UpdateState<$target> for $name {
            type State<R: crate::tensor::Row> =
                <Self as crate::metrics::Summed<$target>>::State<R>;

            fn check(&self) -> Result<(), crate::Error> {
                crate::metrics::Summed::<$target>::check(self)
            }

            fn state<R: crate::tensor::Row>(&self) -> Self::State<R> {
                Default::default()
            }

            #[inline(always)]
            fn update<R: crate::tensor::Row>(
                &self,
                state: &mut Self::State<R>,
                outputs: &[f32],
                target: &$target,
                width: usize,
                weight: f32,
            ) {
                let row = crate::losses::Prediction { outputs, target, width };
                crate::metrics::Summed::<$target>::add::<R>(self, state, row, weight);
            }

            fn result<R: crate::tensor::Row>(&self, state: &Self::State<R>) -> f32 {
                crate::metrics::Summed::<$target>::value::<R>(self, state)
            }
        }
    };
}
pub(crate) use update_state;
