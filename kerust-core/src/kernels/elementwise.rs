//! Elementwise operations.

use crate::random::Counter;
use crate::simd::math::select;
use crate::simd::{Processor, Task, compile_task};

/// `to` is `from`, a random share of it set to 0 and the rest times `scale`.
pub struct Drop<'a> {
    pub(crate) from: &'a [f32],
    pub(crate) to: &'a mut [f32],
    pub(crate) counter: Counter,
    /// The place of the first number.
    pub(crate) place: usize,
    /// Below this a place's random number drops it.
    pub(crate) threshold: u32,
    pub(crate) scale: f32,
}

compile_task!(Drop<'_>);

impl Task for Drop<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        for (i, (from, to)) in self.from.iter().zip(self.to).enumerate() {
            let place = (self.place as u32).wrapping_add(i as u32);
            let kept = self.counter.at(place) >= self.threshold;
            *to = select(kept, from * self.scale, 0.0);
        }
    }
}

/// `to` is `from` times `scale` and plus `offset`.
pub struct Scale<'a, T> {
    pub(crate) from: &'a [T],
    pub(crate) to: &'a mut [f32],
    pub(crate) scale: f32,
    pub(crate) offset: f32,
}

compile_task!(Scale<'_, f32>);
compile_task!(Scale<'_, u8>);

impl<T: Copy + Into<f32>> Task for Scale<'_, T> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        for (from, to) in self.from.iter().zip(self.to) {
            let number: f32 = (*from).into();
            *to = number * self.scale + self.offset;
        }
    }
}
