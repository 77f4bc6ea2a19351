use core::hint::black_box;

use crate::simd::LANE;
use crate::simd::accumulators::Sums;
use crate::simd::{Cpu, Processor, Task};

/// Multiply-adds that wait only for their own sums and read nothing: the upper bound of any kernel.
struct Peak {
    rounds: usize,
}

impl Task for Peak {
    type Out = usize;

    #[inline(always)]
    fn run<P: Processor>(self) -> usize {
        let (numbers, lane) = black_box(([1.0; LANE], [1e-9; LANE]));
        let mut sums = P::Many::ZERO;
        for _ in 0..self.rounds {
            sums.add_outer::<P>(&numbers, &[lane]);
        }
        black_box(sums);
        2 * LANE * P::Many::COUNT * self.rounds
    }
}

/// Multiplies and adds as fast as this processor can, for a time that grows with `rounds`, and returns the
/// number of operations. Benches compare kernels with it.
#[must_use]
pub fn peak(rounds: usize) -> usize {
    Cpu::detect().run(Peak { rounds })
}
