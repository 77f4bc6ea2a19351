//! A network that learns to read handwritten digits, in a few seconds:
//! `cargo run --release --example quickstart`

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
    let mut network = compile!(
        Digits::new(42),
        optimizer = Adam(learning_rate = 0.002),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    println!("{}", network.summary());

    let history = fit!(
        network,
        &train.x,
        &train.y,
        epochs = 40,
        batch_size = 32,
        validation_data = (&test.x, &test.y),
        callbacks = [
            ReduceLROnPlateau(monitor = val_loss, factor = 0.5, patience = 3),
            EarlyStopping(
                monitor = val_loss,
                patience = 8,
                restore_best_weights = true
            ),
        ],
    )?;

    println!(
        "\n{:>5} {:>8} {:>8} {:>8} {:>8}",
        "epoch", "loss", "accuracy", "val_loss", "val_acc"
    );
    for (row, epoch) in history.epochs().iter().enumerate().step_by(5) {
        let value = |name| history[name][row];
        println!(
            "{:>5} {:>8.4} {:>8.4} {:>8.4} {:>8.4}",
            epoch + 1,
            value("loss"),
            value("accuracy"),
            value("val_loss"),
            value("val_accuracy")
        );
    }

    for row in 0..3 {
        let probabilities = network.predict(&test.x[row]);
        let digit = probabilities.argmax();
        println!();
        draw(&test.x[row]);
        println!(
            "is a {}; the network says {digit}, with {:.1} % certainty",
            test.y[row],
            100.0 * probabilities[digit]
        );
    }

    let scores = network.evaluate(&test.x, &test.y)?;
    println!("\ntest accuracy: {:.4}", scores["accuracy"]);
    Ok(())
}

/// Draws 8×8 pixels, each two characters wide.
fn draw(pixels: &[f32; 64]) {
    for line in pixels.as_chunks::<8>().0 {
        let shades =
            line.map(|pixel| ["  ", "░░", "▒▒", "▓▓", "██"][(pixel * 4.0).round() as usize]);
        println!("{}", shades.concat());
    }
}
