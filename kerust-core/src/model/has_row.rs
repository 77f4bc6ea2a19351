use super::{InputRow, Model};
use crate::tensor::{Image, Row, Sequence, Shape, Structure, Vector};

/// A model, whose rows are those of its input, a shape, or a row itself: the type in `to_rows::<Net>(&table)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a model nor a shape",
    label = "not a model, and not a shape",
    note = "write `to_rows::<Net>(…)`, where `Net` is a model, or `to_rows::<Vector<4>>(…)`"
)]
pub trait HasRow {
    /// A row: nested arrays.
    type Row: Row;
}

#[diagnostic::do_not_recommend]
impl<M: Model<Input: Shape>> HasRow for M {
    type Row = InputRow<M>;
}

#[diagnostic::do_not_recommend]
impl<R: Row, const N: usize> HasRow for [R; N] {
    type Row = [R; N];
}

macro_rules! shapes {
    ($([$($size:ident)*] $shape:ty;)*) => {$(
        impl<$(const $size: usize),*> HasRow for $shape {
            type Row = <$shape as Structure>::Row;
        }
    )*};
}

shapes! {
    [N] Vector<N>;
    [T F] Sequence<T, F>;
    [H W C] Image<H, W, C>;
}
