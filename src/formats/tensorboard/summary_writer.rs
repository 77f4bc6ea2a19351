use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Result as IoResult, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, process};

use kerust_core::Error;

use super::message::Message;
use super::{events, histogram, record};
use crate::formats::home;

/// How long an event waits at most until the next one takes it along to the file, and how many
/// bytes wait.
const WAIT: Duration = Duration::from_secs(120);
const ROOM: usize = 1 << 16;

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
    written: Instant,
}

impl SummaryWriter {
    /// Begins a file in this folder, which is made if it is missing.
    ///
    /// # Errors
    /// If the folder cannot be made or the file cannot be written.
    pub fn new(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        home::check(folder)?;
        fs::create_dir_all(folder).map_err(|reason| Error::File {
            action: "make the folder",
            path: folder.display().to_string(),
            reason: reason.into(),
        })?;
        let path = folder.join(file_name());
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let mut writer = SummaryWriter {
            file: file.map_err(|reason| cannot_write(&path, reason))?,
            path,
            waiting: Vec::new(),
            written: Instant::now(),
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
        written.map_err(|reason| cannot_write(&self.path, reason))
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
                Ok(count) => drop(self.waiting.drain(..count)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.written = Instant::now();
        Ok(())
    }
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

fn cannot_write(path: &Path, reason: std::io::Error) -> Error {
    Error::File {
        action: "write",
        path: path.display().to_string(),
        reason: reason.into(),
    }
}

/// A name as TensorFlow's: seconds, host, process, and a number of its own.
fn file_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |time| time.as_secs());
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let (host, process) = (host(), process::id());
    format!("events.out.tfevents.{seconds}.{host}.{process}.{count}.v2")
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
