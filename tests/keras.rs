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

/// A test for each subject, so that a failure says which.
macro_rules! subjects {
    ($($subject:ident)*) => {$(
        #[test]
        fn $subject() {
            let mut report = keras::report::Report::default();
            keras::$subject::compare(&mut report);
            report.finish();
        }
    )*};
}

subjects! {
    steps activations losses batches reductions own_loop metrics metrics_fit initializers options
    schedules optimizers fits settings fit_arguments worked
}
