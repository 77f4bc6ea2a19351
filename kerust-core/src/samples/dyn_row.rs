use alloc::boxed::Box;

use zerocopy::{FromBytes, Immutable, KnownLayout};

use super::{Number, RowFor, Sample};
use crate::tensor::{Dims, Image, Row, Sequence, Shape, Vector, out_of_memory};

/// A row or a label whose sizes only the running program knows: numbers of `AXES` axes, last axis fastest.
///
/// The rows of a matrix are `DynRow<f32, 1>`. In a source of your own, [`sample_dims`] has the sizes, which are
/// those of every sample; a row that has others is a panic.
///
/// ```
/// use kerust::Error;
/// use kerust::contract::DynRow;
/// use kerust::prelude::*;
/// use kerust::shape::Dims;
///
/// /// Rows of the same width, one after the other.
/// struct Flat {
///     numbers: Vec<f32>,
///     width: usize,
/// }
///
/// impl Samples for Flat {
///     type Item = DynRow<f32, 1>;
///
///     fn sample_count(&self) -> usize {
///         self.numbers.len() / self.width
///     }
///
///     fn sample_dims(&self) -> Option<Dims> {
///         Some(Dims::vector(self.width))
///     }
///
///     fn sample(&self, index: usize) -> Option<&DynRow<f32, 1>> {
///         Some(DynRow::of(self.numbers.chunks_exact(self.width).nth(index)?))
///     }
///
///     fn read_sample(&self, index: usize, into: &mut DynRow<f32, 1>) -> Result<(), Error> {
///         into.numbers_mut().copy_from_slice(&self.numbers[index * self.width..][..self.width]);
///         Ok(())
///     }
/// }
///
/// model! { struct Net < Dense<2, 1>(kernel_initializer = ones) > }
///
/// let net = Net::new(1);
/// let rows = |width| Flat { numbers: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], width };
/// assert_eq!(net.predict_batch(&rows(2))?, [[3.0], [7.0], [11.0]]);
///
/// let error = net.predict_batch(&rows(3)).unwrap_err();
/// assert_eq!(error.to_string(), "data to predict: the rows of `x` have 3 numbers, not 2");
/// # Ok::<(), Error>(())
/// ```
///
/// [`sample_dims`]: super::Samples::sample_dims
#[derive(Debug, FromBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct DynRow<T, const AXES: usize>([T]);

impl<T: Number, const AXES: usize> DynRow<T, AXES> {
    /// These numbers as a row, in place.
    #[inline(always)]
    #[must_use]
    pub fn of(numbers: &[T]) -> &Self {
        T::as_dyn_row(numbers)
    }

    /// The numbers, last axis fastest.
    #[inline(always)]
    #[must_use]
    pub const fn numbers(&self) -> &[T] {
        &self.0
    }

    /// The numbers, to be changed.
    #[inline(always)]
    #[must_use]
    pub const fn numbers_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T: Number, const AXES: usize> Sample for DynRow<T, AXES> {
    type Memory = Box<Self>;

    fn memory(dims: Option<Dims>) -> Box<Self> {
        use zerocopy::FromZeros;
        let len = dims.map_or(0, Dims::len);
        Self::new_box_zeroed_with_elems(len).unwrap_or_else(|_| out_of_memory::<T>(len))
    }
}

/// The shapes of rows with `AXES` axes.
pub trait HasAxes<const AXES: usize>: Shape {}

impl<const N: usize> HasAxes<1> for Vector<N> {}
impl<const T: usize, const F: usize> HasAxes<2> for Sequence<T, F> {}
impl<const H: usize, const W: usize, const C: usize> HasAxes<3> for Image<H, W, C> {}

#[diagnostic::do_not_recommend]
impl<S: HasAxes<AXES>, const AXES: usize> RowFor<S> for DynRow<f32, AXES> {
    #[inline(always)]
    fn as_row(&self) -> Option<&S::Row> {
        let is_row = self.0.len() == S::DIMS.len();
        is_row.then(|| S::Row::rows(&self.0).first()).flatten()
    }

    #[inline(always)]
    fn cast(&self, into: &mut S::Row) {
        into.flat_mut().copy_from_slice(&self.0);
    }
}

#[diagnostic::do_not_recommend]
impl<S: HasAxes<AXES>, const AXES: usize> RowFor<S> for DynRow<u8, AXES> {
    #[inline(always)]
    fn as_row(&self) -> Option<&S::Row> {
        None
    }

    #[inline(always)]
    fn cast(&self, into: &mut S::Row) {
        assert_eq!(self.0.len(), S::DIMS.len(), "numbers of a row");
        super::source::cast_bytes(&self.0, into.flat_mut());
    }

    #[inline(always)]
    fn as_bytes(&self) -> Option<&[u8]> {
        (self.0.len() == S::DIMS.len()).then_some(&self.0)
    }
}
