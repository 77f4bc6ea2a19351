use crate::simd::math;

/// One row of outputs and the target that they are compared with: of a loss or a metric for numbers as many
/// numbers, of one for classes the number of a class.
#[derive(Debug)]
pub struct Prediction<'a, T: ?Sized = [f32]> {
    pub outputs: &'a [f32],
    pub target: &'a T,
    /// The size of the last axis. The row has a place for each index of all other axes.
    pub width: usize,
}

impl<T: ?Sized> Clone for Prediction<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Prediction<'_, T> {}

impl<'a> Prediction<'a> {
    /// The sum of `f(output, target)`.
    #[inline(always)]
    pub fn sum(self, f: impl Fn(f32, f32) -> f32 + Copy) -> f32 {
        math::sum_of(self.outputs, self.target, f)
    }

    /// The mean of `f(output, target)`.
    #[inline(always)]
    pub fn mean(self, f: impl Fn(f32, f32) -> f32 + Copy) -> f32 {
        self.sum(f) / self.outputs.len() as f32
    }

    /// Writes `f(output, target)` for each output.
    #[inline(always)]
    pub fn write(self, to: &mut [f32], mut f: impl FnMut(f32, f32) -> f32) {
        for (d, (y, t)) in to.iter_mut().zip(self.outputs.iter().zip(self.target)) {
            *d = f(*y, *t);
        }
    }

    /// The places, each a prediction by itself.
    #[inline(always)]
    pub fn places(self) -> impl Iterator<Item = Prediction<'a>> {
        let width = self.width;
        let places = self.outputs.chunks_exact(width);
        let places = places.zip(self.target.chunks_exact(width));
        places.map(move |(outputs, target)| Prediction {
            outputs,
            target,
            width,
        })
    }

    /// The sum of `f(place)` times [`share`](Self::share).
    #[inline(always)]
    pub fn mean_of_places(self, f: impl Fn(Prediction<'a>) -> f32) -> f32 {
        self.places().map(f).sum::<f32>() * self.share()
    }

    /// The share of places that are `right`.
    #[inline(always)]
    pub fn share_of_places(self, right: impl Fn(&Prediction<'a>) -> bool) -> f32 {
        let count = self.places().filter(right).count();
        count as f32 / (self.outputs.len() / self.width) as f32
    }

    /// Has `f` write what belongs to each place.
    #[inline(always)]
    pub fn write_places(self, to: &mut [f32], f: impl Fn(Prediction<'a>, &mut [f32])) {
        for (place, to) in self.places().zip(to.chunks_exact_mut(self.width)) {
            f(place, to);
        }
    }

    /// One over the number of places.
    #[inline(always)]
    pub fn share(self) -> f32 {
        self.width as f32 / self.outputs.len() as f32
    }
}

/// Implements [`Loss`](crate::losses::Loss) for a word with two methods that take a [`Prediction`]: `of_row`, the
/// loss, and `write_gradient`, its gradient times a scale; `by form`: those of its `form()`. In braces
/// stands what else the word says of the trait.
macro_rules! loss_of_rows {
    (
        $name:ident $(<$logits:ident>)?, $kind:ident $(by $form:ident)? $({ $($more:tt)* })?
    ) => {
        impl$(<const $logits: bool>)? crate::losses::Loss for $name$(<$logits>)? {
            const NAME: &'static str = stringify!($name);
            type Labels = crate::samples::$kind;

            $($($more)*)?

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn value(
                &self,
                outputs: &[f32],
                target: &crate::losses::Target<Self>,
                width: usize,
            ) -> f32 {
                self$(.$form())?.of_row(crate::losses::Prediction { outputs, target, width })
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn gradient(
                &self,
                outputs: &[f32],
                target: &crate::losses::Target<Self>,
                width: usize,
                scale: f32,
                gradient: &mut [f32],
            ) {
                let row = crate::losses::Prediction { outputs, target, width };
                self$(.$form())?.write_gradient(row, scale, gradient);
            }
        }
    };
}
