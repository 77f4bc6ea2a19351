//! The measured values of a training.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Index;

use crate::metrics::Monitor;
use crate::number_format as number;

/// Named values, of an epoch so far or of an evaluation; the `logs` of Keras' callbacks.
///
/// ```
/// use kerust::history::Logs;
///
/// let mut logs = Logs::default();
/// logs.set("loss", 0.5);
/// assert_eq!(logs["loss"], 0.5);
/// assert_eq!(logs.get("accuracy"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Logs {
    entries: Vec<(&'static str, f32)>,
}

impl Logs {
    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f32> {
        let entry = self.entries.iter().find(|(key, _)| *key == name)?;
        Some(entry.1)
    }

    /// The value of a monitored word: `logs.of::<val_accuracy>()`.
    #[must_use]
    pub fn of<Q: Monitor>(&self) -> Option<f32> {
        self.get(Q::NAME)
    }

    /// Sets a value; a new name is added at the end.
    pub fn set(&mut self, name: &'static str, value: f32) {
        match self.entries.iter_mut().find(|(key, _)| *key == name) {
            Some(entry) => entry.1 = value,
            None => self.entries.push((name, value)),
        }
    }

    /// The loss.
    ///
    /// # Panics
    /// If there is none; those of `evaluate` and of `fit` have one.
    #[must_use]
    pub fn loss(&self) -> f32 {
        self["loss"]
    }

    /// Names and values, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'static str, f32)> + '_ {
        self.entries.iter().copied()
    }

    /// Removes all values.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Copies all values of `other`, reusing the memory.
    pub(crate) fn copy_from(&mut self, other: &Logs) {
        self.entries.clone_from(&other.entries);
    }

    pub(crate) fn sort(&mut self) {
        self.sort_from(0);
    }

    /// Sorts the values behind the first ones.
    pub(crate) fn sort_from(&mut self, first: usize) {
        self.entries[first..].sort_unstable_by_key(|(name, _)| *name);
    }
}

/// The format of Keras' progress bar: `loss: 0.4312 - accuracy: 0.8500`.
impl fmt::Display for Logs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.iter().enumerate() {
            let mut text = String::new();
            number::in_progress(&mut text, value.into());
            let between = if index > 0 { " - " } else { "" };
            write!(f, "{between}{name}: {text}")?;
        }
        Ok(())
    }
}

/// Panics if there is no value with this name, for which [`get`](Logs::get) returns `None`.
impl Index<&str> for Logs {
    type Output = f32;

    #[track_caller]
    fn index(&self, name: &str) -> &f32 {
        match self.entries.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => value,
            None => nothing(name, self.iter().map(|(name, _)| name)),
        }
    }
}

/// The values of every epoch of one `fit`, by name; Keras' `History`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse, metrics = [mae]);
/// let history = fit!(line, &[0.0, 1.0], &[1.0, 3.0], epochs = 3, verbose = 0)?;
/// let losses: &[f32] = &history["loss"];
/// assert_eq!(losses.len(), 3);
/// let names: Vec<_> = history.iter().map(|(name, _)| name).collect();
/// assert_eq!(names, ["loss", "mae"]);
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    epochs: Vec<usize>,
    series: Vec<Series>,
}

/// The values with one name, and the epochs that had them.
#[derive(Clone, Debug, PartialEq)]
struct Series {
    name: &'static str,
    epochs: Vec<usize>,
    values: Vec<f32>,
}

