//! `Clone` of a model in a box.

use super::Model;

/// `Clone` for a model in a box, without a way over the stack.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __clone_in_box {
    ($model:ident) => {
        impl ::core::clone::Clone for $crate::__private::Box<$model> {
            fn clone(&self) -> Self {
                $crate::__private::clone_in_box(self)
            }
        }
    };
}

#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __clone_in_box {
    ($model:ident) => {};
}

pub use crate::__clone_in_box as clone_impl;
#[cfg(feature = "alloc")]
pub use alloc::boxed::Box;

/// A copy of a model.
#[cfg(feature = "alloc")]
#[must_use]
pub fn clone_in_box<M: Model>(model: &M) -> Box<M> {
    let mut copy = crate::memory::zeroed::<M>();
    copy.copy_from(model);
    copy
}
