use core::hint::black_box;

use crate::simd::accumulators::Accumulators;
use crate::simd::{Cpu, LANES, Processor, Task};

/// Multiply-adds that wait only for their own sums and read nothing: the upper bound of any kernel.
struct Peak {
    rounds: usize,
}

impl Task for Peak {
    type Out = usize;

    #[inline(always)]
    fn run<P: Processor>(self) -> usize {
        let (numbers, vector) = black_box(([1.0; LANES], [1e-9; LANES]));
        let mut sums = P::Many::ZERO;
        for _ in 0..self.rounds {
            sums.add_outer::<P>(&numbers, &[vector]);
        }
        black_box(sums);
        2 * LANES * P::Many::COUNT * self.rounds
    }
}

/// Multiplies and adds as fast as this processor can, for a time that grows with `rounds`, and returns the
/// number of operations. Benches compare kernels with it.
#[must_use]
pub fn peak(rounds: usize) -> usize {
    Cpu::detect().run(Peak { rounds })
}
