/// A metric that is the mean of the rows' values.
pub(super) trait OfRow<Target: ?Sized> {
    /// The value of one row: the mean over all axes but the last, whose size is `width`.
    fn of_row(&self, outputs: &[f32], target: &Target, width: usize) -> f32;
}

/// Makes a metric of what has a value for each row.
macro_rules! mean_of_rows {
    ($name:ident $([$($generics:tt)*])?, $target:ty) => {
        impl$(<$($generics)*>)? $crate::metrics::Judges<$target> for $name {
            type State<R: $crate::shape::Row> = $crate::metrics::Mean;

            fn state<R: $crate::shape::Row>(&self) -> $crate::metrics::Mean {
                $crate::metrics::Mean::default()
            }

            #[inline(always)]
            fn update<R: $crate::shape::Row>(
                &self,
                state: &mut $crate::metrics::Mean,
                outputs: &[f32],
                target: &$target,
                width: usize,
                weight: f32,
            ) {
                let value = $crate::metrics::OfRow::<$target>::of_row(self, outputs, target, width);
                state.add(value, weight);
            }

            fn result<R: $crate::shape::Row>(&self, state: &$crate::metrics::Mean) -> f32 {
                state.result()
            }
        }
    };
}
