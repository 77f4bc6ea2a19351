use core::ops::DerefMut;

use zerocopy::FromZeros;

use crate::tensor::{Dims, Zeroed};

/// A type of rows or labels, with the memory for one that comes from a source.
///
/// A type of your own derives zerocopy's `FromZeros`, and its memory is [`Zeroed`]:
///
/// ```
/// use kerust::contract::{RowFor, Sample};
/// use kerust::memory::Zeroed;
/// use kerust::prelude::*;
/// use kerust::shape::Dims;
///
/// #[derive(Clone, zerocopy::FromZeros)]
/// struct Point {
///     x: f32,
///     y: f32,
/// }
///
/// impl Sample for Point {
///     type Memory = Zeroed<Self>;
///
///     fn memory(_: Option<Dims>) -> Zeroed<Self> {
///         Zeroed::new()
///     }
/// }
///
/// impl RowFor<Vector<2>> for Point {
///     fn as_row(&self) -> Option<&[f32; 2]> {
///         None
///     }
///
///     fn cast(&self, into: &mut [f32; 2]) {
///         *into = [self.x, self.y];
///     }
/// }
///
/// model! { struct Net < Dense<2, 1>(kernel_initializer = ones) > }
///
/// let points = [Point { x: 1.0, y: 2.0 }, Point { x: 3.0, y: 4.0 }];
/// assert_eq!(Net::new(1).predict_batch(&points)?, [[3.0], [7.0]]);
/// # Ok::<(), kerust::Error>(())
/// ```
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
