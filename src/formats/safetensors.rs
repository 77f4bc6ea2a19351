//! Weights as a file of the format safetensors.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use ::safetensors::tensor::TensorView;
use ::safetensors::{Dtype, SafeTensorError, SafeTensors, serialize};
use kerust_core::Error;
use kerust_core::model::{Array, Model};

use super::{cannot, home};

/// Keeps a model's weights in a file: every model has it.
///
/// The file has the format safetensors, with the names, shapes and numbers of
/// [`get_weights`](Model::get_weights): `dense/kernel`, `[inputs, outputs]`, `F32`.
///
/// ```no_run
/// use kerust::formats::SaveWeights;
/// use kerust::model::Model;
///
/// fn copy<Net: Model>(from: &Net, to: &mut Net) -> kerust::Result<()> {
///     from.save_weights("weights.safetensors")?;
///     to.load_weights("weights.safetensors")
/// }
/// ```
pub trait SaveWeights: Model {
    /// Writes all weights to a file. It appears when it is complete; until then a file that was
    /// there stays as it is.
    ///
    /// # Errors
    /// If the file cannot be written; a file that was there is then still there.
    fn save_weights(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let file = to_bytes(&self.get_weights()).map_err(cannot("write", path))?;
        super::write(path, &file)
    }

    /// Sets all weights to those of a file, whatever their order in it.
    ///
    /// # Errors
    /// If the file cannot be read, is not whole, or has not exactly the arrays of this model; the
    /// weights are then as they were.
    fn load_weights(&mut self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        home::check(path)?;
        let bytes = fs::read(path).map_err(cannot("read", path))?;
        let file = parse(&bytes).map_err(|reason| Error::Format {
            path: path.display().to_string(),
            problem: format!("is not a whole safetensors file: {reason}"),
        })?;
        let mut arrays = self.get_weights();
        take_over(&mut arrays, &file, "", Self::NAME)
            .map_err(|difference| Error::Weights { difference })?;
        self.set_weights(&arrays)
    }
}

impl<M: Model> SaveWeights for M {}

fn to_bytes(arrays: &[Array]) -> Result<Vec<u8>, SafeTensorError> {
    let bytes: Vec<Vec<u8>> = arrays
        .iter()
        .map(|array| array.values.iter().flat_map(|v| v.to_le_bytes()).collect())
        .collect();
    let mut views = Vec::new();
    for (array, bytes) in arrays.iter().zip(&bytes) {
        let view = TensorView::new(Dtype::F32, array.shape.clone(), bytes)?;
        views.push((array.name.as_str(), view));
    }
    let metadata = HashMap::from([("format".into(), "kerust".into())]);
    serialize(views, Some(metadata))
}

pub(super) fn parse(bytes: &[u8]) -> Result<SafeTensors<'_>, SafeTensorError> {
    // The crate adds the header's length to the last offset, unchecked.
    let header = bytes.split_first_chunk().map_or(&[][..], |(length, rest)| {
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        &rest[..rest.len().min(length)]
    });
    let mut numbers = header
        .split(|byte| !byte.is_ascii_digit())
        .filter_map(|digits| str::from_utf8(digits).ok()?.parse::<usize>().ok());
    if numbers.any(|number| number > usize::MAX - bytes.len()) {
        return Err(SafeTensorError::ValidationOverflow);
    }
    SafeTensors::deserialize(bytes)
}

/// Fills the arrays of a model with those of a file whose names begin with `prefix`.
///
/// # Errors
/// The first difference between the two.
pub(super) fn take_over(
    arrays: &mut [Array],
    file: &SafeTensors<'_>,
    prefix: &str,
    model: &str,
) -> Result<(), String> {
    for array in &mut *arrays {
        let name = &array.name;
        let Ok(view) = file.tensor(&format!("{prefix}{name}")) else {
            return Err(format!("`{name}` is missing"));
        };
        if view.dtype() != Dtype::F32 {
            return Err(format!(
                "`{name}` is {}, and `{model}` needs F32",
                view.dtype()
            ));
        }
        if view.shape() != array.shape {
            return Err(format!(
                "`{name}` has the shape {:?}, and `{model}` needs {:?}",
                view.shape(),
                array.shape
            ));
        }
        let (numbers, _) = view.data().as_chunks();
        for (value, bytes) in array.values.iter_mut().zip(numbers) {
            *value = f32::from_le_bytes(*bytes);
        }
    }
    let names = file.names().into_iter();
    let names = names.filter_map(|name| name.strip_prefix(prefix));
    let foreign = names.filter(|name| arrays.iter().all(|array| array.name != *name));
    match foreign.min() {
        Some(name) => Err(format!("`{name}` is none of `{model}`'s arrays")),
        None => Ok(()),
    }
}
