use alloc::boxed::Box;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::{OneList, Parts, RowFor, Sample, Samples};
use crate::Error;
use crate::tensor::structure::tuples;
use crate::tensor::{Dims, One, Row, Several, Shape, Structure};

/// The rows for a model with inputs `In`: `&x`, and for several inputs a tuple with the rows of each,
/// `(&photos, &facts)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not go with a model whose input is `{In}`",
    label = "not the rows of this input",
    note = "a model with one input takes `&x`, where `x` is an array, a slice or a `Vec` with an element a row, or implements `Samples`; one with several inputs a tuple with the rows of each: `(&photos, &facts)`"
)]
pub trait InputData<'x, In: Structure> {
    /// A source of rows for each input.
    #[doc(hidden)]
    fn sources(self) -> Vec<Box<dyn RowSource<'x> + 'x>>;
}

/// Numbered rows for an input, whatever their source.
pub trait RowSource<'x> {
    /// The number of rows.
    fn len(&self) -> usize;

    /// The shape of each row, if only the running program knows it.
    fn dims(&self) -> Option<Dims>;

    /// The numbers of row `row`, if it lies in memory as the model wants it.
    fn get(&self, row: usize) -> Option<&'x [f32]>;

    /// The bytes of row `row`, if it lies in memory as bytes.
    fn bytes(&self, row: usize) -> Option<&'x [u8]>;

    /// Writes row `row` as the model wants it.
    ///
    /// # Errors
    /// Those of the source.
    fn read(&mut self, row: usize, into: &mut [f32]) -> Result<(), Error>;

    /// The row, the place and the value of the first token in memory that is not in the vocabulary.
    fn unknown_token(&self) -> Option<(usize, usize, i128)>;

    /// Whether there are no rows.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The rows of `X`, of shape `S`.
struct RowsOf<'x, S, X: Samples<Item: Sample> + ?Sized> {
    x: &'x X,
    /// Room for a row that is not in memory.
    item: Option<<X::Item as Sample>::Memory>,
    shape: PhantomData<fn() -> S>,
}

impl<'x, S: Shape, X: Samples + ?Sized> RowSource<'x> for RowsOf<'x, S, X>
where
    X::Item: RowFor<S>,
{
    fn len(&self) -> usize {
        self.x.sample_count()
    }

    fn dims(&self) -> Option<Dims> {
        self.x.sample_dims()
    }

    fn get(&self, row: usize) -> Option<&'x [f32]> {
        self.x.sample(row)?.as_row().map(Row::flat)
    }

    fn bytes(&self, row: usize) -> Option<&'x [u8]> {
        self.x.sample(row)?.as_bytes()
    }

    fn read(&mut self, row: usize, into: &mut [f32]) -> Result<(), Error> {
        let into = &mut S::Row::rows_mut(into)[0];
        match self.x.sample(row) {
            Some(item) => item.cast(into),
            None => {
                let memory = || X::Item::memory(self.x.sample_dims());
                let item = self.item.get_or_insert_with(memory);
                self.x.read_sample(row, item)?;
                if let Some((place, token)) = item.unknown_token() {
                    return Err(Error::Token {
                        data: "data",
                        samples: "rows of `x`",
                        row,
                        place,
                        token,
                        vocabulary: S::DIMS.vocabulary,
                    });
                }
                item.cast(into);
            }
        }
        Ok(())
    }

    fn unknown_token(&self) -> Option<(usize, usize, i128)> {
        (0..self.x.sample_count()).find_map(|row| {
            let (place, token) = self.x.sample(row)?.unknown_token()?;
            Some((row, place, token))
        })
    }
}

impl<'x, In: Structure, T> InputData<'x, In> for T
where
    In::Kind: TakesRows<'x, In, T>,
{
    fn sources(self) -> Vec<Box<dyn RowSource<'x> + 'x>> {
        <In::Kind as TakesRows<'x, In, T>>::sources(self)
    }
}

/// A kind of inputs that takes rows of type `T`: one, or several. Each kind has one implementation, so that the
/// compiler's error is about the rows.
pub trait TakesRows<'x, In, T> {
    /// [`InputData::sources`].
    fn sources(rows: T) -> Vec<Box<dyn RowSource<'x> + 'x>>;
}

impl<'x, S: Shape, T: OneList<'x>> TakesRows<'x, S, T> for One
where
    <T::List as Samples>::Item: RowFor<S>,
{
    fn sources(rows: T) -> Vec<Box<dyn RowSource<'x> + 'x>> {
        alloc::vec![Box::new(RowsOf::<S, T::List> {
            x: rows.list(),
            item: None,
            shape: PhantomData,
        })]
    }
}

macro_rules! several {
    ($([$index:tt $shape:ident $x:ident $($other:ident)*])*) => {
        impl<'x, T, $($shape: Shape, $x: InputData<'x, $shape>),*> TakesRows<'x, ($($shape,)*), T>
            for Several<{ 0 $(+ { let _ = $index; 1 })* }>
        where
            T: Parts<{ 0 $(+ { let _ = $index; 1 })* }, Each = ($($x,)*)>,
        {
            fn sources(rows: T) -> Vec<Box<dyn RowSource<'x> + 'x>> {
                let rows = rows.each();
                let mut sources = Vec::new();
                $(sources.extend(rows.$index.sources());)*
                sources
            }
        }
    };
}

tuples! { several }
