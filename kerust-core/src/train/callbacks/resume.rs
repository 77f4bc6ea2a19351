//! The state of a training, from which it can be resumed.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::Error;
use crate::model::Array;
use crate::optimizers::OptimizerState;
use crate::train::history::History;

/// The position in a training.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Point {
    /// The next or unfinished epoch, counted from 0.
    pub epoch: usize,
    /// The number of its batches that are done.
    pub batch: usize,
    /// The number of batches taken since the rows were shuffled; it differs from `batch` where
    /// `steps_per_epoch` is less than all batches.
    pub taken: usize,
}

/// The whole state of a training, from which it continues as if it had never stopped: the order of the rows
/// and the masks of `Dropout` follow from the seed and the optimizer's iterations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backup {
    /// The weights, as [`get_weights`](crate::model::Model::get_weights) gives them.
    pub weights: Vec<Array>,
    /// The position in the training.
    pub point: Point,
    /// The optimizer's state.
    pub optimizer: OptimizerState,
    /// The state of each callback, in order.
    pub callbacks: Vec<Memory>,
    /// The values of the earlier epochs.
    pub history: History,
}

impl Backup {
    /// A check that a training with this many callbacks, batches of all rows and steps in an epoch can be
    /// resumed from the backup.
    ///
    /// # Errors
    /// If it cannot.
    pub(super) fn check(
        &self,
        callbacks: usize,
        batches: usize,
        steps: usize,
    ) -> Result<(), Error> {
        let Point { batch, taken, .. } = self.point;
        let difference = if self.callbacks.len() != callbacks {
            let count = self.callbacks.len();
            format!("it has {count} callbacks, and this one has {callbacks}")
        } else if batch > steps || taken > batches {
            format!(
                "it has done {batch} batches of its epoch, {taken} of its rows in this order, and here an epoch has {steps}, and there are {batches} for all rows"
            )
        } else {
            return Ok(());
        };
        Err(Error::Backup { difference })
    }
}

/// A callback's state between epochs: named numbers and texts.
///
/// ```
/// use kerust::callbacks::Memory;
///
/// let mut memory = Memory::default();
/// memory.set("wait", 3.0);
/// memory.set_all("best_weights", vec![0.5, 0.25]);
/// assert_eq!(memory.get("wait"), Some(3.0));
/// assert_eq!(memory.get("best"), None);
/// assert_eq!(memory.all("best_weights"), Some(&[0.5, 0.25][..]));
/// memory.set_text("columns", "loss");
/// assert_eq!(memory.text("columns").as_deref(), Some("loss"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    entries: Vec<(String, Vec<f64>)>,
}

impl Memory {
    /// Stores a number.
    pub fn set(&mut self, name: &str, value: f64) {
        self.set_all(name, alloc::vec![value]);
    }

    /// Stores a number if there is one.
    pub fn set_some(&mut self, name: &str, value: Option<impl Into<f64>>) {
        if let Some(value) = value {
            self.set(name, value.into());
        }
    }

    /// Stores numbers.
    pub fn set_all(&mut self, name: &str, values: Vec<f64>) {
        match self.entries.iter_mut().find(|(key, _)| key == name) {
            Some(entry) => entry.1 = values,
            None => self.entries.push((name.into(), values)),
        }
    }

    /// Stores a text, as the numbers of its bytes.
    pub fn set_text(&mut self, name: &str, text: &str) {
        self.set_all(name, text.bytes().map(f64::from).collect());
    }

    /// The text with this name.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let bytes = self.all(name)?.iter().map(|byte| *byte as u8);
        String::from_utf8(bytes.collect()).ok()
    }

    /// The number with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        self.all(name)?.first().copied()
    }

    /// The whole number with this name, less than 2⁵³; 0 if there is none.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        const END: f64 = (1_u64 << 53) as f64;
        let number = self.get(name).filter(|number| (0.0..END).contains(number));
        number.unwrap_or_default() as usize
    }

    /// The numbers with this name.
    #[must_use]
    pub fn all(&self, name: &str) -> Option<&[f64]> {
        let entry = self.entries.iter().find(|(key, _)| key == name)?;
        Some(&entry.1)
    }

    /// Stores the state of number `index` of several callbacks.
    pub(super) fn set_part(&mut self, index: usize, part: &Memory) {
        for (name, values) in part.iter() {
            self.set_all(&format!("{index}/{name}"), values.to_vec());
        }
    }

    /// The state of number `index` of several callbacks.
    pub(super) fn part(&self, index: usize) -> Memory {
        let (mut part, begin) = (Memory::default(), format!("{index}/"));
        for (name, values) in self.iter() {
            if let Some(name) = name.strip_prefix(&begin) {
                part.set_all(name, values.to_vec());
            }
        }
        part
    }

    /// Names and numbers, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &[f64])> + '_ {
        self.entries
            .iter()
            .map(|(name, values)| (&name[..], &values[..]))
    }
}
