//! The digits where nothing can be printed, as in a browser: the exit code says whether the network
//! has learned them. `.ci/targets` runs it.

use std::process::ExitCode;

use kerust::datasets::digits;
use kerust::prelude::*;

model! { struct Digits < Dense<64, 64>(relu), Dropout(0.2), Dense<64, 10>(softmax) > }

fn main() -> kerust::Result<ExitCode> {
    let (train, test) = digits::load::<Digits>().shuffle(1).split(0.2);
    let mut network = compile!(
        Digits::new(42),
        optimizer = Adam(learning_rate = 0.002),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    // More threads than there may be, and the progress bar: neither is to stop the training.
    fit!(
        network,
        &train.x,
        &train.y,
        epochs = 20,
        batch_size = 32,
        threads = 4
    )?;
    let accuracy = network.evaluate(&test.x, &test.y)?["accuracy"];
    Ok(ExitCode::from(u8::from(accuracy < 0.96)))
}
