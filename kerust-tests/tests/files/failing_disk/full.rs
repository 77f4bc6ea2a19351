//! A disk that is full: a process that may write files of no more than a few kilobytes, which is a
//! process of its own.
#![cfg(unix)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use kerust::Error;
use kerust::prelude::*;

use super::net::{EPOCHS, Net, WRITERS, Writer, is_usable, train};

const FOLDER: &str = "KERUST_SMALL_FILES";

/// Runs a test of this file in a process whose files end after 2 kB, in this folder.
fn with_small_files(test: &str, folder: &Path) {
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""])
        .arg(env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{errors}");
    assert!(text.contains("1 passed"), "{text}{errors}");
}

#[test]
fn a_full_disk_ends_the_training_or_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    with_small_files("failing_disk::full::with_a_full_disk", folder.path());
}

#[test]
#[ignore = "begun by the one above"]
fn with_a_full_disk() {
    let Some(place) = env::var_os(FOLDER) else {
        return;
    };
    for writer in [Writer::Checkpoint, Writer::Backup, Writer::Logs] {
        let folder = Path::new(&place).join(format!("{writer:?}"));
        let (mut net, _, ended) = train(writer, &folder, false, |_| ());
        match ended {
            Err(Error::File { action, path, .. }) => {
                assert_eq!(action, "write", "{writer:?}");
                assert!(Path::new(&path).starts_with(&folder), "{writer:?}: {path}");
            }
            other => panic!("{writer:?}: {other:?}"),
        }
        // A backup is made before the first step too.
        let begins = writer != Writer::Backup;
        assert_eq!(net.iterations() > 0, begins, "{writer:?}");
        assert!(is_usable(&mut net), "{writer:?}");
        let (_, notes, ended) = train(writer, &folder, true, |_| ());
        assert_eq!(ended.unwrap().epochs().len(), EPOCHS, "{writer:?}");
        assert_eq!(notes.len(), 1, "{writer:?}: {notes:?}");
        if writer != Writer::Logs {
            let left: Vec<_> = fs::read_dir(&folder).into_iter().flatten().collect();
            assert!(left.is_empty(), "{writer:?}: {left:?}");
        }
    }
}

/// What was saved before the disk was full is still there.
#[test]
fn a_disk_that_becomes_full_keeps_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    for writer in WRITERS {
        let (_, _, ended) = train(writer, folder.path(), false, |_| ());
        ended.unwrap();
    }
    let path = folder.path().join("1.safetensors");
    let before = fs::read(&path).unwrap();
    with_small_files("failing_disk::full::save_once_more", folder.path());
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
#[ignore = "begun by the one above"]
fn save_once_more() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    let path = Path::new(&folder).join("1.safetensors");
    let error = Net::new(9).save_weights(path).unwrap_err();
    assert!(matches!(
        error,
        Error::File {
            action: "write",
            ..
        }
    ));
}
