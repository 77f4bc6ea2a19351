//! A fixed number of training steps, or predictions, to count instructions of:
//! `steps WORKLOAD COUNT`. `.ci/instructions` runs it.

use std::hint::black_box;

use kerust::datasets::{Pixels, digits};
use kerust::model::Sequential;
use kerust::optimizers::Optimizer;
use kerust::prelude::*;

model! { struct Wide < Dense<64, 128>(relu), Dropout(0.2), Dense<128, 10>(softmax) > }
// The same model, with sizes that follow, and as a graph: its steps take as many instructions.
model! { struct Follows < Vector<64>, Dense<_, 128>(relu), Dropout(0.2), Dense<_, 10>(softmax) > }
model! {
    struct Graph < pixels: Vector<64> > {
        let hidden = pixels -> Dense<_, 128>(relu) -> Dropout(0.2);
        hidden -> Dense<_, 10>(softmax)
    }
}
model! { struct Tiny < Dense<64, 16>(tanh), Dense<16, 10>(softmax) > }
model! {
    struct Convolution <
        Image<8, 8, 1>,
        Conv2D<1, 8, 3>(relu), MaxPooling2D<2>, Flatten,
        Dense<72, 10>(softmax),
    >
}

/// Trains on batches of 32 of the digits, one thread.
fn train<M, O: Optimizer>(net: Box<M>, optimizer: O, steps: usize) -> kerust::Result<()>
where
    M: Sequential<Input: Pixels<8, 8>, Output = Vector<10>, Head = softmax>,
{
    const BATCH: usize = 32;
    let data = digits::load::<M>();
    let mut net = compile!(
        net,
        optimizer = optimizer,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    // As many epochs as it takes, of one size, so that twice the steps are twice the work.
    let rows = 10 * BATCH;
    let (x, y) = (&data.x[..rows], &data.y[..rows]);
    let fit = net.fit(x, y).epochs(steps / 10).batch_size(BATCH);
    black_box(fit.threads(1).run()?);
    Ok(())
}

fn main() -> kerust::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let count = words
        .get(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(100);
    match words.first().map(String::as_str) {
        Some("wide-adam") => train(Wide::new(1), Adam::new(), count),
        Some("follows-adam") => train(Follows::new(1), Adam::new(), count),
        Some("graph-adam") => train(Graph::new(1), Adam::new(), count),
        Some("tiny-sgd") => train(Tiny::new(1), SGD::new().momentum(0.9), count),
        Some("convolution-adam") => train(Convolution::new(1), Adam::new(), count),
        Some("predict-wide") => {
            let (net, row) = (Wide::new(1), [0.5; 64]);
            for _ in 0..count {
                black_box(net.predict(black_box(&row)));
            }
            Ok(())
        }
        _ => {
            eprintln!(
                "steps wide-adam | follows-adam | graph-adam | tiny-sgd | convolution-adam | predict-wide  COUNT"
            );
            std::process::exit(2);
        }
    }
}
