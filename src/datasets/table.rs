use kerust_core::samples::Number;
use kerust_core::tensor::{Row, zeroed_rows};

use crate::{Error, Result};

/// The rows of a table as rows of a model; a table is a `Vec<Vec<f64>>`, or slices or arrays of any numbers.
///
/// Each number becomes the nearest `f32`. A row `R` is nested arrays, such as `[f32; 4]`, or
/// `[[[f32; 1]; 28]; 28]` for images, with the numbers of the table's row in their order.
///
/// ```
/// use kerust::datasets::to_rows;
///
/// let table = vec![vec![5.1_f64, 3.5], vec![4.9, 3.0]];
/// let x: Vec<[f32; 2]> = to_rows(&table)?;
/// assert_eq!(x, [[5.1, 3.5], [4.9, 3.0]]);
///
/// let table = vec![vec![5.1, 3.5], vec![4.9, 3.0, 99.0]];
/// let error = to_rows::<[f32; 2], _>(&table).unwrap_err();
/// assert_eq!(error.to_string(), "row 1 has 3 numbers, not 2");
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// # Errors
/// [`Error::Width`] if a row has more or fewer numbers, and [`Error::TooLarge`] if one is finite but too
/// large for an `f32`.
pub fn to_rows<R: Row, N: Number>(table: &[impl AsRef<[N]>]) -> Result<Vec<R>> {
    let mut rows = zeroed_rows::<R>(table.len()).into_vec();
    for (row, (from, to)) in table.iter().zip(&mut rows).enumerate() {
        let (from, to) = (from.as_ref(), to.flat_mut());
        if from.len() != to.len() {
            return Err(Error::Width {
                row,
                width: from.len(),
                expected: to.len(),
            });
        }
        for (from, to) in from.iter().zip(to) {
            *to = from.near().map_err(|number| Error::TooLarge {
                data: "table",
                what: "number",
                row,
                number,
            })?;
        }
    }
    Ok(rows)
}
