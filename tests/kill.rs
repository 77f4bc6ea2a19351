//! A training with `BackupAndRestore`, `ModelCheckpoint` and `TensorBoard` is killed at random moments:
//! it goes on every time, and every file is whole.
//!
//! `cargo test -p kerust-tests --test kill -- --nocapture` kills ten times and prints the table; with
//! `--ignored`, a hundred times.

#[path = "kill/files.rs"]
mod files;
#[path = "kill/net.rs"]
mod net;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use kerust::prelude::*;
use kerust::random::{generator, unit};

use files::Found;
use net::Net;

#[test]
fn ten_kills() {
    kills(10, 1);
}

#[test]
#[ignore = "takes a minute; part of .ci/full"]
fn a_hundred_kills() {
    kills(100, 2);
}

/// Begins the training, or goes on with it.
fn begin(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_checkpointing"));
    command.arg(folder).stdout(Stdio::null());
    command.spawn().unwrap()
}

/// The weights that a training ended with.
fn end(folder: &Path) -> Vec<u32> {
    let mut net = Net::new(0);
    net.load_weights(folder.join(net::FINAL)).unwrap();
    let arrays = net.get_weights();
    let values = arrays.iter().flat_map(|array| &array.values);
    values.map(|value| value.to_bits()).collect()
}

fn kills(count: usize, seed: u64) {
    let place = tempfile::tempdir().unwrap();
    let never = place.path().join("never");
    let began = Instant::now();
    assert!(begin(&never).wait().unwrap().success());
    let (whole, expected) = (began.elapsed(), end(&never));
    println!("never killed: {whole:.1?}");
    println!(
        "| kill | run | after | backup of | whole files | left half-written, unseen | torn last event |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let mut rng = generator(seed);
    let (mut killed, mut run, mut total) = (0, 1, Found::default());
    loop {
        let folder = place.path().join(run.to_string());
        let mut child = begin(&folder);
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
                continue;
            }
        }
        assert!(child.wait().unwrap().success());
        Found::in_folder(&folder);
        assert!(
            end(&folder) == expected,
            "run {run} ended with other weights"
        );
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
