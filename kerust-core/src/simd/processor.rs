#[cfg(target_arch = "aarch64")]
use crate::simd::accumulators::Six;
use crate::simd::accumulators::{Accumulators, One, Two};
#[cfg(all(target_arch = "x86_64", feature = "std"))]
use crate::simd::accumulators::{Eight, Four, Six, Sixteen};

/// A kind of processor, as a type: kernels are compiled once for each.
pub trait Processor {
    /// Whether a product is added in one instruction; elsewhere `mul_add` is a slow call.
    const FMA: bool;
    /// As many sums as its registers hold beside the factors.
    type Many: Accumulators<Vectors = One<1>>;
    /// Fewer sums, for the remainder.
    type Few: Accumulators<Vectors = One<1>>;
    /// As many sums as `Many`, of two panels if a number should be multiplied twice once it is read.
    type Wide: Accumulators;
}

/// The instructions of every processor of the architecture: SSE2, NEON, simd128, or no vectors.
pub enum Plain {}

impl Processor for Plain {
    const FMA: bool = cfg!(all(
        feature = "std",
        any(target_feature = "fma", target_arch = "aarch64")
    ));
    #[cfg(target_arch = "aarch64")]
    type Many = Six<1>;
    #[cfg(not(target_arch = "aarch64"))]
    type Many = Two<1>;
    type Few = Two<1>;
    type Wide = Self::Many;
}

/// AVX2 and FMA: sixteen registers of eight numbers.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
pub enum Avx2 {}

#[cfg(all(target_arch = "x86_64", feature = "std"))]
impl Processor for Avx2 {
    const FMA: bool = true;
    type Many = Six<1>;
    type Few = Four<1>;
    type Wide = Six<1>;
}

/// AVX-512: thirty-two registers of sixteen numbers, and no more reads than products.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
pub enum Avx512 {}

#[cfg(all(target_arch = "x86_64", feature = "std"))]
impl Processor for Avx512 {
    const FMA: bool = true;
    type Many = Sixteen<1>;
    type Few = Four<1>;
    type Wide = Eight<2>;
}
