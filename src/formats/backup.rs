//! The backup of a training as one file of the format safetensors.
//!
//! `model/dense/kernel`, …: the weights with Keras' names, `F32`; `optimizer/slots`, `…/averages`,
//! `…/accumulated`: `F32`, in memory order; `callbacks/0/wait`, …: the state of the first callback,
//! `F64`; `history/epochs`, and `history/0/loss`, …: the first column of the history, its epochs and
//! then its values, `F64`. The position in the training and its identity are texts in the metadata.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use ::safetensors::tensor::TensorView;
use ::safetensors::{Dtype, SafeTensors, serialize};
use kerust_core::Error;
use kerust_core::model::{Array, Model, architecture};
use kerust_core::optimizers::OptimizerState;
use kerust_core::train::callbacks::{Backup, Memory, Point};
use kerust_core::train::history::{History, Logs};

use super::cannot;
use super::safetensors::{ARCHITECTURE, other_architecture, parse, take_over};

const FORMAT: &str = "kerust backup";
/// The version of the format, which grows when older files can no longer be read.
const VERSION: usize = 1;
const MODEL: &str = "model/";
const EPOCHS: &str = "history/epochs";

/// Writes a backup; an existing file is unchanged until the new one is complete.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn write<M: Model>(path: &Path, backup: &Backup) -> Result<(), Error> {
    let file = to_bytes::<M>(backup).map_err(cannot("write", path))?;
    super::write(path, &file)
}

/// Reads a backup of model `M` and of a training that measures values of these names; `None` if there is no
/// file.
///
/// # Errors
/// If the file cannot be read, is damaged, or is of another model.
pub(crate) fn read<M: Model>(
    path: &Path,
    arrays: &[Array],
    names: &[&'static str],
) -> Result<Option<Backup>, Error> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(reason) => return Err(cannot("read", path)(reason)),
    };
    match from_bytes::<M>(&bytes, arrays.to_vec(), names) {
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

fn to_bytes<M: Model>(backup: &Backup) -> Result<Vec<u8>, ::safetensors::SafeTensorError> {
    let narrow = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect();
    let wide = |values: &[f64]| values.iter().flat_map(|v| v.to_le_bytes()).collect();
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
            let name = format!("callbacks/{index}/{name}");
            tensors.push((name, Dtype::F64, vec![values.len()], wide(values)));
        }
    }
    let epochs: Vec<f64> = (backup.history.epochs().iter())
        .map(|epoch| *epoch as f64)
        .collect();
    let shape = vec![epochs.len()];
    tensors.push((EPOCHS.into(), Dtype::F64, shape, wide(&epochs)));
    for (index, (name, _)) in backup.history.iter().enumerate() {
        let name_there = format!("history/{index}/{name}");
        let (epochs, values): (Vec<f64>, Vec<f64>) = (backup.history.points(name))
            .map(|(epoch, value)| (epoch as f64, f64::from(value)))
            .unzip();
        let bytes = wide(&[&epochs[..], &values].concat());
        tensors.push((name_there, Dtype::F64, vec![2, epochs.len()], bytes));
    }
    let views = tensors.iter().map(|(name, kind, shape, bytes)| {
        let view = TensorView::new(*kind, shape.clone(), bytes)?;
        Ok((name.as_str(), view))
    });
    let views = views.collect::<Result<Vec<_>, ::safetensors::SafeTensorError>>()?;
    serialize(views, Some(metadata::<M>(backup)))
}

fn metadata<M: Model>(backup: &Backup) -> HashMap<String, String> {
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
            (ARCHITECTURE, architecture::<M>()),
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

/// The backup in the bytes of a file.
///
/// # Errors
/// The problem of the file, as the end of a sentence.
fn from_bytes<M: Model>(
    bytes: &[u8],
    mut weights: Vec<Array>,
    names: &[&'static str],
) -> Result<Backup, String> {
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
    take_over(&mut weights, &file, MODEL, M::NAME)
        .and_then(|()| other_architecture::<M>(bytes).map_or(Ok(()), Err))
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
        history: history(&file, names)?,
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

fn wide(view: &TensorView<'_>) -> Vec<f64> {
    let (numbers, _) = view.data().as_chunks();
    numbers.iter().map(|v| f64::from_le_bytes(*v)).collect()
}

/// The state of each of `count` callbacks.
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
        memories.push((index, name.to_string(), wide(&view)));
    }
    let mut all = vec![Memory::default(); count];
    for (index, name, numbers) in memories {
        all[index].set_all(&name, numbers);
    }
    Ok(all)
}

/// The values of the earlier epochs.
fn history(file: &SafeTensors<'_>, names: &[&'static str]) -> Result<History, String> {
    let mut columns = Vec::new();
    let mut epochs = BTreeMap::<usize, Logs>::new();
    for (name, view) in file.iter() {
        if name == EPOCHS && view.dtype() == Dtype::F64 {
            for number in wide(&view) {
                epochs.insert(epoch(number)?, Logs::default());
            }
            continue;
        }
        let Some(name) = name.strip_prefix("history/") else {
            continue;
        };
        let column = name.split_once('/').and_then(|(index, name)| {
            let index: usize = index.parse().ok()?;
            let is_column = view.dtype() == Dtype::F64 && matches!(view.shape(), [2, _]);
            is_column.then(|| (index, forever(name, names), wide(&view)))
        });
        let Some(column) = column else {
            return Err(format!("is a backup with a strange `history/{name}`"));
        };
        columns.push(column);
    }
    columns.sort_by_key(|column| column.0);
    for (_, name, numbers) in &columns {
        let (of, values) = numbers.split_at(numbers.len() / 2);
        for (number, value) in of.iter().zip(values) {
            let logs = epochs.entry(epoch(*number)?).or_default();
            #[allow(clippy::cast_possible_truncation)] // It was an `f32`.
            logs.set(name, *value as f32);
        }
    }
    let mut history = History::default();
    for (epoch, logs) in &epochs {
        history.push(*epoch, logs);
    }
    Ok(history)
}

/// The number of an epoch.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn epoch(number: f64) -> Result<usize, String> {
    const END: f64 = (1_u64 << 53) as f64;
    match (0.0..END).contains(&number) && number.trunc() == number {
        true => Ok(number as usize),
        false => Err(format!("is a backup with a strange epoch {number}")),
    }
}

/// A static name: one of `names`, or the name of a callback's own value, which is leaked once.
fn forever(name: &str, names: &[&'static str]) -> &'static str {
    static OWN: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    let mut own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut known = names.iter().chain(own.iter());
    if let Some(known) = known.find(|known| **known == name) {
        return known;
    }
    let name = String::from(name).leak();
    own.push(name);
    name
}
