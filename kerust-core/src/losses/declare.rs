/// Declares a loss: its word with its settings, and the word to monitor it by where it is measured as
/// a metric. Its formula is an implementation of [`Loss`](crate::losses::Loss).
///
/// After the two words stands the kind of its labels (see
/// [`LabelKind`](crate::samples::LabelKind)), and in braces its settings with their defaults, and
/// bounds between them, as in `factor: f32 where Bound::POSITIVE = 1.0` (see [`Bound`](crate::word::Bound)); every
/// loss has the setting `reduction` beside them. It goes with every last layer; with `after sigmoid` in
/// front of the braces it would only go with that one, and with `<FROM_LOGITS>` after its word there is
/// a setting `from_logits`, which takes a `linear` one.
///
/// ```
/// use kerust::contract::Numbers;
/// use kerust::losses::Loss;
///
/// kerust::loss! {
///     /// The largest difference, times a factor.
///     largest_difference, val_largest_difference, Numbers {
///         /// The factor.
///         factor: f32 = 1.0,
///     }
/// }
///
/// impl Loss for largest_difference {
///     const NAME: &'static str = "largest_difference";
///     type Labels = Numbers;
///
///     fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
///         let differences = outputs.iter().zip(target).map(|(y, t)| (y - t).abs());
///         self.factor * differences.fold(0.0, f32::max)
///     }
///
///     fn gradient(&self, outputs: &[f32], target: &[f32], _: usize, scale: f32, gradient: &mut [f32]) {
///         let largest = self.value(outputs, target, outputs.len()) / self.factor;
///         for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
///             *d = if (y - t).abs() == largest { scale * self.factor * (y - t).signum() } else { 0.0 };
///         }
///     }
/// }
///
/// assert_eq!(largest_difference::new().factor(2.0).value(&[1.0, 4.0], &[1.5, 3.0], 2), 2.0);
/// ```
#[macro_export]
macro_rules! loss {
    (
        $(#[$doc:meta])*
        $name:ident, $val_name:ident, $kind:ident { $($settings:tt)* }
    ) => {
        $crate::loss! {
            @declare $(#[$doc])* $name, $val_name, $kind { $($settings)* }
        }

        #[diagnostic::do_not_recommend]
        impl<A: $crate::activations::Activate> $crate::losses::LossAfter<A> for $name {
            type Is = Self;
            type Head = A;
        }

        #[diagnostic::do_not_recommend]
        impl<L, A, K> $crate::metrics::MetricFor<
            L, A, $crate::loss!(@target $kind), K
        > for $name
        where
            L: $crate::losses::Loss<Labels = K>,
            A: $crate::activations::Activate,
            K: $crate::samples::LabelKind<
                Target = $crate::loss!(@target $kind)
            >,
        {
            type Is = Self;
        }
    };
    (
        $(#[$doc:meta])*
        $name:ident, $val_name:ident, $kind:ident after $head:ident $(by $before:ident)? { $($settings:tt)* }
    ) => {
        $crate::loss! {
            @declare $(#[$doc])* $name, $val_name, $kind { $($settings)* }
        }
        $crate::loss! { @after $head $(by $before)?, $name, $kind }
    };
    (
        $(#[$doc:meta])*
        $name:ident<FROM_LOGITS>, $val_name:ident, $kind:ident after $head:ident $(by $before:ident)? { $($settings:tt)* }
    ) => {
        $crate::word! {
            $(#[$doc])*
            $name<
                /// `true`: the outputs are logits, what an activation would be applied to; the last
                /// layer is then `linear`.
                from_logits: bool FROM_LOGITS = false
            > {
                $($settings)*,
                /// The reduction of the rows' losses to that of the batch; `Reduction::SumOverBatchSize`
                /// by default.
                reduction: $crate::losses::Reduction = $crate::losses::Reduction::SumOverBatchSize,
            }
        }
        $crate::measured! {
            $name, $val_name [const FROM_LOGITS: ::core::primitive::bool,] [FROM_LOGITS], $crate::metrics::Direction::Min
        }
        $crate::loss! { @word $name [const FROM_LOGITS: ::core::primitive::bool] [FROM_LOGITS] $kind }

        $crate::loss! { @after $head $(by $before)?, $name<false>, $kind }
        $crate::loss! { @after linear, $name<true>, $kind }
    };
    (
        @declare $(#[$doc:meta])*
        $name:ident, $val_name:ident, $kind:ident { $($settings:tt)* }
    ) => {
        $crate::word! {
            $(#[$doc])*
            $name {
                $($settings)*,
                /// The reduction of the rows' losses to that of the batch; `Reduction::SumOverBatchSize`
                /// by default.
                reduction: $crate::losses::Reduction = $crate::losses::Reduction::SumOverBatchSize,
            }
        }
        $crate::measured! { $name, $val_name [] [], $crate::metrics::Direction::Min }
        $crate::loss! { @word $name [] [] $kind }
    };
    (@after $head:ident $(by $before:ident)?, $loss:ty, $kind:ident) => {
        #[diagnostic::do_not_recommend]
        impl $crate::losses::LossAfter<$crate::activations::$head> for $loss {
            type Is = Self;
            type Head = $crate::activations::$head;

            $(
                #[inline(always)]
                fn gradient_before(
                    &self,
                    outputs: &[::core::primitive::f32],
                    target: &$crate::losses::Target<Self>,
                    width: ::core::primitive::usize,
                    scale: ::core::primitive::f32,
                    gradient: &mut [::core::primitive::f32],
                ) {
                    let row = $crate::losses::Prediction { outputs, target, width };
                    self.$before(row, scale, gradient);
                }
            )?
        }

        // A second implementation keeps the compiler from taking the only one for granted.
        #[diagnostic::do_not_recommend]
        impl $crate::losses::LossAfter<$crate::metrics::Nothing> for $loss {
            type Is = Self;
            type Head = $crate::metrics::Nothing;
        }

        $crate::loss! { @measured_after $crate::activations::$head, $loss, $kind }
        $crate::loss! { @measured_after $crate::metrics::Nothing, $loss, $kind }
    };
    (@measured_after $head:path, $loss:ty, $kind:ident) => {
        #[diagnostic::do_not_recommend]
        impl<L, K> $crate::metrics::MetricFor<
            L, $head, $crate::loss!(@target $kind), K
        > for $loss
        where
            L: $crate::losses::Loss<Labels = K>,
            K: $crate::samples::LabelKind<Target = $crate::loss!(@target $kind)>,
        {
            type Is = Self;
        }
    };
    (@target Classes) => {
        ::core::primitive::usize
    };
    (@target $kind:ident) => {
        [::core::primitive::f32]
    };
    (@word $name:ident [$($generics:tt)*] [$($arguments:tt)*] $kind:ident) => {
        impl<$($generics)*> $crate::losses::Reduces for $name<$($arguments)*> {
            #[inline(always)]
            fn reduction(&self) -> $crate::losses::Reduction {
                self.reduction
            }

            fn check_bounds(&self) -> ::core::result::Result<(), $crate::Error> {
                self.check_settings()
            }
        }

        impl<$($generics)*> $crate::metrics::UpdateState<
            $crate::loss!(@target $kind)
        > for $name<$($arguments)*> {
            type State<R: $crate::tensor::Row> = $crate::metrics::Mean;

            fn check(&self) -> ::core::result::Result<(), $crate::Error> {
                $crate::losses::Loss::check(self)
            }

            fn state<R: $crate::tensor::Row>(&self) -> $crate::metrics::Mean {
                $crate::metrics::Mean::default()
            }

            #[inline(always)]
            fn update<R: $crate::tensor::Row>(
                &self,
                state: &mut $crate::metrics::Mean,
                outputs: &[::core::primitive::f32],
                target: &$crate::loss!(@target $kind),
                width: ::core::primitive::usize,
                weight: ::core::primitive::f32,
            ) {
                state.add($crate::losses::Loss::value(self, outputs, target, width), weight);
            }

            fn result<R: $crate::tensor::Row>(&self, state: &$crate::metrics::Mean) -> ::core::primitive::f32 {
                state.result()
            }
        }
    };
}
