//! Time, on systems without a clock too, as in a browser: there none passes.

use std::time::{Duration, Instant};
#[cfg(feature = "tensorboard")]
use std::time::{SystemTime, UNIX_EPOCH};

/// Whether the standard library's clocks answer, and do not panic.
const IS_THERE: bool = cfg!(not(all(target_family = "wasm", target_os = "unknown")));

/// A moment, to measure from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(Option<Instant>);

impl Moment {
    pub(crate) fn now() -> Self {
        Moment(IS_THERE.then(Instant::now))
    }

    /// What has passed since.
    pub(crate) fn elapsed(self) -> Duration {
        self.0.map_or(Duration::ZERO, |then| then.elapsed())
    }
}

/// What has passed since 1970.
#[cfg(feature = "tensorboard")]
pub(crate) fn since_1970() -> Duration {
    let now = IS_THERE.then(SystemTime::now);
    now.and_then(|now| now.duration_since(UNIX_EPOCH).ok())
        .unwrap_or_default()
}
