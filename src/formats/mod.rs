//! Files that a model is kept in, and files of what its training measured.
// Data from outside lose nothing in silence.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod atomic;
#[cfg(feature = "safetensors")]
pub(crate) mod backup;
mod history;
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

use std::path::Path;

use crate::{Error, Result};

#[cfg(feature = "safetensors")]
pub(crate) use atomic::sweep;

/// Writes a file, which is never seen half-written.
///
/// # Errors
/// If the operating system refuses; a file that was there is then still there.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    atomic::write(path, |file| file.write_all(content)).map_err(|reason| Error::File {
        action: "write",
        path: path.display().to_string(),
        reason: reason.into(),
    })
}
