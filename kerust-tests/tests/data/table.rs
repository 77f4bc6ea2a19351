//! Rows made of tables.

use kerust::datasets::to_rows;
use kerust::prelude::*;

#[test]
fn tables_of_every_kind() {
    let expected = [[1.0_f32, 0.0, -2.5], [0.1, 3.0, 1.0]];
    let vectors: Vec<Vec<f64>> = vec![vec![1.0, 0.0, -2.5], vec![0.1, 3.0, 1.0]];
    assert_eq!(to_rows::<[f32; 3], _>(&vectors).unwrap(), expected);
    let slices: Vec<&[f64]> = vectors.iter().map(|row| &row[..]).collect();
    assert_eq!(to_rows::<[f32; 3], _>(&slices).unwrap(), expected);
    let boxes: Vec<Box<[f32]>> = expected.iter().map(|row| row[..].into()).collect();
    assert_eq!(to_rows::<[f32; 3], _>(&boxes).unwrap(), expected);
    assert_eq!(
        to_rows::<[f32; 3], _>(&expected.map(|row| row.map(f64::from))).unwrap(),
        expected
    );
    let integers = to_rows::<[f32; 2], _>(&[vec![1_i64, -3]]).unwrap();
    assert_eq!(integers, [[1.0, -3.0]]);
    let steps = to_rows::<[[f32; 1]; 3], _>(&vectors).unwrap();
    assert_eq!(steps[0], [[1.0], [0.0], [-2.5]]);
    let images: Vec<[[[f32; 1]; 3]; 1]> = to_rows(&vectors).unwrap();
    assert_eq!(images[1], [[[0.1], [3.0], [1.0]]]);
    assert!(to_rows::<[f32; 3], f64>(&[[0.0; 3]; 0]).unwrap().is_empty());
}

/// The first one is told, with both widths.
#[test]
fn rows_that_are_too_long_or_too_short() {
    for (second, width) in [(vec![5.1, 3.5, 99.0], 3), (vec![5.1], 1), (vec![], 0)] {
        let table = [vec![5.1, 3.5], second, vec![]];
        let error = to_rows::<[f32; 2], _>(&table).expect_err("another width");
        assert_eq!(
            error.to_string(),
            format!("row 1 has {width} numbers, not 2")
        );
    }
    let error = to_rows::<[f32; 1], _>(&[[0.0], [f64::MAX]]).expect_err("no f32");
    let text = "table: number 1.7976931348623157e308 of row 1 is too large for an `f32`";
    assert_eq!(error.to_string(), text);
    // These are numbers of an `f32` too.
    let rows = to_rows::<[f32; 2], _>(&[[f64::INFINITY, f64::NAN]]).unwrap();
    assert!(rows[0][0].is_infinite() && rows[0][1].is_nan());
}

model! { struct Net < Dense<2, 3>(softmax) > }

#[test]
fn rows_and_labels_of_one_table() {
    let (x, y) = (
        [vec![5.1, 3.5], vec![4.9, 3.0]],
        [vec![0, 1, 0], vec![1, 0, 0]],
    );
    let mut net = compile!(
        Net::new(1),
        optimizer = SGD,
        loss = categorical_crossentropy
    );
    let (x, y): (Vec<[f32; 2]>, Vec<[f32; 3]>) = (to_rows(&x).unwrap(), to_rows(&y).unwrap());
    assert!(fit!(net, &x, &y, verbose = 0).unwrap()["loss"][0].is_finite());
}
