use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::PathBuf;

use kerust_core::Error;
use kerust_core::callbacks::{Callback, Training};
use kerust_core::history::Logs;
use kerust_core::model::Model;

use super::failures::Failures;
use super::number;

/// Writes each epoch's values to a table, a line an epoch, in the bytes that Keras' `CSVLogger` writes:
///
/// `CSVLogger("log.csv", separator = ',', append = false, keep_going = false)`
///
/// The first line has the names: `epoch`, then those of the first epoch's logs in alphabetical
/// order, and where none of them begins with `val_`, all of them once more with it. An epoch counts
/// from 0; a value that it has not is `NA`; lines end with a carriage return and a line feed. What
/// callbacks before this one add to the logs, such as `learning_rate`, is there too.
///
/// The file is begun anew when a training begins; with `append = true` the lines are added to it,
/// without a first line if there is something in it. The folder must be there. A file that cannot be
/// written ends `fit` with [`Error::File`].
///
/// ```
/// use kerust::callbacks::CSVLogger;
///
/// let logger = CSVLogger::new("log.csv");
/// let more = CSVLogger::new("log.tsv").separator('\t').append(true);
/// ```
#[derive(Debug)]
pub struct CSVLogger {
    path: PathBuf,
    separator: char,
    append: bool,
    file: Option<File>,
    /// The columns beside the epoch, since the first epoch.
    keys: Option<Vec<String>>,
    header: bool,
    failures: Failures,
}

kerust_core::listed! {
    CSVLogger [] []
    (filename) separator, append, keep_going
}

impl CSVLogger {
    /// Writes to this file.
    #[must_use]
    pub fn new(filename: impl Into<PathBuf>) -> Self {
        CSVLogger {
            path: filename.into(),
            separator: ',',
            append: false,
            file: None,
            keys: None,
            header: true,
            failures: Failures::default(),
        }
    }

    kerust_core::by_name! { path }

    /// Writes to another file.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<PathBuf>) -> Self {
        self.path = filename.into();
        self
    }

    /// What stands between two values.
    #[must_use]
    pub fn separator(self, separator: char) -> Self {
        CSVLogger { separator, ..self }
    }

    /// Whether what is in the file stays there.
    #[must_use]
    pub fn append(self, append: bool) -> Self {
        CSVLogger { append, ..self }
    }

    /// Whether the training goes on, without further lines, where the file cannot be written, which is
    /// said once.
    #[must_use]
    pub fn keep_going(self, keep_going: bool) -> Self {
        let failures = Failures::keep_going(keep_going);
        CSVLogger { failures, ..self }
    }

    fn open(&mut self) -> io::Result<()> {
        self.header = !self.append || fs::metadata(&self.path).map_or(0, |file| file.len()) == 0;
        let mut options = OpenOptions::new();
        let (append, truncate) = (self.append, !self.append);
        options.write(true).create(true).append(append);
        self.file = Some(options.truncate(truncate).open(&self.path)?);
        self.keys = None;
        Ok(())
    }

    /// Adds a field, in quotes where it would be read as something else.
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

    /// The lines of an epoch: its values, and before the first the names.
    fn lines(&mut self, epoch: usize, logs: &Logs) -> String {
        let mut lines = String::new();
        if self.keys.is_none() {
            let keys = keys(logs);
            if self.header {
                lines = self.line(["epoch"].into_iter().chain(keys.iter().map(|key| &key[..])));
            }
            self.keys = Some(keys);
        }
        let values = self.keys.iter().flatten().map(|key| {
            let mut text = String::new();
            match logs.get(key) {
                Some(value) => number::shortest(&mut text, value.into()),
                None => text.push_str("NA"),
            }
            text
        });
        let fields: Vec<_> = [epoch.to_string()].into_iter().chain(values).collect();
        lines.push_str(&self.line(fields.iter().map(|field| &field[..])));
        lines
    }

    fn refuse(&self, reason: io::Error) -> Error {
        Error::File {
            action: "write",
            path: self.path.display().to_string(),
            reason: reason.into(),
        }
    }
}

/// The columns that an epoch with these logs begins.
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

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        if ['"', '\r', '\n'].contains(&self.separator) {
            return Err(Error::Settings {
                problem: "the `separator` of `CSVLogger` is neither a quote nor the end of a line",
            });
        }
        self.failures.begin();
        self.file = None;
        let opened = self.open().map_err(|reason| self.refuse(reason));
        self.failures.judge(opened, training)
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
            return self.failures.judge(Err(self.refuse(reason)), training);
        }
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.file = None;
        Ok(())
    }
}
