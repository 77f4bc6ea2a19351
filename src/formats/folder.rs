//! Whether files can be written, before there is anything to write.

use std::path::Path;

use super::{atomic, cannot, create_folder};
use crate::Result;

/// Makes a folder, and sees whether it takes a file.
///
/// # Errors
/// If the operating system refuses.
pub(crate) fn check(folder: &Path) -> Result<()> {
    create_folder(folder)?;
    atomic::try_folder(folder).map_err(cannot("write", folder))
}

/// Makes the folder of a file, and sees whether the file could be written; one that is there stays as it is.
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
