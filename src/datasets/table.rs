use std::slice;

use kerust_core::model::HasRow;
use kerust_core::samples::Number;
use kerust_core::tensor::{Row, Zeroed};

use crate::{Error, Result};

/// The rows of a model, of a shape or of a type, made of a list of rows, of a flat list of numbers, or of structs.
///
/// A list of rows is a `Vec<Vec<f64>>`, or slices and arrays of any numbers; a flat list has the numbers of
/// one row after the other; of structs an iterator makes arrays. Each number becomes the nearest `f32`. Rows of
/// `Sequence` and `Image` take the numbers in their order, last axis fastest.
///
/// ```
/// use kerust::datasets::to_rows;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 8>(relu), Dense<8, 1> > }
///
/// let table: Vec<Vec<f64>> = vec![vec![5.1, 3.5], vec![4.9, 3.0]];
/// let x = to_rows::<Net>(&table)?;
/// assert_eq!(x, [[5.1, 3.5], [4.9, 3.0]]);
///
/// let flat = [5.1_f32, 3.5, 4.9, 3.0];
/// assert_eq!(to_rows::<Net>(&flat)?, x);
///
/// struct Flower {
///     length: f64,
///     width: f64,
/// }
/// let flowers = [Flower { length: 5.1, width: 3.5 }, Flower { length: 4.9, width: 3.0 }];
/// assert_eq!(to_rows::<Net>(flowers.iter().map(|flower| [flower.length, flower.width]))?, x);
///
/// // The rows of a shape, or of a type:
/// assert_eq!(to_rows::<Vector<4>>(&flat)?, [flat]);
/// assert_eq!(to_rows::<[f32; 4]>(&flat)?, [flat]);
///
/// let table = vec![vec![5.1, 3.5], vec![4.9, 3.0, 99.0]];
/// assert_eq!(to_rows::<Net>(&table).unwrap_err().to_string(), "row 1 has 3 numbers, not 2");
/// assert_eq!(to_rows::<Net>(&[1, 2, 3]).unwrap_err().to_string(), "3 numbers make no rows of 2");
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// # Errors
/// [`Error::Width`] if a row has more or fewer numbers, [`Error::PartOfRow`] if a flat list does not fill its last
/// row, and [`Error::TooLarge`] if a number is finite but too large for an `f32`.
pub fn to_rows<M: HasRow>(table: impl Table) -> Result<Vec<M::Row>> {
    collect(table.parts())
}

fn collect<R: Row, P: RowPart>(parts: impl Iterator<Item = P>) -> Result<Vec<R>> {
    let mut row = Zeroed::<R>::new();
    let width = row.flat().len();
    let parts_of_a_row = if P::IS_ROW { 1 } else { width.max(1) };
    let mut rows = Vec::with_capacity(parts.size_hint().0 / parts_of_a_row);
    let mut filled = 0;
    for part in parts {
        let numbers = part.numbers();
        if P::IS_ROW && numbers.len() != width {
            return Err(Error::Width {
                row: rows.len(),
                width: numbers.len(),
                expected: width,
            });
        }
        for (from, to) in numbers.iter().zip(row.flat_mut().iter_mut().skip(filled)) {
            *to = from.near().map_err(|number| Error::TooLarge {
                data: "table",
                what: "number",
                row: rows.len(),
                number,
            })?;
        }
        filled += numbers.len();
        if filled == width {
            rows.extend_from_slice(slice::from_ref(&*row));
            filled = 0;
        }
    }
    if filled > 0 {
        return Err(Error::PartOfRow {
            numbers: rows.len() * width + filled,
            width,
        });
    }
    Ok(rows)
}

/// A list that [`to_rows`] takes: of rows, or of numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a list of rows of numbers, nor a flat list of numbers",
    label = "not a list of rows or numbers",
    note = "rows are `Vec`s, slices or arrays of numbers; of structs, `people.iter().map(|person| [person.age, person.height])` makes rows"
)]
pub trait Table {
    /// A row, or a number.
    type Part: RowPart;

    /// The rows, or the numbers.
    fn parts(self) -> impl Iterator<Item = Self::Part>;
}

#[diagnostic::do_not_recommend]
impl<I: IntoIterator<Item: RowPart>> Table for I {
    type Part = I::Item;

    fn parts(self) -> impl Iterator<Item = I::Item> {
        self.into_iter()
    }
}

/// An element of a [`Table`]: a row, as a `Vec`, a slice or an array of numbers, or one number of a flat list.
pub trait RowPart {
    /// The type of the numbers.
    type Number: Number;

    /// Whether it is a whole row.
    const IS_ROW: bool = true;

    /// The numbers.
    fn numbers(&self) -> &[Self::Number];
}

macro_rules! rows {
    ($([$($generics:tt)*] $row:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<N: Number, $($generics)*> RowPart for $row {
            type Number = N;

            fn numbers(&self) -> &[N] {
                self
            }
        }
    )*};
}

rows! {
    [] Vec<N>;
    [] Box<[N]>;
    [] [N];
    [const WIDTH: usize] [N; WIDTH];
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl RowPart for $number {
            type Number = $number;

            const IS_ROW: bool = false;

            fn numbers(&self) -> &[$number] {
                slice::from_ref(self)
            }
        }
    )*};
}

numbers! { f32 f64 bool u8 u16 u32 u64 usize i8 i16 i32 i64 isize }

#[diagnostic::do_not_recommend]
impl<P: RowPart + ?Sized> RowPart for &P {
    type Number = P::Number;

    const IS_ROW: bool = P::IS_ROW;

    fn numbers(&self) -> &[P::Number] {
        P::numbers(self)
    }
}
