//! The way into code that is compiled for more than every processor has.
//!
//! The only `unsafe` of the project: calls of functions with target features.

/// What the processor is known to have. Only [`Cpu::detect`] makes more than [`Cpu::PLAIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cpu(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// Work that is compiled for each level; `run` is `#[inline(always)]`, with all that it calls.
pub(crate) trait Task {
    type Out;
    fn run(self, cpu: Cpu) -> Self::Out;
}

impl Cpu {
    /// What every processor of this kind has.
    pub(crate) const PLAIN: Cpu = Cpu(Level::Plain);

    #[inline(always)]
    pub(super) const fn level(self) -> Level {
        self.0
    }

    /// What this processor has; without `std` nobody can be asked.
    pub(crate) fn detect() -> Cpu {
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
            let wide = std::is_x86_feature_detected!("avx512f");
            return Cpu(if wide { Level::Avx512 } else { Level::Avx2 });
        }
        Cpu::PLAIN
    }

    /// Runs `task`, compiled for this processor.
    #[inline]
    pub(crate) fn run<T: Task>(self, task: T) -> T::Out {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        fn avx2<T: Task>(task: T) -> T::Out {
            task.run(Cpu(Level::Avx2))
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma,avx512f")]
        fn avx512<T: Task>(task: T) -> T::Out {
            task.run(Cpu(Level::Avx512))
        }
        match self.0 {
            Level::Plain => task.run(self),
            // SAFETY: `detect` saw the features.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2(task) },
            // SAFETY: `detect` saw the features.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { avx512(task) },
        }
    }
}
