//! Whether files can be written, before there is anything to write.

use std::fs;
use std::io;
use std::path::Path;

use super::atomic;
use crate::{Error, Result};

/// Makes a folder, and those that it is in.
///
/// # Errors
/// If the operating system refuses.
pub(crate) fn make(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|reason| refused("make the folder", folder, reason))
}

/// Makes a folder, and sees whether it takes a file.
///
/// # Errors
/// If the operating system refuses.
pub(crate) fn check(folder: &Path) -> Result<()> {
    make(folder)?;
    atomic::try_folder(folder).map_err(|reason| refused("write", folder, reason))
}

/// Makes the folder of a file, and sees whether the file could be written; one that is there stays as it is.
///
/// # Errors
/// If the operating system refuses.
#[cfg(feature = "safetensors")]
pub(crate) fn check_file(path: &Path) -> Result<()> {
    let Some(folder) = path.parent().filter(|_| path.file_name().is_some()) else {
        let reason = io::Error::new(io::ErrorKind::InvalidInput, "it names no file");
        return Err(refused("write", path, reason));
    };
    check(folder)?;
    let taken = match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if there.is_file() => fs::OpenOptions::new().write(true).open(path).map(drop),
        _ => Ok(()),
    };
    taken.map_err(|reason| refused("write", path, reason))
}

fn refused(action: &'static str, path: &Path, reason: io::Error) -> Error {
    Error::File {
        action,
        path: path.display().to_string(),
        reason: reason.into(),
    }
}
