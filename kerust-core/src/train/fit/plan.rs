use super::Arguments;
use crate::Error;
use crate::train::callbacks::ValidationFreq;
use crate::word::Listed;

/// The numeric settings of a `fit`.
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
            threads: crate::parallel::available(),
        }
    }
}

impl Plan {
    /// A check of the settings.
    ///
    /// # Errors
    /// The first setting with an invalid value.
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
                Arguments::check_setting(setting, count as f64)?;
            }
        }
        self.validation_freq.check()
    }

    /// The number of rows in a batch, of `rows` in all.
    pub(super) fn batch(&self, rows: usize) -> usize {
        let batch = match (self.batch_size, self.steps_per_epoch) {
            (Some(batch), _) => batch,
            (None, Some(steps)) => rows.div_ceil(steps),
            (None, None) => 32,
        };
        batch.min(rows)
    }
}
