//! Weights as a file of the format safetensors.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use ::safetensors::tensor::TensorView;
use ::safetensors::{Dtype, SafeTensorError, SafeTensors, serialize};
use kerust_core::Error;
use kerust_core::model::{Array, AsModel, Model, architecture, difference};

use super::{cannot, home};

/// The metadata's key for the model's computation.
pub(super) const ARCHITECTURE: &str = "architecture";

/// Saves and loads the weights of a model, compiled or not.
///
/// The file has the format safetensors, with the names, shapes and numbers of
/// [`get_weights`](Model::get_weights): `dense/kernel`, `[inputs, outputs]`, `F32`. The entry `architecture` of
/// its metadata is the model's computation: `Dense > relu > Dense > softmax`. It includes the options that the
/// outputs depend on, such as `Conv2D(padding = same, strides = 2)`, and no layers that only training uses,
/// such as `Dropout`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("weights.safetensors");
/// let line = Line::new(7);
/// line.save_weights(&path)?;
///
/// let mut other = Line::new(8);
/// other.load_weights(&path)?;
/// assert_eq!(other.predict(&2.0), line.predict(&2.0));
/// # Ok::<(), kerust::Error>(())
/// ```
pub trait SaveWeights: AsModel {
    /// Writes all weights to a file, atomically.
    ///
    /// # Errors
    /// If the file cannot be written; an existing file is then unchanged.
    fn save_weights(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let file = to_bytes(
            &self.as_model().get_weights(),
            architecture::<Self::Model>(),
        )
        .map_err(cannot("write", path))?;
        super::write(path, &file)
    }

    /// Sets all weights to those of a file, in any order.
    ///
    /// # Errors
    /// If the file cannot be read, is damaged, does not have exactly the arrays of this model, or is of a model
    /// with another computation; the weights are then unchanged. If the file does not describe its model's
    /// computation, only the arrays are compared.
    fn load_weights(&mut self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        home::check(path)?;
        let bytes = fs::read(path).map_err(cannot("read", path))?;
        let file = whole(path, &bytes)?;
        let mut arrays = self.as_model().get_weights();
        take_over(&mut arrays, &file, "", Self::Model::NAME)
            .map_err(|difference| Error::Weights { difference })?;
        if let Some(difference) = other_architecture::<Self::Model>(&bytes) {
            let difference = format!(
                "{difference}; where that is meant, `load_weights_skip_mismatch` loads them nevertheless"
            );
            return Err(Error::Weights { difference });
        }
        self.as_model_mut().set_weights(&arrays)
    }

    /// Sets the weights whose names and shapes a file has, whatever its model computes from them, and returns the
    /// names of the others, which stay unchanged. Keras' `load_weights(path, skip_mismatch=True)`.
    ///
    /// # Errors
    /// If the file cannot be read or is damaged.
    fn load_weights_skip_mismatch(&mut self, path: impl AsRef<Path>) -> Result<Vec<String>, Error> {
        let path = path.as_ref();
        let bytes = fs::read(path).map_err(cannot("read", path))?;
        let file = whole(path, &bytes)?;
        let arrays = file.iter().filter(|(_, view)| view.dtype() == Dtype::F32);
        let arrays: Vec<Array> = arrays
            .map(|(name, view)| Array {
                name: name.into(),
                shape: view.shape().into(),
                values: numbers(view.data()).collect(),
            })
            .collect();
        Ok(self.as_model_mut().set_weights_skip_mismatch(&arrays))
    }
}

/// The arrays of a complete file.
///
/// # Errors
/// If the file is damaged.
fn whole<'a>(path: &Path, bytes: &'a [u8]) -> Result<SafeTensors<'a>, Error> {
    parse(bytes).map_err(|reason| Error::Format {
        path: path.display().to_string(),
        problem: format!("is not a whole safetensors file: {reason}"),
    })
}

/// The difference between a model's computation and the one that a file describes, if there is any.
pub(super) fn other_architecture<M: Model>(file: &[u8]) -> Option<String> {
    let (_, header) = SafeTensors::read_metadata(file).ok()?;
    let saved = header.metadata().as_ref()?.get(ARCHITECTURE)?;
    difference::<M>(saved)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = f32> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|bytes| f32::from_le_bytes(*bytes))
}

impl<M: AsModel + ?Sized> SaveWeights for M {}

fn to_bytes(arrays: &[Array], architecture: String) -> Result<Vec<u8>, SafeTensorError> {
    let bytes: Vec<Vec<u8>> = arrays
        .iter()
        .map(|array| array.values.iter().flat_map(|v| v.to_le_bytes()).collect())
        .collect();
    let mut views = Vec::new();
    for (array, bytes) in arrays.iter().zip(&bytes) {
        let view = TensorView::new(Dtype::F32, array.shape.clone(), bytes)?;
        views.push((array.name.as_str(), view));
    }
    // The only entry: several would have no fixed order, and the same weights must be the same bytes.
    let metadata = HashMap::from([(ARCHITECTURE.into(), architecture)]);
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
        for (value, number) in array.values.iter_mut().zip(numbers(view.data())) {
            *value = number;
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
