//! All that a training needs to go on later, as one file of the format safetensors.
//!
//! `model/dense/kernel`, …: the weights under Keras' names, `F32`; `optimizer/slots`, `…/averages`,
//! `…/accumulated`: `F32`, as they lie in memory; `callbacks/0/wait`, …: what the first callback remembers,
//! `F64`. Where the training is, and what it is, are texts in the metadata.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::str::FromStr;

use ::safetensors::tensor::TensorView;
use ::safetensors::{Dtype, SafeTensors, serialize};
use kerust_core::Error;
use kerust_core::callbacks::{Backup, Memory, Point};
use kerust_core::model::Array;
use kerust_core::optimizers::OptimizerState;

use super::safetensors::{parse, take_over};

const FORMAT: &str = "kerust backup";
/// Goes up when a file of before is no longer read.
const VERSION: usize = 1;
const MODEL: &str = "model/";

/// Writes it; until it is complete, a file that was there stays as it is.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn write(path: &Path, backup: &Backup) -> Result<(), Error> {
    let file = to_bytes(backup).map_err(|reason| Error::File {
        action: "write",
        path: path.display().to_string(),
        reason: reason.into(),
    })?;
    super::write(path, &file)
}

/// Reads it, for a model with these arrays; none if there is no file.
///
/// # Errors
/// If the file cannot be read, is not whole, or is of another model.
pub(crate) fn read(path: &Path, arrays: &[Array], model: &str) -> Result<Option<Backup>, Error> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(reason) => {
            return Err(Error::File {
                action: "read",
                path: path.display().to_string(),
                reason: reason.into(),
            });
        }
    };
    match from_bytes(&bytes, arrays.to_vec(), model) {
        Ok(backup) => Ok(Some(backup)),
        Err(problem) => Err(Error::Format {
            path: path.display().to_string(),
            problem,
        }),
    }
}

fn state(state: &OptimizerState) -> [(&'static str, &Vec<f32>); 3] {
    [
        ("optimizer/slots", &state.slots),
        ("optimizer/averages", &state.averages),
        ("optimizer/accumulated", &state.accumulated),
    ]
}

fn to_bytes(backup: &Backup) -> Result<Vec<u8>, ::safetensors::SafeTensorError> {
    let narrow = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect();
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    for Array {
        name,
        shape,
        values,
    } in &backup.weights
    {
        let name = format!("{MODEL}{name}");
        tensors.push((name, Dtype::F32, shape.clone(), narrow(values)));
    }
    for (name, values) in state(&backup.optimizer) {
        let shape = vec![values.len()];
        tensors.push((name.into(), Dtype::F32, shape, narrow(values)));
    }
    for (index, memory) in backup.callbacks.iter().enumerate() {
        for (name, values) in memory.iter() {
            let bytes = values.iter().flat_map(|v| v.to_le_bytes()).collect();
            let name = format!("callbacks/{index}/{name}");
            tensors.push((name, Dtype::F64, vec![values.len()], bytes));
        }
    }
    let views = tensors.iter().map(|(name, kind, shape, bytes)| {
        let view = TensorView::new(*kind, shape.clone(), bytes)?;
        Ok((name.as_str(), view))
    });
    let views = views.collect::<Result<Vec<_>, ::safetensors::SafeTensorError>>()?;
    serialize(views, Some(metadata(backup)))
}

fn metadata(backup: &Backup) -> HashMap<String, String> {
    let Point {
        epoch,
        batch,
        taken,
    } = backup.point;
    let optimizer = &backup.optimizer;
    let mut texts = HashMap::from(
        [
            ("format", FORMAT.to_string()),
            ("version", VERSION.to_string()),
            ("epoch", epoch.to_string()),
            ("batch", batch.to_string()),
            ("taken", taken.to_string()),
            ("callbacks", backup.callbacks.len().to_string()),
            ("optimizer", optimizer.name.clone()),
            ("iterations", optimizer.iterations.to_string()),
        ]
        .map(|(key, text)| (key.to_string(), text)),
    );
    if let Some(rate) = optimizer.learning_rate {
        texts.insert("learning_rate".into(), rate.to_string());
    }
    texts
}

/// # Errors
/// What is wrong with the file, as the end of a sentence.
fn from_bytes(bytes: &[u8], mut weights: Vec<Array>, model: &str) -> Result<Backup, String> {
    let not_whole = |reason| format!("is not a whole backup: {reason}");
    let file = parse(bytes).map_err(not_whole)?;
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(not_whole)?;
    let texts = header.metadata().clone().unwrap_or_default();
    if texts.get("format").is_none_or(|format| format != FORMAT) {
        return Err("is not a backup of a training".into());
    }
    let version: usize = number(&texts, "version")?;
    if version != VERSION {
        return Err(format!(
            "is a backup in version {version} of the format, and this is version {VERSION}"
        ));
    }
    take_over(&mut weights, &file, MODEL, model)
        .map_err(|difference| format!("is a backup of another model: {difference}"))?;
    let floats = |name| narrow(&file, name);
    let count: u16 = number(&texts, "callbacks")?;
    Ok(Backup {
        weights,
        point: Point {
            epoch: number(&texts, "epoch")?,
            batch: number(&texts, "batch")?,
            taken: number(&texts, "taken")?,
        },
        optimizer: OptimizerState {
            name: texts.get("optimizer").cloned().unwrap_or_default(),
            iterations: number(&texts, "iterations")?,
            learning_rate: match texts.get("learning_rate") {
                Some(_) => Some(number(&texts, "learning_rate")?),
                None => None,
            },
            slots: floats("optimizer/slots")?,
            averages: floats("optimizer/averages")?,
            accumulated: floats("optimizer/accumulated")?,
        },
        callbacks: memories(&file, count.into())?,
    })
}

fn number<N: FromStr>(texts: &HashMap<String, String>, key: &str) -> Result<N, String> {
    let text = texts.get(key).and_then(|text| text.parse().ok());
    text.ok_or_else(|| format!("is a backup without a number for `{key}`"))
}

fn narrow(file: &SafeTensors<'_>, name: &str) -> Result<Vec<f32>, String> {
    let view = file.tensor(name).ok();
    let Some(view) = view.filter(|view| view.dtype() == Dtype::F32) else {
        return Err(format!("is a backup without `{name}`"));
    };
    let (numbers, _) = view.data().as_chunks();
    Ok(numbers.iter().map(|v| f32::from_le_bytes(*v)).collect())
}

/// What each of so many callbacks remembered.
fn memories(file: &SafeTensors<'_>, count: usize) -> Result<Vec<Memory>, String> {
    let mut memories = Vec::new();
    for (name, view) in file.iter() {
        let Some(name) = name.strip_prefix("callbacks/") else {
            continue;
        };
        let entry = name.split_once('/').and_then(|(index, name)| {
            let index: usize = index.parse().ok()?;
            (index < count && view.dtype() == Dtype::F64).then_some((index, name))
        });
        let Some((index, name)) = entry else {
            return Err(format!("is a backup with a strange `callbacks/{name}`"));
        };
        let (numbers, _) = view.data().as_chunks();
        let numbers = numbers.iter().map(|v| f64::from_le_bytes(*v)).collect();
        memories.push((index, name.to_string(), numbers));
    }
    let mut all = vec![Memory::default(); count];
    for (index, name, numbers) in memories {
        all[index].set_all(&name, numbers);
    }
    Ok(all)
}
