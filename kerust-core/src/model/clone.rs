//! `Clone` of a model: in a box, and by value where it is derived.

use super::Model;
use crate::message::Text;

/// `Clone` for a boxed model, without copying it to the stack.
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
    let mut copy = crate::tensor::zeroed::<M>();
    copy.copy_from(model);
    copy.frozen_mut().copy_from_slice(model.frozen());
    copy
}

/// The largest number of bytes of weights of a model that can be cloned by value: a value is copied to the
/// stack, without optimization more than once.
const MOST_BYTES: usize = 512 * 1024;

/// Whether a model is small enough to be `Clone` by value.
///
/// # Panics
/// With the error's text, if it is not.
#[track_caller]
#[must_use]
pub const fn cloned(model: &str, bytes: usize) -> bool {
    if bytes > MOST_BYTES {
        let text = Text::new("`")
            .text(model)
            .text("` has ")
            .number(bytes / 1024);
        let text = text.text(
            " KiB of weights, too many to be cloned over the stack\nhelp: leave `Clone` out: `Box<",
        );
        panic!(
            "{}",
            text.text(model)
                .text(">`, which `new` gives, is `Clone` without it")
                .as_str()
        );
    }
    true
}

/// A copy of a small model by value.
pub fn clone<M: Model>(model: &M) -> M {
    #[cfg(feature = "alloc")]
    return *clone_in_box(model);
    #[cfg(not(feature = "alloc"))]
    {
        let mut copy = M::ZERO;
        copy.copy_from(model);
        copy.frozen_mut().copy_from_slice(model.frozen());
        copy
    }
}
