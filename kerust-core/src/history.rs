//! What training measured.

use alloc::vec::Vec;
use core::fmt;
use core::ops::Index;

/// Named values: of an epoch so far, or of an evaluation.
///
/// ```
/// use kerust_core::history::Logs;
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

    /// Sets a value; a new name goes to the end.
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

    /// Forgets all.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    pub(crate) fn sort(&mut self) {
        self.entries.sort_unstable_by_key(|(name, _)| *name);
    }
}

/// As Keras' progress line shows them: `loss: 0.4312 - accuracy: 0.8500`.
impl fmt::Display for Logs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.iter().enumerate() {
            let between = if index > 0 { " - " } else { "" };
            if value.abs() > 1e-3 || value.is_nan() {
                write!(f, "{between}{name}: {value:.4}")?;
            } else {
                write!(f, "{between}{name}: {value:.4e}")?;
            }
        }
        Ok(())
    }
}

impl Index<&str> for Logs {
    type Output = f32;

    fn index(&self, name: &str) -> &f32 {
        match self.entries.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => value,
            None => panic!("no value is named `{name}`"),
        }
    }
}

/// The values of every epoch of one `fit`, by name; Keras' `History`.
///
/// ```
/// # fn show(history: kerust_core::history::History) {
/// let losses: &[f32] = &history["val_loss"];
/// for (name, values) in history.iter() {
///     assert_eq!(values.len(), losses.len());
/// }
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    epochs: Vec<usize>,
    values: Vec<(&'static str, Vec<f32>)>,
}

impl History {
    /// The values with this name, an epoch each.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[f32]> {
        let values = self.values.iter().find(|(key, _)| *key == name)?;
        Some(&values.1)
    }

    /// The epochs that ran, counted from 0.
    #[must_use]
    pub fn epochs(&self) -> &[usize] {
        &self.epochs
    }

    /// Names and values, in the order in which they were first seen.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'static str, &[f32])> + '_ {
        self.values
            .iter()
            .map(|(name, values)| (*name, &values[..]))
    }

    pub(crate) fn push(&mut self, epoch: usize, logs: &Logs) {
        self.epochs.push(epoch);
        for (name, value) in logs.iter() {
            match self.values.iter_mut().find(|(key, _)| *key == name) {
                Some((_, values)) => values.push(value),
                None => self.values.push((name, alloc::vec![value])),
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

impl Index<&str> for History {
    type Output = [f32];

    fn index(&self, name: &str) -> &[f32] {
        match self.get(name) {
            Some(values) => values,
            None => panic!("no value is named `{name}`"),
        }
    }
}
