//! Rows and labels of generic-array: arrays whose length is a type.

use generic_array::typenum::Const;
use generic_array::{ArrayLength, GenericArray, IntoArrayLength};

use super::{Number, RowFor, Sample};
use crate::tensor::{Dims, Row, Vector, Zeroed};

#[diagnostic::do_not_recommend]
impl<T: Number, L: ArrayLength> Sample for GenericArray<T, L> {
    type Memory = Zeroed<Self>;

    fn memory(_: Option<Dims>) -> Zeroed<Self> {
        use generic_array::sequence::GenericSequence;
        Zeroed::of(GenericArray::generate(|_| T::new_zeroed()))
    }
}

#[diagnostic::do_not_recommend]
impl<L: ArrayLength, const N: usize> RowFor<Vector<N>> for GenericArray<f32, L>
where
    Const<N>: IntoArrayLength<ArrayLength = L>,
{
    #[inline(always)]
    fn as_row(&self) -> Option<&[f32; N]> {
        self.as_slice().first_chunk()
    }

    #[inline(always)]
    fn cast(&self, into: &mut [f32; N]) {
        into.flat_mut().copy_from_slice(self.as_slice());
    }
}

#[diagnostic::do_not_recommend]
impl<L: ArrayLength, const N: usize> RowFor<Vector<N>> for GenericArray<u8, L>
where
    Const<N>: IntoArrayLength<ArrayLength = L>,
{
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
