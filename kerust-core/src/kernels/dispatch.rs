//! The way into code that is compiled for more than every processor has.
//!
//! The only `unsafe` of the project: calls of functions with target features.

#[cfg(all(target_arch = "x86_64", feature = "std"))]
use super::processor::{Avx2, Avx512};
use super::processor::{Plain, Processor};

/// What the processor is known to have. Only [`Cpu::detect`] makes more than [`Cpu::PLAIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cpu(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Plain,
    #[cfg(all(target_arch = "x86_64", feature = "std"))]
    Avx2,
    #[cfg(all(target_arch = "x86_64", feature = "std"))]
    Avx512,
}

/// A kernel and its arguments; `run` is `#[inline(always)]`, with all that it calls.
pub trait Task {
    type Out;
    fn run<P: Processor>(self) -> Self::Out;
}

impl Cpu {
    /// What every processor of this kind has.
    pub const PLAIN: Cpu = Cpu(Level::Plain);

    /// What this processor has; without `std` nobody can be asked.
    #[inline]
    pub fn detect() -> Cpu {
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
            let wide = std::is_x86_feature_detected!("avx512f");
            return Cpu(if wide { Level::Avx512 } else { Level::Avx2 });
        }
        Cpu::PLAIN
    }

    /// All that this processor can play.
    #[cfg(test)]
    pub fn levels() -> impl Iterator<Item = Cpu> {
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        let levels = [Level::Plain, Level::Avx2, Level::Avx512];
        #[cfg(not(all(target_arch = "x86_64", feature = "std")))]
        let levels = [Level::Plain];
        let most = levels.iter().position(|level| *level == Cpu::detect().0);
        levels.into_iter().take(most.unwrap_or(0) + 1).map(Cpu)
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
        match self.0 {
            Level::Plain => task.run::<Plain>(),
            // SAFETY: `detect` saw the features.
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Level::Avx2 => unsafe { avx2(task) },
            // SAFETY: `detect` saw the features.
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Level::Avx512 => unsafe { avx512(task) },
        }
    }
}
