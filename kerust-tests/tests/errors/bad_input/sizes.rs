//! The smallest and the largest: one row, one feature, one output, batches of one, more than there
//! are, ten thousand features; numbers that are none, or hardly any, on several threads.

use kerust::prelude::*;

use super::data::bits;

model! { struct One < Dense<1, 1> > }
model! { struct Narrow < Dense<1, 40>(relu), Dense<40, 1>(sigmoid) > }
model! { struct Broad < Dense<10_000, 33>(relu), Dropout(0.5), Dense<33, 2>(softmax) > }

#[test]
fn one_row_one_feature_one_output() {
    for batch_size in [1, 2, 1000] {
        let mut net = compile!(
            One::new(1),
            optimizer = SGD(learning_rate = 0.1),
            loss = mse
        );
        let history = fit!(
            net,
            &[[2.0]],
            &[3.0],
            epochs = 200,
            batch_size = batch_size,
            verbose = 0
        );
        let history = history.expect("one row is enough");
        let last = history["loss"][199];
        assert!(last < 1e-6, "loss {last} in batches of {batch_size}");
        assert!((net.predict(&[2.0])[0] - 3.0).abs() < 1e-3);
    }
}

/// Weights after training on `x` with so many rows a batch, on one thread and on more.
fn trained(x: &[[f32; 1]], batch_size: usize, threads: usize) -> Vec<u32> {
    let y: Vec<f32> = (0..x.len()).map(|row| (row % 2) as f32).collect();
    let mut net = compile!(Narrow::new(1), optimizer = Adam, loss = binary_crossentropy);
    let fit = net.fit(x, &y).epochs(3).batch_size(batch_size);
    fit.threads(threads).run().expect("any number of rows");
    bits(net.model())
}

#[test]
fn batches_of_one_and_of_more_than_there_are() {
    let x: Vec<[f32; 1]> = (0..37).map(|row| [row as f32 / 37.0]).collect();
    for batch_size in [1, 5, 36, 37, 38, 100_000] {
        let alone = trained(&x, batch_size, 1);
        assert_eq!(trained(&x, batch_size, 4), alone, "batches of {batch_size}");
    }
    assert_eq!(trained(&x, 37, 1), trained(&x, 100_000, 1));
}

/// Losses and weights of the broad network, and how it classifies its own rows.
fn broad(x: &[Vec<f32>], threads: usize) -> (Vec<u32>, Vec<u32>, Vec<usize>) {
    let rows: Vec<[f32; 10_000]> = x
        .iter()
        .map(|x| x[..].try_into().expect("its size"))
        .collect();
    let y: Vec<u8> = (0..x.len()).map(|row| (row % 2) as u8).collect();
    let mut net = compile!(
        Broad::new(1),
        optimizer = Adam(learning_rate = 0.01),
        loss = sparse_categorical_crossentropy,
    );
    let fit = net.fit(&rows, &y).epochs(3).batch_size(12).threads(threads);
    let history = fit.run().expect("numbers are no errors");
    let losses = history["loss"].iter().map(|loss| loss.to_bits()).collect();
    let classes = net.predict_batch(&rows).expect("rows in memory");
    let classes = classes.iter().map(|row| row.argmax()).collect();
    (losses, bits(net.model()), classes)
}

fn rows(value: impl Fn(usize, usize) -> f32) -> Vec<Vec<f32>> {
    (0..24)
        .map(|row| (0..10_000).map(|place| value(row, place)).collect())
        .collect()
}

#[test]
fn ten_thousand_features() {
    let x = rows(|row, place| if (place + row) % 2 == 0 { 1.0 } else { 0.0 });
    let alone = broad(&x, 1);
    assert!(
        alone
            .2
            .iter()
            .enumerate()
            .all(|(row, class)| *class == row % 2)
    );
    assert!(broad(&x, 3) == alone, "three threads");
}

#[test]
fn strange_numbers_are_the_same_on_any_number_of_threads() {
    for strange in [f32::NAN, f32::NEG_INFINITY, f32::MAX, 1e-40] {
        let x = rows(|row, place| match (row, place % 7) {
            (20, 3) => strange,
            _ => 0.25,
        });
        let (alone, two) = (broad(&x, 1), broad(&x, 2));
        assert!(two.0 == alone.0, "losses with {strange}");
        assert!(two.1.len() == alone.1.len(), "weights with {strange}");
    }
}

/// Numbers too small to be normal count as 0: in rows that lie in memory, and on any number of threads.
#[test]
fn subnormal_rows_train_as_zeros() {
    let x = rows(|row, place| ((row + place) % 5) as f32 * 1e-40);
    let (losses, weights, _) = broad(&x, 1);
    assert!(losses.iter().all(|loss| f32::from_bits(*loss).is_finite()));
    assert!(
        weights
            .iter()
            .all(|weight| f32::from_bits(*weight).is_finite())
    );
    let zeros = broad(&rows(|_, _| 0.0), 1);
    assert!(zeros.0 == losses && zeros.1 == weights);
    assert!(broad(&x, 2) == zeros);
}
