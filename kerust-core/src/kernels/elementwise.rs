//! Elementwise operations.

use core::marker::PhantomData;

use super::{Processor, Task};
use crate::activations::Activate;
use crate::math::select;
use crate::random::Counter;

/// From the gradient `dy` of the outputs `y` of `A` to the gradient of what it was applied to: `x`,
/// if it keeps its input.
pub struct ActivationGradient<'a, A> {
    pub(crate) x: &'a [f32],
    pub(crate) y: &'a [f32],
    pub(crate) dy: &'a mut [f32],
    /// The size of the last axis.
    pub(crate) width: usize,
    pub(crate) activation: PhantomData<A>,
}

impl<A: Activate> Task for ActivationGradient<'_, A> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        A::backward(self.x, self.y, self.dy, self.width);
    }
}

/// `A` in place.
pub struct Activation<'a, A> {
    pub(crate) values: &'a mut [f32],
    /// The size of the last axis.
    pub(crate) width: usize,
    pub(crate) activation: PhantomData<A>,
}

impl<A: Activate> Task for Activation<'_, A> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        A::forward(self.values, self.width);
    }
}

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
