//! Several threads train a model with several inputs and outputs to the same bits as one.

use kerust::prelude::*;
use kerust::random::{generator, unit};

// Enough work for two threads.
model! {
    struct Large < left: Vector<200>, right: Vector<150> > {
        let a = left -> Dense<_, 130>(relu) -> Dropout(0.1) -> Dense<_, 70>(tanh);
        let b = right -> Dense<_, 90>(relu);
        (class = a -> Dense<_, 10>(softmax), feature = a, number = b -> Dense<_, 33>(sigmoid))
    }
}

#[test]
fn two_threads_make_the_bits_of_one() {
    const ROWS: usize = 150;
    let mut rng = generator(5);
    let left: Vec<[f32; 200]> = (0..ROWS)
        .map(|_| [0.0; 200].map(|_| unit(&mut rng)))
        .collect();
    let right: Vec<[f32; 150]> = (0..ROWS)
        .map(|_| [0.0; 150].map(|_| unit(&mut rng)))
        .collect();
    let classes: Vec<u8> = (0..ROWS).map(|row| (row * 7 % 10) as u8).collect();
    let numbers: Vec<[f32; 33]> = (0..ROWS)
        .map(|_| [0.0; 33].map(|_| unit(&mut rng)))
        .collect();
    let trained = |threads: usize| {
        let mut net = compile!(
            Large::new(3),
            optimizer = Adam,
            loss = (class = sparse_categorical_crossentropy, number = mse),
            loss_weights = (number = 0.3),
            metrics = (class = [accuracy], number = [mae])
        );
        let history = fit!(
            net,
            (&left, &right),
            (&classes, (), &numbers),
            epochs = 3,
            validation_split = 0.2,
            threads = threads,
            verbose = 0
        )
        .unwrap();
        let outputs = net.predict_batch((&left, &right)).unwrap();
        (super::bits(net.model()), history, outputs)
    };
    let one = trained(1);
    assert!(one.1["loss"][2] < one.1["loss"][0]);
    for threads in [2, 3] {
        let several = trained(threads);
        assert_eq!(several.0, one.0, "{threads} threads");
        assert_eq!(several.1, one.1, "{threads} threads");
        assert_eq!(several.2, one.2, "{threads} threads");
    }
}
