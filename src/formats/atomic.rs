//! Atomic writing: a file is always either the old one or the new one.

use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

/// The number of links that are followed, as by Linux.
const MOST_LINKS: usize = 40;

/// Writes a file: first a temporary one beside it, which then replaces it.
///
/// A link stays, and its target is written. An existing file keeps its mode and, as far as the system
/// allows, its owner and group; a read-only file is not written.
///
/// # Errors
/// That of the operating system or of `content`; the old file is then unchanged.
pub(super) fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let path = &follow(path)?;
    let old = match fs::metadata(path) {
        Ok(old) => {
            check(path, &old)?;
            Some(old)
        }
        Err(_) => None,
    };
    let folder = folder_of(path)?;
    let mut new = Temporary::new(folder, old.is_some())?;
    content(&mut new.file)?;
    if let Some(old) = old {
        take_over(&old, &new.file)?;
    }
    new.file.sync_all()?;
    new.rename(path)?;
    sync(folder);
    Ok(())
}

/// The final target of a path's links, whether it exists or not.
fn follow(path: &Path) -> Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        if !fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink()) {
            return Ok(path);
        }
        let target = fs::read_link(&path)?;
        // A relative link starts from its own folder.
        path = match path.parent() {
            Some(folder) => folder.join(target),
            None => target,
        };
    }
    Err(Error::other("too many links lead from one to the next"))
}

/// A check that an existing file may be replaced.
///
/// # Errors
/// If it may not.
fn check(path: &Path, there: &Metadata) -> Result<()> {
    // Renaming would replace a device by a file.
    if there.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !there.is_file() {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            "it is there and is not a file",
        ));
    }
    writable(there)?;
    // Renaming needs only the rights to the folder.
    OpenOptions::new().write(true).open(path).map(drop)
}

/// A check that a file is not read-only, also for a user who may write all files.
///
/// # Errors
/// If it is.
pub(crate) fn writable(file: &Metadata) -> Result<()> {
    // On WASI, without modes, all files would count as read-only.
    if cfg!(any(unix, windows)) && file.permissions().readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    Ok(())
}

/// Copies the owner, the group and the mode of the file that is replaced.
#[cfg(unix)]
fn take_over(old: &Metadata, new: &File) -> Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let own = new.metadata()?;
    let mut mode = old.mode() & 0o777;
    if (own.uid(), own.gid()) != (old.uid(), old.gid())
        && fchown(new, Some(old.uid()), Some(old.gid())).is_err()
        && fchown(new, None, Some(old.gid())).is_err()
    {
        // The rights of the old group are not for the new one.
        mode &= !0o070;
    }
    new.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn take_over(_: &Metadata, _: &File) -> Result<()> {
    Ok(())
}

/// Flushes a folder, so that a new name in it survives a crash, on systems that can.
fn sync(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Creates a folder and its parents.
///
/// # Errors
/// That of the operating system.
#[cfg(any(feature = "safetensors", feature = "tensorboard"))]
pub(super) fn create_folder(path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().unwrap_or(Path::new(""));
    create_folder(parent)?;
    match fs::create_dir(path) {
        // Another process has just created it.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
        made => made?,
    }
    sync(if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    });
    Ok(())
}

/// Deletes the temporary files that killed processes left in this folder, which belongs to one training.
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

/// A check that a file can be created in this folder; none is left.
///
/// # Errors
/// That of the operating system.
#[cfg(any(feature = "safetensors", feature = "tensorboard"))]
pub(super) fn try_folder(folder: &Path) -> Result<()> {
    Temporary::new(folder, false).map(drop)
}

/// A check that a file can be written; an existing one is unchanged.
///
/// # Errors
/// That of the operating system.
#[cfg(feature = "safetensors")]
pub(super) fn try_file(path: &Path) -> Result<()> {
    let path = &follow(path)?;
    if let Ok(there) = fs::metadata(path) {
        check(path, &there)?;
    }
    try_folder(folder_of(path)?)
}

/// The folder of a file.
fn folder_of(path: &Path) -> Result<&Path> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(parent) => Ok(parent),
        None => Err(Error::new(ErrorKind::InvalidInput, "it names no file")),
    }
}

/// A random number that differs between processes, also on systems without process numbers.
pub(crate) fn random_number() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A new file with a unique name, which is deleted when it is dropped.
struct Temporary {
    path: PathBuf,
    file: File,
}

impl Temporary {
    /// Creates the file; `private` until it gets the mode of another file.
    fn new(folder: &Path, private: bool) -> Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = private;
        loop {
            let path = folder.join(format!(".kerust-{:016x}.tmp", random_number()));
            match options.open(&path) {
                Ok(file) => return Ok(Temporary { path, file }),
                // A forked process generates the same numbers as its parent.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn rename(mut self, path: &Path) -> Result<()> {
        fs::rename(&self.path, path)?;
        self.path.clear();
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.path);
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
    fn a_panic_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights");
        let write = || write(&path, |_| panic!("amid the content"));
        std::panic::catch_unwind(write).unwrap_err();
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn folders_are_made_where_they_are_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c");
        create_folder(&path).unwrap();
        create_folder(&path).unwrap();
        create_folder(Path::new("")).unwrap();
        assert!(path.is_dir());
        fs::write(path.join("file"), "").unwrap();
        create_folder(&path.join("file")).unwrap_err();
        create_folder(&path.join("file/folder")).unwrap_err();
    }
}
