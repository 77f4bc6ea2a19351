//! Rows and labels of ndarray: an array with a sample at each index of its first axis.

use ndarray::{ArrayBase, Axis, Data, Ix1, Ix2, Ix3, Ix4};

use super::{DynRow, Number, Samples};
use crate::Error;
use crate::tensor::Dims;

/// Labels or weights: the numbers of one axis.
#[diagnostic::do_not_recommend]
impl<T: Clone, S: Data<Elem = T>> Samples for ArrayBase<S, Ix1> {
    type Item = T;

    #[inline(always)]
    fn sample_count(&self) -> usize {
        self.len()
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

macro_rules! arrays {
    ($($axes:literal $dim:ty, |$sizes:pat_param| $dims:expr;)*) => {$(
        /// A sample that lies in one piece is used in place, another one is copied for each batch.
        #[diagnostic::do_not_recommend]
        impl<T: Number, S: Data<Elem = T>> Samples for ArrayBase<S, $dim> {
            type Item = DynRow<T, $axes>;

            #[inline(always)]
            fn sample_count(&self) -> usize {
                self.len_of(Axis(0))
            }

            #[inline(always)]
            fn sample_dims(&self) -> Option<Dims> {
                let $sizes = self.dim();
                Some($dims)
            }

            #[inline(always)]
            fn is_in_memory(&self) -> bool {
                true
            }

            #[inline]
            fn sample(&self, index: usize) -> Option<&DynRow<T, $axes>> {
                let sample = self.view().index_axis_move(Axis(0), index);
                Some(DynRow::of(sample.to_slice()?))
            }

            fn read_sample(&self, index: usize, into: &mut DynRow<T, $axes>) -> Result<(), Error> {
                let sample = self.index_axis(Axis(0), index);
                for (number, from) in into.numbers_mut().iter_mut().zip(sample) {
                    *number = *from;
                }
                Ok(())
            }
        }
    )*};
}

arrays! {
    1 Ix2, |(_, n)| Dims::vector(n);
    2 Ix3, |(_, t, f)| Dims::sequence(t, f);
    3 Ix4, |(_, h, w, c)| Dims::image(h, w, c);
}
