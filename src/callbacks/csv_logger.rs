use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use kerust_core::Error;
use kerust_core::model::Model;
use kerust_core::train::callbacks::{Callback, Memory, Training};
use kerust_core::train::history::Logs;

use super::failures::Failures;
use super::number;
use crate::formats::{cannot, home, writable};

/// Writes each epoch's values as a line of a table, byte for byte as Keras' `CSVLogger`.
///
/// `CSVLogger("log.csv", separator = ',', append = false, keep_going = false)`
///
/// The first line has the names: `epoch`, then those of the first epoch's logs in alphabetical order,
/// and, if none of them begins with `val_`, all of them once more with that prefix. Epochs count from
/// 0; a missing value is `NA`; lines end with a carriage return and a line feed. Values that earlier
/// callbacks add to the logs, such as `learning_rate`, are included.
///
/// The file is overwritten when a training begins. With `append = true` lines are added to it,
/// without a first line if it is not empty. A training that resumes from a backup continues the file
/// from the backup, so that each epoch is there once. The folder must exist. A file that cannot be
/// written ends `fit` with [`Error::File`].
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("log.csv");
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 2, callbacks = [CSVLogger(&path)], verbose = 0,
/// )?;
/// let table = std::fs::read_to_string(&path)?;
/// assert_eq!(table.lines().next(), Some("epoch,loss,val_loss"));
/// assert_eq!(table.lines().count(), 3);
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Debug)]
pub struct CSVLogger {
    path: PathBuf,
    separator: char,
    append: bool,
    file: Option<File>,
    /// Whether the first epoch, and with it the file, has begun.
    begun: bool,
    /// The length of the file in bytes.
    length: u64,
    /// Whether the line of names is still missing.
    header: bool,
    /// The columns beside the epoch, since the first epoch.
    keys: Option<Vec<String>>,
    failures: Failures,
}

kerust_core::listed! {
    CSVLogger [] []
    (filename) separator, append, keep_going
}

impl CSVLogger {
    /// The callback that writes to this file.
    #[must_use]
    pub fn new(filename: impl Into<PathBuf>) -> Self {
        CSVLogger {
            path: filename.into(),
            separator: ',',
            append: false,
            file: None,
            begun: false,
            length: 0,
            header: true,
            keys: None,
            failures: Failures::default(),
        }
    }

    kerust_core::by_name! { path }

    /// The path of the file.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<PathBuf>) -> Self {
        self.path = filename.into();
        self
    }

    kerust_core::setters! { []
        /// The character between two values.
        separator: char,
        /// Whether lines are added to an existing file, which is otherwise overwritten.
        append: bool,
    }

    /// Whether the training continues, without further lines and with one note about it, if the file cannot
    /// be written. Otherwise `fit` ends with [`Error::File`].
    #[must_use]
    pub fn keep_going(self, keep_going: bool) -> Self {
        let failures = Failures::keep_going(keep_going);
        CSVLogger { failures, ..self }
    }

    /// Begins or continues the file, as soon as it is known whether the training resumes from a backup.
    fn begin<M: Model>(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let opened = self.open().map_err(cannot("write", &self.path));
        self.failures.judge(opened, training)
    }

    fn open(&mut self) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false);
        let mut file = options.open(&self.path)?;
        let there = file.metadata()?;
        writable(&there)?;
        if there.len() < self.length {
            // Another file than it was at the backup.
            self.length = there.len();
            self.header = there.len() == 0;
        }
        // A device has no length and no place.
        if there.len() > self.length {
            file.set_len(self.length)?;
        }
        if self.length > 0 {
            file.seek(SeekFrom::Start(self.length))?;
        }
        self.file = Some(file);
        Ok(())
    }

    /// Adds a field, in quotes if it contains special characters.
    fn field(&self, line: &mut String, field: &str) {
        if !line.is_empty() {
            line.push(self.separator);
        }
        if field.contains([self.separator, '"', '\r', '\n']) {
            line.push('"');
            line.push_str(&field.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(field);
        }
    }

    fn line<'a>(&self, fields: impl Iterator<Item = &'a str>) -> String {
        let mut line = String::new();
        fields.for_each(|field| self.field(&mut line, field));
        line.push_str("\r\n");
        line
    }

    /// The lines of an epoch: its values, and before those of the first one the names.
    fn lines(&mut self, epoch: usize, logs: &Logs) -> String {
        let mut lines = String::new();
        let columns = self.keys.take().unwrap_or_else(|| keys(logs));
        if std::mem::take(&mut self.header) {
            let names = columns.iter().map(|key| &key[..]);
            lines = self.line(["epoch"].into_iter().chain(names));
        }
        let values = columns.iter().map(|key| {
            let mut text = String::new();
            match logs.get(key) {
                Some(value) => number::shortest(&mut text, value.into()),
                None => text.push_str("NA"),
            }
            text
        });
        let fields: Vec<_> = [epoch.to_string()].into_iter().chain(values).collect();
        lines.push_str(&self.line(fields.iter().map(|field| &field[..])));
        self.keys = Some(columns);
        lines
    }
}

/// The columns of a table whose first epoch has these logs.
fn keys(logs: &Logs) -> Vec<String> {
    let mut keys: Vec<_> = logs.iter().map(|(name, _)| name.to_string()).collect();
    keys.sort_unstable();
    if !keys.iter().any(|key| key.starts_with("val_")) {
        let validated: Vec<_> = keys.iter().map(|key| format!("val_{key}")).collect();
        keys.extend(validated);
    }
    keys
}

impl<M: Model> Callback<M> for CSVLogger {
    type Monitor = ();

    fn on_train_begin(&mut self, _: &mut Training<'_, M>) -> Result<(), Error> {
        if ['"', '\r', '\n'].contains(&self.separator) {
            return Err(Error::Settings {
                problem: "the `separator` of `CSVLogger` is neither a quote nor the end of a line",
            });
        }
        home::check(&self.path)?;
        self.failures.begin();
        let there = fs::metadata(&self.path).map_or(0, |file| file.len());
        self.length = if self.append { there } else { 0 };
        self.header = self.length == 0;
        (self.file, self.keys, self.begun) = (None, None, false);
        Ok(())
    }

    fn on_epoch_begin(&mut self, _: usize, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.begin(training)
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let lines = self.lines(epoch, logs);
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        if let Err(reason) = file.write_all(lines.as_bytes()) {
            self.file = None;
            let refused = cannot("write", &self.path)(reason);
            return self.failures.judge(Err(refused), training);
        }
        self.length += lines.len() as u64;
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.begin(training)?;
        self.file = None;
        Ok(())
    }

    fn save(&self, memory: &mut Memory) {
        if let Some(file) = &self.file {
            // An error of the disk is reported by the next line.
            let _ = file.sync_data();
        }
        memory.set("length", self.length as f64);
        memory.set("header", f64::from(u8::from(self.header)));
        if let Some(keys) = &self.keys {
            memory.set_text("keys", &keys.join(BETWEEN));
        }
    }

    fn restore(&mut self, memory: &Memory) {
        let Some(length) = memory.get("length") else {
            return;
        };
        self.length = length as u64;
        self.header = memory.count("header") > 0;
        let keys = memory.text("keys");
        self.keys = keys.map(|keys| keys.split(BETWEEN).map(String::from).collect());
    }
}

/// The separator of the columns' names in a backup.
const BETWEEN: &str = "\n";
