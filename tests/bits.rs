//! The bits of trainings, predictions and gradients are those that `tests/bits` holds, for every kind of processor
//! whose bits are known: a change that shall not change numbers changes none.
//!
//! `KERUST_BITS=write cargo test -p kerust-tests --test bits` writes them anew for the processor that it runs on.

mod bits {
    pub mod activations;
    pub mod convolution;
    pub mod inputs;
    pub mod optimizers;
    pub mod penalties;
    pub mod record;
    pub mod threads;
}

use bits::record::Record;

#[test]
fn of_activations() {
    let mut record = Record::new("activations");
    bits::activations::record(&mut record);
    record.finish();
}

#[test]
fn of_optimizers() {
    let mut record = Record::new("optimizers");
    bits::optimizers::record(&mut record);
    record.finish();
}

#[test]
fn of_penalties_and_weights() {
    let mut record = Record::new("penalties");
    bits::penalties::record(&mut record);
    record.finish();
}

#[test]
fn of_inputs_losses_and_gradients() {
    let mut record = Record::new("inputs");
    bits::inputs::record(&mut record);
    record.finish();
}

#[test]
fn of_threads() {
    let mut record = Record::new("threads");
    bits::threads::record(&mut record);
    record.finish();
}

#[test]
fn of_convolutions() {
    let mut record = Record::new("convolutions");
    bits::convolution::record(&mut record);
    record.finish();
}
