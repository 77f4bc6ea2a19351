//! A large network that learns 150 digits by heart, and what helps: dropout, and to stop early.
//! `cargo run --release --features plot --example overfitting -- pictures`

use std::path::PathBuf;
use std::{env, fs};

use kerust::datasets::digits;
use kerust::plot::{Figure, Plot};
use kerust::prelude::*;

model! {
    /// Handwritten digits, 8×8 grey pixels, into 10 classes.
    pub struct Large <
        Dense<64, 256>(relu),
        Dense<256, 256>(relu),
        Dense<256, 10>(softmax),
    >
}

model! {
    /// The same, and half of what it knows is missing at every step.
    pub struct LargeWithDropout <
        Dense<64, 256>(relu),
        Dropout(0.5),
        Dense<256, 256>(relu),
        Dropout(0.5),
        Dense<256, 10>(softmax),
    >
}

const EPOCHS: usize = 150;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "target/plots".into()));
    fs::create_dir_all(&folder)?;

    // Few rows to learn from, many to see what was learned.
    let (train, test) = digits::load::<Large>().shuffle(3).split(0.9165);
    println!(
        "{} digits to train on, {} to validate on\n",
        train.len(),
        test.len()
    );
    println!(
        "{:<16} {:>6} {:>9} {:>9} {:>9} {:>13}",
        "", "epochs", "loss", "val_loss", "accuracy", "val_accuracy"
    );

    let mut large = compile!(
        Large::new(42),
        optimizer = Adam(learning_rate = 0.001),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let plain = fit!(
        large,
        &train.x,
        &train.y,
        epochs = EPOCHS,
        validation_data = (&test.x, &test.y),
        verbose = 0,
    )?;
    report("nothing", &plain, plain.epochs().len() - 1);

    let mut large = compile!(
        Large::new(42),
        optimizer = Adam(learning_rate = 0.001),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let stopped = fit!(
        large,
        &train.x,
        &train.y,
        epochs = EPOCHS,
        validation_data = (&test.x, &test.y),
        callbacks = [EarlyStopping(
            monitor = val_loss,
            patience = 8,
            restore_best_weights = true
        )],
        verbose = 0,
    )?;
    report("early stopping", &stopped, best(&stopped));

    let mut large = compile!(
        LargeWithDropout::new(42),
        optimizer = Adam(learning_rate = 0.001),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let dropped = fit!(
        large,
        &train.x,
        &train.y,
        epochs = EPOCHS,
        validation_data = (&test.x, &test.y),
        verbose = 0,
    )?;
    report("dropout", &dropped, dropped.epochs().len() - 1);

    let panel = |title: &str, history: &History| {
        Plot::new()
            .title(title)
            .x_label("epoch")
            .y_label("loss")
            .x_limits(0.0, EPOCHS as f64)
            .y_limits(0.0, 1.0)
            .curve("training", points(history, "loss"))
            .curve("validation", points(history, "val_loss"))
            .line_at("least val_loss", best(history) as f64 + 1.0)
    };
    let path = folder.join("overfitting.svg");
    Figure::new()
        .title("A large network and 150 digits")
        .columns(3)
        .plot(panel("nothing against overfitting", &plain))
        .plot(panel("early stopping", &stopped))
        .plot(panel("dropout", &dropped))
        .save(&path)?;
    println!("\ndrawn into {}", path.display());
    Ok(())
}

/// The epoch, counted from 0, with the least validation loss.
fn best(history: &History) -> usize {
    let losses = history.points("val_loss");
    let least = losses.min_by(|a, b| a.1.total_cmp(&b.1));
    least.map_or(0, |(epoch, _)| epoch)
}

/// A line of the table: the values of the epoch whose weights the model has.
fn report(name: &str, history: &History, epoch: usize) {
    let value = |name| history[name][epoch];
    println!(
        "{name:<16} {:>6} {:>9.4} {:>9.4} {:>9.4} {:>13.4}",
        history.epochs().len(),
        value("loss"),
        value("val_loss"),
        value("accuracy"),
        value("val_accuracy"),
    );
}

/// A value over the epochs, counted from 1.
fn points(history: &History, name: &str) -> Vec<(f64, f32)> {
    let points = history.points(name);
    points
        .map(|(epoch, value)| (epoch as f64 + 1.0, value))
        .collect()
}
