//! All that writes files, wherever there are files: `.ci/targets` runs it under WASI too, which has no processes,
//! no modes and no folder for what is temporary.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use kerust::Error;
use kerust::formats::SummaryWriter;
use kerust::prelude::*;

model! { struct Net < Dense<2, 4>(relu), Dropout(0.2), Dense<4, 2>(softmax) > }

/// An empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let place = env::var("TMPDIR").unwrap_or_else(|_| "/tmp".into());
    let folder = Path::new(&place).join(format!("kerust-files-{}-{name}", env::consts::ARCH));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Stops before a batch of the process, as a crash would.
struct Crash {
    before: usize,
    batches: usize,
}

impl<M: Model> Callback<M> for Crash {
    type Monitor = ();

    fn on_train_batch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> kerust::Result<()> {
        self.batches += 1;
        if self.batches > self.before {
            return Err(Error::Other("crashed".into()));
        }
        Ok(())
    }
}

fn train(folder: &Path, before: usize) -> kerust::Result<(Box<Net>, History)> {
    let x: Vec<[f32; 2]> = (0..12).map(|row| [row as f32, 1.0]).collect();
    let y: Vec<u8> = (0..12).map(|row| row % 2).collect();
    let mut net = compile!(
        Net::new(3),
        optimizer = Adam,
        loss = sparse_categorical_crossentropy,
    );
    let history = fit!(
        net,
        &x,
        &y,
        epochs = 4,
        batch_size = 4,
        verbose = 0,
        callbacks = [
            ModelCheckpoint(folder.join("weights/{epoch}.safetensors")),
            CSVLogger(folder.join("log.csv"), append = true),
            TensorBoard(folder.join("logs")),
            BackupAndRestore(folder.join("backup")),
            Crash { before, batches: 0 },
        ],
    )?;
    Ok((net.into_model(), history))
}

#[test]
fn weights_come_back() {
    let folder = folder("weights");
    let (path, one) = (folder.join("net.safetensors"), Net::new(1));
    for _ in 0..2 {
        one.save_weights(&path).unwrap();
    }
    let mut other = Net::new(2);
    other.load_weights(&path).unwrap();
    assert_eq!(other.get_weights(), one.get_weights());
    assert_eq!(names(&folder), ["net.safetensors"]);
    one.save_weights(folder.join("none/net")).unwrap_err();
    one.save_weights(&folder).unwrap_err();
}

#[test]
fn an_interrupted_training_goes_on_with_all_its_files() {
    let (never, crashed) = (folder("never"), folder("crashed"));
    let (expected, history) = train(&never, usize::MAX).unwrap();
    for before in [1, 4, 5] {
        assert!(train(&crashed, before).is_err());
    }
    let (net, again) = train(&crashed, usize::MAX).unwrap();
    assert_eq!(net.get_weights(), expected.get_weights());
    assert_eq!(again, history);
    let table = |folder: &Path| fs::read_to_string(folder.join("log.csv")).unwrap();
    assert_eq!(table(&crashed), table(&never));
    assert_eq!(names(&crashed), ["log.csv", "logs", "weights"]);

    history.to_csv(crashed.join("history.csv")).unwrap();
    history.to_json(crashed.join("history.json")).unwrap();
    let text = fs::read_to_string(crashed.join("history.json")).unwrap();
    assert!(
        text.starts_with("{\"epoch\": [0, 1, 2, 3], \"loss\": ["),
        "{text}"
    );
}

#[test]
fn events_have_files_of_their_own() {
    let folder = folder("events");
    for _ in 0..3 {
        let mut writer = SummaryWriter::new(&folder).unwrap();
        writer.scalar("tag", 0.5, 1).unwrap();
        writer.flush().unwrap();
    }
    assert_eq!(names(&folder).len(), 3);
}
