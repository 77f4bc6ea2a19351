//! Labels whose sizes only the running program knows.

use super::{Bits, Error, LabelFor, Loss, Number, Numbers, OneHot, Row, numbers};
use crate::samples::{DynRow, HasAxes};

macro_rules! labels {
    ($($kind:ident $bits:literal)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<L: Loss, T: Number, Out: HasAxes<AXES>, const AXES: usize> LabelFor<L, Out, $kind> for DynRow<T, AXES> {
            #[inline(always)]
            fn target<'a>(&'a self, _: &L, row: usize, room: &'a mut Out::Row) -> Result<&'a [f32], Error> {
                let (label, room) = (self.numbers(), room.flat_mut());
                if label.len() != room.len() {
                    let (width, expected) = (label.len(), room.len());
                    return Err(Error::Width { row, width, expected });
                }
                numbers::<T, $bits>(label, row, room)
            }
        }
    )*};
}

labels! { Numbers false Bits true OneHot true }
