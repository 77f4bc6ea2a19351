//! Which learning rate, and which batch size? One network at five rates and four batch sizes, drawn
//! into a folder:
//! `cargo run --release --features plot --example learning_rate -- pictures`

use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs};

use kerust::datasets::{Dataset, digits};
use kerust::plot::{Figure, Plot};
use kerust::prelude::*;

model! {
    /// Handwritten digits, 8×8 grey pixels, into 10 classes.
    pub struct Digits <
        Dense<64, 64>(relu),
        Dense<64, 10>(softmax),
    >
}

type Digit = Dataset<[f32; 64], u8>;

const RATES: [f32; 5] = [0.0001, 0.001, 0.01, 0.1, 2.0];
const BATCHES: [usize; 4] = [8, 32, 128, 512];

fn main() -> kerust::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "target/plots".into()));
    fs::create_dir_all(&folder).map_err(|error| kerust::Error::Other(error.into()))?;
    let (train, test) = digits::load::<Digits>().shuffle(1).split(0.2);

    rates(&train, &test)?.save(folder.join("learning_rates.png"))?;
    batches(&train, &test)?.save(folder.join("batch_sizes.png"))?;

    let net = compile!(
        Digits::new(42),
        optimizer = SGD(learning_rate = 0.01),
        loss = sparse_categorical_crossentropy,
    );
    let search = find_learning_rate(&net, &train.x, &train.y).run()?;
    search.plot(folder.join("range_test.png"))?;
    if let Some(rate) = search.suggestion() {
        println!(
            "\nfind_learning_rate, {} batches: {rate:.1e}",
            search.points().len()
        );
    }
    println!("\ndrawn into {}", folder.display());
    Ok(())
}

/// Twenty epochs at each learning rate.
fn rates(train: &Digit, test: &Digit) -> kerust::Result<Figure> {
    println!(
        "{:>13} {:>9} {:>9} {:>13}",
        "learning rate", "loss", "val_loss", "val_accuracy"
    );
    let mut loss = Plot::new()
        .x_label("epoch")
        .y_label("loss")
        .y_limits(0.0, 3.0);
    let mut accuracy = Plot::new().x_label("epoch").y_label("val_accuracy");
    for rate in RATES {
        let mut net = compile!(
            Digits::new(42),
            optimizer = SGD(learning_rate = rate),
            loss = sparse_categorical_crossentropy,
            metrics = [accuracy],
        );
        let history = fit!(
            net,
            &train.x,
            &train.y,
            epochs = 20,
            validation_data = (&test.x, &test.y),
            verbose = 0,
        )?;
        let last = |name| history[name].last().copied().unwrap_or(f32::NAN);
        println!(
            "{rate:>13} {:>9.4} {:>9.4} {:>13.4}",
            last("loss"),
            last("val_loss"),
            last("val_accuracy"),
        );
        loss = loss.curve(rate.to_string(), points(&history, "loss"));
        accuracy = accuracy.curve(rate.to_string(), points(&history, "val_accuracy"));
    }
    let title = "Five learning rates of SGD";
    Ok(Figure::new()
        .title(title)
        .columns(2)
        .plot(loss)
        .plot(accuracy))
}

/// Twenty epochs with each batch size.
fn batches(train: &Digit, test: &Digit) -> kerust::Result<Figure> {
    println!(
        "\n{:>10} {:>12} {:>9} {:>13}",
        "batch size", "ms an epoch", "val_loss", "val_accuracy"
    );
    let mut over_epochs = Plot::new().x_label("epoch").y_label("val_loss");
    let (mut times, mut accuracies) = (Vec::new(), Vec::new());
    for batch in BATCHES {
        let mut net = compile!(
            Digits::new(42),
            optimizer = SGD(learning_rate = 0.1),
            loss = sparse_categorical_crossentropy,
            metrics = [accuracy],
        );
        let begin = Instant::now();
        let history = fit!(
            net,
            &train.x,
            &train.y,
            epochs = 20,
            batch_size = batch,
            validation_data = (&test.x, &test.y),
            verbose = 0,
        )?;
        let time = 1000.0 * begin.elapsed().as_secs_f64() / 20.0;
        let last = |name| history[name].last().copied().unwrap_or(f32::NAN);
        println!(
            "{batch:>10} {time:>12.2} {:>9.4} {:>13.4}",
            last("val_loss"),
            last("val_accuracy")
        );
        over_epochs = over_epochs.curve(batch.to_string(), points(&history, "val_loss"));
        times.push((batch as f64, time));
        accuracies.push((batch as f64, last("val_accuracy")));
    }
    let over_batch = |label| Plot::new().x_label("batch size").y_label(label).log_x(true);
    let time = over_batch("ms an epoch").curve("", times);
    let accuracy = over_batch("val_accuracy after 20 epochs").curve("", accuracies);
    let title = "Four batch sizes at learning rate 0.1";
    Ok(Figure::new()
        .title(title)
        .columns(3)
        .plot(over_epochs)
        .plot(time)
        .plot(accuracy))
}

/// A value over the epochs, counted from 1.
fn points(history: &History, name: &str) -> Vec<(f64, f32)> {
    let points = history.points(name);
    points
        .map(|(epoch, value)| (epoch as f64 + 1.0, value))
        .collect()
}