impl History {
    /// The values with this name, one for each epoch that measured it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[f32]> {
        self.values(name).map(Vec::as_slice)
    }

    fn values(&self, name: &str) -> Option<&Vec<f32>> {
        let series = self.series.iter().find(|series| series.name == name)?;
        Some(&series.values)
    }

    /// The values of a monitored word: `history.of::<val_accuracy>()`.
    #[must_use]
    pub fn of<Q: Monitor>(&self) -> Option<&[f32]> {
        self.get(Q::NAME)
    }

    /// The epochs that ran, counted from 0.
    #[must_use]
    pub fn epochs(&self) -> &[usize] {
        &self.epochs
    }

    /// The pairs of epoch, counted from 0, and value with this name; empty if there are none.
    ///
    /// ```
    /// use kerust::history::{History, Logs};
    ///
    /// let mut history = History::default();
    /// let mut logs = Logs::default();
    /// logs.set("loss", 0.5);
    /// history.push(0, &logs);
    /// logs.set("val_loss", 0.7);
    /// history.push(1, &logs);
    /// assert!(history.points("loss").eq([(0, 0.5), (1, 0.5)]));
    /// assert!(history.points("val_loss").eq([(1, 0.7)]));
    /// ```
    pub fn points(&self, name: &str) -> impl Iterator<Item = (usize, f32)> + '_ {
        let series = self.series.iter().find(|series| series.name == name);
        series.into_iter().flat_map(|series| {
            let epochs = series.epochs.iter().copied();
            epochs.zip(series.values.iter().copied())
        })
    }

    /// Names and values, in the order in which they were first seen.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'static str, &[f32])> + '_ {
        let series = self.series.iter();
        series.map(|series| (series.name, &series.values[..]))
    }

    /// Adds the values of an epoch, counted from 0, as `fit` and training loops of your own do.
    pub fn push(&mut self, epoch: usize, logs: &Logs) {
        self.epochs.push(epoch);
        for (name, value) in logs.iter() {
            match self.series.iter_mut().find(|series| series.name == name) {
                Some(series) => {
                    series.epochs.push(epoch);
                    series.values.push(value);
                }
                None => self.series.push(Series {
                    name,
                    epochs: alloc::vec![epoch],
                    values: alloc::vec![value],
                }),
            }
        }
    }
}

impl<'a> IntoIterator for &'a History {
    type Item = (&'static str, &'a [f32]);
    type IntoIter = alloc::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter().collect::<Vec<_>>().into_iter()
    }
}

impl IntoIterator for &Logs {
    type Item = (&'static str, f32);
    type IntoIter = alloc::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.clone().into_iter()
    }
}

/// A `Vec`, so that `println!("{:?}", history["loss"])` needs no `&`. Panics if there are no values with this
/// name, for which [`get`](History::get) returns `None`.
impl Index<&str> for History {
    type Output = Vec<f32>;

    #[track_caller]
    fn index(&self, name: &str) -> &Vec<f32> {
        match self.values(name) {
            Some(values) => values,
            None => nothing(name, self.iter().map(|(name, _)| name)),
        }
    }
}

/// The panic of an index without a value.
#[track_caller]
fn nothing<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> ! {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    let there = match &names[..] {
        [] => "there are no values".into(),
        names => format!("there are {}", names.join(", ")),
    };
    panic!("no value is named `{name}`; {there} (`get` gives an `Option` instead of this panic)")
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    fn logs(values: &[f32]) -> Logs {
        let names = ["loss", "val_loss", "accuracy"];
        let mut logs = Logs::default();
        names
            .iter()
            .zip(values)
            .for_each(|(name, value)| logs.set(name, *value));
        logs
    }

    #[test]
    fn logs_are_shown_as_the_progress_bar_shows_them() {
        for (values, text) in [
            (
                [0.0001, 0.5, 12.0],
                "loss: 1.0000e-04 - val_loss: 0.5000 - accuracy: 12.0000",
            ),
            // The `f32` nearest to 0.001 is a little larger.
            (
                [0.001, -0.0004, 0.0],
                "loss: 0.0010 - val_loss: -4.0000e-04 - accuracy: 0.0000e+00",
            ),
            (
                [f32::NAN, f32::INFINITY, f32::NEG_INFINITY],
                "loss: nan - val_loss: inf - accuracy: -inf",
            ),
        ] {
            assert_eq!(logs(&values).to_string(), text);
        }
    }

    #[test]
    #[should_panic(expected = "no value is named `accuracy`; there are `loss`, `val_loss` (`get`")]
    fn an_index_of_logs_says_what_there_is() {
        let _ = logs(&[0.5, 0.5])["accuracy"];
    }

    #[test]
    #[should_panic(expected = "no value is named `accuracy`; there are `loss` (`get`")]
    fn an_index_of_a_history_says_what_there_is() {
        let mut history = History::default();
        history.push(0, &logs(&[0.5]));
        let _ = &history["accuracy"];
    }

    #[test]
    #[should_panic(expected = "no value is named `loss`; there are no values (`get`")]
    fn an_index_of_nothing_says_so() {
        let _ = logs(&[]).loss();
    }
}
