//! A training that backs up, saves and logs into a folder, or goes on with what it finds there. It is there to be
//! killed, and so runs in a process of its own, which is this program with the test `child`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use kerust::prelude::*;

use crate::resume::net::{ROWS, data, net};

/// The file of the weights at the end.
pub const FINAL: &str = "final.safetensors";

/// The file of the epochs' values.
pub const TABLE: &str = "log.csv";

/// Names the folder to the child.
const FOLDER: &str = "KERUST_CHECKPOINTING";

/// Is there where a backup is made every two batches, and not after each epoch.
const BATCHES: &str = "KERUST_CHECKPOINTING_BATCHES";

/// Begins the training, or goes on with it, with backups after epochs or every two batches.
pub fn begin(folder: &Path, batches: bool) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["kill::checkpointing::child", "--exact", "--ignored"]);
    command.env(FOLDER, folder).env_remove(BATCHES);
    command.envs(batches.then_some((BATCHES, "")));
    command.stdout(Stdio::null()).spawn().unwrap()
}

#[test]
#[ignore = "the other tests start it"]
fn child() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let save_freq = match env::var_os(BATCHES) {
        Some(_) => SaveFreq::Batches(2),
        None => SaveFreq::Epoch,
    };
    let (x, y) = data(ROWS);
    let mut net = net(Adam::new());
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
            CSVLogger(folder.join(TABLE), append = true),
            BackupAndRestore(folder.join("backup"), save_freq = save_freq),
        ],
    )
    .unwrap();
    net.save_weights(folder.join(FINAL)).unwrap();
}
