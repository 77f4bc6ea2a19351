use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kerust_core::Error;
use kerust_core::model::Model;
use kerust_core::train::callbacks::Training;

/// The reaction of a callback to files that cannot be written: `fit` ends, or with `keep_going = true` the
/// first failure is noted and the training continues.
#[derive(Clone, Debug, Default)]
pub(super) struct Failures {
    keep_going: bool,
    /// Whether there was a failure; shared with the closure that writes a backup later.
    seen: Arc<AtomicBool>,
}

impl Failures {
    pub(super) fn keep_going(keep_going: bool) -> Self {
        Failures {
            keep_going,
            ..Failures::default()
        }
    }

    /// Forgets earlier failures, at the begin of a training.
    pub(super) fn begin(&self) {
        self.seen.store(false, Ordering::Relaxed);
    }

    /// Whether there was a failure in this training, and it continued.
    #[cfg(feature = "tensorboard")]
    pub(super) fn seen(&self) -> bool {
        self.seen.load(Ordering::Relaxed)
    }

    /// The result for `fit` of writing a file.
    pub(super) fn judge<M: Model>(
        &self,
        result: Result<(), Error>,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        match result {
            Err(error @ Error::File { .. }) if self.keep_going => {
                if !self.seen.swap(true, Ordering::Relaxed) {
                    training.note(format!("{error}; training goes on."));
                }
                Ok(())
            }
            result => result,
        }
    }
}
