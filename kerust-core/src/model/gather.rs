//! The rows of a batch, wherever they are.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::Error;
use crate::model::Model;
use crate::samples::{RowFor, Sample, Samples};
use crate::simd::Cpu;
use crate::simd::subnormal::{AnySubnormal, Flush};
use crate::tensor::{Batch, Dims, Row, Shape, zeroed_rows};

/// Numbered rows of shape `S`, whatever their source.
pub(crate) trait RowSource<'x, S: Shape> {
    fn len(&self) -> usize;

    /// The shape of each row, if only the running program knows it.
    fn dims(&self) -> Option<Dims>;

    /// Row `row`, if it lies in memory as the model wants it.
    fn get(&self, row: usize) -> Option<&'x S::Row>;

    /// The bytes of row `row`, if it lies in memory as bytes.
    fn bytes(&self, row: usize) -> Option<&'x [u8]>;

    /// Writes row `row` as the model wants it.
    fn read(&mut self, row: usize, into: &mut S::Row) -> Result<(), Error>;
}

/// The rows of `X`.
struct RowsOf<'x, X: Samples<Item: Sample> + ?Sized> {
    x: &'x X,
    /// Room for a row that is not in memory.
    item: Option<<X::Item as Sample>::Memory>,
}

impl<'x, S: Shape, X: Samples + ?Sized> RowSource<'x, S> for RowsOf<'x, X>
where
    X::Item: RowFor<S>,
{
    fn len(&self) -> usize {
        self.x.sample_count()
    }

    fn dims(&self) -> Option<Dims> {
        self.x.sample_dims()
    }

    fn get(&self, row: usize) -> Option<&'x S::Row> {
        self.x.sample(row)?.as_row()
    }

    fn bytes(&self, row: usize) -> Option<&'x [u8]> {
        self.x.sample(row)?.as_bytes()
    }

    fn read(&mut self, row: usize, into: &mut S::Row) -> Result<(), Error> {
        match self.x.sample(row) {
            Some(item) => item.cast(into),
            None => {
                let memory = || X::Item::memory(self.x.sample_dims());
                let item = self.item.get_or_insert_with(memory);
                self.x.read_sample(row, item)?;
                item.cast(into);
            }
        }
        Ok(())
    }
}

/// Finds rows: references where they lie in memory as the model wants them, else copies.
pub(crate) struct Gather<'x, S: Shape> {
    source: Box<dyn RowSource<'x, S> + 'x>,
    /// Whether rows of bytes are left as they are.
    leaves_bytes: bool,
    subnormals: Subnormals,
}

/// The knowledge about subnormal numbers in rows that are used in place. Rows with such numbers are copied
/// without them, because most builds of Keras' backends take them for 0.
#[derive(Clone, Copy)]
enum Subnormals {
    /// None were found in as many rows; the first epoch goes through all.
    NoneIn(usize),
    /// Some were found.
    Some,
}

/// The rows of a batch.
pub(crate) struct Gathered<'x, R> {
    /// All of them, or none.
    here: Vec<&'x R>,
    /// All of them, where the model casts bytes itself, or none.
    bytes: Vec<&'x [u8]>,
    copies: Box<[R]>,
    count: usize,
}

impl<R: Row> Gathered<'_, R> {
    /// No rows yet.
    pub(crate) fn new() -> Self {
        Gathered {
            here: Vec::new(),
            bytes: Vec::new(),
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

    #[inline(always)]
    fn bytes(&self, index: usize) -> Option<&[u8]> {
        self.bytes.get(index).copied()
    }
}

impl<'x, S: Shape> Gather<'x, S> {
    /// Rows for model `M`.
    pub(crate) fn new<M: Model<Input = S>, X>(x: &'x X) -> Self
    where
        X: Samples + ?Sized,
        X::Item: RowFor<S>,
    {
        Gather {
            source: Box::new(RowsOf { x, item: None }),
            leaves_bytes: M::CASTS_BYTES,
            subnormals: Subnormals::NoneIn(0),
        }
    }

    /// The number of all rows.
    pub(crate) fn len(&self) -> usize {
        self.source.len()
    }

    /// A check of the rows' shape, if only the running program knows it.
    ///
    /// # Errors
    /// If it is not that of the model's input.
    pub(crate) fn check(&self, data: &'static str) -> Result<(), Error> {
        S::DIMS.check(data, "rows of `x`", self.source.dims())
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
            bytes,
            copies,
            count,
        } = into;
        *count = rows.len();
        bytes.clear();
        here.clear();
        here.extend(rows.clone().map_while(|row| self.source.get(row)));
        if here.len() == *count && !self.finds_subnormals(here) {
            return Ok(());
        }
        here.clear();
        if self.leaves_bytes {
            bytes.extend(rows.clone().map_while(|row| self.source.bytes(row)));
            if bytes.len() == *count {
                return Ok(());
            }
            bytes.clear();
        }
        if copies.len() < *count {
            *copies = zeroed_rows(*count);
        }
        for (row, copy) in rows.zip(copies) {
            self.source.read(row, copy)?;
            if self.source.bytes(row).is_none() {
                Flush(copy.flat_mut()).on(Cpu::detect());
            }
        }
        Ok(())
    }

    /// Whether subnormal numbers were found, in these rows or earlier. Few of them cost little, so that
    /// an eighth of the rows of the first epoch tells.
    fn finds_subnormals(&mut self, rows: &[&S::Row]) -> bool {
        if let Subnormals::NoneIn(seen) = self.subnormals
            && seen < self.len()
        {
            let cpu = Cpu::detect();
            let mut some = rows[..rows.len().div_ceil(8)].iter();
            self.subnormals = if some.any(|row| AnySubnormal(row.flat()).on(cpu)) {
                Subnormals::Some
            } else {
                Subnormals::NoneIn(seen + rows.len())
            };
        }
        matches!(self.subnormals, Subnormals::Some)
    }
}
