use core::marker::PhantomData;

use super::Activate;
use crate::simd::{Processor, Task};

/// `A` in place.
pub(crate) struct Forward<'a, A> {
    values: &'a mut [f32],
    width: usize,
    activation: PhantomData<A>,
}

impl<'a, A> Forward<'a, A> {
    /// On rows of `width` numbers.
    pub(crate) fn new(values: &'a mut [f32], width: usize) -> Self {
        Forward {
            values,
            width,
            activation: PhantomData,
        }
    }
}

impl<A: Activate> Task for Forward<'_, A> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        A::forward(self.values, self.width);
    }
}

/// From the gradient `dy` of the outputs `y` of `A` to the gradient of what it was applied to: `x`,
/// if it keeps its input.
pub(crate) struct Backward<'a, A> {
    x: &'a [f32],
    y: &'a [f32],
    dy: &'a mut [f32],
    width: usize,
    activation: PhantomData<A>,
}

impl<'a, A> Backward<'a, A> {
    /// On rows of `width` numbers.
    pub(crate) fn new(x: &'a [f32], y: &'a [f32], dy: &'a mut [f32], width: usize) -> Self {
        Backward {
            x,
            y,
            dy,
            width,
            activation: PhantomData,
        }
    }
}

impl<A: Activate> Task for Backward<'_, A> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        A::backward(self.x, self.y, self.dy, self.width);
    }
}

/// Compiles an activation in this crate. Of one with settings in its type, that is done for the types that are listed,
/// each where its condition holds.
macro_rules! compiled_here {
    ($($word:ty, if $is_default:expr);*) => {
        fn run_forward(cpu: $crate::simd::Cpu, values: &mut [f32], width: usize) {
            $(if const { $is_default } {
                fn here(cpu: $crate::simd::Cpu, values: &mut [f32], width: usize) {
                    cpu.run($crate::activations::Forward::<$word>::new(values, width));
                }
                return here(cpu, values, width);
            })*
            #[allow(unreachable_code)]
            cpu.run($crate::activations::Forward::<Self>::new(values, width));
        }

        fn run_backward(
            cpu: $crate::simd::Cpu,
            x: &[f32],
            y: &[f32],
            dy: &mut [f32],
            width: usize,
        ) {
            $(if const { $is_default } {
                fn here(
                    cpu: $crate::simd::Cpu,
                    x: &[f32],
                    y: &[f32],
                    dy: &mut [f32],
                    width: usize,
                ) {
                    cpu.run($crate::activations::Backward::<$word>::new(x, y, dy, width));
                }
                return here(cpu, x, y, dy, width);
            })*
            #[allow(unreachable_code)]
            cpu.run($crate::activations::Backward::<Self>::new(x, y, dy, width));
        }
    };
}
pub(crate) use compiled_here;
