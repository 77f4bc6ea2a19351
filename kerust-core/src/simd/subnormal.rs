//! Subnormal numbers, which many processors multiply a hundred times more slowly.

use crate::simd::math::select;
use crate::simd::{Processor, Task, math};

/// Whether there are subnormal numbers among the numbers.
pub struct AnySubnormal<'a>(pub(crate) &'a [f32]);

compile_task!(AnySubnormal<'_>);

impl Task for AnySubnormal<'_> {
    type Out = bool;

    #[inline(always)]
    fn run<P: Processor>(self) -> bool {
        let mut found = 0;
        for number in self.0 {
            // The subtraction turns 0 into the largest number.
            let bits = (number.to_bits() & i32::MAX as u32).wrapping_sub(1);
            found |= u32::from(bits < f32::MIN_POSITIVE.to_bits() - 1);
        }
        found != 0
    }
}

/// Replaces subnormal numbers by 0.
pub struct Flush<'a>(pub(crate) &'a mut [f32]);

compile_task!(Flush<'_>);

impl Task for Flush<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        math::map(self.0, |x| select(x.abs() < f32::MIN_POSITIVE, 0.0, x));
    }
}
