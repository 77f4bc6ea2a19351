//! The rows of a batch, wherever they are.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::Error;
use crate::contract::{RowFor, Samples};
use crate::layers::Batch;
use crate::memory::{zeroed, zeroed_rows};
use crate::shape::{Row, Shape};

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

/// Finds rows: references where they lie in memory as the model wants them, else copies.
pub(crate) struct Gather<'x, S: Shape> {
    source: Box<dyn RowSource<'x, S> + 'x>,
}

/// The rows of a batch.
pub(crate) struct Gathered<'x, R> {
    /// All of them, or none.
    here: Vec<&'x R>,
    copies: Box<[R]>,
    count: usize,
}

impl<R: Row> Gathered<'_, R> {
    /// No rows yet.
    pub(crate) fn new() -> Self {
        Gathered {
            here: Vec::new(),
            copies: zeroed_rows(0),
            count: 0,
        }
    }
}

impl<R> Batch<R> for Gathered<'_, R> {
    #[inline(always)]
    fn len(&self) -> usize {
        self.count
    }

    #[inline(always)]
    fn row(&self, index: usize) -> &R {
        match self.here.get(index) {
            Some(row) => row,
            None => &self.copies[index],
        }
    }
}

impl<'x, S: Shape> Gather<'x, S> {
    pub(crate) fn new<X>(x: &'x X) -> Self
    where
        X: Samples + ?Sized,
        X::Item: RowFor<S>,
    {
        Gather {
            source: Box::new(RowsOf { x, item: None }),
        }
    }

    /// How many rows there are in all.
    pub(crate) fn len(&self) -> usize {
        self.source.len()
    }

    /// Brings the rows with these numbers together. Memory is made at the first call, and when a
    /// later one asks for more rows.
    pub(crate) fn load(
        &mut self,
        rows: impl ExactSizeIterator<Item = usize> + Clone,
        into: &mut Gathered<'x, S::Row>,
    ) -> Result<(), Error> {
        let Gathered {
            here,
            copies,
            count,
        } = into;
        *count = rows.len();
        here.clear();
        here.extend(rows.clone().map_while(|row| self.source.get(row)));
        if here.len() == *count {
            return Ok(());
        }
        here.clear();
        if copies.len() < *count {
            *copies = zeroed_rows(*count);
        }
        for (row, copy) in rows.zip(copies) {
            self.source.read(row, copy)?;
        }
        Ok(())
    }
}
