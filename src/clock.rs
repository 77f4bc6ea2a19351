//! Clocks that also work on systems without one, such as a browser's WebAssembly: there no time
//! passes.

use std::time::{Duration, Instant};
#[cfg(feature = "tensorboard")]
use std::time::{SystemTime, UNIX_EPOCH};

/// Whether the standard library's clocks work instead of panicking.
const IS_THERE: bool = cfg!(not(all(target_family = "wasm", target_os = "unknown")));

/// A moment, from which time is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(Option<Instant>);

impl Moment {
    pub(crate) fn now() -> Self {
        Moment(IS_THERE.then(Instant::now))
    }

    /// The time since this moment.
    pub(crate) fn elapsed(self) -> Duration {
        self.0.map_or(Duration::ZERO, |then| then.elapsed())
    }
}

/// The time since the beginning of 1970 (UTC).
#[cfg(feature = "tensorboard")]
pub(crate) fn since_1970() -> Duration {
    let now = IS_THERE.then(SystemTime::now);
    now.and_then(|now| now.duration_since(UNIX_EPOCH).ok())
        .unwrap_or_default()
}
