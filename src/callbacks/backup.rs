use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use kerust_core::Error;
use kerust_core::callbacks::{Backup, Callback, Training};
use kerust_core::contract::check;
use kerust_core::history::Logs;
use kerust_core::model::Model;

use super::failures::Failures;
use super::{IntoSaveFreq, SaveFreq};
use crate::formats::{backup, cannot, create_folder, folder, home, sweep};

/// Lets a training that was interrupted, by a crash or a kill, go on where it was; Keras'
/// `BackupAndRestore`:
///
/// `BackupAndRestore("backup", save_freq = SaveFreq::Epoch, double_checkpoint = false,
/// delete_checkpoint = true, keep_going = false)`
///
/// After each epoch, or every `save_freq` batches, the weights, the optimizer's state, the learning rate,
/// the place in the epoch, the history and what the callbacks remember are written to one file in
/// `backup_dir`, which is complete or is not there; and once before the first step. A `fit` with the same
/// arguments (data, `batch_size`, `seed`, callbacks) begins there, in a new process too, and ends with the
/// **same bits** as one that never stopped. Its history has the epochs before too, and `CSVLogger` and
/// `TensorBoard` go on with their files as they were at the backup: each epoch is there once. When `fit`
/// ends, after all epochs or because a callback stopped it, the file is deleted.
///
/// Backups that are made in the middle of an epoch are without the metrics' sums, as in Keras: that
/// epoch's loss and metrics are those of its remaining batches, its validation is that of all rows. What
/// monitors training values therefore is the same only with backups after epochs.
///
/// A file of another model, optimizer or number of callbacks, or one that is not whole, ends `fit` before
/// the first step with an error that names the first difference; nothing has changed then. (Where no step
/// was done there is nothing to lose, and the training begins anew.) So does a folder that cannot be made or
/// takes no file. The folder is for one training at a time and for nothing else.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let backup = folder.path().join("backup");
/// let (x, y) = ([1.0_f32, 2.0], [2.0_f32, 4.0]);
/// let mut line = compile!(Line::new(0), optimizer = Adam, loss = mse);
/// fit!(
///     line, &x, &y,
///     epochs = 10,
///     verbose = 0,
///     callbacks = [BackupAndRestore(&backup, save_freq = 100)],
/// )?;
/// assert!(!backup.exists());
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct BackupAndRestore {
    backup_dir: PathBuf,
    save_freq: SaveFreq,
    double_checkpoint: bool,
    delete_checkpoint: bool,
    failures: Failures,
    /// How many batches there were since the last backup.
    batches: usize,
}

kerust_core::listed! {
    BackupAndRestore [] []
    (backup_dir) save_freq, double_checkpoint, delete_checkpoint, keep_going
}

impl BackupAndRestore {
    /// Backs up into this folder, which is made when the training begins.
    #[must_use]
    pub fn new(backup_dir: impl Into<PathBuf>) -> Self {
        BackupAndRestore {
            backup_dir: backup_dir.into(),
            save_freq: SaveFreq::Epoch,
            double_checkpoint: false,
            delete_checkpoint: true,
            failures: Failures::default(),
            batches: 0,
        }
    }

    kerust_core::by_name! { path }

    /// Backs up into another folder.
    #[must_use]
    pub fn backup_dir(mut self, backup_dir: impl Into<PathBuf>) -> Self {
        self.backup_dir = backup_dir.into();
        self
    }

    /// Whether it backs up after epochs, or after every so many batches, counted across epochs; the
    /// backup of an epoch's last batch is made after the epoch.
    #[must_use]
    pub fn save_freq(self, save_freq: impl IntoSaveFreq) -> Self {
        let save_freq = save_freq.into_save_freq();
        BackupAndRestore { save_freq, ..self }
    }

    /// Whether the backup before the last one is kept, for a last one that a disk has spoiled.
    #[must_use]
    pub fn double_checkpoint(self, double_checkpoint: bool) -> Self {
        BackupAndRestore {
            double_checkpoint,
            ..self
        }
    }

    /// Whether the backup is deleted when `fit` ends without an error. Without that a later `fit` with
    /// more `epochs` goes on from it; so it does after a stop, from the last epoch that was whole.
    #[must_use]
    pub fn delete_checkpoint(self, delete_checkpoint: bool) -> Self {
        BackupAndRestore {
            delete_checkpoint,
            ..self
        }
    }

    /// Whether the training goes on where a backup cannot be written, which is said once; the
    /// next one is tried again. Else `fit` ends with [`Error::File`].
    #[must_use]
    pub fn keep_going(self, keep_going: bool) -> Self {
        let failures = Failures::keep_going(keep_going);
        BackupAndRestore { failures, ..self }
    }

