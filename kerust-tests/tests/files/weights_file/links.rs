//! What is at a file's place before it is written: a link, a mode, a file that nobody may write. Every writer
//! of whole files goes the same way.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use kerust::Error;
use kerust::formats::{ExportHistory, SaveWeights};
use kerust::history::Logs;
use kerust::prelude::*;

use super::file::Net;

/// All that writes files of its own.
const WRITERS: [(&str, fn(&Path) -> kerust::Result<()>); 4] = [
    ("weights", |path| Net::new(1).save_weights(path)),
    ("csv", |path| history().to_csv(path)),
    ("json", |path| history().to_json(path)),
    ("CSVLogger", |path| logged(path)),
];

fn history() -> History {
    let (mut history, mut logs) = (History::default(), Logs::default());
    logs.set("loss", 0.5);
    history.push(0, &logs);
    history
}

fn logged(path: &Path) -> kerust::Result<()> {
    model! { struct Line < Dense<1, 1> > }
    let mut line = compile!(Line::new(0), optimizer = SGD, loss = mse);
    let (x, y) = ([1.0f32], [2.0f32]);
    fit!(line, &x, &y, verbose = 0, callbacks = [CSVLogger(path)]).map(drop)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn links_stay_and_what_they_lead_to_is_written() {
    for (name, write) in WRITERS {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::create_dir(place("there")).unwrap();
        fs::write(place("there/file"), "old").unwrap();
        // Relative, from the link's own folder; one link to the next; and through a linked folder.
        symlink("file", place("there/near")).unwrap();
        symlink("there/near", place("far")).unwrap();
        symlink(place("far"), place("whole")).unwrap();
        symlink("there", place("folder")).unwrap();
        symlink("../new", place("there/dangling")).unwrap();
        for path in ["far", "whole", "folder/near", "folder/dangling"] {
            fs::write(place("there/file"), "old").unwrap();
            write(&place(path)).unwrap();
            assert!(fs::read(place(path)).unwrap() != b"old", "{name}: {path}");
        }
        for link in ["there/near", "far", "whole", "there/dangling"] {
            assert!(place(link).is_symlink(), "{name}: {link}");
        }
        assert!(place("new").is_file(), "{name}");
        assert_eq!(
            names(folder.path()),
            ["far", "folder", "new", "there", "whole"]
        );
        assert_eq!(names(&place("there")), ["dangling", "file", "near"]);

        symlink("round", place("round")).unwrap();
        write(&place("round")).unwrap_err();
        assert!(place("round").is_symlink());
    }
}

#[test]
fn a_file_keeps_its_mode_and_its_owner() {
    for (name, write) in WRITERS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for wanted in [0o600, 0o640, 0o666, 0o755] {
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
            let before = fs::metadata(&path).unwrap();
            write(&path).unwrap();
            let after = fs::metadata(&path).unwrap();
            assert_eq!(mode(&path), wanted, "{name}");
            let owner = |file: &fs::Metadata| (file.uid(), file.gid());
            assert_eq!(owner(&after), owner(&before), "{name}");
        }
        // Only root may give a file away.
        if std::os::unix::fs::chown(&path, Some(12), Some(34)).is_ok() {
            write(&path).unwrap();
            let after = fs::metadata(&path).unwrap();
            assert_eq!((after.uid(), after.gid()), (12, 34), "{name}");
        }
    }
}

#[test]
fn a_new_file_has_the_mode_of_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let (other, path) = (folder.path().join("other"), folder.path().join("file"));
    fs::write(&other, "").unwrap();
    for (name, write) in WRITERS {
        let _ = fs::remove_file(&path);
        write(&path).unwrap();
        assert_eq!(mode(&path), mode(&other), "{name}");
    }
}

#[test]
fn a_file_that_is_read_only_is_not_written() {
    for (name, write) in WRITERS {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&path, "old").unwrap();
        symlink("file", &link).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        for path in [&path, &link] {
            let error = write(path).unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::File {
                        action: "write",
                        ..
                    }
                ),
                "{name}: {error}"
            );
        }
        assert_eq!(fs::read(&path).unwrap(), b"old", "{name}");
        assert_eq!(mode(&path), 0o444, "{name}");
        assert_eq!(names(folder.path()), ["file", "link"], "{name}");
    }
}
