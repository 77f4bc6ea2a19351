//! Writing a file so that it is always either the old one or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes a file: first beside its place, then into it.
///
/// # Errors
/// What the operating system or `content` says; the old file is then as it was.
pub(super) fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    // Renaming would put a file in the place of a device.
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(there) if !there.is_file() => {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                "it is there and is not a file",
            ));
        }
        _ => {}
    }
    let folder = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(Error::new(ErrorKind::InvalidInput, "it names no file")),
    };
    let (temporary, mut file) = create(folder)?;
    let result = content(&mut file)
        .and_then(|()| file.sync_all())
        .and_then(|()| {
            drop(file);
            fs::rename(&temporary, path)
        });
    if result.is_err() {
        let _ = fs::remove_file(&temporary);
        return result;
    }
    // The new name lasts once the folder is on the disk too; not every system can say so.
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Deletes what processes that were killed left in this folder, which nobody else may write to.
#[cfg(feature = "safetensors")]
pub(crate) fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(".kerust-") && name.ends_with(".tmp") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Sees whether a file can be made in this folder, and leaves none.
///
/// # Errors
/// What the operating system says.
#[cfg(any(feature = "safetensors", feature = "tensorboard"))]
pub(super) fn try_folder(folder: &Path) -> Result<()> {
    let (temporary, file) = create(folder)?;
    drop(file);
    fs::remove_file(temporary)
}

/// A new file in this folder, with a name of its own.
fn create(folder: &Path) -> Result<(PathBuf, File)> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!(".kerust-{}-{count}.tmp", process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            // Left by a process that was killed and had the same number.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_file_takes_the_place_of_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights");
        for content in ["one", "two, which is longer", ""] {
            write(&path, |file| file.write_all(content.as_bytes())).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(names(folder.path()), ["weights"]);
    }

    #[test]
    fn a_failure_keeps_the_old_file_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights");
        write(&path, |file| file.write_all(b"old")).unwrap();
        let error = write(&path, |file| {
            file.write_all(b"half")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert_eq!(error.unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["weights"]);
    }

    #[test]
    fn a_rename_that_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights");
        write(&path, |_| fs::create_dir(&path)).unwrap_err();
        assert_eq!(names(folder.path()), ["weights"]);
        assert!(path.is_dir());
    }

    #[test]
    fn only_files_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), |_| Ok(())).unwrap_err();
        write(Path::new(""), |_| Ok(())).unwrap_err();
        write(Path::new("/"), |_| Ok(())).unwrap_err();
        write(&folder.path().join(".."), |_| Ok(())).unwrap_err();
        #[cfg(unix)]
        write(Path::new("/dev/null"), |_| Ok(())).unwrap_err();
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_file_of_a_killed_process_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        for count in 0..64 {
            let name = format!(".kerust-{}-{count}.tmp", process::id());
            fs::write(folder.path().join(name), "").unwrap();
        }
        let path = folder.path().join("weights");
        write(&path, |file| file.write_all(b"new")).unwrap();
        assert_eq!(names(folder.path()).len(), 65);
    }
}
