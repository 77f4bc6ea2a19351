#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::ops::{Deref, DerefMut};
use core::slice;

use zerocopy::FromZeros;

/// A value that begins as zeros: on the heap, so that it can be larger than the stack; without a heap in
/// place.
///
/// ```
/// use kerust::memory::Zeroed;
///
/// let mut sums = Zeroed::<[f64; 1_000_000]>::new();
/// sums[999_999] += 1.0;
/// assert_eq!(sums.iter().sum::<f64>(), 1.0);
/// ```
#[derive(Debug)]
pub struct Zeroed<T>(
    #[cfg(feature = "alloc")] Box<T>,
    #[cfg(not(feature = "alloc"))] T,
);

impl<T: FromZeros> Zeroed<T> {
    /// Zeros.
    #[must_use]
    pub fn new() -> Self {
        #[cfg(feature = "alloc")]
        return Zeroed(super::zeroed());
        #[cfg(not(feature = "alloc"))]
        return Zeroed(T::new_zeroed());
    }
}

#[cfg(any(feature = "nalgebra", feature = "generic-array"))]
impl<T> Zeroed<T> {
    /// A value of zeros whose type does not derive `FromZeros`; it passes over the stack.
    pub(crate) fn of(zeros: T) -> Self {
        #[cfg(feature = "alloc")]
        return Zeroed(Box::new(zeros));
        #[cfg(not(feature = "alloc"))]
        return Zeroed(zeros);
    }
}

impl<T: FromZeros> Default for Zeroed<T> {
    fn default() -> Self {
        Zeroed::new()
    }
}

impl<T: FromZeros + Copy> Clone for Zeroed<T> {
    fn clone(&self) -> Self {
        let mut copy = Zeroed::<T>::new();
        // `*copy = **self` would copy through the stack.
        slice::from_mut(&mut *copy).copy_from_slice(slice::from_ref(&**self));
        copy
    }
}

impl<T> Deref for Zeroed<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Zeroed<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
