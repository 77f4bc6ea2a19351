use alloc::boxed::Box;
use core::ops::{Deref, DerefMut};

use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout};

use super::{LANE, Lane};

/// A lane that is aligned to a cache line.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(64))]
struct Line([f32; LANE]);

/// Lanes on the heap, each in one cache line.
#[derive(Clone)]
pub(crate) struct Lanes(Box<[Line]>);

impl Lanes {
    /// `count` lanes of zeros.
    pub(crate) fn zeroed(count: usize) -> Self {
        match <[Line]>::new_box_zeroed_with_elems(count) {
            Ok(lines) => Lanes(lines),
            Err(_) => super::out_of_memory::<Line>(count),
        }
    }
}

impl Deref for Lanes {
    type Target = [Lane];

    fn deref(&self) -> &[Lane] {
        // A line is exactly a lane, so there is no error.
        <[Lane]>::ref_from_bytes(self.0.as_bytes()).unwrap_or_default()
    }
}

impl DerefMut for Lanes {
    fn deref_mut(&mut self) -> &mut [Lane] {
        <[Lane]>::mut_from_bytes(self.0.as_mut_bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lane_is_a_cache_line() {
        for count in [0, 1, 7] {
            let mut lanes = Lanes::zeroed(count);
            assert_eq!(lanes.len(), count);
            for (index, lane) in lanes.iter_mut().enumerate() {
                assert_eq!(core::ptr::from_ref(lane).addr() % 64, 0);
                lane[3] = index as f32;
            }
            let copy = lanes.clone();
            assert!(copy.iter().enumerate().all(|(i, lane)| lane[3] == i as f32));
        }
    }
}
