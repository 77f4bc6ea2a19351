//! Checks that files can be written, before there is anything to write.

use std::path::Path;

use super::{atomic, cannot, create_folder};
use crate::Result;

/// Creates a folder, and checks that a file can be created in it.
///
/// # Errors
/// If the operating system refuses.
pub(crate) fn check(folder: &Path) -> Result<()> {
    create_folder(folder)?;
    atomic::try_folder(folder).map_err(cannot("write", folder))
}

/// Creates the folder of a file, and checks that the file can be written; an existing one is unchanged.
///
/// # Errors
/// If the operating system refuses.
#[cfg(feature = "safetensors")]
pub(crate) fn check_file(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    atomic::try_file(path).map_err(cannot("write", path))
}
