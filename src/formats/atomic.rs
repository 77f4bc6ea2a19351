//! Writing a file so that it is always either the old one or the new one.

use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

/// As many links as Linux follows.
const MOST_LINKS: usize = 40;

/// Writes a file: first beside its place, then into it.
///
/// A link stays, and what it leads to is written. A file that is there keeps its mode and, as far as the
/// system allows, its owner and group; one that is read-only is not written.
///
/// # Errors
/// What the operating system or `content` says; the old file is then as it was.
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

/// Where a path leads to in the end, whether anything is there or not.
fn follow(path: &Path) -> Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        if !fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink()) {
            return Ok(path);
        }
        let target = fs::read_link(&path)?;
        // From the link's own folder, unless it begins at the root.
        path = match path.parent() {
            Some(folder) => folder.join(target),
            None => target,
        };
    }
    Err(Error::other("too many links lead from one to the next"))
}

/// # Errors
/// If what is there may not be replaced.
fn check(path: &Path, there: &Metadata) -> Result<()> {
    // Renaming would put a file in the place of a device.
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
    // Renaming asks for rights to the folder only.
    OpenOptions::new().write(true).open(path).map(drop)
}

/// # Errors
/// If a file is read-only, to whoever may write all files too.
pub(crate) fn writable(file: &Metadata) -> Result<()> {
    // WASI has no modes, and its files would all be read-only.
    if cfg!(any(unix, windows)) && file.permissions().readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    Ok(())
}

/// Gives a file the owner, the group and the mode of the one whose place it takes.
#[cfg(unix)]
fn take_over(old: &Metadata, new: &File) -> Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let own = new.metadata()?;
    let mut mode = old.mode() & 0o777;
    if (own.uid(), own.gid()) != (old.uid(), old.gid())
        && fchown(new, Some(old.uid()), Some(old.gid())).is_err()
        && fchown(new, None, Some(old.gid())).is_err()
    {
        // What the old group was allowed, the new one was not.
        mode &= !0o070;
    }
    new.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn take_over(_: &Metadata, _: &File) -> Result<()> {
    Ok(())
}

/// A name in a folder lasts once the folder is on the disk too; not every system can say so.
fn sync(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Makes a folder, and those that it is in.
///
/// # Errors
/// What the operating system says.
#[cfg(any(feature = "safetensors", feature = "tensorboard"))]
pub(super) fn create_folder(path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().unwrap_or(Path::new(""));
    create_folder(parent)?;
    match fs::create_dir(path) {
        // Another process was faster.
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
    Temporary::new(folder, false).map(drop)
}

/// Sees whether a file could be written; one that is there stays as it is.
///
/// # Errors
/// What the operating system says.
#[cfg(feature = "safetensors")]
pub(super) fn try_file(path: &Path) -> Result<()> {
    let path = &follow(path)?;
    if let Ok(there) = fs::metadata(path) {
        check(path, &there)?;
    }
    try_folder(folder_of(path)?)
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> Result<&Path> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(parent) => Ok(parent),
        None => Err(Error::new(ErrorKind::InvalidInput, "it names no file")),
    }
}

/// A number that no other process has, on systems without numbers of processes too.
pub(crate) fn random_number() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A new file with a name of its own, which goes when it is dropped.
struct Temporary {
    path: PathBuf,
    file: File,
}

impl Temporary {
    /// Makes it; `private` until it has the mode of another file.
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
                // A process that was split in two has the same numbers twice.
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
