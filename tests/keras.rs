//! Everything that the fixtures of real Keras hold: single steps, activations, losses, whole fits.
//! `tests/callbacks.rs` has the rest.
//!
//! `cargo test --test keras -- --nocapture` shows how near the numbers are.

mod keras {
    pub mod activations;
    pub mod arrays;
    pub mod fits;
    pub mod json;
    pub mod losses;
    pub mod report;
    pub mod steps;
    pub mod worked;
}

#[test]
fn computes_what_keras_computes() {
    let mut report = keras::report::Report::default();
    keras::steps::compare(&mut report);
    keras::activations::compare(&mut report);
    keras::losses::compare(&mut report);
    keras::fits::compare(&mut report);
    keras::worked::compare(&mut report);
    report.finish();
}
