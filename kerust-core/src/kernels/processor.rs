#[cfg(target_arch = "aarch64")]
use super::sums::Six;
#[cfg(all(target_arch = "x86_64", feature = "std"))]
use super::sums::{Four, Six, Sixteen};
use super::sums::{Sums, Two};

/// A kind of processor, as a type: kernels are compiled once for each.
pub trait Processor {
    /// Whether a product is added in one instruction; elsewhere `mul_add` is a slow call.
    const FMA: bool;
    /// As many lanes of sums as its registers hold, beside what is multiplied.
    type Many: Sums;
    /// Fewer, for what is left.
    type Few: Sums;
}

/// What every processor of the kind has: SSE2, NEON, simd128, or no vectors.
pub enum Plain {}

impl Processor for Plain {
    const FMA: bool = cfg!(all(
        feature = "std",
        any(target_feature = "fma", target_arch = "aarch64")
    ));
    #[cfg(target_arch = "aarch64")]
    type Many = Six;
    #[cfg(not(target_arch = "aarch64"))]
    type Many = Two;
    type Few = Two;
}

/// AVX2 and FMA: sixteen registers of eight numbers.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
pub enum Avx2 {}

#[cfg(all(target_arch = "x86_64", feature = "std"))]
impl Processor for Avx2 {
    const FMA: bool = true;
    type Many = Six;
    type Few = Four;
}

/// AVX-512: thirty-two registers of sixteen numbers.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
pub enum Avx512 {}

#[cfg(all(target_arch = "x86_64", feature = "std"))]
impl Processor for Avx512 {
    const FMA: bool = true;
    type Many = Sixteen;
    type Few = Four;
}
