use super::structure::tuples;
use super::{Batch, Rows, RowsOf, Shape, Structure};

/// A batch for a model with inputs `In`: a slice of rows, or of references to rows; for several inputs a tuple of
/// such, `(photos, facts)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a batch for a model whose input is `{In}`",
    label = "not the rows of each input",
    note = "a batch is a slice of rows, `&[[f32; N]]` for `Vector<N>`, and of several inputs a tuple of slices"
)]
pub trait BatchFor<In: Structure> {
    /// Gives `run` the rows of each input.
    #[doc(hidden)]
    fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T;
}

#[diagnostic::do_not_recommend]
impl<S: Shape, X: Batch<S::Row> + ?Sized> BatchFor<S> for &X {
    #[inline(always)]
    fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T {
        run(&[&RowsOf::<X, S::Row>::new(self)])
    }
}

macro_rules! several {
    ($([$index:tt $shape:ident $x:ident $($other:ident)*])*) => {
        #[diagnostic::do_not_recommend]
        impl<$($shape: Shape, $x: BatchFor<$shape>),*> BatchFor<($($shape,)*)> for ($($x,)*) {
            fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T {
                several! { @ self run [] $([$index])* }
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
