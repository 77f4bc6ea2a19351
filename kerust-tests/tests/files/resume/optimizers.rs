//! What each optimizer keeps that is no moment of Adam's: sequences, sums, arrays of two kinds.

use std::path::Path;

use kerust::optimizers::Optimizer;
use kerust::prelude::*;

use super::net::{At, Interrupt, Net, ROWS, State, data, weights};

/// The weights and the optimizer's state in the end.
fn trained<O: Optimizer>(optimizer: &O, at: At, folder: &Path) -> kerust::Result<(u64, u64)> {
    let ((x, y), optimizer) = (data(ROWS), optimizer.clone());
    let mut net = compile!(
        Net::new(3),
        optimizer = optimizer,
        loss = sparse_categorical_crossentropy
    );
    let (backup, mut state) = (BackupAndRestore::new(folder), State::default());
    let fit = net
        .fit(&x, &y)
        .epochs(4)
        .callback(backup.save_freq(SaveFreq::Batches(3)));
    let fit = fit.callback(Interrupt { at, batches: 0 });
    fit.callback(&mut state).run()?;
    Ok((weights(net.model()), state.0))
}

fn goes_on<O: Optimizer>(optimizer: O) {
    let (never, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let whole = trained(&optimizer, At::Never, never.path()).unwrap();
    for at in [At::Batch(11), At::Batch(2)] {
        trained(&optimizer, at, folder.path()).expect_err("interrupted");
    }
    let in_parts = trained(&optimizer, At::Never, folder.path()).unwrap();
    assert_eq!(whole, in_parts, "{}", std::any::type_name::<O>());

    // One that was chosen at run time goes on from a backup of one that was not, and the other way.
    let any = AnyOptimizer::new(optimizer.clone());
    trained(&optimizer, At::Batch(11), folder.path()).expect_err("interrupted");
    trained(&any, At::Batch(2), folder.path()).expect_err("interrupted");
    let in_parts = trained(&optimizer, At::Never, folder.path()).unwrap();
    assert_eq!(whole, in_parts, "{any:?}");
}

#[test]
fn every_kind_of_state_goes_on() {
    goes_on(Lamb::new().learning_rate(0.01));
    goes_on(ScheduleFreeAdamW::new().warmup_steps(8).weight_decay(0.1));
    goes_on(ScheduleFreeAdamW::new().gradient_accumulation_steps(4));
    goes_on(Muon::new().learning_rate(0.01));
    goes_on(Muon::new().exclude_layers(["dense_1"]).use_ema(true));
    goes_on(Adafactor::new());
}
