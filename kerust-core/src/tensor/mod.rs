//! Shapes of rows, and the memory of weights, activations and gradients.

mod batch_for;
mod block;
mod dims;
mod layout;
mod lift;
mod row;
mod rows;
mod shape;
pub(crate) mod structure;
#[cfg(feature = "alloc")]
mod vectors;
mod view;
mod view_mut;
mod zeroed;

pub use crate::simd::{LANES, Vector16};
pub use batch_for::BatchFor;
pub use block::Block;
pub use dims::Dims;
pub(crate) use layout::{columns, fans, place, rows};
pub use lift::{Lift, Rank};
pub use row::Row;
pub use rows::{Batch, Rows, RowsOf};
pub(crate) use rows::{Contiguous, RowRange};
pub use shape::{Image, Sequence, Shape, Tokens, Unknown, Vector};
pub use structure::{At, MOST, One, Several, Structure};
#[cfg(feature = "alloc")]
pub(crate) use vectors::Vectors;
pub use view::View;
pub use view_mut::ViewMut;
pub use zeroed::Zeroed;

/// `rows` rows of zeros on the heap, made without the stack.
///
/// ```
/// let rows = kerust::memory::zeroed_rows::<[f32; 1_000_000]>(2);
/// assert_eq!(rows[1][999_999], 0.0);
/// ```
#[cfg(feature = "alloc")]
#[must_use]
pub fn zeroed_rows<R: Row>(rows: usize) -> alloc::boxed::Box<[R]> {
    use zerocopy::FromZeros;
    <[R]>::new_box_zeroed_with_elems(rows).unwrap_or_else(|_| out_of_memory::<R>(rows))
}

/// A value of zeros, allocated without the stack.
#[cfg(feature = "alloc")]
pub(crate) fn zeroed<T: OfZeros>() -> alloc::boxed::Box<T> {
    T::zeroed()
}

/// A type with a value of zeros: every type that derives `zerocopy::FromZeros`, whose own functions would
/// all appear in the error of a `dyn Model`.
pub trait OfZeros {
    /// A value of zeros, allocated without the stack.
    #[cfg(feature = "alloc")]
    #[doc(hidden)]
    fn zeroed() -> alloc::boxed::Box<Self>
    where
        Self: Sized;
}

impl<T: zerocopy::FromZeros> OfZeros for T {
    #[cfg(feature = "alloc")]
    fn zeroed() -> alloc::boxed::Box<Self> {
        T::new_box_zeroed().unwrap_or_else(|_| out_of_memory::<T>(1))
    }
}

#[cfg(feature = "alloc")]
pub(crate) fn out_of_memory<T>(count: usize) -> ! {
    match core::alloc::Layout::array::<T>(count) {
        Ok(layout) => alloc::alloc::handle_alloc_error(layout),
        Err(_) => panic!("{count} values are more than memory has addresses"),
    }
}
