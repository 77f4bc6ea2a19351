use core::fmt;

use super::{LANE, Lane};
use crate::initializers::Initializer;

/// One array of weights of a layer: its name and shape in Keras, and its layout in memory.
///
/// An array of any rank is stored as a matrix of `rows` (all axes but the last) by `columns` (the last
/// axis), in panels of sixteen columns: panel `p` has the columns from `16 p` on, with a lane for each row.
/// Kernels read a panel from end to end; a stride of many lanes would use few sets of the cache.
#[derive(Clone, Copy)]
pub struct Weight {
    /// Keras' name of the array: `kernel`, `bias`.
    pub name: &'static str,
    /// Keras' shape of the array: `[inputs, outputs]`.
    pub shape: &'static [usize],
    /// The default initializer.
    pub initializer: &'static dyn Initializer,
}

impl Weight {
    /// An array of weights.
    #[must_use]
    pub const fn new(
        name: &'static str,
        shape: &'static [usize],
        initializer: &'static dyn Initializer,
    ) -> Self {
        Weight {
            name,
            shape,
            initializer,
        }
    }

    /// The size of the last axis.
    #[must_use]
    pub const fn columns(&self) -> usize {
        columns(self.shape)
    }

    /// The product of all axes but the last.
    #[must_use]
    pub const fn rows(&self) -> usize {
        rows(self.shape)
    }

    /// The number of the array's elements.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows() * self.columns()
    }

    /// Whether the array has no elements.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of its lanes.
    #[must_use]
    pub const fn lanes(&self) -> usize {
        self.rows() * self.columns().div_ceil(LANE)
    }

    /// The lane of the element with this row-major index, and its position in the lane.
    #[inline(always)]
    #[must_use]
    pub const fn place(&self, index: usize) -> (usize, usize) {
        let (row, column) = (index / self.columns(), index % self.columns());
        place(self.rows(), row, column)
    }

    /// The element with this row-major index among the array's lanes.
    #[inline(always)]
    #[must_use]
    pub const fn at<'a>(&self, lanes: &'a [Lane], index: usize) -> &'a f32 {
        let (lane, place) = self.place(index);
        &lanes[lane][place]
    }

    /// The element with this row-major index among the array's lanes, to be changed.
    #[inline(always)]
    #[must_use]
    pub const fn at_mut<'a>(&self, lanes: &'a mut [Lane], index: usize) -> &'a mut f32 {
        let (lane, place) = self.place(index);
        &mut lanes[lane][place]
    }

    /// Keras' fans of the shape: the number of inputs of a unit, and the number of units that an input goes to.
    #[must_use]
    pub const fn fans(&self) -> (usize, usize) {
        fans(self.shape)
    }
}

/// The size of the last axis.
pub(super) const fn columns(shape: &[usize]) -> usize {
    match shape {
        [.., last] => *last,
        [] => 1,
    }
}

/// The product of all axes but the last.
pub(super) const fn rows(shape: &[usize]) -> usize {
    match shape {
        [before @ .., _] => product(before),
        [] => 1,
    }
}

/// Keras' fans of a shape.
pub(super) const fn fans(shape: &[usize]) -> (usize, usize) {
    match shape {
        [] => (1, 1),
        [n] => (*n, *n),
        [receptive @ .., fan_in, fan_out] => {
            let field = product(receptive);
            (field * *fan_in, field * *fan_out)
        }
    }
}

const fn product(mut sizes: &[usize]) -> usize {
    let mut product = 1;
    while let [size, rest @ ..] = sizes {
        product *= *size;
        sizes = rest;
    }
    product
}

impl fmt::Debug for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.name, self.shape)
    }
}

/// The lane of a row's element in column `column` among panels of `rows` lanes, and its position in the lane.
#[inline(always)]
pub(crate) const fn place(rows: usize, row: usize, column: usize) -> (usize, usize) {
    (column / LANE * rows + row, column % LANE)
}

/// The number of lanes of these arrays together.
#[must_use]
pub const fn lanes(weights: &[Weight]) -> usize {
    let mut lanes = 0;
    let mut i = 0;
    while i < weights.len() {
        lanes += weights[i].lanes();
        i += 1;
    }
    lanes
}

/// The number of elements of these arrays together.
#[must_use]
pub const fn params(weights: &[Weight]) -> usize {
    let mut params = 0;
    let mut i = 0;
    while i < weights.len() {
        params += weights[i].len();
        i += 1;
    }
    params
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::initializers::zeros;

    const KERNEL: Weight = Weight::new("kernel", &[3, 3, 2, 20], &zeros {});

    #[test]
    fn sizes() {
        assert_eq!((KERNEL.rows(), KERNEL.columns()), (18, 20));
        assert_eq!((KERNEL.len(), KERNEL.lanes()), (360, 36));
        assert_eq!(KERNEL.fans(), (18, 180));
        assert_eq!(Weight::new("bias", &[7], &zeros {}).fans(), (7, 7));
    }

    #[test]
    fn every_element_has_its_own_place() {
        let mut seen = [[false; LANE]; 36];
        for index in 0..KERNEL.len() {
            let (lane, place) = KERNEL.place(index);
            assert!(!seen[lane][place], "{index}");
            seen[lane][place] = true;
        }
        assert_eq!(KERNEL.place(20 + 17), (18 + 1, 1));
    }
}
