use std::env;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Result as IoResult, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use kerust_core::Error;

use super::super::atomic::random_number;
use super::super::{cannot, create_folder};
use super::message::Message;
use super::{events, histogram, record};
use crate::clock::{Moment, since_1970};

/// How long an event waits at most until the next one takes it along to the file, and how many
/// bytes wait.
const WAIT: Duration = Duration::from_secs(120);
const ROOM: usize = 1 << 16;

/// How the name of a file of events begins and ends.
const BEGIN: &str = "events.out.tfevents.";
const END: &str = ".v2";

/// Writes a file of events that TensorBoard shows; `tf.summary`'s functions.
///
/// The callback [`TensorBoard`](crate::callbacks::TensorBoard) has two of them. By itself it logs
/// what else there is to see, from a callback or a loop of your own, in a folder of its own.
/// Slashes in a tag make groups on the page; steps are its horizontal axis.
///
/// What is logged goes to the file with [`flush`](Self::flush), after two minutes or 64 kB, and when
/// the writer is dropped; a process that is killed leaves what had been written until then. After
/// an error what was not written is still there, and is written by the next `flush` that succeeds.
///
/// ```
/// use kerust::formats::SummaryWriter;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let logs = folder.path();
/// let mut writer = SummaryWriter::new(logs.join("own"))?;
/// for step in 0..10 {
///     writer.scalar("parts/first", 1.0 / (step + 1) as f32, step)?;
/// }
/// writer.histogram("numbers", &[0.5, 1.5, 1.0], 0)?;
/// writer.text("notes", "the rate was **lowered** by hand", 3)?;
/// writer.flush()?;
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct SummaryWriter {
    path: PathBuf,
    file: File,
    /// Whole records, but for the part of the first one that is in the file.
    waiting: Vec<u8>,
    /// How many bytes are in the file.
    length: u64,
    written: Moment,
}

impl SummaryWriter {
    /// Begins a file in this folder, which is made if it is missing.
    ///
    /// # Errors
    /// If the folder cannot be made or the file cannot be written.
    pub fn new(folder: impl AsRef<Path>) -> Result<Self, Error> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        #[allow(clippy::cast_possible_truncation)] // Half of the bits are enough.
        let number = random_number() as u32;
        Self::of_training(folder.as_ref(), number, count)
    }

    /// Begins the file of a training that has this number, and was gone on with so often.
    pub(crate) fn of_training(folder: &Path, training: u32, run: u32) -> Result<Self, Error> {
        create_folder(folder)?;
        let path = folder.join(file_name(training, run));
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let mut writer = SummaryWriter {
            file: file.map_err(cannot("write", &path))?,
            path,
            waiting: Vec::new(),
            length: 0,
            written: Moment::now(),
        };
        record::push(&mut writer.waiting, events::version().as_ref());
        writer.flush()?;
        Ok(writer)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Logs a number.
    ///
    /// # Errors
    /// If it was time to write, and the file could not be written.
    pub fn scalar(&mut self, tag: &str, value: f32, step: u64) -> Result<(), Error> {
        self.add(&events::scalar(tag, value, step))
    }

    /// Logs how numbers are distributed, in thirty buckets from the smallest to the largest; those
    /// that are not finite are left out.
    ///
    /// # Errors
    /// If it was time to write, and the file could not be written.
    pub fn histogram(&mut self, tag: &str, values: &[f32], step: u64) -> Result<(), Error> {
        self.add(&events::histogram(tag, &histogram::buckets(values), step))
    }

    /// Logs a text, which may be in Markdown.
    ///
    /// # Errors
    /// If it was time to write, and the file could not be written.
    pub fn text(&mut self, tag: &str, text: &str, step: u64) -> Result<(), Error> {
        self.add(&events::text(tag, text, step))
    }

    /// Writes all that was logged to the file.
    ///
    /// # Errors
    /// If the file is gone or cannot be written.
    pub fn flush(&mut self) -> Result<(), Error> {
        let written = self.write();
        written.map_err(cannot("write", &self.path))
    }

    /// Writes all that was logged to the file and the file to the disk, and says how long it is.
    pub(crate) fn sync(&mut self) -> u64 {
        // What cannot be written waits for the next `flush`, which says so.
        let _ = self.write().and_then(|()| self.file.sync_data());
        self.length
    }

    fn add(&mut self, event: &Message) -> Result<(), Error> {
        record::push(&mut self.waiting, event.as_ref());
        if self.waiting.len() >= ROOM || self.written.elapsed() >= WAIT {
            self.flush()?;
        }
        Ok(())
    }

    fn write(&mut self) -> IoResult<()> {
        // A file that was deleted could still be written, and would be lost.
        fs::metadata(&self.path)?;
        while !self.waiting.is_empty() {
            match self.file.write(&self.waiting) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    self.waiting.drain(..count);
                    self.length += count as u64;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.written = Moment::now();
        Ok(())
    }
}

/// Takes away what a training has logged into a folder since its file of this run was so long, so that
/// nothing is there twice when it is logged again.
///
/// # Errors
/// If a file cannot be shortened or deleted.
pub(crate) fn forget_since(
    folder: &Path,
    training: u32,
    run: u32,
    length: u64,
) -> Result<(), Error> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Some(of) = run_of(&entry.file_name().to_string_lossy(), training) else {
            continue;
        };
        if of > run || (of == run && length == 0) {
            fs::remove_file(&path).map_err(cannot("delete", &path))?;
        } else if of == run {
            shorten(&path, length).map_err(cannot("write", &path))?;
        }
    }
    Ok(())
}

/// The run that a file with this name is of, if it is one of this training.
fn run_of(name: &str, training: u32) -> Option<u32> {
    let numbers = name.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let (before, run) = numbers.rsplit_once('.')?;
    let (_, of) = before.rsplit_once('.')?;
    (of.parse() == Ok(training)).then(|| run.parse().ok())?
}

fn shorten(path: &Path, length: u64) -> IoResult<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    if file.metadata()?.len() > length {
        file.set_len(length)?;
    }
    Ok(())
}

impl Drop for SummaryWriter {
    fn drop(&mut self) {
        let _ = self.write();
    }
}

impl fmt::Debug for SummaryWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SummaryWriter")
            .field("path", &self.path)
            .field("waiting", &self.waiting.len())
            .finish_non_exhaustive()
    }
}

/// A name as TensorFlow's: seconds, host, process, and a number of its own. In the place of the process's
/// number, which not every system has and which comes again, is that of the training.
fn file_name(training: u32, run: u32) -> String {
    let (seconds, host) = (since_1970().as_secs(), host());
    format!("{BEGIN}{seconds}.{host}.{training}.{run}{END}")
}

/// This machine's name, as far as the standard library can tell.
fn host() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| env::var("HOSTNAME"))
        .or_else(|_| env::var("COMPUTERNAME"))
        .unwrap_or_default();
    match name.trim() {
        "" => "localhost".into(),
        name => name.replace(['/', '\\'], "-"),
    }
}
