//! A normalization as a file of the format safetensors.

use std::fs;
use std::path::Path;

use ::safetensors::tensor::TensorView;
use ::safetensors::{Dtype, SafeTensors, serialize};
use kerust_core::tensor::Row;

use super::home;
use super::safetensors::parse;
use crate::datasets::Normalization;
use crate::{Error, Result};

const MEAN: &str = "mean";
const DEVIATION: &str = "deviation";

/// Files of the format safetensors with the arrays `mean` and `deviation`, `F64`.
impl<X: Row> Normalization<X> {
    /// Writes the normalization to a file of its own, atomically.
    ///
    /// ```
    /// use kerust::datasets::Normalization;
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("cars.normalization.safetensors");
    /// let normalization = Normalization::of(&[[1.0_f32, 5.0], [3.0, 5.0]]);
    /// normalization.save(&path)?;
    /// // In the program that predicts:
    /// let normalization = Normalization::<[f32; 2]>::load(&path)?;
    /// let mut row = [4.0, 6.0];
    /// normalization.apply_to_row(&mut row);
    /// assert_eq!(row, [2.0, 1.0]);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a mean or a deviation is not finite, as it is for rows with NaN, or if the file cannot be written;
    /// an existing file is then unchanged.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        self.check()?;
        let path = path.as_ref();
        let bytes = |values: &[f64]| -> Vec<u8> {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes());
            bytes.collect()
        };
        let arrays = [
            (MEAN, bytes(self.mean())),
            (DEVIATION, bytes(self.deviation())),
        ];
        let view = |bytes| TensorView::new(Dtype::F64, vec![self.mean().len()], bytes);
        let views = (arrays.iter()).map(|(name, bytes)| Ok((*name, view(bytes)?)));
        let file = views
            .collect::<Result<Vec<_>, _>>()
            .and_then(|views| serialize(views, None));
        let file = file.map_err(|reason| Error::File {
            action: "write",
            path: path.display().to_string(),
            reason: reason.into(),
        })?;
        super::write(path, &file)
    }

    /// Reads a file written by [`save`](Normalization::save).
    ///
    /// # Errors
    /// If the file cannot be read, has another content, or is of rows of another width.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        home::check(path)?;
        let bytes = fs::read(path).map_err(|reason| Error::File {
            action: "read",
            path: path.display().to_string(),
            reason: reason.into(),
        })?;
        let format = |problem| Error::Format {
            path: path.display().to_string(),
            problem,
        };
        let file = parse(&bytes)
            .map_err(|reason| format(format!("is not a whole safetensors file: {reason}")))?;
        let array = |name| values(&file, name).map_err(format);
        Normalization::from_parts(array(MEAN)?, array(DEVIATION)?)
    }
}

/// The numbers of an array.
///
/// # Errors
/// The problem of the file, if it has no such array.
fn values(file: &SafeTensors<'_>, name: &str) -> Result<Vec<f64>, String> {
    let array = file.tensor(name).ok();
    let array = array.filter(|array| array.dtype() == Dtype::F64 && array.shape().len() == 1);
    let Some(array) = array else {
        return Err(format!(
            "is not a file of a normalization: it has no array `{name}` of F64"
        ));
    };
    let (values, _) = array.data().as_chunks();
    Ok(values
        .iter()
        .map(|bytes| f64::from_le_bytes(*bytes))
        .collect())
}
