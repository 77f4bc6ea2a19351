use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use kerust_core::Error;
use kerust_core::model::Model;
use kerust_core::train::callbacks::{Backup, Callback, Training};
use kerust_core::train::history::Logs;
use kerust_core::word::Bound;

use super::failures::Failures;
use super::{IntoSaveFreq, SaveFreq};
use crate::formats::{backup, cannot, create_folder, folder, home, sweep};

/// Resumes a training that was interrupted by a crash or a kill; Keras' `BackupAndRestore`.
///
/// `BackupAndRestore("backup", save_freq = SaveFreq::Epoch, double_checkpoint = false,
/// delete_checkpoint = true, keep_going = false)`
///
/// Once before the first step, and after each epoch or every `save_freq` batches, one file in
/// `backup_dir` is written: the weights, the optimizer's state, the learning rate, the position in
/// the epoch, the history and the callbacks' state. The file is either complete or missing. A `fit`
/// with the same arguments (data, `batch_size`, `seed`, callbacks) continues from it, in a new
/// process too, and ends with the **same bits** as one that was never interrupted. Its history
/// includes the earlier epochs, and `CSVLogger` and `TensorBoard` continue their files from the
/// backup, so that each epoch is there once. The file is deleted when `fit` ends, after all epochs or
/// because a callback stopped it.
///
/// A backup in the middle of an epoch lacks the metrics' sums, as in Keras: that epoch's loss and
/// metrics are those of its remaining batches, its validation is that of all rows. So a callback that
/// monitors training values behaves identically only with backups after epochs.
///
/// A file of another model, another optimizer or another number of callbacks, or a damaged one, ends
/// `fit` before the first step with an error that names the first difference; nothing has changed
/// then. (If no step was done, nothing can be lost, and the training begins anew.) A folder that
/// cannot be created or written to ends it too. The folder is for one training at a time and for
/// nothing else.
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
    /// The number of batches since the last backup.
    batches: usize,
}

kerust_core::listed! {
    BackupAndRestore [] []
    (backup_dir) save_freq where Bound::BATCHES, double_checkpoint, delete_checkpoint, keep_going
}

impl BackupAndRestore {
    /// Backups in this folder, which is created when the training begins.
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

    /// The folder of the backups.
    #[must_use]
    pub fn backup_dir(mut self, backup_dir: impl Into<PathBuf>) -> Self {
        self.backup_dir = backup_dir.into();
        self
    }

    /// The interval of backups: `SaveFreq::Epoch`, or a number of batches, counted across epochs. The backup
    /// of an epoch's last batch is made after the epoch.
    #[must_use]
    pub fn save_freq(self, save_freq: impl IntoSaveFreq) -> Self {
        let save_freq = save_freq.into_save_freq();
        BackupAndRestore { save_freq, ..self }
    }

    kerust_core::setters! { []
        /// Whether the backup before the last one is kept, in case the last one is damaged on disk.
        double_checkpoint: bool,
        /// Whether the backup is deleted when `fit` ends without an error. With `false` a later `fit` with more
        /// `epochs` continues from it; after a stop it continues from the last complete epoch.
        delete_checkpoint: bool,
    }

    /// Whether the training continues if a backup cannot be written, with one note about it; the next backup
    /// is attempted again. Otherwise `fit` ends with [`Error::File`].
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

    /// The file of the backup before the first step, which the next backup replaces.
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

/// The result of an action on a file that may be missing.
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
            Bound::BATCHES.check("save_freq", batches as f64)?;
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
