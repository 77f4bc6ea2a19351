use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Result as IoResult, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, fmt};

use kerust_core::Error;

use super::super::atomic::random_number;
use super::super::{cannot, create_folder};
use super::message::Message;
use super::{events, histogram, record};
use crate::clock::{Moment, since_1970};

/// The longest time that events wait to be written, and the largest number of waiting bytes.
const WAIT: Duration = Duration::from_secs(120);
const ROOM: usize = 1 << 16;

/// The beginning and the end of an event file's name.
const BEGIN: &str = "events.out.tfevents.";
const END: &str = ".v2";

/// Writes an event file for TensorBoard; TensorFlow's `tf.summary.create_file_writer`.
///
/// The callback [`TensorBoard`](crate::callbacks::TensorBoard) has two writers. A writer of your own, with
/// its own folder, logs anything else from a callback or a loop. Slashes in a tag make groups on the page;
/// steps are its horizontal axis.
///
/// Events are written to the file by [`flush`](Self::flush), after two minutes or 64 kB, and when the
/// writer is dropped; a process that is killed loses the later ones. After an error the events that were not
/// written remain, and are written by the next `flush` that succeeds.
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
/// assert!(std::fs::metadata(writer.path())?.len() > 0);
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct SummaryWriter {
    path: PathBuf,
    file: File,
    /// Records that wait; the first one lacks the part that is in the file already.
    waiting: Vec<u8>,
    /// The number of bytes in the file.
    length: u64,
    written: Moment,
}

impl SummaryWriter {
    /// A writer to a new file in this folder, which is created if it is missing.
    ///
    /// # Errors
    /// If the folder cannot be created or the file cannot be written.
    pub fn new(folder: impl AsRef<Path>) -> Result<Self, Error> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        #[allow(clippy::cast_possible_truncation)] // Half of the bits are enough.
        let number = random_number() as u32;
        Self::of_training(folder.as_ref(), number, count)
    }

    /// The writer of a training with this number, which was resumed `run` times.
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

    /// The path of the file.
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

    /// Logs a histogram of numbers in thirty buckets from the smallest to the largest; numbers that are not
    /// finite are left out.
    ///
    /// # Errors
    /// If it was time to write, and the file could not be written.
    pub fn histogram(&mut self, tag: &str, values: &[f32], step: u64) -> Result<(), Error> {
        self.add(&events::histogram(tag, &histogram::buckets(values), step))
    }

    /// Logs a text in Markdown.
    ///
    /// # Errors
    /// If it was time to write, and the file could not be written.
    pub fn text(&mut self, tag: &str, text: &str, step: u64) -> Result<(), Error> {
        self.add(&events::text(tag, text, step))
    }

    /// Writes all waiting events to the file.
    ///
    /// # Errors
    /// If the file was deleted or cannot be written.
    pub fn flush(&mut self) -> Result<(), Error> {
        let written = self.write();
        written.map_err(cannot("write", &self.path))
    }

    /// Writes all waiting events to the file and the file to the disk, and returns its length in bytes.
    pub(crate) fn sync(&mut self) -> u64 {
        // After an error the events wait for the next `flush`, which reports it.
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
        // Writes to a deleted file succeed, but are lost.
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

/// Removes a training's events in a folder from after the time when its file of this run had this length,
/// so that no event is there twice when it is logged again.
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

/// The run of the file with this name, if it belongs to this training.
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

/// A name like TensorFlow's: seconds, host, process and a unique number. The training's number takes the
/// place of the process', which some systems lack and others reuse.
fn file_name(training: u32, run: u32) -> String {
    let (seconds, host) = (since_1970().as_secs(), host());
    format!("{BEGIN}{seconds}.{host}.{training}.{run}{END}")
}

/// The name of the machine, if the environment has it.
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
