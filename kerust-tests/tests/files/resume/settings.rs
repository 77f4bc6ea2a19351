//! What is kept, and what is deleted.

use std::fs;

use kerust::prelude::*;

use super::net::{At, Interrupt, ROWS, data, net, weights};

/// The weights at the end, and the epochs that ran.
fn interrupted(backup: BackupAndRestore, at: At) -> (u64, Vec<usize>) {
    let (x, y) = data(ROWS);
    let mut net = net(Adam::new());
    let mut epochs = Vec::new();
    let history = net
        .fit(&x, &y)
        .epochs(4)
        .callback(backup)
        .callback(Interrupt { at, batches: 0 })
        .callback(LambdaCallback::new().on_epoch_begin(|epoch, _| epochs.push(epoch)))
        .run();
    if let Ok(history) = history {
        assert_eq!(history.epochs(), [0, 1, 2, 3]);
    }
    (weights(net.model()), epochs)
}

#[test]
fn the_backup_before_stands_in_for_one_that_was_spoiled() {
    let folder = tempfile::tempdir().unwrap();
    let backup = || BackupAndRestore::new(folder.path()).double_checkpoint(true);
    let latest = folder.path().join("latest.safetensors");
    interrupted(backup(), At::Batch(17));
    fs::write(&latest, "spoiled").unwrap();
    let (spoiled, epochs) = interrupted(backup(), At::Never);
    assert_eq!(epochs, [2, 3]);
    interrupted(backup(), At::Batch(17));
    fs::remove_file(&latest).unwrap();
    assert_eq!(interrupted(backup(), At::Never), (spoiled, vec![2, 3]));
    assert_eq!(
        interrupted(backup(), At::Never),
        (spoiled, vec![0, 1, 2, 3])
    );
}

#[test]
fn a_backup_that_is_kept_is_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let backup = || BackupAndRestore::new(folder.path()).delete_checkpoint(false);
    let (all, _) = interrupted(backup(), At::Never);
    assert_eq!(interrupted(backup(), At::Never), (all, vec![]));
}

#[test]
fn only_its_own_files_are_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    fs::write(&notes, "mine").unwrap();
    fs::write(
        folder.path().join(".kerust-1-1.tmp"),
        "of a process that was killed",
    )
    .unwrap();
    interrupted(BackupAndRestore::new(folder.path()), At::Never);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(fs::read_to_string(notes).unwrap(), "mine");
}

#[test]
fn settings_that_cannot_be_are_errors_before_the_first_step() {
    let (x, y) = data(ROWS);
    let refused = |backup: BackupAndRestore| {
        let mut net = net(Adam::new());
        let error = net.fit(&x, &y).callback(backup).run().unwrap_err();
        assert_eq!(net.iterations(), 0);
        error.to_string()
    };
    assert_eq!(
        refused(BackupAndRestore::new("")),
        "the `backup_dir` of `BackupAndRestore` is empty"
    );
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        refused(BackupAndRestore::new(folder.path()).save_freq(0)),
        "`save_freq = 0`: it counts batches, from 1"
    );
}
