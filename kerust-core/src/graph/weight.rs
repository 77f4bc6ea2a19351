use core::fmt;
use core::ops::Range;

use super::WeightOptions;
use crate::constraints::Constraint;
use crate::initializers::Initializer;
use crate::regularizers::Regularizer;
use crate::tensor::{LANES, Vector16, View, ViewMut, columns, fans, place, rows};

/// One array of weights of a layer: its name and shape in Keras, and its layout in memory.
///
/// An array of any rank is stored as a matrix of `rows` (all axes but the last) by `columns` (the last
/// axis), in panels of sixteen columns: panel `p` has the columns from `16 p` on, with a vector for each row.
/// Kernels read a panel from end to end; a stride of many vectors would use few sets of the cache.
#[derive(Clone, Copy)]
pub struct Weight {
    /// Keras' name of the array: `kernel`, `bias`.
    pub name: &'static str,
    shape: Sizes,
    /// Whether training changes it.
    pub role: Role,
    /// The initializer that fills it in a new model.
    pub initializer: &'static dyn Initializer,
    /// The penalty on it that is added to the loss.
    pub regularizer: Option<&'static dyn Regularizer>,
    /// The constraint that it is brought back to after each update.
    pub constraint: Option<&'static dyn Constraint>,
}

/// The role of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An optimizer changes it by its gradient.
    Trained,
    /// The layer itself changes it, as the moving mean of `BatchNormalization`; it has no gradient.
    State,
}

/// The most axes of an array.
const RANK: usize = 5;

/// The sizes of up to five axes.
#[derive(Clone, Copy)]
struct Sizes {
    sizes: [usize; RANK],
    rank: usize,
}

impl Weight {
    /// A trained array of weights; `shape` has up to five axes.
    #[must_use]
    pub const fn new(
        name: &'static str,
        shape: &[usize],
        initializer: &'static dyn Initializer,
    ) -> Self {
        let mut sizes = Sizes {
            sizes: [1; RANK],
            rank: shape.len(),
        };
        let mut axis = 0;
        while axis < shape.len() {
            sizes.sizes[axis] = shape[axis];
            axis += 1;
        }
        Weight {
            name,
            shape: sizes,
            role: Role::Trained,
            initializer,
            regularizer: None,
            constraint: None,
        }
    }

    /// The same array in another role.
    #[must_use]
    pub const fn role(self, role: Role) -> Self {
        Weight { role, ..self }
    }

    /// The same array with the options of a layer: those that are given.
    #[must_use]
    pub const fn with(mut self, options: WeightOptions) -> Self {
        if let Some(initializer) = options.initializer {
            self.initializer = initializer;
        }
        self.regularizer = options.regularizer;
        self.constraint = options.constraint;
        self
    }

    /// Keras' shape of the array: `[inputs, outputs]`.
    #[must_use]
    pub const fn shape(&self) -> &[usize] {
        self.shape.sizes.split_at(self.shape.rank).0
    }

    /// The size of the last axis.
    #[must_use]
    pub const fn columns(&self) -> usize {
        columns(self.shape())
    }

    /// The product of all axes but the last.
    #[must_use]
    pub const fn rows(&self) -> usize {
        rows(self.shape())
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

    /// The number of its vectors.
    #[must_use]
    pub const fn vectors(&self) -> usize {
        self.rows() * self.columns().div_ceil(LANES)
    }

    /// The vector of the element with this row-major index, and its position in the vector.
    #[inline(always)]
    #[must_use]
    pub const fn place(&self, index: usize) -> (usize, usize) {
        let (row, column) = (index / self.columns(), index % self.columns());
        place(self.rows(), row, column)
    }

    /// The element with this row-major index among the array's vectors.
    #[inline(always)]
    #[must_use]
    pub const fn at<'a>(&self, vectors: &'a [Vector16], index: usize) -> &'a f32 {
        let (vector, place) = self.place(index);
        &vectors[vector][place]
    }

    /// The element with this row-major index among the array's vectors, to be changed.
    #[inline(always)]
    #[must_use]
    pub const fn at_mut<'a>(&self, vectors: &'a mut [Vector16], index: usize) -> &'a mut f32 {
        let (vector, place) = self.place(index);
        &mut vectors[vector][place]
    }

    /// The array that lies in `vectors`, in Keras' order.
    ///
    /// # Panics
    /// If it takes more or fewer vectors.
    #[must_use]
    pub fn view<'a>(&'a self, vectors: &'a [Vector16]) -> View<'a> {
        View::in_panels(self.shape(), vectors)
    }

    /// The array that lies in `vectors`, in Keras' order, to be changed.
    ///
    /// # Panics
    /// If it takes more or fewer vectors.
    #[must_use]
    pub fn view_mut<'a>(&'a self, vectors: &'a mut [Vector16]) -> ViewMut<'a> {
        ViewMut::in_panels(self.shape(), vectors)
    }

    /// Keras' fans of the array's shape: the number of inputs that a unit sees, and of units that see an input.
    #[must_use]
    pub const fn fans(&self) -> (usize, usize) {
        fans(self.shape())
    }
}

impl fmt::Debug for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.name, self.shape())
    }
}

/// The number of vectors of these arrays together.
#[must_use]
pub const fn vectors(weights: &[Weight]) -> usize {
    let mut vectors = 0;
    let mut i = 0;
    while i < weights.len() {
        vectors += weights[i].vectors();
        i += 1;
    }
    vectors
}

/// The range of array `index` among the vectors of these arrays.
pub(crate) fn range(weights: &[Weight], index: usize) -> Range<usize> {
    let start = vectors(&weights[..index]);
    start..start + weights[index].vectors()
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
        assert_eq!((KERNEL.len(), KERNEL.vectors()), (360, 36));
        assert_eq!(KERNEL.fans(), (18, 180));
        assert_eq!(Weight::new("bias", &[7], &zeros {}).fans(), (7, 7));
    }

    #[test]
    fn every_element_has_its_own_place() {
        let mut seen = [[false; LANES]; 36];
        for index in 0..KERNEL.len() {
            let (vector, place) = KERNEL.place(index);
            assert!(!seen[vector][place], "{index}");
            seen[vector][place] = true;
        }
        assert_eq!(KERNEL.place(20 + 17), (18 + 1, 1));
    }
}
