use core::ops::RangeInclusive;

use rand_core::Rng;

use crate::initializers::Initializer;
use crate::layers::options::Ranks;
use crate::memory::ViewMut;

/// Ones, times `gain`, where the row is the column, and zeros elsewhere; Keras' `Identity`. For
/// arrays of two axes; of a kernel with other axes `model!` makes an error.
///
/// `identity(gain = 1.0)`
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

    /// This number in place of the ones.
    #[must_use]
    pub const fn of(gain: f32) -> Self {
        identity { gain }
    }

    /// The number in place of the ones.
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
