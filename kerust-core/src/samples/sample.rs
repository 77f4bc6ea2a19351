use super::RowFor;
use crate::tensor::structure::tuples;
use crate::tensor::{Contiguous, Row, Rows, Shape, Structure, Zeroed};

/// One sample for a model with inputs `In`: `&row`, and for several inputs a tuple with a row of each,
/// `(&photo, &facts)`.
#[diagnostic::on_unimplemented(
    message = "a row of type `{Self}` does not go with a model whose input is `{In}`",
    label = "a row of type `{Self}`",
    note = "a row of `Vector<N>` is `[f32; N]`, of `Sequence<T, F>` `[[f32; F]; T]`, of `Image<H, W, C>` `[[[f32; C]; W]; H]`; `u8` in place of `f32` works too",
    note = "numbers of `f64`: `row.map(|v| v as f32)`",
    note = "`predict` takes one row, `&row`, and of several inputs a tuple with a row of each, `(&photo, &facts)`; `predict_batch` takes many"
)]
pub trait SampleFor<In: Structure> {
    /// Gives `run` the rows, as many as there are inputs, with one row in each.
    #[doc(hidden)]
    fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T;
}

impl<S: Shape, R: RowFor<S>> SampleFor<S> for &R {
    #[inline(always)]
    fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T {
        match self.as_row() {
            Some(row) => run(&[&Contiguous::new(row.flat(), const { S::DIMS.len() })]),
            None => cast(self, run),
        }
    }
}

/// Casts a row. By itself, so that its room is nobody else's.
#[inline(never)]
fn cast<S: Shape, R: RowFor<S>, T>(given: &R, run: impl FnOnce(&[&dyn Rows]) -> T) -> T {
    let mut row = Zeroed::<S::Row>::new();
    given.cast(&mut row);
    run(&[&Contiguous::new(row.flat(), const { S::DIMS.len() })])
}

/// A variable that is a tuple of rows.
pub trait TupleOfRows<In> {
    /// [`SampleFor::with_rows`].
    fn with_rows<T>(&self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T;
}

macro_rules! several {
    ($([$index:tt $shape:ident $row:ident $($other:ident)*])*) => {
        impl<$($shape: Shape, $row: SampleFor<$shape>),*> SampleFor<($($shape,)*)> for ($($row,)*) {
            #[inline(always)]
            fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T {
                several! { @ self run [] $([$index])* }
            }
        }

        impl<$($shape: Shape, $row),*> TupleOfRows<($($shape,)*)> for ($($row,)*)
        where
            $(for<'a> &'a $row: SampleFor<$shape>),*
        {
            #[inline(always)]
            fn with_rows<T>(&self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T {
                SampleFor::<($($shape,)*)>::with_rows(($(&self.$index,)*), run)
            }
        }

        // Of a variable that is no tuple, two implementations leave one error.
        #[diagnostic::do_not_recommend]
        impl<$($shape: Shape,)* R: TupleOfRows<($($shape,)*)>> SampleFor<($($shape,)*)> for &R {
            #[inline(always)]
            fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T {
                TupleOfRows::with_rows(self, run)
            }
        }
    };
    (@ $self:tt $run:ident [$($rows:ident)*]) => {
        $run(&[$($rows[0]),*])
    };
    (@ $self:tt $run:ident [$($rows:ident)*] [$index:tt] $($more:tt)*) => {
        $self.$index.with_rows(|rows| several! { @ $self $run [$($rows)* rows] $($more)* })
    };
}

tuples! { several }
