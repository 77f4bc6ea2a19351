//! Everything that the fixtures of real Keras hold: single steps, activations, losses, metrics,
//! options of layers, optimizers, whole fits.
//! `tests/callbacks` has the rest.
//!
//! `cargo test --test keras -- --nocapture` shows how near the numbers are.

mod activations;
mod arrays;
mod batches;
mod fit_arguments;
mod fits;
mod initializers;
mod losses;
mod merging;
mod metrics;
mod metrics_fit;
mod optimizer_of;
mod optimizers;
mod options;
mod own_loop;
mod reductions;
mod report;
mod schedules;
mod settings;
mod steps;
mod worked;

/// A test for each subject, so that a failure says which.
macro_rules! subjects {
    ($($subject:ident)*) => {$(
        #[test]
        fn $subject() {
            let mut report = report::Report::default();
            $subject::compare(&mut report);
            report.finish();
        }
    )*};
}

subjects! {
    steps activations losses batches reductions own_loop metrics metrics_fit initializers options
    schedules optimizers fits settings fit_arguments worked
    merging
}
