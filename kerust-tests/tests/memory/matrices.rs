//! Matrices of other crates: a batch allocates nothing, and no matrix is copied as a whole.
#![cfg(all(feature = "nalgebra", feature = "ndarray"))]

use kerust::contract::{RowFor, Samples};
use kerust::prelude::*;
use nalgebra::{DMatrix, SVector};
use ndarray::{Array2, ShapeBuilder};

/// The bytes of a row.
const ROW: u64 = 784 * 4;

model! { struct Net < Dense<784, 2>(softmax) > }

/// How often and how much memory is asked for in two epochs on these rows, and in a prediction.
fn memory<X: Samples<Item: RowFor<Vector<784>>>>(x: &X) -> (u64, u64) {
    let y: Vec<usize> = (0..x.sample_count()).map(|row| row % 2).collect();
    let mut net = compile!(
        Net::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let fit = allocation_counter::measure(|| {
        let fit = net.fit(x, &y).epochs(2).batch_size(16).threads(1);
        fit.run().expect("it trains");
    });
    let predict = allocation_counter::measure(|| {
        let outputs = net.prediction(x).threads(1).run();
        assert_eq!(outputs.expect("it predicts").len(), x.sample_count());
    });
    (fit.count_total, fit.bytes_max.max(predict.bytes_max))
}

/// Rows in place need no memory; others need it for a block of rows, and not for all.
fn check<X: Samples<Item: RowFor<Vector<784>>>>(x: impl Fn(usize) -> X, is_in_place: bool) {
    let (few, many) = (memory(&x(64)), memory(&x(2400)));
    assert_eq!(few.0, many.0, "a batch allocates nothing");
    let most = if is_in_place { 64 } else { 1500 };
    assert!(
        many.1 < most * ROW,
        "{} rows, in place: {is_in_place}",
        many.1 / ROW
    );
    assert!(is_in_place || many.1 > 64 * ROW, "no copies");
}

#[test]
fn rows_in_place() {
    check(|rows| Array2::from_elem((rows, 784), 0.5_f32), true);
    check(|rows| vec![SVector::<f32, 784>::repeat(0.5); rows], true);
}

#[test]
fn rows_that_are_copied() {
    check(|rows| Array2::from_elem((rows, 784).f(), 0.5_f32), false);
    check(|rows| DMatrix::from_element(rows, 784, 0.5_f32), false);
}
