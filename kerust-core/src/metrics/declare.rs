/// Declares a metric: its word with its settings, and the word after `val_`. Its formula is an
/// implementation of [`UpdateState`](crate::metrics::UpdateState), what it goes with one of
/// [`MetricFor`](crate::metrics::MetricFor).
///
/// ```
/// use kerust::activations::Activate;
/// use kerust::contract::{LabelKind, MetricFor, Monitor};
/// use kerust::losses::Loss;
/// use kerust::metrics::{Direction, UpdateState, Mean, Metric};
/// use kerust::shape::Row;
///
/// kerust::metric! {
///     /// The share of outputs that are nearer to their targets than `within`.
///     near, val_near, Direction::Max {
///         /// How near.
///         within: f32 = 0.1,
///     }
/// }
///
/// impl UpdateState<[f32]> for near {
///     type State<R: Row> = Mean;
///
///     fn state<R: Row>(&self) -> Mean {
///         Mean::default()
///     }
///
///     fn update<R: Row>(&self, state: &mut Mean, outputs: &[f32], target: &[f32], _: usize, weight: f32) {
///         let near = outputs.iter().zip(target).filter(|(y, t)| (*y - *t).abs() < self.within);
///         state.add(near.count() as f32 / outputs.len() as f32, weight);
///     }
///
///     fn result<R: Row>(&self, state: &Mean) -> f32 {
///         state.result()
///     }
/// }
///
/// impl<K, L, A> MetricFor<L, A, [f32], K> for near
/// where
///     K: LabelKind<Target = [f32]>,
///     L: Loss<Labels = K>,
///     A: Activate,
/// {
///     type Is = Self;
/// }
///
/// assert_eq!(val_near::NAME, "val_near");
/// ```
#[macro_export]
macro_rules! metric {
    ($(#[$doc:meta])* $name:ident, $val_name:ident, $direction:path) => {
        $crate::metric! { $(#[$doc])* $name, $val_name, $direction {} }
    };
    (
        $(#[$doc:meta])*
        $name:ident, $val_name:ident, $direction:path { $($settings:tt)* }
    ) => {
        $crate::word! {
            $(#[$doc])*
            $name { $($settings)* }
        }
        $crate::measured! { $name, $val_name [] [], $direction }
    };
    // With values that have no default.
    (
        $(#[$doc:meta])*
        $name:ident $new:ident($($required:tt)*), $val_name:ident, $direction:path { $($settings:tt)* }
    ) => {
        $crate::word! {
            $(#[$doc])*
            $name $new($($required)*) { $($settings)* }
        }
        $crate::measured! { $name, $val_name [] [], $direction }
    };
    // With a number of the type: how much room a state has.
    (
        $(#[$doc:meta])*
        $name:ident<$(#[$count_doc:meta])* $count_setting:ident: $count:ident $(where $count_bound:path)? = $count_default:literal>
        $($new:ident($($required:tt)*))?, $val_name:ident, $direction:path { $($settings:tt)* }
    ) => {
        $crate::word! {
            $(#[$doc])*
            $name<$(#[$count_doc])* $count_setting: usize $count $(where $count_bound)? = $count_default>
            $($new($($required)*))? { $($settings)* }
        }
        $crate::measured! { $name, $val_name [const $count: ::core::primitive::usize,] [$count], $direction }
    };
}

/// Makes a metric of a word that is a type already, with its twin after `val_`: it can be measured and
/// monitored.
#[doc(hidden)]
#[macro_export]
macro_rules! measured {
    ($name:ident, $val_name:ident [$($generics:tt)*] [$($arguments:tt)*], $direction:expr) => {
        $crate::measured! {
            $name, $val_name [$($generics)*] [$($arguments)*], $direction,
            $crate::metrics::OneMeaning
        }
    };
    (
        $name:ident, $val_name:ident [$($generics:tt)*] [$($arguments:tt)*], $direction:expr,
        $meaning:ty
    ) => {
        #[doc = ::core::concat!("[`", ::core::stringify!($name), "`] on the validation data.")]
        #[allow(non_camel_case_types)]
        #[::core::prelude::v1::derive(::core::fmt::Debug)]
        pub enum $val_name {}

        impl<$($generics)*> $crate::metrics::Metric for $name<$($arguments)*> {
            const NAME: &'static ::core::primitive::str = ::core::stringify!($name);
            const VAL_NAME: &'static ::core::primitive::str = ::core::stringify!($val_name);
            const TWIN_NAMES: [&'static ::core::primitive::str; 2] = [
                ::core::concat!("weighted_", ::core::stringify!($name)),
                ::core::concat!("val_weighted_", ::core::stringify!($name)),
            ];
            const DIRECTION: $crate::metrics::Direction = $direction;
            type Meaning = $meaning;
            type Word = $name;

            fn check_bounds(&self) -> ::core::result::Result<(), $crate::Error> {
                self.check_settings()
            }
        }

        impl<$($generics)*> $crate::metrics::Monitor for $name<$($arguments)*> {
            type Is = Self;
            const NAME: &'static ::core::primitive::str = ::core::stringify!($name);
            const DIRECTION: $crate::metrics::Direction = $direction;
            type Word = Self;
            type Output = $crate::metrics::AllOutputs;
        }

        impl $crate::metrics::Monitor for $val_name {
            type Is = Self;
            const NAME: &'static ::core::primitive::str = ::core::stringify!($val_name);
            const DIRECTION: $crate::metrics::Direction = $direction;
            type Word = Self;
            type Output = $crate::metrics::AllOutputs;
        }

        // A second implementation keeps the compiler from taking the only one for granted.
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::metrics::MetricFor<
            $crate::metrics::Nothing,
            $crate::metrics::Nothing,
            $crate::metrics::Nothing,
            $crate::metrics::Nothing,
        > for $name<$($arguments)*> {
            type Is = Self;
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)* V> $crate::metrics::MeasuredWith<V> for $name<$($arguments)*> {}
        #[diagnostic::do_not_recommend]
        impl $crate::metrics::MeasuredWith<$crate::metrics::Validation> for $val_name {}
        #[diagnostic::do_not_recommend]
        impl $crate::metrics::MeasuredWith<$crate::metrics::Nothing> for $val_name {}

        #[diagnostic::do_not_recommend]
        impl<$($generics)* Ms: $crate::metrics::Has<$name, At>, At>
            $crate::metrics::MeasuredBy<Ms, At> for $name<$($arguments)*> {}
        #[diagnostic::do_not_recommend]
        impl<Ms: $crate::metrics::Has<$name, At>, At> $crate::metrics::MeasuredBy<Ms, At> for $val_name {}
    };
}
