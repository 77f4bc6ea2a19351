//! Rows and labels of nalgebra: vectors of a fixed size, and matrices with a row for each sample.

use nalgebra::SVector;
#[cfg(feature = "alloc")]
use nalgebra::{Dyn, Matrix, RawStorage, Scalar, U1};

#[cfg(feature = "alloc")]
use super::{DynRow, Samples};
use super::{Number, RowFor, Sample};
#[cfg(feature = "alloc")]
use crate::Error;
use crate::tensor::{Dims, Row, Vector, Zeroed};

#[diagnostic::do_not_recommend]
impl<T: Number, const N: usize> Sample for SVector<T, N> {
    type Memory = Zeroed<Self>;

    fn memory(_: Option<Dims>) -> Zeroed<Self> {
        Zeroed::of(SVector::from_element(T::new_zeroed()))
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> RowFor<Vector<N>> for SVector<f32, N> {
    #[inline(always)]
    fn as_row(&self) -> Option<&[f32; N]> {
        self.data.0.first()
    }

    #[inline(always)]
    fn cast(&self, into: &mut [f32; N]) {
        into.flat_mut().copy_from_slice(self.as_slice());
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> RowFor<Vector<N>> for SVector<u8, N> {
    #[inline(always)]
    fn as_row(&self) -> Option<&[f32; N]> {
        None
    }

    #[inline(always)]
    fn cast(&self, into: &mut [f32; N]) {
        super::source::cast_bytes(self.as_slice(), into);
    }

    #[inline(always)]
    fn as_bytes(&self) -> Option<&[u8]> {
        Some(self.as_slice())
    }
}

/// Labels or weights: the numbers of a column.
#[diagnostic::do_not_recommend]
#[cfg(feature = "alloc")]
impl<T: Scalar, S: RawStorage<T, Dyn, U1>> Samples for Matrix<T, Dyn, U1, S> {
    type Item = T;

    #[inline(always)]
    fn sample_count(&self) -> usize {
        self.nrows()
    }

    #[inline(always)]
    fn sample(&self, index: usize) -> Option<&T> {
        self.get(index)
    }

    fn read_sample(&self, index: usize, into: &mut T) -> Result<(), Error> {
        into.clone_from(&self[index]);
        Ok(())
    }
}

/// A sample for each row. Its numbers do not lie side by side in memory, and are copied for each batch.
#[diagnostic::do_not_recommend]
#[cfg(feature = "alloc")]
impl<T: Number, S: RawStorage<T, Dyn, Dyn>> Samples for Matrix<T, Dyn, Dyn, S> {
    type Item = DynRow<T, 1>;

    #[inline(always)]
    fn sample_count(&self) -> usize {
        self.nrows()
    }

    #[inline(always)]
    fn sample_dims(&self) -> Option<Dims> {
        Some(Dims::vector(self.ncols()))
    }

    #[inline(always)]
    fn is_in_memory(&self) -> bool {
        true
    }

    fn read_sample(&self, index: usize, into: &mut DynRow<T, 1>) -> Result<(), Error> {
        let row = self.row(index);
        for (number, from) in into.numbers_mut().iter_mut().zip(row.iter()) {
            *number = *from;
        }
        Ok(())
    }
}
