use alloc::boxed::Box;
use core::ops::{Deref, DerefMut};

use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout};

use super::{LANES, Vector16};

/// A vector that is aligned to a cache line.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(64))]
struct Line([f32; LANES]);

/// Vectors on the heap, each in one cache line.
#[derive(Clone)]
pub(crate) struct Vectors(Box<[Line]>);

impl Vectors {
    /// `count` vectors of zeros.
    pub(crate) fn zeroed(count: usize) -> Self {
        match <[Line]>::new_box_zeroed_with_elems(count) {
            Ok(lines) => Vectors(lines),
            Err(_) => super::out_of_memory::<Line>(count),
        }
    }
}

impl Deref for Vectors {
    type Target = [Vector16];

    fn deref(&self) -> &[Vector16] {
        // A line is exactly a vector, so there is no error.
        <[Vector16]>::ref_from_bytes(self.0.as_bytes()).unwrap_or_default()
    }
}

impl DerefMut for Vectors {
    fn deref_mut(&mut self) -> &mut [Vector16] {
        <[Vector16]>::mut_from_bytes(self.0.as_mut_bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_vector_is_a_cache_line() {
        for count in [0, 1, 7] {
            let mut vectors = Vectors::zeroed(count);
            assert_eq!(vectors.len(), count);
            for (index, vector) in vectors.iter_mut().enumerate() {
                assert_eq!(core::ptr::from_ref(vector).addr() % 64, 0);
                vector[3] = index as f32;
            }
            let copy = vectors.clone();
            assert!(
                copy.iter()
                    .enumerate()
                    .all(|(i, vector)| vector[3] == i as f32)
            );
        }
    }
}
