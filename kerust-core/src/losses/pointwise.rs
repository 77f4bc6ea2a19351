/// A loss that is the mean over the outputs of a function of each by itself, `at(y, t)` with the
/// derivative `slope(y, t)`: the word's implementation of [`Loss`](crate::losses::Loss).
macro_rules! pointwise {
    ($name:ident, $kind:ident $(, $check:ident in $setting:literal)*) => {
        impl crate::losses::Loss for $name {
            const NAME: &'static str = stringify!($name);
            type Labels = crate::contract::$kind;

            fn check(&self) -> Result<(), crate::Error> {
                $(crate::contract::check($setting, self.$check.into())?;)*
                Ok(())
            }

            fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
                let sum = crate::math::sum_of(outputs, target, |y, t| self.at(y, t));
                sum / outputs.len() as f32
            }

            fn gradient(
                &self,
                outputs: &[f32],
                target: &[f32],
                _: usize,
                scale: f32,
                gradient: &mut [f32],
            ) {
                let scale = scale / outputs.len() as f32;
                for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                    *d = scale * self.slope(*y, *t);
                }
            }
        }
    };
}
