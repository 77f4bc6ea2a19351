//! The rows of a batch, wherever they are.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::Error;
use crate::contract::{RowFor, Samples};
use crate::memory::{zeroed, zeroed_rows};
use crate::model::{InputRow, Model};

/// Brings together the rows of a batch: references where rows lie in memory as the model wants
/// them, else copies.
pub(crate) struct Gather<'x, M: Model, X: Samples + ?Sized> {
    x: &'x X,
    here: Vec<&'x InputRow<M>>,
    copies: Box<[InputRow<M>]>,
    item: Option<Box<X::Item>>,
}

/// The rows of a batch.
pub(crate) enum Rows<'a, 'x, R> {
    Here(&'a [&'x R]),
    Copies(&'a [R]),
}

impl<'x, M: Model, X: Samples + ?Sized> Gather<'x, M, X>
where
    X::Item: RowFor<M::Input>,
{
    /// For batches of up to `rows` rows of `x`, all memory made at once.
    pub(crate) fn new(x: &'x X, rows: usize) -> Self {
        let first = if x.is_empty() { None } else { x.get(0) };
        let in_place = first.is_some_and(|row| row.as_row().is_some());
        Gather {
            x,
            here: Vec::with_capacity(if in_place { rows } else { 0 }),
            copies: zeroed_rows(if in_place { 0 } else { rows }),
            item: first.is_none().then(zeroed),
        }
    }

    /// The rows with these numbers.
    #[inline(always)]
    pub(crate) fn load(
        &mut self,
        rows: impl ExactSizeIterator<Item = usize>,
    ) -> Result<Rows<'_, 'x, InputRow<M>>, Error> {
        let count = rows.len();
        if self.copies.is_empty() {
            self.here.clear();
            self.here
                .extend(rows.filter_map(|row| self.x.get(row)?.as_row()));
            return Ok(Rows::Here(&self.here));
        }
        for (row, copy) in rows.zip(&mut self.copies) {
            copy_row::<M, X>(self.x, row, &mut self.item, copy)?;
        }
        Ok(Rows::Copies(&self.copies[..count]))
    }
}

/// Row `row` of `x` as the model wants it; `item` is room for one that has to be read.
pub(crate) fn copy_row<M: Model, X: Samples + ?Sized>(
    x: &X,
    row: usize,
    item: &mut Option<Box<X::Item>>,
    into: &mut InputRow<M>,
) -> Result<(), Error>
where
    X::Item: RowFor<M::Input>,
{
    match x.get(row) {
        Some(item) => item.cast(into),
        None => {
            let item = item.get_or_insert_with(zeroed);
            x.read(row, item)?;
            item.cast(into);
        }
    }
    Ok(())
}
