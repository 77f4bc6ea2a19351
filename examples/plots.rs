//! What a training looks like: curves, the confusion matrix and images, drawn into a folder.
//! `cargo run --release --features plot --example plots -- pictures`

use std::path::PathBuf;
use std::{env, fs};

use kerust::datasets::digits;
use kerust::plot::{ImageGrid, plot_confusion_matrix};
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
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| ".".into()));
    fs::create_dir_all(&folder)?;

    let (train, test) = digits::load::<Digits>().shuffle(1).split(0.2);
    let mut network = compile!(
        Digits::new(42),
        optimizer = Adam(learning_rate = 0.002),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let history = fit!(
        network,
        &train.x,
        &train.y,
        epochs = 100,
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
    history.plot(folder.join("history.svg"))?;
    history.plot(folder.join("history.png"))?;
    history.to_csv(folder.join("history.csv"))?;
    history.to_json(folder.join("history.json"))?;

    let outputs = network.predict_batch(&test.x)?;
    let predicted: Vec<usize> = outputs.iter().map(|output| output.argmax()).collect();
    let names = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    for file in ["confusion_matrix.svg", "confusion_matrix.png"] {
        plot_confusion_matrix(&test.y, &predicted, &names, folder.join(file))?;
    }

    // The wrong ones first.
    let mut order: Vec<usize> = (0..test.len()).collect();
    order.sort_by_key(|row| predicted[*row] == usize::from(test.y[*row]));
    let shown = &order[..16];
    let x: Vec<_> = shown.iter().map(|row| test.x[*row]).collect();
    let y: Vec<_> = shown.iter().map(|row| test.y[*row]).collect();
    let predicted: Vec<_> = shown.iter().map(|row| predicted[*row]).collect();
    let grid = ImageGrid::new(&x).labels(&y).predictions(&predicted);
    grid.clone().save(folder.join("digits.svg"))?;
    grid.save(folder.join("digits.png"))?;
    println!("drawn into {}", folder.display());
    Ok(())
}
