//! The rows of a batch, wherever they are.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::array;

use crate::Error;
use crate::model::Model;
use crate::samples::{InputData, RowSource};
use crate::simd::Cpu;
use crate::simd::subnormal::{AnySubnormal, Flush};
use crate::tensor::{Dims, MOST, Rows, zeroed_rows};

/// The names of rows of several inputs in errors.
const ROWS_OF_INPUTS: [&str; MOST] = [
    "rows of input 1",
    "rows of input 2",
    "rows of input 3",
    "rows of input 4",
    "rows of input 5",
    "rows of input 6",
    "rows of input 7",
    "rows of input 8",
];

/// Finds the rows of each input.
pub(crate) struct Gather<'x> {
    inputs: Vec<Finder<'x>>,
}

/// The rows of a batch, of each input.
pub(crate) struct Gathered<'x> {
    inputs: Vec<Found<'x>>,
}

/// Finds rows: references where they lie in memory as the model wants them, else copies.
struct Finder<'x> {
    source: Box<dyn RowSource<'x> + 'x>,
    /// The shape of a row, and its numbers.
    shape: Dims,
    len: usize,
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

/// The rows of a batch, of one input.
#[derive(Default)]
struct Found<'x> {
    /// All of them, or none.
    here: Vec<&'x [f32]>,
    /// All of them, where the model casts bytes itself, or none.
    bytes: Vec<&'x [u8]>,
    copies: Box<[f32]>,
    len: usize,
    count: usize,
}

impl Rows for Found<'_> {
    #[inline]
    fn count(&self) -> usize {
        self.count
    }

    #[inline]
    fn numbers(&self, index: usize) -> &[f32] {
        match self.here.get(index) {
            Some(row) => row,
            None => &self.copies[index * self.len..][..self.len],
        }
    }

    #[inline]
    fn bytes(&self, index: usize) -> Option<&[u8]> {
        self.bytes.get(index).copied()
    }
}

impl Gathered<'_> {
    /// No rows yet.
    pub(crate) fn new() -> Self {
        Gathered { inputs: Vec::new() }
    }

    /// Row `index` of input number `input`.
    pub(crate) fn row(&self, input: usize, index: usize) -> &[f32] {
        self.inputs[input].numbers(index)
    }

    /// The rows of each input; those behind the last one are those of the first.
    #[inline(always)]
    pub(crate) fn rows(&self) -> [&dyn Rows; MOST] {
        array::from_fn(|input| self.inputs.get(input).unwrap_or(&self.inputs[0]) as &dyn Rows)
    }
}

impl<'x> Gather<'x> {
    /// Rows for model `M`.
    pub(crate) fn new<M: Model>(x: impl InputData<'x, M::Input>) -> Self {
        let sources = x.sources().into_iter().zip(M::INPUTS).enumerate();
        let finders = sources.map(|(input, (source, shape))| Finder {
            source,
            shape: *shape,
            len: shape.len(),
            leaves_bytes: input == 0 && M::CASTS_BYTES,
            subnormals: Subnormals::NoneIn(0),
        });
        Gather {
            inputs: finders.collect(),
        }
    }

    /// The number of all rows.
    pub(crate) fn len(&self) -> usize {
        self.inputs[0].source.len()
    }

    /// A check that all inputs have as many rows, of the rows' shape, if only the running program knows it, and of
    /// all tokens in memory.
    ///
    /// # Errors
    /// The first input that has more or fewer rows than the first, rows of another shape, or a token that is not in
    /// the vocabulary.
    pub(crate) fn check(&self, data: &'static str) -> Result<(), Error> {
        let expected = self.len();
        for (index, input) in self.inputs.iter().enumerate() {
            let rows = input.source.len();
            let samples = match self.inputs.len() {
                1 => "rows of `x`",
                _ => ROWS_OF_INPUTS[index],
            };
            input.shape.check(data, samples, input.source.dims())?;
            if input.shape.is_tokens()
                && let Some((row, place, token)) = input.source.unknown_token()
            {
                return Err(Error::Token {
                    data,
                    samples,
                    row,
                    place,
                    token,
                    vocabulary: input.shape.vocabulary,
                });
            }
            if rows != expected {
                let input = index + 1;
                return Err(Error::Inputs {
                    data,
                    expected,
                    input,
                    rows,
                });
            }
        }
        Ok(())
    }

    /// Brings the rows with these numbers together. Memory is made at the first call, and when a
    /// later one asks for more rows.
    pub(crate) fn load(
        &mut self,
        rows: impl ExactSizeIterator<Item = usize> + Clone,
        into: &mut Gathered<'x>,
    ) -> Result<(), Error> {
        into.inputs.resize_with(self.inputs.len(), Found::default);
        (self.inputs.iter_mut().zip(&mut into.inputs))
            .try_for_each(|(input, found)| input.load(rows.clone(), found))
    }
}

impl<'x> Finder<'x> {
    fn load(
        &mut self,
        rows: impl ExactSizeIterator<Item = usize> + Clone,
        into: &mut Found<'x>,
    ) -> Result<(), Error> {
        let Found {
            here,
            bytes,
            copies,
            len,
            count,
        } = into;
        (*len, *count) = (self.len, rows.len());
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
        if copies.len() < *count * self.len {
            *copies = zeroed_rows(*count * self.len);
        }
        for (row, copy) in rows.zip(copies.chunks_exact_mut(self.len.max(1))) {
            self.source.read(row, copy)?;
            if self.source.bytes(row).is_none() {
                Flush(copy).on(Cpu::detect());
            }
        }
        Ok(())
    }

    /// Whether subnormal numbers were found, in these rows or earlier. Few of them cost little, so that
    /// an eighth of the rows of the first epoch tells.
    fn finds_subnormals(&mut self, rows: &[&[f32]]) -> bool {
        if let Subnormals::NoneIn(seen) = self.subnormals
            && seen < self.source.len()
        {
            let cpu = Cpu::detect();
            let mut some = rows[..rows.len().div_ceil(8)].iter();
            self.subnormals = if some.any(|row| AnySubnormal(row).on(cpu)) {
                Subnormals::Some
            } else {
                Subnormals::NoneIn(seen + rows.len())
            };
        }
        matches!(self.subnormals, Subnormals::Some)
    }
}
