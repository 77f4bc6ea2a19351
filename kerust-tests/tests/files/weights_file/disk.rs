//! Places that cannot be read or written.

use std::fs;
use std::path::Path;

use kerust::Error;
use kerust::formats::SaveWeights;
use kerust::prelude::*;

use super::file::Net;

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut net = Net::new(0);
    let missing = folder.path().join("missing");
    for path in [&missing, folder.path(), Path::new("")] {
        match net.load_weights(path).unwrap_err() {
            Error::File {
                action: "read",
                path: named,
                ..
            } => assert_eq!(named, path.display().to_string()),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let net = Net::new(0);
    let (inside, taken) = (folder.path().join("file"), folder.path().join("folder"));
    fs::write(&inside, "old").unwrap();
    fs::create_dir(&taken).unwrap();
    for path in [
        taken.clone(),
        inside.join("weights"),
        folder.path().join("missing").join("weights"),
        "".into(),
    ] {
        match net.save_weights(&path).unwrap_err() {
            Error::File {
                action: "write",
                path: named,
                ..
            } => assert_eq!(named, path.display().to_string()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(fs::read(&inside).unwrap(), b"old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(fs::read_dir(&taken).unwrap().count(), 0);
}

/// A folder in which no file can be made: the old one stays.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_an_error() {
    let error = Net::new(0).save_weights("/proc/self/weights").unwrap_err();
    assert!(matches!(
        error,
        Error::File {
            action: "write",
            ..
        }
    ));
}
