//! Benches of kerust: `step.rs`, `kernels/`, `profile.rs`; `steps.rs` is what the gate counts.

use std::time::Instant;

/// Operations a nanosecond that the units of one core do at most: the best of many short runs, as a
/// busy machine makes some of them slower and none faster.
#[must_use]
pub fn limit() -> f64 {
    let runs = (0..200).map(|_| {
        let start = Instant::now();
        let operations = kerust::__private::peak(20_000);
        operations as f64 / start.elapsed().as_nanos() as f64
    });
    runs.fold(0.0, f64::max)
}
