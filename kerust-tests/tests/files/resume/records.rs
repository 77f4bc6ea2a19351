//! What a training writes down, `CSVLogger`'s table and TensorBoard's events, is the same however often it was
//! interrupted and gone on with.

use std::fs;
use std::path::Path;

use kerust::prelude::*;

use super::net::{At, Interrupt, interrupted};

const EPOCHS: usize = 4;
const STEPS: usize = 3;

model! { struct Small < Dense<2, 4>(relu), Dropout(0.2), Dense<4, 2>(softmax) > }

fn net(optimizer: Adam) -> Compiled<Small, Adam, sparse_categorical_crossentropy, (accuracy,)> {
    compile!(
        Small::new(3),
        optimizer = optimizer,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    )
}

/// Three batches of four rows.
fn data() -> (Vec<[f32; 2]>, Vec<u8>) {
    let number = |row: usize| ((row * 5) % 8) as f32 / 8.0;
    let rows = 0..4 * STEPS;
    (
        rows.clone()
            .map(|row| [number(row), number(row + 3)])
            .collect(),
        rows.map(|row| (row % 2) as u8).collect(),
    )
}

/// A training that logs into a folder; the bytes of its table, or none where it was interrupted.
fn run(folder: &Path, at: At, append: bool, save_freq: SaveFreq) -> Option<String> {
    let (x, y) = data();
    let mut net = net(Adam::new());
    let table = folder.join("log.csv");
    let fit = net
        .fit(&x, &y)
        .epochs(EPOCHS)
        .batch_size(4)
        .validation_data(&x, &y)
        .validation_freq(2)
        .callback(ReduceLROnPlateau::new().monitor::<loss>().patience(1))
        .callback(CSVLogger::new(&table).append(append));
    #[cfg(feature = "tensorboard")]
    let fit = fit.callback(
        TensorBoard::new(folder.join("logs"))
            .update_freq(UpdateFreq::Batch)
            .histogram_freq(1),
    );
    let history = fit
        .callback(Interrupt { at, batches: 0 })
        .callback(BackupAndRestore::new(folder.join("backup")).save_freq(save_freq))
        .run();
    match history {
        Ok(history) => assert_eq!(history.epochs(), [0, 1, 2, 3]),
        Err(error) => {
            assert_eq!(error.to_string(), interrupted().to_string());
            return None;
        }
    }
    Some(fs::read_to_string(table).unwrap())
}

#[cfg(feature = "tensorboard")]
fn same_events(one: &Path, other: &Path, what: &str) {
    let steps = |folder: &Path| crate::tensorboard::steps::Steps::in_folder(&folder.join("logs"));
    assert_eq!(steps(one), steps(other), "{what}");
}

#[cfg(not(feature = "tensorboard"))]
fn same_events(_: &Path, _: &Path, _: &str) {}

#[test]
fn the_table_of_an_interrupted_training_is_that_of_one_that_never_was() {
    let before = "epoch,loss\n0,1.5\n";
    for append in [false, true] {
        let place = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = place.path().join(name);
            fs::create_dir(&folder).unwrap();
            if append {
                fs::write(folder.join("log.csv"), before).unwrap();
            }
            folder
        };
        let never = folder("never");
        let expected = run(&never, At::Never, append, SaveFreq::Epoch).unwrap();
        assert_eq!(expected.starts_with(before), append);
        let moments = (0..EPOCHS * STEPS).map(At::Batch).chain([At::End]);
        for (index, at) in moments.enumerate() {
            let folder = folder(&index.to_string());
            assert_eq!(run(&folder, at, append, SaveFreq::Epoch), None);
            // Once more, in the epoch after, if there is one.
            let table = run(&folder, At::Batch(4), append, SaveFreq::Epoch);
            let table = table.or_else(|| run(&folder, At::Never, append, SaveFreq::Epoch));
            assert_eq!(table.as_ref(), Some(&expected), "{at:?}");
            same_events(&folder, &never, &format!("{at:?}"));
        }
    }
}

#[test]
fn between_epochs_each_epoch_is_there_once() {
    let place = tempfile::tempdir().unwrap();
    let never = place.path().join("never");
    fs::create_dir(&never).unwrap();
    run(&never, At::Never, true, SaveFreq::Batches(2)).unwrap();
    for batch in 0..EPOCHS * STEPS {
        let folder = place.path().join(batch.to_string());
        fs::create_dir(&folder).unwrap();
        run(&folder, At::Batch(batch), true, SaveFreq::Batches(2));
        let table = run(&folder, At::Never, true, SaveFreq::Batches(2)).unwrap();
        let firsts: Vec<_> = table
            .lines()
            .filter_map(|line| line.split(',').next())
            .collect();
        assert_eq!(firsts, ["epoch", "0", "1", "2", "3"], "{batch}");
        same_events(&folder, &never, &format!("batch {batch}"));
    }
}

/// The table was deleted, or another one is in its place.
#[test]
fn a_table_that_is_gone_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("log.csv");
    run(folder.path(), At::Batch(10), false, SaveFreq::Epoch);
    fs::remove_file(&table).unwrap();
    let text = run(folder.path(), At::Never, false, SaveFreq::Epoch).unwrap();
    let firsts: Vec<_> = text.lines().map(|line| &line[..1]).collect();
    assert_eq!(firsts, ["e", "3"]);
}

/// Before the first step nothing is lost by a backup that does not fit.
#[test]
fn a_training_that_had_not_begun_hinders_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup");
    run(folder.path(), At::Batch(0), false, SaveFreq::Epoch);
    assert!(backup.join("beginning.safetensors").exists());
    let (x, y) = data();
    let mut other = net(Adam::new().use_ema(true));
    let restore = BackupAndRestore::new(&backup);
    fit!(
        other,
        &x,
        &y,
        epochs = 2,
        batch_size = 4,
        verbose = 0,
        callbacks = [restore]
    )
    .unwrap();
    assert_eq!(other.iterations(), 2 * STEPS as u64);
    assert!(!backup.exists());
}
