use core::ops::RangeInclusive;

use rand_core::Rng;

use crate::initializers::Initializer;
use crate::tensor::ViewMut;
use crate::word::Ranks;

/// The identity matrix times `gain`: `gain` where the row is the column, and 0 elsewhere; Keras'
/// `Identity`.
///
/// `identity(gain = 1.0)`. It is for arrays of two axes; for a kernel with another number of axes
/// `model!` reports an error.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<3, 3>(kernel_initializer = identity(2.0)) > }
///
/// let net = Net::new(1);
/// assert_eq!(net.predict(&[1.0, 2.0, 3.0]), [2.0, 4.0, 6.0]);
/// ```
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug)]
pub struct identity {
    gain: f32,
}

impl identity {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        identity { gain: 1.0 }
    }

    /// The initializer with this number on the diagonal.
    #[must_use]
    pub const fn of(gain: f32) -> Self {
        identity { gain }
    }

    /// The number on the diagonal.
    #[must_use]
    pub const fn gain(self, gain: f32) -> Self {
        identity { gain }
    }
}

impl Default for identity {
    fn default() -> Self {
        identity::new()
    }
}

impl Initializer for identity {
    fn fill(&self, array: &mut ViewMut<'_>, _: &mut dyn Rng) {
        let columns = array.as_view().columns();
        for index in 0..array.len() {
            let is_diagonal = index / columns == index % columns;
            array.set(index, if is_diagonal { self.gain } else { 0.0 });
        }
    }
}

impl Ranks for identity {
    const RANKS: RangeInclusive<usize> = 2..=2;
}
