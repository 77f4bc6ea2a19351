//! Labels of generic-array: arrays whose length is a type.

use generic_array::typenum::Const;
use generic_array::{ArrayLength, GenericArray, IntoArrayLength};

use super::{Bits, Error, LabelFor, Loss, Number, Numbers, OneHot, Vector, numbers};

macro_rules! labels {
    ($($kind:ident $bits:literal)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<L: Loss, T: Number, U: ArrayLength, const N: usize> LabelFor<L, Vector<N>, $kind> for GenericArray<T, U>
        where
            Const<N>: IntoArrayLength<ArrayLength = U>,
        {
            #[inline(always)]
            fn target<'a>(&'a self, _: &L, row: usize, room: &'a mut [f32; N]) -> Result<&'a [f32], Error> {
                numbers::<T, $bits>(self.as_slice(), row, room)
            }
        }
    )*};
}

labels! { Numbers false Bits true OneHot true }
