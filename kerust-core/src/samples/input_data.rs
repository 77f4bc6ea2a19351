use alloc::boxed::Box;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::{RowFor, Samples};
use crate::Error;
use crate::tensor::structure::tuples;
use crate::tensor::{Row, Shape, Structure, zeroed};

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

    /// The numbers of row `row`, if it lies in memory as the model wants it.
    fn get(&self, row: usize) -> Option<&'x [f32]>;

    /// The bytes of row `row`, if it lies in memory as bytes.
    fn bytes(&self, row: usize) -> Option<&'x [u8]>;

    /// Writes row `row` as the model wants it.
    ///
    /// # Errors
    /// Those of the source.
    fn read(&mut self, row: usize, into: &mut [f32]) -> Result<(), Error>;

    /// Whether there are no rows.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The rows of `X`, of shape `S`.
struct RowsOf<'x, S, X: Samples + ?Sized> {
    x: &'x X,
    /// Room for a row that is not in memory.
    item: Option<Box<X::Item>>,
    shape: PhantomData<fn() -> S>,
}

impl<'x, S: Shape, X: Samples + ?Sized> RowSource<'x> for RowsOf<'x, S, X>
where
    X::Item: RowFor<S>,
{
    fn len(&self) -> usize {
        self.x.sample_count()
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
                let item = self.item.get_or_insert_with(zeroed);
                self.x.read_sample(row, item)?;
                item.cast(into);
            }
        }
        Ok(())
    }
}

impl<'x, S: Shape, X: Samples + ?Sized> InputData<'x, S> for &'x X
where
    X::Item: RowFor<S>,
{
    fn sources(self) -> Vec<Box<dyn RowSource<'x> + 'x>> {
        alloc::vec![Box::new(RowsOf::<S, X> {
            x: self,
            item: None,
            shape: PhantomData,
        })]
    }
}

/// A variable that is a tuple of rows.
pub trait TupleOfInputs<'x, In> {
    /// [`InputData::sources`].
    fn sources(&'x self) -> Vec<Box<dyn RowSource<'x> + 'x>>;
}

macro_rules! several {
    ($([$index:tt $shape:ident $x:ident $($other:ident)*])*) => {
        impl<'x, $($shape: Shape, $x: InputData<'x, $shape>),*> InputData<'x, ($($shape,)*)> for ($($x,)*) {
            fn sources(self) -> Vec<Box<dyn RowSource<'x> + 'x>> {
                let mut sources = Vec::new();
                $(sources.extend(self.$index.sources());)*
                sources
            }
        }

        impl<'x, $($shape: Shape, $x: 'x),*> TupleOfInputs<'x, ($($shape,)*)> for ($($x,)*)
        where
            $(&'x $x: InputData<'x, $shape>),*
        {
            fn sources(&'x self) -> Vec<Box<dyn RowSource<'x> + 'x>> {
                InputData::<($($shape,)*)>::sources(($(&self.$index,)*))
            }
        }

        // Of a variable that is no tuple, two implementations leave one error.
        #[diagnostic::do_not_recommend]
        impl<'x, $($shape: Shape,)* X: TupleOfInputs<'x, ($($shape,)*)>> InputData<'x, ($($shape,)*)>
            for &'x X
        {
            fn sources(self) -> Vec<Box<dyn RowSource<'x> + 'x>> {
                TupleOfInputs::sources(self)
            }
        }
    };
}

tuples! { several }
