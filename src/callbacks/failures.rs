use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kerust_core::Error;
use kerust_core::callbacks::Training;
use kerust_core::model::Model;

/// What a callback does about files that cannot be written: `fit` ends, or the first one is said and
/// training goes on, `keep_going = true`.
#[derive(Clone, Debug, Default)]
pub(super) struct Failures {
    keep_going: bool,
    /// Whether there was one; shared with what writes backups later.
    seen: Arc<AtomicBool>,
}

impl Failures {
    pub(super) fn keep_going(keep_going: bool) -> Self {
        Failures {
            keep_going,
            ..Failures::default()
        }
    }

    /// Forgets what was: a training begins.
    pub(super) fn begin(&self) {
        self.seen.store(false, Ordering::Relaxed);
    }

    /// Whether something failed in this training, and it went on.
    #[cfg(feature = "tensorboard")]
    pub(super) fn seen(&self) -> bool {
        self.seen.load(Ordering::Relaxed)
    }

    /// The result of writing a file, as `fit` is to take it.
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
