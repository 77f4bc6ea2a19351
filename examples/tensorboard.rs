//! A training that one can watch in a browser:
//! `cargo run --release --features tensorboard --example tensorboard`, and beside it
//! `tensorboard --logdir logs`

use kerust::datasets::digits;
use kerust::prelude::*;

model! {
    /// Handwritten digits, 8×8 grey pixels, into 10 classes.
    pub struct Digits <
        Dense<64, 64>(relu),
        Dropout(0.2),
        Dense<64, 10>(softmax),
    >
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (train, test) = digits::load::<Digits>().shuffle(1).split(0.2);
    // A folder for each run, so that the page shows them beside each other.
    for (folder, rate) in [("logs/rate_0.002", 0.002), ("logs/rate_0.0002", 0.0002)] {
        let mut network = compile!(
            Digits::new(42),
            optimizer = Adam(learning_rate = rate),
            loss = sparse_categorical_crossentropy,
            metrics = [accuracy],
        );
        fit!(
            network,
            &train.x,
            &train.y,
            epochs = 60,
            batch_size = 32,
            validation_data = (&test.x, &test.y),
            callbacks = [
                ReduceLROnPlateau(monitor = val_loss, factor = 0.5, patience = 2),
                TensorBoard(folder, histogram_freq = 1, update_freq = 9),
            ],
        )?;
    }
    Ok(())
}
