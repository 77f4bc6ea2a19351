//! Handwritten digits with a residual block, a graph in Keras' functional style:
//! `cargo run --release --example residual`

use kerust::datasets::digits;
use kerust::prelude::*;

model! {
    /// Handwritten digits, 8×8 grey pixels, into 10 classes.
    pub struct Residual < image: Image<8, 8, 1> > {
        let a = image -> Conv2D<_, 16, 3>(relu, padding = same);
        let b = a -> Conv2D<_, 16, 3>(relu, padding = same) -> Conv2D<_, 16, 3>(padding = same);
        let c = (a, b) -> Add -> Activation(relu) -> MaxPooling2D<2>;
        c -> Conv2D<_, 32, 3>(relu, padding = same) -> GlobalAveragePooling2D -> Dense<_, 10>(softmax)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (train, test) = digits::load::<Residual>().shuffle(1).split(0.2);
    let mut network = compile!(
        Residual::new(42),
        optimizer = Adam(learning_rate = 0.003),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    println!("{}", network.summary());

    fit!(
        network,
        &train.x,
        &train.y,
        epochs = 30,
        batch_size = 32,
        validation_data = (&test.x, &test.y),
        callbacks = [ReduceLROnPlateau(
            monitor = val_loss,
            factor = 0.5,
            patience = 3
        )],
    )?;

    // The compiler has laid the values of a step into one piece of memory, each where no other one lies while
    // it is needed.
    let kilobytes = |numbers: usize| numbers * 4 / 1024;
    println!(
        "memory of a step of 32 images: {} KiB; of a prediction: {} KiB",
        kilobytes(Residual::GRAPH.training.numbers(32)),
        kilobytes(Residual::GRAPH.prediction.numbers(1)),
    );
    let scores = network.evaluate(&test.x, &test.y)?;
    println!("test accuracy: {:.4}", scores["accuracy"]);
    Ok(())
}
