//! A number from a small real table: how far a car comes with a gallon of petrol.
//! `cargo run --release --example regression`

use kerust::datasets::{Dataset, Normalization};
use kerust::prelude::*;

model! {
    /// Nine numbers of a car into miles per gallon.
    pub struct MilesPerGallon <
        Dense<9, 32>(relu),
        Dense<32, 32>(relu),
        Dense<32, 1>,
    >
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut train, mut test) = cars().shuffle(1).split(0.2);
    println!(
        "{} cars to train on, {} to test on",
        train.len(),
        test.len()
    );

    // The scale is measured on the cars to train on: the test is as new to the network as the cars to
    // come. Without it, weights in pounds would drown the number of cylinders.
    // Where a car is from stays 0 and 1.
    let normalization = Normalization::of(&train.x).except(6..9)?;
    normalization.apply(&mut train.x);
    let mut car = test.x[0];
    normalization.apply(&mut test.x);

    let mut network = compile!(
        MilesPerGallon::new(42),
        optimizer = Adam(learning_rate = 0.003),
        loss = mse,
        metrics = [mae],
    );
    let history = fit!(
        network,
        &train.x,
        &train.y,
        epochs = 200,
        validation_split = 0.2,
        callbacks = [EarlyStopping(
            monitor = val_loss,
            patience = 20,
            restore_best_weights = true
        )],
        verbose = 0,
    )?;

    // What one would say who knows nothing of a car but the mean of the others.
    let mean = train.y.iter().sum::<f32>() / train.len() as f32;
    let error = |guess: f32| test.y.iter().map(|y| (y - guess).abs()).sum::<f32>();
    let scores = network.evaluate(&test.x, &test.y)?;
    println!("{} epochs", history.epochs().len());
    println!("mean absolute error on the test cars:");
    println!(
        "  always {mean:.1} miles per gallon: {:.2}",
        error(mean) / test.len() as f32
    );
    println!("  the network:                   {:.2}", scores["mae"]);

    println!("\n{:>9} {:>9} {:>6}", "predicted", "measured", "off");
    for (x, y) in test.x.iter().zip(&test.y).take(5) {
        let predicted = network.predict(x)[0];
        println!("{predicted:>9.1} {y:>9.1} {:>+6.1}", predicted - y);
    }

    // A car as it stands in the table goes the same way as those of the training.
    normalization.apply_to_row(&mut car);
    println!(
        "\nthe first one again: {:.1} miles per gallon",
        network.predict(&car)[0]
    );
    Ok(())
}

/// Cars and their miles per gallon. Six of them, whose power is unknown, are left out; where a car is
/// from becomes three numbers, one of them 1.
fn cars() -> Dataset<[f32; 9], f32> {
    let table = include_str!("../data/auto_mpg/auto-mpg.csv");
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for line in table.lines().skip(1) {
        let cells = line.split(',').map(str::parse);
        let Ok(cells) = cells.collect::<Result<Vec<f32>, _>>() else {
            continue;
        };
        let [mpg, numbers @ .., origin] = &cells[..] else {
            continue;
        };
        let mut row = [0.0; 9];
        row[..6].copy_from_slice(numbers);
        row[5 + *origin as usize] = 1.0;
        x.push(row);
        y.push(*mpg);
    }
    Dataset { x, y }
}
