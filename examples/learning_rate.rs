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

const EPOCHS: usize = 20;
const RATES: [f32; 5] = [0.001, 0.01, 0.1, 1.0, 10.0];
const BATCHES: [usize; 4] = [8, 32, 128, 512];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "target/plots".into()));
    fs::create_dir_all(&folder)?;
    let (train, test) = digits::load::<Digits>().shuffle(1).split(0.2);

    rates(&train, &test)?.save(folder.join("learning_rates.svg"))?;
    batches(&train, &test)?.save(folder.join("batch_sizes.svg"))?;

    let net = compile!(
        Digits::new(42),
        optimizer = SGD(learning_rate = 0.01),
        loss = sparse_categorical_crossentropy,
    );
    let search = find_learning_rate(&net, &train.x, &train.y).run()?;
    search.plot(folder.join("range_test.svg"))?;
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
    println!("learning rate      loss  val_loss  val_accuracy");
    let mut loss = Plot::new().y_label("loss").log_y(true);
    let mut accuracy = Plot::new().y_label("val_accuracy");
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
            epochs = EPOCHS,
            validation_data = (&test.x, &test.y),
            verbose = 0,
        )?;
        let [end, val_end, accuracy_end] = ["loss", "val_loss", "val_accuracy"].map(last(&history));
        println!("{rate:>13} {end:>9.4} {val_end:>9.4} {accuracy_end:>13.4}");
        let label = format!("learning rate {rate}");
        loss = loss.curve(&label, points(&history, "loss"));
        accuracy = accuracy.curve(&label, points(&history, "val_accuracy"));
    }
    Ok(Figure::new()
        .title("One network at five learning rates")
        .plot(loss.x_label("epoch"))
        .plot(accuracy.x_label("epoch"))
        .columns(2))
}

/// Twenty epochs with each batch size, by one thread, so that times compare.
fn batches(train: &Digit, test: &Digit) -> kerust::Result<Figure> {
    println!("\nbatch size  ms an epoch  val_loss  val_accuracy");
    let mut over_epochs = Plot::new().x_label("epoch");
    let mut over_time = Plot::new().x_label("ms of training");
    let mut time = Plot::new().y_label("ms an epoch");
    let mut accuracy = Plot::new().y_label("val_accuracy at the end");
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
            epochs = EPOCHS,
            batch_size = batch,
            validation_data = (&test.x, &test.y),
            threads = 1,
            verbose = 0,
        )?;
        let epoch = 1000.0 * begin.elapsed().as_secs_f64() / EPOCHS as f64;
        let [val_end, accuracy_end] = ["val_loss", "val_accuracy"].map(last(&history));
        println!("{batch:>10} {epoch:>12.2} {val_end:>9.4} {accuracy_end:>13.4}");

        let label = format!("batch size {batch}");
        let losses = points(&history, "val_loss");
        over_epochs = over_epochs.curve(&label, losses.clone());
        over_time = over_time.curve(&label, losses.into_iter().map(|(x, y)| (x * epoch, y)));
        time = time.point(batch.to_string(), (batch as f64, epoch));
        accuracy = accuracy.point(batch.to_string(), (batch as f64, accuracy_end));
        times.push((batch as f64, epoch));
        accuracies.push((batch as f64, accuracy_end));
    }
    let over_batch = |plot: Plot| plot.x_label("batch size").log_x(true);
    Ok(Figure::new()
        .title("One network with four batch sizes, at learning rate 0.1")
        .plot(over_epochs.y_label("val_loss"))
        .plot(over_time.y_label("val_loss"))
        .plot(over_batch(time.curve("", times)))
        .plot(over_batch(accuracy.curve("", accuracies)))
        .columns(2))
}

/// A value at the end.
fn last(history: &History) -> impl Fn(&str) -> f32 {
    |name| history[name].last().copied().unwrap_or(f32::NAN)
}

/// A value over the epochs, counted from 1.
fn points(history: &History, name: &str) -> Vec<(f64, f32)> {
    let points = history.points(name);
    points
        .map(|(epoch, value)| (epoch as f64 + 1.0, value))
        .collect()
}
