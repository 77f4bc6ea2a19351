use core::fmt;

use super::Weight;
use crate::initializers::zeros;

/// The most arrays of a layer.
#[cfg(not(rust_analyzer))]
const CAPACITY: usize = 16;
#[cfg(rust_analyzer)]
const CAPACITY: usize = 0;

/// The arrays of weights of a layer, in Keras' order: at most sixteen, so that constant functions can make
/// the list, and a wrapper can join the arrays of what it wraps.
///
/// ```
/// use kerust::graph::{Weight, Weights};
/// use kerust::initializers::{glorot_uniform, zeros};
///
/// const WEIGHTS: Weights = Weights::NONE
///     .with(Weight::new("kernel", &[2, 3], &glorot_uniform {}))
///     .with(Weight::new("bias", &[3], &zeros {}));
/// assert_eq!(WEIGHTS.as_slice().len(), 2);
/// assert_eq!(WEIGHTS.joined(WEIGHTS).as_slice()[3].name, "bias");
/// ```
#[derive(Clone, Copy)]
pub struct Weights {
    arrays: [Weight; CAPACITY],
    count: usize,
}

impl Weights {
    /// No arrays.
    pub const NONE: Weights = Weights {
        arrays: [Weight::new("", &[], &zeros {}); CAPACITY],
        count: 0,
    };

    /// The list with one array more.
    ///
    /// # Panics
    /// If there are sixteen already.
    #[must_use]
    pub const fn with(mut self, weight: Weight) -> Self {
        if CAPACITY > 0 {
            self.arrays[self.count] = weight;
            self.count += 1;
        }
        self
    }

    /// The list, and then the arrays of another one.
    ///
    /// # Panics
    /// If they are more than sixteen.
    #[must_use]
    pub const fn joined(mut self, others: Weights) -> Self {
        let mut array = 0;
        while array < others.count {
            self = self.with(others.arrays[array]);
            array += 1;
        }
        self
    }

    /// Whether another list has arrays of the same shapes.
    #[must_use]
    pub const fn are_like(&self, other: &Weights) -> bool {
        if self.count != other.count {
            return false;
        }
        let mut array = 0;
        while array < self.count {
            let (own, others) = (self.arrays[array].shape(), other.arrays[array].shape());
            let mut axis = 0;
            while axis < own.len() {
                if own.len() != others.len() || own[axis] != others[axis] {
                    return false;
                }
                axis += 1;
            }
            array += 1;
        }
        true
    }

    /// The arrays.
    #[must_use]
    pub const fn as_slice(&self) -> &[Weight] {
        self.arrays.split_at(self.count).0
    }
}

impl fmt::Debug for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