    fn latest(&self) -> PathBuf {
        self.backup_dir.join("latest.safetensors")
    }

    fn previous(&self) -> PathBuf {
        self.backup_dir.join("previous.safetensors")
    }

    /// The backup before the first step, which goes with the first one after it.
    fn beginning(&self) -> PathBuf {
        self.backup_dir.join("beginning.safetensors")
    }

    /// The last backup that can be read, if there is any.
    fn find<M: Model>(
        &self,
        training: &mut Training<'_, M>,
    ) -> Result<Option<(PathBuf, Backup)>, Error> {
        let arrays = training.model().get_weights();
        let names = training.names().to_vec();
        let read = |path: PathBuf| {
            let backup = backup::read::<M>(&path, &arrays, &names)?;
            Ok(backup.map(|backup| (path, backup)))
        };
        let latest = read(self.latest());
        if matches!(latest, Ok(Some(_))) {
            return latest;
        }
        match (latest, read(self.previous())) {
            (latest, Ok(Some(previous))) => {
                if let Err(error) = latest {
                    training.note(format!("{error}; going on from the backup before it."));
                }
                Ok(Some(previous))
            }
            (Ok(None), Ok(None)) => Ok(read(self.beginning()).unwrap_or_default()),
            (latest, _) => latest,
        }
    }

    fn write<M: Model>(&self, backup: &Backup) -> Result<(), Error> {
        create_folder(&self.backup_dir)?;
        if self.double_checkpoint {
            absent_or(
                fs::rename(self.latest(), self.previous()),
                "rename",
                &self.latest(),
            )?;
        }
        backup::write::<M>(&self.latest(), backup)?;
        delete(&self.beginning())
    }

    fn write_beginning<M: Model>(&self, backup: &Backup) -> Result<(), Error> {
        create_folder(&self.backup_dir)?;
        backup::write::<M>(&self.beginning(), backup)
    }

    fn delete(&self) -> Result<(), Error> {
        // The last one goes last: whatever is left then is the training's end.
        for path in [self.beginning(), self.previous(), self.latest()] {
            delete(&path)?;
        }
        // It stays where something else is in it.
        let _ = fs::remove_dir(&self.backup_dir);
        Ok(())
    }

    fn back_up<M: Model>(&mut self, training: &mut Training<'_, M>) {
        self.batches = 0;
        let own = self.clone();
        training
            .back_up(move |backup, training| own.failures.judge(own.write::<M>(backup), training));
    }
}

fn delete(path: &Path) -> Result<(), Error> {
    absent_or(fs::remove_file(path), "delete", path)
}

/// What was done to a file that need not be there.
fn absent_or(done: std::io::Result<()>, action: &'static str, path: &Path) -> Result<(), Error> {
    match done {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(())
        }
        done => done.map_err(cannot(action, path)),
    }
}

impl<M: Model> Callback<M> for BackupAndRestore {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        if self.backup_dir.as_os_str().is_empty() {
            return Err(Error::Settings {
                problem: "the `backup_dir` of `BackupAndRestore` is empty",
            });
        }
        home::check(&self.backup_dir)?;
        if let SaveFreq::Batches(batches) = self.save_freq {
            check("save_freq", batches as f64)?;
        }
        self.batches = 0;
        self.failures.begin();
        self.failures
            .judge(folder::check(&self.backup_dir), training)?;
        sweep(&self.backup_dir);
        if let Some((path, backup)) = self.find(training)? {
            match training.resume(backup) {
                // No step was done: nothing is lost.
                Err(_) if path == self.beginning() => {}
                Err(Error::Backup { difference }) => {
                    return Err(Error::Format {
                        path: path.display().to_string(),
                        problem: format!("is a backup of another training: {difference}"),
                    });
                }
                resumed => return resumed,
            }
        }
        let own = self.clone();
        training.back_up(move |backup, training| {
            own.failures
                .judge(own.write_beginning::<M>(backup), training)
        });
        Ok(())
    }

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        _: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        self.batches += 1;
        // After the last batch the epoch is waited for: of no batches there is no loss.
        if let SaveFreq::Batches(batches) = self.save_freq
            && self.batches >= batches
            && batch + 1 < training.steps
        {
            self.back_up(training);
        }
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        _: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let is_due = match self.save_freq {
            SaveFreq::Epoch => true,
            SaveFreq::Batches(batches) => self.batches >= batches,
        };
        if is_due {
            self.back_up(training);
        }
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        let deleted = if self.delete_checkpoint {
            self.delete()
        } else {
            delete(&self.beginning())
        };
        self.failures.judge(deleted, training)
    }
}
