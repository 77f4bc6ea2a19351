//! The rows of a batch, wherever they are.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::Error;
use crate::contract::{RowFor, Samples};
use crate::memory::{zeroed, zeroed_rows};
use crate::shape::Shape;

/// Numbered rows of shape `S`, whatever their source.
pub(crate) trait RowSource<'x, S: Shape> {
    fn len(&self) -> usize;

    /// Row `row`, if it lies in memory as the model wants it.
    fn get(&self, row: usize) -> Option<&'x S::Row>;

    /// Writes row `row` as the model wants it.
    fn read(&mut self, row: usize, into: &mut S::Row) -> Result<(), Error>;
}

/// The rows of `X`.
struct RowsOf<'x, X: Samples + ?Sized> {
    x: &'x X,
    /// Room for a row that is not in memory.
    item: Option<Box<X::Item>>,
}

impl<'x, S: Shape, X: Samples + ?Sized> RowSource<'x, S> for RowsOf<'x, X>
where
    X::Item: RowFor<S>,
{
    fn len(&self) -> usize {
        self.x.len()
    }

    fn get(&self, row: usize) -> Option<&'x S::Row> {
        self.x.get(row)?.as_row()
    }

    fn read(&mut self, row: usize, into: &mut S::Row) -> Result<(), Error> {
        match self.x.get(row) {
            Some(item) => item.cast(into),
            None => {
                let item = self.item.get_or_insert_with(zeroed);
                self.x.read(row, item)?;
                item.cast(into);
            }
        }
        Ok(())
    }
}

/// Brings together the rows of a batch: references where rows lie in memory as the model wants
/// them, else copies.
pub(crate) struct Gather<'x, S: Shape> {
    source: Box<dyn RowSource<'x, S> + 'x>,
    here: Vec<&'x S::Row>,
    copies: Box<[S::Row]>,
}

/// The rows of a batch.
pub(crate) enum Rows<'a, 'x, R> {
    Here(&'a [&'x R]),
    Copies(&'a [R]),
}

impl<'x, S: Shape> Gather<'x, S> {
    pub(crate) fn new<X>(x: &'x X) -> Self
    where
        X: Samples + ?Sized,
        X::Item: RowFor<S>,
    {
        Gather {
            source: Box::new(RowsOf { x, item: None }),
            here: Vec::new(),
            copies: zeroed_rows(0),
        }
    }

    /// How many rows there are in all.
    pub(crate) fn len(&self) -> usize {
        self.source.len()
    }

    /// The rows with these numbers. Memory is made at the first call, and when a later one asks
    /// for more rows.
    pub(crate) fn load(
        &mut self,
        rows: impl ExactSizeIterator<Item = usize> + Clone,
    ) -> Result<Rows<'_, 'x, S::Row>, Error> {
        self.here.clear();
        self.here
            .extend(rows.clone().map_while(|row| self.source.get(row)));
        let count = rows.len();
        if self.here.len() == count {
            return Ok(Rows::Here(&self.here));
        }
        self.copy(rows)?;
        Ok(Rows::Copies(&self.copies[..count]))
    }

    fn copy(&mut self, rows: impl ExactSizeIterator<Item = usize>) -> Result<(), Error> {
        if self.copies.len() < rows.len() {
            self.copies = zeroed_rows(rows.len());
        }
        for (row, copy) in rows.zip(&mut self.copies) {
            self.source.read(row, copy)?;
        }
        Ok(())
    }
}
