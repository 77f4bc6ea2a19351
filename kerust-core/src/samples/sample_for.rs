use super::{Parts, RowFor};
use crate::tensor::structure::tuples;
use crate::tensor::{Contiguous, One, Row, Rows, Several, Shape, Structure, Zeroed};

/// One sample for a model with inputs `In`: `&row`, and for several inputs a tuple with a row of each,
/// `(&photo, &facts)`.
#[diagnostic::on_unimplemented(
    message = "a row of type `{Self}` does not go with a model whose input is `{In}`",
    label = "a row of type `{Self}`",
    note = "a row of `Vector<N>` is `[f32; N]`, of `Sequence<T, F>` `[[f32; F]; T]`, of `Image<H, W, C>` `[[[f32; C]; W]; H]`; `u8` in place of `f32` works too; of `Tokens<T, VOCAB>` `[u32; T]`",
    note = "numbers of `f64`: `row.map(|v| v as f32)`",
    note = "`kerust::datasets::to_rows::<Net>(&table)` makes rows of a `Vec<Vec<f64>>` and the like; `predict` takes one row, `&row`, and of several inputs a tuple with a row of each, `(&photo, &facts)`; `predict_batch` takes many"
)]
pub trait SampleFor<In: Structure> {
    /// Gives `run` the rows, as many as there are inputs, with one row in each.
    #[doc(hidden)]
    fn with_rows<T>(self, run: impl FnOnce(&[&dyn Rows]) -> T) -> T;
}

impl<In: Structure, T> SampleFor<In> for T
where
    In::Kind: TakesSample<In, T>,
{
    #[inline(always)]
    fn with_rows<R>(self, run: impl FnOnce(&[&dyn Rows]) -> R) -> R {
        <In::Kind as TakesSample<In, T>>::with_rows(self, run)
    }
}

/// A kind of inputs that takes a sample of type `T`: one, or several. Each kind has one implementation, so that the
/// compiler's error is about the row.
pub trait TakesSample<In, T> {
    /// [`SampleFor::with_rows`].
    fn with_rows<R>(sample: T, run: impl FnOnce(&[&dyn Rows]) -> R) -> R;
}

/// A row: `&row`.
pub trait OneRow {
    /// The type of the row.
    type Row;

    /// The row.
    fn row(&self) -> &Self::Row;
}

#[diagnostic::do_not_recommend]
impl<R> OneRow for &R {
    type Row = R;

    #[inline(always)]
    fn row(&self) -> &R {
        self
    }
}

impl<S: Shape, T: OneRow<Row: RowFor<S>>> TakesSample<S, T> for One {
    #[inline(always)]
    fn with_rows<R>(sample: T, run: impl FnOnce(&[&dyn Rows]) -> R) -> R {
        let given = sample.row();
        let cast;
        // One call, so that the compiler joins it to the passes and knows where the rows are.
        let row = match given.as_row() {
            Some(row) => row,
            None => {
                cast = cast_row::<S, _>(given);
                &*cast
            }
        };
        run(&[&Contiguous::new(row.flat(), const { S::DIMS.len() })])
    }
}

/// The row, cast. By itself, so that its room is nobody else's.
#[inline(never)]
fn cast_row<S: Shape, R: RowFor<S> + ?Sized>(given: &R) -> Zeroed<S::Row> {
    if let Some((place, token)) = given.unknown_token() {
        let vocabulary = S::DIMS.vocabulary;
        panic!("the token {token} in place {place} is none of {vocabulary}");
    }
    let mut row = Zeroed::<S::Row>::new();
    given.cast(&mut row);
    row
}

macro_rules! several {
    ($([$index:tt $shape:ident $row:ident $($other:ident)*])*) => {
        impl<T, $($shape: Shape, $row: SampleFor<$shape>),*> TakesSample<($($shape,)*), T>
            for Several<{ 0 $(+ { let _ = $index; 1 })* }>
        where
            T: Parts<{ 0 $(+ { let _ = $index; 1 })* }, Each = ($($row,)*)>,
        {
            #[inline(always)]
            fn with_rows<R>(sample: T, run: impl FnOnce(&[&dyn Rows]) -> R) -> R {
                let sample = sample.each();
                several! { @ sample run [] $([$index])* }
            }
        }
    };
    (@ $sample:ident $run:ident [$($rows:ident)*]) => {
        $run(&[$($rows[0]),*])
    };
    (@ $sample:ident $run:ident [$($rows:ident)*] [$index:tt] $($more:tt)*) => {
        $sample.$index.with_rows(|rows| several! { @ $sample $run [$($rows)* rows] $($more)* })
    };
}

tuples! { several }
