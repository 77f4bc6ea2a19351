//! Files of models and of their training's values.
// No cast may silently change data.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod atomic;
#[cfg(feature = "safetensors")]
pub(crate) mod backup;
#[cfg(any(feature = "safetensors", feature = "tensorboard"))]
pub(crate) mod folder;
mod history;
pub(crate) mod home;
#[cfg(feature = "safetensors")]
mod normalization;
#[cfg(feature = "safetensors")]
mod safetensors;
#[cfg(feature = "tensorboard")]
mod tensorboard;

pub use self::history::ExportHistory;
#[cfg(feature = "safetensors")]
pub use self::safetensors::SaveWeights;
#[cfg(feature = "tensorboard")]
pub use self::tensorboard::SummaryWriter;
#[cfg(feature = "tensorboard")]
pub(crate) use self::tensorboard::forget_since;

use std::path::Path;

use crate::{Error, Result};

#[cfg(feature = "tensorboard")]
pub(crate) use atomic::random_number;
#[cfg(feature = "safetensors")]
pub(crate) use atomic::sweep;
pub(crate) use atomic::writable;

/// Writes a file atomically.
///
/// # Errors
/// If the operating system refuses; an existing file is then unchanged.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    home::check(path)?;
    atomic::write(path, |file| file.write_all(content)).map_err(cannot("write", path))
}

/// Creates a folder and its parents, if they are missing.
///
/// # Errors
/// If the operating system refuses.
#[cfg(any(feature = "safetensors", feature = "tensorboard"))]
pub(crate) fn create_folder(path: &Path) -> Result<()> {
    home::check(path)?;
    atomic::create_folder(path).map_err(cannot("make the folder", path))
}

/// The error that an action on a file is impossible.
pub(crate) fn cannot<E>(action: &'static str, path: &Path) -> impl FnOnce(E) -> Error
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    move |reason| Error::File {
        action,
        path: path.display().to_string(),
        reason: reason.into(),
    }
}
