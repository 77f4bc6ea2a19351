//! Folders that are not there, or no longer.

use std::fs;
use std::path::Path;

use kerust::Error;

use super::net::{EPOCHS, WRITERS, Writer, is_usable, train};

/// A file in the place of a folder: what is in the folder is gone, and nobody can make it again.
fn take_away(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    fs::write(folder, "").unwrap();
}

fn ends(writer: Writer, folder: &Path, before: impl FnMut(usize), iterations: u64) {
    let (mut net, _, ended) = train(writer, folder, false, before);
    match ended {
        Err(Error::File { action, path, .. }) => {
            assert!(
                ["write", "make the folder"].contains(&action),
                "{writer:?}: {action}"
            );
            assert!(Path::new(&path).starts_with(folder), "{writer:?}: {path}");
        }
        other => panic!("{writer:?}: {other:?}"),
    }
    assert_eq!(net.iterations(), iterations, "{writer:?}");
    assert!(is_usable(&mut net), "{writer:?}");
}

fn goes_on(writer: Writer, folder: &Path, before: impl FnMut(usize)) {
    let place = tempfile::tempdir().unwrap();
    let (undisturbed, _, _) = train(writer, &place.path().join("place"), true, |_| ());
    let (net, notes, ended) = train(writer, folder, true, before);
    assert_eq!(ended.unwrap().epochs().len(), EPOCHS, "{writer:?}");
    assert_eq!(net.get_weights(), undisturbed.get_weights(), "{writer:?}");
    let [note] = &notes[..] else {
        panic!("{writer:?}: {notes:?}");
    };
    assert!(note.starts_with("cannot "), "{note}");
    assert!(note.ends_with("; training goes on."), "{note}");
}

#[test]
fn a_folder_that_cannot_be_made_ends_the_training_or_is_said_once() {
    for writer in WRITERS {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("folder");
        take_away(&folder);
        ends(writer, &folder, |_| (), 0);
        goes_on(writer, &folder, |_| ());
        assert!(folder.is_file());
    }
}

#[test]
fn a_folder_that_vanishes_ends_the_training_or_is_said_once() {
    for writer in [Writer::Checkpoint, Writer::Backup, Writer::Logs] {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("folder");
        let vanish = |epoch| {
            if epoch == 2 {
                take_away(&folder);
            }
        };
        ends(writer, &folder, vanish, 6);
        fs::remove_file(&folder).unwrap();
        goes_on(writer, &folder, vanish);
    }
}

/// What makes its folder itself makes it again.
#[test]
fn a_folder_that_is_deleted_is_made_again() {
    for writer in [Writer::Checkpoint, Writer::Backup] {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("folder");
        let (_, _, ended) = train(writer, &folder, false, |epoch| {
            if epoch == 2 {
                fs::remove_dir_all(&folder).unwrap();
            }
        });
        assert_eq!(ended.unwrap().epochs().len(), EPOCHS);
    }
}

/// Here nobody can make a file, root neither.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_ends_the_training_or_is_said_once() {
    for writer in WRITERS {
        let folder = Path::new("/proc/self/fdinfo");
        ends(writer, folder, |_| (), 0);
        goes_on(writer, folder, |_| ());
    }
}
