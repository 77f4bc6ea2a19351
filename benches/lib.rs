//! Benches of kerust: `step.rs`, `kernels/`, `profile.rs`; `steps.rs` is what the gate counts.
