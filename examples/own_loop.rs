//! A training loop of one's own, piece by piece, as Keras' `GradientTape` has them:
//! `cargo run --release --example own_loop`
//!
//! The same with Keras, on TensorFlow:
//!
//! ```python
//! optimizer = keras.optimizers.Adam(learning_rate=0.002)
//! loss_fn = keras.losses.SparseCategoricalCrossentropy()
//! accuracy = keras.metrics.SparseCategoricalAccuracy()
//! for epoch in range(20):
//!     accuracy.reset_state()
//!     for x, y in train.shuffle(1437).batch(32):
//!         with tf.GradientTape() as tape:
//!             outputs = model(x, training=True)
//!             loss = loss_fn(y, outputs)
//!         gradients = tape.gradient(loss, model.trainable_weights)
//!         gradients, norm = tf.clip_by_global_norm(gradients, 1.0)
//!         optimizer.apply(gradients, model.trainable_weights)
//!         accuracy.update_state(y, outputs)
//!
//! with tf.GradientTape() as tape:                    # which pixels decide?
//!     tape.watch(x)
//!     loss = loss_fn(y, model(x))
//! saliency = tape.gradient(loss, x)
//! ```

use kerust::datasets::digits;
use kerust::layers::Pass;
use kerust::prelude::*;
use kerust::random;

model! {
    /// Handwritten digits, 8×8 grey pixels, into 10 classes.
    pub struct Digits < Dense<64, 64>(relu), Dropout(0.2), Dense<64, 10>(softmax) >
}

const BATCH: usize = 32;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (train, test) = digits::load::<Digits>().shuffle(1).split(0.2);
    let mut model = Digits::new(42);

    let mut optimizer = Adam::new().learning_rate(0.002).build::<Digits>();
    let loss_fn = sparse_categorical_crossentropy::new();
    let metrics = (accuracy::new(),);
    // Room for all that a step needs, made once.
    let mut tape = GradientTape::<Digits>::new(BATCH);
    let mut gradients = Gradients::new();
    let mut order: Vec<u32> = (0..train.x.len() as u32).collect();
    let mut rng = random::generator(7);

    for epoch in 0..20 {
        let mut totals = tape.totals::<sparse_categorical_crossentropy, _>(&metrics);
        let mut longest = 0.0_f32;
        random::shuffle(&mut order, &mut rng);
        for batch in order.chunks(BATCH) {
            let x: Vec<&[f32; 64]> = batch.iter().map(|row| &train.x[*row as usize]).collect();
            let y: Vec<u8> = batch.iter().map(|row| train.y[*row as usize]).collect();

            tape.forward(&model, &x[..], Pass::train(42, optimizer.iterations()));
            tape.loss_and_metrics(&loss_fn, &metrics, &y, &mut totals)?;
            tape.gradient(&mut model, &x[..], &mut gradients);
            longest = longest.max(gradients.norm());
            gradients.clip_by_global_norm(1.0);
            optimizer.apply(&mut gradients, &mut model);
        }
        if epoch % 5 == 4 {
            println!(
                "epoch {:2}: loss {:.4}, longest gradient {longest:.2}",
                epoch + 1,
                totals.loss.result()
            );
        }
    }

    // Which pixels decide? The gradient of the loss with respect to the input.
    let (x, y) = (&test.x[..1], &test.y[..1]);
    let mut saliency = [[0.0; 64]];
    tape.forward(&model, x, Pass::PREDICT);
    tape.loss(&loss_fn, y)?;
    tape.gradient_with_inputs(&mut model, x, &mut gradients, &mut saliency);
    let most = saliency[0]
        .iter()
        .fold(0.0_f32, |most, d| most.max(d.abs()));
    println!("\na digit, {}, and what its loss depends on:", y[0]);
    let shades = [' ', '░', '▒', '▓', '█'];
    let shade = |part: f32| shades[(part.clamp(0.0, 1.0) * 4.0).round() as usize];
    let brightest = x[0].iter().fold(0.0_f32, |most, p| most.max(*p));
    for row in 0..8 {
        let pixels = |values: &[f32; 64], scale: f32| -> String {
            let row = values[8 * row..][..8].iter();
            row.flat_map(|v| [shade(v.abs() / scale); 2]).collect()
        };
        println!(
            "{}    {}",
            pixels(&x[0], brightest),
            pixels(&saliency[0], most)
        );
    }

    let right = test.x.iter().zip(&test.y);
    let right = right.filter(|(x, y)| model.predict(*x).argmax() == usize::from(**y));
    let share = right.count() as f32 / test.x.len() as f32;
    println!("\ntest accuracy: {share:.4}");
    Ok(())
}
