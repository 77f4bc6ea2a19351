//! Trainings and predictions with enough work for several threads, by one thread and by several.

use kerust::prelude::*;

use super::record::{Record, record_training, rows};

// Each is split between threads in another way.
model! { struct Pair < Dense<200, 64>(relu), Dropout(0.2), Dense<64, 10>(softmax) > }
model! { struct Odd < Dense<200, 70>(gelu), Activation(relu), Dense<70, 33>(sigmoid), Dense<33, 10>(softmax) > }
model! { struct Whole < Dense<200, 16>(softmax), Dense<16, 300>(softmax), Dense<300, 10>(softmax) > }

pub fn record(record: &mut Record) {
    let x = rows::<70, 200>(4);
    let y: [u8; 70] = std::array::from_fn(|row| (row * 7 % 10) as u8);
    macro_rules! trained {
        ($($net:ident)*) => {$(
            for threads in [1, 2, 3] {
                record_training!(
                    record, &format!("{}, threads {threads}", stringify!($net)), $net::new(3), Adam,
                    sparse_categorical_crossentropy, x, y, threads = threads, batch_size = 32, epochs = 1,
                );
            }
        )*};
    }
    trained! { Pair Odd Whole }

    let sgd = SGD::new().learning_rate(0.1).global_clipnorm(0.1);
    record_training!(
        record,
        "clipped, threads 2",
        Pair::new(3),
        sgd,
        sparse_categorical_crossentropy,
        x,
        y,
        threads = 2,
        batch_size = 32,
        epochs = 1,
    );
}
