//! The memory of weights, activations and gradients.

mod block;
#[cfg(feature = "alloc")]
mod lanes;
mod layout;
mod storage;
mod tensor;
mod view;
mod view_mut;
mod weight;
mod zeroed;

pub use block::{Block, LANE, Lane};
#[cfg(feature = "alloc")]
pub(crate) use lanes::Lanes;
#[cfg(feature = "alloc")]
pub use storage::Heap;
pub use storage::{Fixed, Storage};
pub use tensor::{LayerWeights, LayerWeightsMut, Tensor, TensorMut};
pub use view::View;
pub use view_mut::ViewMut;
pub(crate) use weight::place;
pub use weight::{Weight, lanes, params};
pub use zeroed::Zeroed;

/// `rows` rows of zeros, allocated without the stack.
#[cfg(feature = "alloc")]
pub(crate) fn zeroed_rows<R: crate::shape::Row>(rows: usize) -> alloc::boxed::Box<[R]> {
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
fn out_of_memory<T>(count: usize) -> ! {
    match core::alloc::Layout::array::<T>(count) {
        Ok(layout) => alloc::alloc::handle_alloc_error(layout),
        Err(_) => panic!("{count} values are more than memory has addresses"),
    }
}
