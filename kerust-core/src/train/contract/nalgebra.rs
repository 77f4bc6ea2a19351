//! Labels of nalgebra: vectors of a fixed size.

use nalgebra::SVector;

use super::{Bits, Error, LabelFor, Loss, Number, Numbers, OneHot, Row, Vector, numbers};

rows! { Numbers false: [N] Vector<N>, SVector<T, N>, |row| row.as_slice(); }
rows! { Bits true: [N] Vector<N>, SVector<T, N>, |row| row.as_slice(); }
rows! { OneHot true: [N] Vector<N>, SVector<T, N>, |row| row.as_slice(); }
