use core::ops::DerefMut;

use zerocopy::FromZeros;

use crate::tensor::{Dims, Zeroed};

/// A type of rows or labels, with the memory for one that comes from a source.
///
/// A type of your own derives `zerocopy::FromZeros`, and its memory is [`Zeroed`].
pub trait Sample {
    /// The memory of one sample.
    type Memory: DerefMut<Target = Self>;

    /// Memory for a sample, which has the shape `dims` if only the running program knows it.
    fn memory(dims: Option<Dims>) -> Self::Memory;
}

macro_rules! of_zeros {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Sample for $type {
            type Memory = Zeroed<Self>;

            #[inline(always)]
            fn memory(_: Option<Dims>) -> Zeroed<Self> {
                Zeroed::new()
            }
        }
    )*};
    ($($number:ty)*) => {
        of_zeros! { $([] $number;)* }
    };
}

of_zeros! { [T: FromZeros, const N: usize] [T; N]; }
of_zeros! { f32 f64 bool u8 u16 u32 u64 usize i8 i16 i32 i64 isize }
