//! The bits of trainings, predictions and gradients are those that the texts beside this file hold, for every kind of
//! processor whose bits are known: a change that shall not change numbers changes none.
//!
//! `KERUST_BITS=write cargo test --test processors bits` writes them anew for the processor that it runs on.

mod activations;
mod convolution;
mod inputs;
mod optimizers;
mod penalties;
pub mod record;
mod threads;

use record::Record;

#[test]
fn of_activations() {
    let mut record = Record::new("activations");
    activations::record(&mut record);
    record.finish();
}

#[test]
fn of_optimizers() {
    let mut record = Record::new("optimizers");
    optimizers::record(&mut record);
    record.finish();
}

#[test]
fn of_penalties_and_weights() {
    let mut record = Record::new("penalties");
    penalties::record(&mut record);
    record.finish();
}

#[test]
fn of_inputs_losses_and_gradients() {
    let mut record = Record::new("inputs");
    inputs::record(&mut record);
    record.finish();
}

#[test]
fn of_threads() {
    let mut record = Record::new("threads");
    threads::record(&mut record);
    record.finish();
}

#[test]
fn of_convolutions() {
    let mut record = Record::new("convolutions");
    convolution::record(&mut record);
    record.finish();
}
