use crate::train::callbacks::ValidationFreq;
use crate::word::Bound;

/// The settings of `fit!`, `evaluate!` and `predict!` that are numbers, with their bounds.
#[derive(Debug)]
pub enum Arguments {}

impl Arguments {
    const ROWS: Bound = Bound::count(1, "a batch has at least one row");
    const EPOCH: Bound = Bound::count(1, "an epoch has at least one batch");
    const THREADS: Bound = Bound::count(1, "there is at least one thread");
    const SPLIT: Bound = Bound::within(0.0, 1.0, "it is a share above 0.0 and below 1.0")
        .above_least()
        .below_most();
}

crate::listed! {
    Arguments [] [] ()
    batch_size where Arguments::ROWS,
    steps where Bound::BATCHES,
    steps_per_epoch where Arguments::EPOCH,
    threads where Arguments::THREADS,
    validation_batch_size where Arguments::ROWS,
    validation_freq where ValidationFreq::BOUND,
    validation_split where Arguments::SPLIT,
    validation_steps where Bound::BATCHES,
}
