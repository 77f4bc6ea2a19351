#[cfg(all(feature = "nalgebra", feature = "alloc"))]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;

use core::fmt;
use core::marker::PhantomData;
use core::ops::{Index, IndexMut};

use crate::graph::{Weight, range};
use crate::tensor::Vector16;

/// The weights of one layer of type `L`, in Keras' order.
///
/// Each layer adds its own names, for example
/// [`kernel`](LayerWeights::kernel); [`get`](LayerWeights::get) finds any by its name.
pub struct LayerWeights<'a, L> {
    weights: &'static [Weight],
    vectors: &'a [Vector16],
    layer: PhantomData<L>,
}

/// The weights of one layer of type `L`, to be changed.
pub struct LayerWeightsMut<'a, L> {
    weights: &'static [Weight],
    vectors: &'a mut [Vector16],
    layer: PhantomData<L>,
}

fn position(weights: &[Weight], name: &str) -> Option<usize> {
    weights.iter().position(|weight| weight.name == name)
}

impl<'a, L> LayerWeights<'a, L> {
    /// The arrays `weights`, which lie in `vectors` one after the other.
    #[must_use]
    pub const fn new(weights: &'static [Weight], vectors: &'a [Vector16]) -> Self {
        LayerWeights {
            weights,
            vectors,
            layer: PhantomData,
        }
    }

    /// All numbers as they lie in memory.
    #[cfg(feature = "alloc")]
    pub(crate) const fn vectors(&self) -> &'a [Vector16] {
        self.vectors
    }

    /// The array with this name and rank, if the layer has one.
    #[must_use]
    pub fn get<const RANK: usize>(&self, name: &str) -> Option<Tensor<'a, RANK>> {
        let index = position(self.weights, name)?;
        (self.weights[index].shape().len() == RANK).then(|| self.at(index))
    }

    /// Array `index` of the layer.
    ///
    /// # Panics
    /// If the layer has no such array.
    #[must_use]
    pub fn at<const RANK: usize>(&self, index: usize) -> Tensor<'a, RANK> {
        Tensor {
            weight: &self.weights[index],
            vectors: &self.vectors[range(self.weights, index)],
        }
    }
}

impl<'a, L> LayerWeightsMut<'a, L> {
    /// The arrays `weights`, which lie in `vectors` one after the other.
    #[must_use]
    pub const fn new(weights: &'static [Weight], vectors: &'a mut [Vector16]) -> Self {
        LayerWeightsMut {
            weights,
            vectors,
            layer: PhantomData,
        }
    }

    /// All numbers as they lie in memory.
    pub(crate) const fn into_vectors(self) -> &'a mut [Vector16] {
        self.vectors
    }

    /// The array with this name and rank, if the layer has one.
    #[must_use]
    pub fn get<const RANK: usize>(self, name: &str) -> Option<TensorMut<'a, RANK>> {
        let index = position(self.weights, name)?;
        (self.weights[index].shape().len() == RANK).then(|| self.at(index))
    }

    /// Array `index` of the layer.
    ///
    /// # Panics
    /// If the layer has no such array.
    #[must_use]
    pub fn at<const RANK: usize>(self, index: usize) -> TensorMut<'a, RANK> {
        TensorMut {
            weight: &self.weights[index],
            vectors: &mut self.vectors[range(self.weights, index)],
        }
    }
}

/// An array of weights, indexed in Keras' order.
///
/// ```
/// use kerust::graph::Weight;
/// use kerust::layers::{LayerWeights, Tensor};
/// use kerust::initializers::zeros;
///
/// const WEIGHTS: &[Weight] = &[Weight::new("kernel", &[2, 3], &zeros {})];
/// let vectors = [[1.0; 16], [2.0; 16]];
/// let kernel: Tensor<'_, 2> = LayerWeights::<()>::new(WEIGHTS, &vectors).at(0);
/// assert_eq!(kernel[[1, 2]], 2.0);
/// assert_eq!(kernel.shape(), [2, 3]);
/// assert_eq!(kernel.iter().sum::<f32>(), 9.0);
/// ```
#[derive(Clone, Copy)]
pub struct Tensor<'a, const RANK: usize> {
    weight: &'static Weight,
    vectors: &'a [Vector16],
}

/// An array of weights in Keras' order, to be changed.
pub struct TensorMut<'a, const RANK: usize> {
    weight: &'static Weight,
    vectors: &'a mut [Vector16],
}

/// The row-major index of `position`.
fn flat_index(shape: &[usize], position: &[usize]) -> usize {
    shape.iter().zip(position).fold(0, |index, (size, i)| {
        assert!(i < size, "{position:?} is outside of {shape:?}");
        index * size + i
    })
}

impl<const RANK: usize> Tensor<'_, RANK> {
    /// The sizes of the axes.
    #[must_use]
    pub fn shape(&self) -> [usize; RANK] {
        core::array::from_fn(|axis| self.weight.shape()[axis])
    }

    /// The numbers, last axis fastest.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = f32> + '_ {
        (0..self.weight.len()).map(|index| *self.weight.at(self.vectors, index))
    }

    /// The numbers, last axis fastest.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn to_vec(&self) -> alloc::vec::Vec<f32> {
        self.iter().collect()
    }
}

impl<const RANK: usize> Index<[usize; RANK]> for Tensor<'_, RANK> {
    type Output = f32;

    fn index(&self, position: [usize; RANK]) -> &f32 {
        (self.weight).at(self.vectors, flat_index(self.weight.shape(), &position))
    }
}

impl<const RANK: usize> TensorMut<'_, RANK> {
    /// The array, to be read.
    #[must_use]
    pub fn as_ref(&self) -> Tensor<'_, RANK> {
        Tensor {
            weight: self.weight,
            vectors: self.vectors,
        }
    }

    /// Sets the number with this row-major index.
    pub fn put(&mut self, index: usize, value: f32) {
        *self.weight.at_mut(self.vectors, index) = value;
    }

    /// Sets all numbers, last axis fastest; numbers without a new value do not change.
    pub fn set(&mut self, values: impl IntoIterator<Item = f32>) {
        for (index, value) in (0..self.weight.len()).zip(values) {
            self.put(index, value);
        }
    }
}

impl<const RANK: usize> Index<[usize; RANK]> for TensorMut<'_, RANK> {
    type Output = f32;

    fn index(&self, position: [usize; RANK]) -> &f32 {
        (self.weight).at(self.vectors, flat_index(self.weight.shape(), &position))
    }
}

impl<const RANK: usize> IndexMut<[usize; RANK]> for TensorMut<'_, RANK> {
    fn index_mut(&mut self, position: [usize; RANK]) -> &mut f32 {
        (self.weight).at_mut(self.vectors, flat_index(self.weight.shape(), &position))
    }
}

impl<const RANK: usize> fmt::Debug for Tensor<'_, RANK> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?} ", self.weight.name, self.weight.shape())?;
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<const RANK: usize> fmt::Debug for TensorMut<'_, RANK> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().fmt(f)
    }
}

impl<L> fmt::Debug for LayerWeights<'_, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.weights).finish()
    }
}

impl<L> fmt::Debug for LayerWeightsMut<'_, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.weights).finish()
    }
}
