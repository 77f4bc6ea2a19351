//! The dispatch to code for special instructions: the only `unsafe` of the project calls functions with
//! target features.

#[cfg(all(target_arch = "x86_64", feature = "std"))]
use crate::simd::processor::{Avx2, Avx512};
use crate::simd::processor::{Plain, Processor};

/// The instructions that a processor is known to have: more than [`Cpu::PLAIN`] from [`Cpu::detect`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub struct Cpu(u8);

/// A kernel and its arguments; `run` is `#[inline(always)]`, with all that it calls.
pub trait Task {
    type Out;
    fn run<P: Processor>(self) -> Self::Out;
}

impl Cpu {
    /// The instructions of every processor of the architecture.
    pub const PLAIN: Cpu = Cpu(0);

    /// The instructions of this processor; without `std` they cannot be detected.
    #[inline]
    pub fn detect() -> Cpu {
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
            return Cpu(1 + u8::from(std::is_x86_feature_detected!("avx512f")));
        }
        Cpu::PLAIN
    }

    #[cfg(test)]
    pub fn levels() -> impl Iterator<Item = Cpu> {
        (0..=Cpu::detect().0).map(Cpu)
    }

    /// Runs `task`, compiled for this processor.
    #[inline]
    pub fn run<T: Task>(self, task: T) -> T::Out {
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[target_feature(enable = "avx2,fma")]
        fn avx2<T: Task>(task: T) -> T::Out {
            task.run::<Avx2>()
        }
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[target_feature(enable = "avx2,fma,avx512f")]
        fn avx512<T: Task>(task: T) -> T::Out {
            task.run::<Avx512>()
        }
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        match self.0 {
            0 => {}
            // SAFETY: `detect` has found the features.
            1 => return unsafe { avx2(task) },
            // SAFETY: `detect` has found the features.
            _ => return unsafe { avx512(task) },
        }
        task.run::<Plain>()
    }
}
