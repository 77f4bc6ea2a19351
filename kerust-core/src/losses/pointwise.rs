/// A loss that is the mean over the outputs of a function of each by itself: `at(y, t)` with the derivative
/// `slope(y, t, scale)`, times a scale. `of signs`: t is what [`signs`](crate::losses::signs) makes of the target.
macro_rules! pointwise {
    (
        $name:ident $(<$logits:ident>)?, $kind:ident $(of $targets:ident)?
    ) => {
        loss_of_rows! { $name $(<$logits>)?, $kind }

        impl$(<const $logits: bool>)? $name$(<$logits>)? {
            #[inline(always)]
            fn of_row(&self, row: crate::losses::Prediction<'_>) -> f32 {
                let target = pointwise! { @targets row $($targets)? };
                row.mean(|y, t| self.at(y, target(t)))
            }

            #[inline(always)]
            fn write_gradient(
                &self,
                row: crate::losses::Prediction<'_>,
                scale: f32,
                gradient: &mut [f32],
            ) {
                let target = pointwise! { @targets row $($targets)? };
                let scale = scale / row.outputs.len() as f32;
                row.write(gradient, |y, t| self.slope(y, target(t), scale));
            }
        }
    };
    (@targets $row:ident) => {
        |t: f32| t
    };
    (@targets $row:ident $targets:ident) => {
        crate::losses::$targets($row.target)
    };
}
