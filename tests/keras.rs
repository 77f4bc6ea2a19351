//! Everything that the fixtures of real Keras hold: single steps, activations, losses, metrics,
//! options of layers, optimizers, whole fits.
//! `tests/callbacks.rs` has the rest.
//!
//! `cargo test --test keras -- --nocapture` shows how near the numbers are.

mod keras {
    pub mod activations;
    pub mod arrays;
    pub mod batches;
    pub mod fit_arguments;
    pub mod fits;
    pub mod initializers;
    pub mod json;
    pub mod losses;
    pub mod metrics;
    pub mod metrics_fit;
    pub mod optimizer_of;
    pub mod optimizers;
    pub mod options;
    pub mod own_loop;
    pub mod reductions;
    pub mod report;
    pub mod schedules;
    pub mod settings;
    pub mod steps;
    pub mod worked;
}

#[test]
fn computes_what_keras_computes() {
    let mut report = keras::report::Report::default();
    keras::steps::compare(&mut report);
    keras::activations::compare(&mut report);
    keras::losses::compare(&mut report);
    keras::batches::compare(&mut report);
    keras::reductions::compare(&mut report);
    keras::own_loop::compare(&mut report);
    keras::metrics::compare(&mut report);
    keras::metrics_fit::compare(&mut report);
    keras::initializers::compare(&mut report);
    keras::options::compare(&mut report);
    keras::schedules::compare(&mut report);
    keras::optimizers::compare(&mut report);
    keras::fits::compare(&mut report);
    keras::settings::compare(&mut report);
    keras::fit_arguments::compare(&mut report);
    keras::worked::compare(&mut report);
    report.finish();
}
