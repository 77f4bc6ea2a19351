//! A training with `BackupAndRestore`, `ModelCheckpoint`, `CSVLogger` and `TensorBoard` is killed at random
//! moments: it goes on every time, every file is whole, and each epoch is written down once.
//!
//! `cargo test --test files kills -- --nocapture` kills ten times and prints the table; with
//! `--ignored`, a hundred times.

mod checkpointing;
mod files;

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use kerust::prelude::*;
use kerust::random::{generator, unit};

use self::checkpointing::{FINAL, TABLE, begin};
use self::files::Found;
use crate::resume::net::Net;
use crate::tensorboard::steps::Steps;

#[test]
fn ten_kills() {
    kills(10, 1);
}

#[test]
#[ignore = "takes a minute; part of .ci/full"]
fn a_hundred_kills() {
    kills(100, 2);
}

fn table(folder: &Path) -> String {
    fs::read_to_string(folder.join(TABLE)).unwrap()
}

/// Whether the table has all epochs.
fn is_whole(folder: &Path, expected: &str) -> bool {
    let table = fs::read_to_string(folder.join(TABLE));
    table.is_ok_and(|table| epochs(&table) == epochs(expected))
}

/// The first column.
fn epochs(table: &str) -> Vec<&str> {
    let fields = table.lines().map(|line| line.split(',').next());
    fields.map(Option::unwrap).collect()
}

/// The weights that a training ended with.
fn end(folder: &Path) -> Vec<u32> {
    let mut net = Net::new(0);
    net.load_weights(folder.join(FINAL)).unwrap();
    let arrays = net.get_weights();
    let values = arrays.iter().flat_map(|array| &array.values);
    values.map(|value| value.to_bits()).collect()
}

fn kills(count: usize, seed: u64) {
    let place = tempfile::tempdir().unwrap();
    let never = place.path().join("never");
    let began = Instant::now();
    assert!(begin(&never, false).wait().unwrap().success());
    let (whole, expected) = (began.elapsed(), end(&never));
    let (expected_table, steps) = (table(&never), Steps::in_folder(&never.join("logs")));
    println!("never killed: {whole:.1?}");
    println!(
        "| kill | run | after | backup of | whole files | left half-written, unseen | torn last event |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let mut rng = generator(seed);
    let (mut killed, mut run, mut total) = (0, 1, Found::default());
    loop {
        let folder = place.path().join(run.to_string());
        let batches = run % 2 == 0;
        let mut child = begin(&folder, batches);
        if killed < count {
            // To the end, where it is there, there are fewer left.
            let after = Duration::from_secs_f32(whole.as_secs_f32() * 0.7 * unit(&mut rng));
            sleep(after);
            child.kill().unwrap();
            let status = child.wait().unwrap();
            if !status.success() {
                assert_eq!(status.code(), None, "it was killed, and did not fail");
                killed += 1;
                let found = Found::in_folder(&folder);
                println!("| {killed} | {run} | {after:.1?} | {found} |");
                total.add(&found);
                // Killed behind the end of its training, it has nothing left to go on with.
                if !found.has_backup() && is_whole(&folder, &expected_table) {
                    run += 1;
                }
                continue;
            }
        }
        assert!(child.wait().unwrap().success());
        Found::in_folder(&folder);
        assert!(
            end(&folder) == expected,
            "run {run} ended with other weights"
        );
        let table = table(&folder);
        if batches {
            // An epoch that was gone on with has the training's values of its rest.
            assert_eq!(epochs(&table), epochs(&expected_table), "run {run}");
        } else {
            assert_eq!(table, expected_table, "run {run}");
        }
        let logs = folder.join("logs");
        assert_eq!(Steps::in_folder(&logs), steps, "run {run}");
        if killed == count {
            break;
        }
        run += 1;
    }
    println!(
        "{killed} kills in {run} trainings: {} whole files, none half-written; every training ended with the same bits",
        total.whole
    );
}
