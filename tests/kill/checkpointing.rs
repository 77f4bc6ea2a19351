//! A training that backs up, saves and logs into a folder, or goes on with what it finds there:
//! `checkpointing FOLDER [BATCHES]`, with a backup after each epoch or every so many batches. It is there to
//! be killed.

#[path = "net.rs"]
mod net;

use std::env;
use std::path::PathBuf;

use kerust::prelude::*;
use kerust::random::{generator, unit};

use net::Net;

fn main() -> kerust::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.expect("a folder");
    let save_freq = env::args().nth(2).map_or(SaveFreq::Epoch, |batches| {
        SaveFreq::Batches(batches.parse().expect("a number of batches"))
    });
    let mut rng = generator(5);
    let x: Vec<_> = (0..150)
        .map(|_| [0.0; 200].map(|_| unit(&mut rng)))
        .collect();
    let y: Vec<_> = (0..150).map(|row| (row * 7 % 10) as u8).collect();
    let mut net = compile!(
        Net::new(3),
        optimizer = Adam,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    fit!(
        net,
        &x,
        &y,
        epochs = 8,
        validation_split = 0.2,
        verbose = 0,
        callbacks = [
            ReduceLROnPlateau(patience = 1),
            EarlyStopping(patience = 5, restore_best_weights = true),
            ModelCheckpoint(folder.join("weights/{epoch}.safetensors")),
            TensorBoard(
                folder.join("logs"),
                update_freq = UpdateFreq::Batch,
                histogram_freq = 1,
            ),
            CSVLogger(folder.join(net::TABLE), append = true),
            BackupAndRestore(folder.join("backup"), save_freq = save_freq),
        ],
    )?;
    net.save_weights(folder.join(net::FINAL))
}
