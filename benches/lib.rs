//! Benches of kerust; see `step.rs`.
