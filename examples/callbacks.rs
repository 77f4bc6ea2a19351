//! What each callback does, drawn into a folder:
//! `cargo run --release --features plot --example callbacks -- pictures`

use std::path::{Path, PathBuf};
use std::{env, fs};

use kerust::datasets::digits;
use kerust::plot::{Figure, Plot};
use kerust::prelude::*;

model! {
    /// Handwritten digits, 8×8 grey pixels, into 10 classes.
    pub struct Digits < Dense<64, 32>(relu), Dense<32, 10>(softmax) >
}

/// One curve of a history, epochs counted from 1.
fn curve<'h>(history: &'h History, name: &'h str) -> impl Iterator<Item = (f64, f64)> + 'h {
    let points = history.points(name);
    points.map(|(epoch, value)| ((epoch + 1) as f64, f64::from(value)))
}

/// Loss, validation and, where it changes, the rate.
fn plot(title: &str, history: &History, path: &Path) -> kerust::Result<()> {
    let loss = Plot::new()
        .x_label("epoch")
        .y_label("loss")
        .curve("training", curve(history, "loss"))
        .curve("validation", curve(history, "val_loss"));
    let mut figure = Figure::new().title(title).plot(loss);
    if history.get("learning_rate").is_some() {
        let rates = Plot::new().x_label("epoch").y_label("learning rate");
        let rates = rates.curve("learning rate", curve(history, "learning_rate"));
        figure = figure.plot(rates.in_steps()).columns(2);
    }
    figure.save(path)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| ".".into()));
    fs::create_dir_all(&folder)?;
    let file = |name: &str| folder.join(format!("callback_{name}.svg"));
    let (rest, test) = digits::load::<Digits>().shuffle(1).split(0.3);
    // Few rows, so that there is something to stop.
    let (_, train) = rest.split(0.2);
    macro_rules! train {
        ($rate:expr, $epochs:expr, $callback:expr) => {{
            let mut network = compile!(
                Digits::new(42),
                optimizer = SGD(learning_rate = $rate, momentum = 0.9),
                loss = sparse_categorical_crossentropy,
                metrics = [accuracy],
            );
            network
                .fit(&train.x, &train.y)
                .epochs($epochs)
                .validation_data(&test.x, &test.y)
                .callback($callback)
                .run()?
        }};
    }

    let mut stopping = EarlyStopping::new().patience(8).restore_best_weights(true);
    let history = train!(0.1, 200, &mut stopping);
    let (best, end) = (stopping.best_epoch() + 1, history.epochs().len());
    Plot::new()
        .title("EarlyStopping(patience = 8, restore_best_weights = true)")
        .x_label("epoch")
        .y_label("loss")
        .curve("training", curve(&history, "loss"))
        .curve("validation", curve(&history, "val_loss"))
        .line_at("restored", best as f64)
        .line_at("stopped", end as f64)
        .save(file("early_stopping"))?;
    println!("EarlyStopping stopped after epoch {end}, the weights are those of epoch {best}");

    let plateau = ReduceLROnPlateau::new().factor(0.5).patience(3);
    let history = train!(0.2, 40, plateau);
    let title = "ReduceLROnPlateau(factor = 0.5, patience = 3)";
    plot(title, &history, &file("reduce_lr_on_plateau"))?;
    let rates = &history["learning_rate"];
    println!("ReduceLROnPlateau went from {} to {}", rates[0], rates[39]);

    let warm_up = |epoch: usize, rate: f32| match epoch {
        0..5 => 0.02 * (epoch + 1) as f32,
        5..15 => rate,
        _ => rate * 0.9,
    };
    let history = train!(0.02, 40, LearningRateScheduler::new(warm_up));
    let title = "LearningRateScheduler: warm up, stay, decay";
    plot(title, &history, &file("learning_rate_scheduler"))?;

    let noisy = |use_ema: bool| {
        let optimizer = SGD::new()
            .learning_rate(0.3)
            .use_ema(use_ema)
            .ema_momentum(0.97);
        Compile::new(Digits::new(42)).optimizer(optimizer)
    };
    let mut averaged = noisy(true).loss::<sparse_categorical_crossentropy>();
    let mut plain = noisy(false).loss::<sparse_categorical_crossentropy>();
    let epochs = 40;
    let with = fit!(
        averaged,
        &train.x,
        &train.y,
        epochs = epochs,
        batch_size = 8,
        validation_data = (&test.x, &test.y),
        verbose = 0,
        callbacks = [SwapEMAWeights],
    )?;
    let without = fit!(
        plain,
        &train.x,
        &train.y,
        epochs = epochs,
        batch_size = 8,
        validation_data = (&test.x, &test.y),
        verbose = 0,
    )?;
    Plot::new()
        .title("SwapEMAWeights: validation of the weights and of their average")
        .x_label("epoch")
        .y_label("validation loss")
        .curve("weights", curve(&without, "val_loss"))
        .curve("average", curve(&with, "val_loss"))
        .save(file("swap_ema_weights"))?;
    println!("drawn into {}", folder.display());
    Ok(())
}
