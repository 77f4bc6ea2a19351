use alloc::vec::Vec;

use crate::{Error, contract};

/// The settings of a `fit` that are numbers.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) epochs: usize,
    pub(super) initial_epoch: usize,
    pub(super) batch_size: Option<usize>,
    pub(super) steps_per_epoch: Option<usize>,
    pub(super) validation_batch_size: Option<usize>,
    pub(super) validation_steps: Option<usize>,
    pub(super) validation_freq: ValidationFreq,
    pub(super) shuffle: bool,
    pub(super) seed: u64,
    pub(super) threads: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            epochs: 1,
            initial_epoch: 0,
            batch_size: None,
            steps_per_epoch: None,
            validation_batch_size: None,
            validation_steps: None,
            validation_freq: ValidationFreq::Every(1),
            shuffle: true,
            seed: 0,
            threads: super::available(),
        }
    }
}

impl Plan {
    /// # Errors
    /// The first setting with a value that it cannot have.
    pub(super) fn check(&self) -> Result<(), Error> {
        let counts = [
            ("batch_size", self.batch_size),
            ("steps_per_epoch", self.steps_per_epoch),
            ("validation_batch_size", self.validation_batch_size),
            ("validation_steps", self.validation_steps),
            ("threads", Some(self.threads)),
        ];
        for (setting, count) in counts {
            if let Some(count) = count {
                contract::check(setting, count as f64)?;
            }
        }
        if let ValidationFreq::Every(epochs) = &self.validation_freq {
            contract::check("validation_freq", *epochs as f64)?;
        }
        Ok(())
    }

    /// How many of `rows` rows share one update.
    pub(super) fn batch(&self, rows: usize) -> usize {
        let batch = match (self.batch_size, self.steps_per_epoch) {
            (Some(batch), _) => batch,
            (None, Some(steps)) => rows.div_ceil(steps),
            (None, None) => 32,
        };
        batch.min(rows)
    }
}

/// After which epochs is validated, counted from 1; Keras' `validation_freq`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ValidationFreq {
    /// After every so many.
    Every(usize),
    /// After these.
    After(Vec<usize>),
}

impl ValidationFreq {
    /// Whether epoch `epoch`, counted from 1, is validated.
    pub(super) fn includes(&self, epoch: usize) -> bool {
        match self {
            ValidationFreq::Every(epochs) => epoch.is_multiple_of(*epochs),
            ValidationFreq::After(epochs) => epochs.contains(&epoch),
        }
    }
}

impl From<usize> for ValidationFreq {
    fn from(epochs: usize) -> Self {
        ValidationFreq::Every(epochs)
    }
}

/// A number without a type, as `validation_freq = 2`, is one of these; less than 1 is an error of
/// `fit`.
impl From<i32> for ValidationFreq {
    fn from(epochs: i32) -> Self {
        ValidationFreq::Every(usize::try_from(epochs).unwrap_or(0))
    }
}

impl<const N: usize> From<[usize; N]> for ValidationFreq {
    fn from(epochs: [usize; N]) -> Self {
        ValidationFreq::After(epochs.to_vec())
    }
}

impl<const N: usize> From<[i32; N]> for ValidationFreq {
    fn from(epochs: [i32; N]) -> Self {
        let epochs = epochs
            .iter()
            .filter_map(|epoch| usize::try_from(*epoch).ok());
        ValidationFreq::After(epochs.collect())
    }
}

impl From<&[usize]> for ValidationFreq {
    fn from(epochs: &[usize]) -> Self {
        ValidationFreq::After(epochs.to_vec())
    }
}

impl From<Vec<usize>> for ValidationFreq {
    fn from(epochs: Vec<usize>) -> Self {
        ValidationFreq::After(epochs)
    }
}
