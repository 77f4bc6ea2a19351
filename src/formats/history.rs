//! A `History` as a table, for other programs.

use std::fmt::{Display, Write};
use std::path::Path;

use kerust_core::train::callbacks::number;
use kerust_core::train::history::History;

use crate::Result;

/// Writes a [`History`] to files for other programs.
///
/// As in Keras' `History.epoch` and `CSVLogger`, epochs count from 0. Numbers have the shortest digits that
/// read back as the same `f32`.
///
/// ```
/// use kerust::formats::ExportHistory;
/// use kerust::history::{History, Logs};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = |name| folder.path().join(name);
/// let (mut history, mut logs) = (History::default(), Logs::default());
/// logs.set("loss", 0.5);
/// history.push(0, &logs);
/// logs.set("loss", f32::NAN);
/// history.push(1, &logs);
///
/// history.to_csv(path("history.csv"))?;
/// # let read = |name| std::fs::read_to_string(path(name)).unwrap();
/// assert_eq!(read("history.csv"), "epoch,loss\n0,0.5\n1,nan\n");
///
/// history.to_json(path("history.json"))?;
/// assert_eq!(read("history.json"), "{\"epoch\": [0, 1], \"loss\": [0.5, null]}\n");
/// # Ok::<(), kerust::Error>(())
/// ```
pub trait ExportHistory {
    /// Writes a table of comma-separated values with a line for each epoch, for `pandas.read_csv`: `nan`,
    /// `inf` and `-inf` are numbers, and a value that was not measured is empty.
    ///
    /// # Errors
    /// If the file cannot be written; an existing file is then unchanged.
    fn to_csv(&self, path: impl AsRef<Path>) -> Result<()>;

    /// Writes an object of columns, `{"epoch": [0, 1], "loss": [0.5, 0.25]}`, for `pandas.read_json`. JSON has
    /// neither NaN nor infinities: they are `null`, as are values that were not measured.
    ///
    /// # Errors
    /// If the file cannot be written; an existing file is then unchanged.
    fn to_json(&self, path: impl AsRef<Path>) -> Result<()>;
}

impl ExportHistory for History {
    fn to_csv(&self, path: impl AsRef<Path>) -> Result<()> {
        let mut lines: Vec<String> = self.epochs().iter().map(usize::to_string).collect();
        let mut head = String::from("epoch");
        for (name, _) in self {
            head.push(',');
            head.push_str(&field(name));
            for (line, value) in lines.iter_mut().zip(column(self, name)) {
                line.push(',');
                if let Some(value) = value {
                    line.push_str(&number::single(value));
                }
            }
        }
        lines.insert(0, head);
        lines.push(String::new());
        super::write(path.as_ref(), lines.join("\n").as_bytes())
    }

    fn to_json(&self, path: impl AsRef<Path>) -> Result<()> {
        let mut text = format!("{{\"epoch\": {:?}", self.epochs());
        for (name, _) in self {
            let values: Vec<String> = column(self, name)
                .map(|value| match value {
                    Some(value) if value.is_finite() => number::single(value),
                    _ => "null".into(),
                })
                .collect();
            append(
                &mut text,
                format_args!(", {}: [{}]", quoted(name), values.join(", ")),
            );
        }
        text.push_str("}\n");
        super::write(path.as_ref(), text.as_bytes())
    }
}

/// The values with this name, one for each epoch.
fn column<'a>(history: &'a History, name: &str) -> impl Iterator<Item = Option<f32>> + 'a {
    let mut points = history.points(name).peekable();
    let epochs = history.epochs().iter();
    epochs.map(move |epoch| Some(points.next_if(|point| point.0 == *epoch)?.1))
}

/// A field of a line, in quotes if necessary.
fn field(name: &str) -> String {
    if name.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.into()
    }
}

/// A string of JSON.
fn quoted(name: &str) -> String {
    let mut text = String::from('"');
    for letter in name.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\0'..' ' => append(&mut text, format_args!("\\u{:04x}", u32::from(letter))),
            _ => text.push(letter),
        }
    }
    text.push('"');
    text
}

/// Appends to a `String`, which never fails.
fn append(text: &mut String, what: impl Display) {
    let _ = write!(text, "{what}");
}
