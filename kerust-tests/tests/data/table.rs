//! Rows made of tables, of flat lists and of structs.

use kerust::datasets::to_rows;
use kerust::prelude::*;

#[test]
fn tables_of_every_kind() {
    let expected = [[1.0_f32, 0.0, -2.5], [0.1, 3.0, 1.0]];
    let vectors: Vec<Vec<f64>> = vec![vec![1.0, 0.0, -2.5], vec![0.1, 3.0, 1.0]];
    assert_eq!(to_rows::<Vector<3>>(&vectors).unwrap(), expected);
    let slices: Vec<&[f64]> = vectors.iter().map(|row| &row[..]).collect();
    assert_eq!(to_rows::<Vector<3>>(&slices).unwrap(), expected);
    let boxes: Vec<Box<[f32]>> = expected.iter().map(|row| row[..].into()).collect();
    assert_eq!(to_rows::<Vector<3>>(&boxes).unwrap(), expected);
    let arrays = expected.map(|row| row.map(f64::from));
    assert_eq!(to_rows::<Vector<3>>(&arrays).unwrap(), expected);
    assert_eq!(to_rows::<Vector<3>>(arrays).unwrap(), expected);
    let integers = to_rows::<Vector<2>>(&[vec![1_i64, -3]]).unwrap();
    assert_eq!(integers, [[1.0, -3.0]]);
    let steps = to_rows::<Sequence<3, 1>>(&vectors).unwrap();
    assert_eq!(steps[0], [[1.0], [0.0], [-2.5]]);
    let images = to_rows::<Image<1, 3, 1>>(&vectors).unwrap();
    assert_eq!(images[1], [[[0.1], [3.0], [1.0]]]);
    assert!(to_rows::<Vector<3>>(&[[0.0; 3]; 0]).unwrap().is_empty());
}

/// The numbers go into rows one after the other, whatever their type, and whether or not their number is known.
#[test]
fn flat_lists() {
    let numbers: Vec<u8> = (0..12).collect();
    let expected = [
        [0.0, 1.0, 2.0, 3.0],
        [4.0, 5.0, 6.0, 7.0],
        [8.0, 9.0, 10.0, 11.0],
    ];
    assert_eq!(to_rows::<Vector<4>>(&numbers).unwrap(), expected);
    assert_eq!(
        to_rows::<Vector<4>>(numbers.iter().filter(|n| **n < 8)).unwrap(),
        expected[..2]
    );
    assert_eq!(
        to_rows::<Sequence<2, 2>>(&numbers).unwrap()[2],
        [[8.0, 9.0], [10.0, 11.0]]
    );
    assert!(to_rows::<Vector<4>>(&[0.0; 0]).unwrap().is_empty());
    for rest in [1, 2, 3] {
        let error = to_rows::<Vector<4>>(&numbers[..8 + rest]).expect_err("a part of a row");
        let text = format!("{} numbers make no rows of 4", 8 + rest);
        assert_eq!(error.to_string(), text);
    }
    let error = to_rows::<Vector<2>>(&[0.0, 1.0, 2.0, -1e300]).expect_err("no f32");
    assert_eq!(
        error.to_string(),
        "table: number -1e300 of row 1 is too large for an `f32`"
    );
}

#[test]
fn structs_through_a_closure() {
    struct Car {
        weight: u32,
        power: f64,
    }
    let cars = [
        Car {
            weight: 900,
            power: 40.5,
        },
        Car {
            weight: 1500,
            power: 110.0,
        },
    ];
    let rows = to_rows::<Net>(cars.iter().map(|car| [f64::from(car.weight), car.power]));
    assert_eq!(rows.unwrap(), [[900.0, 40.5], [1500.0, 110.0]]);
    let rows = to_rows::<Net>(
        cars.iter()
            .map(|car| vec![car.power; car.weight as usize / 450]),
    );
    assert_eq!(
        rows.expect_err("another width").to_string(),
        "row 1 has 3 numbers, not 2"
    );
}

/// The first one is told, with both widths.
#[test]
fn rows_that_are_too_long_or_too_short() {
    for (second, width) in [(vec![5.1, 3.5, 99.0], 3), (vec![5.1], 1), (vec![], 0)] {
        let table = [vec![5.1, 3.5], second, vec![]];
        let error = to_rows::<Vector<2>>(&table).expect_err("another width");
        assert_eq!(
            error.to_string(),
            format!("row 1 has {width} numbers, not 2")
        );
    }
    let error = to_rows::<Vector<1>>(&[[0.0], [f64::MAX]]).expect_err("no f32");
    let text = "table: number 1.7976931348623157e308 of row 1 is too large for an `f32`";
    assert_eq!(error.to_string(), text);
    // These are numbers of an `f32` too.
    let rows = to_rows::<Vector<2>>(&[[f64::INFINITY, f64::NAN]]).unwrap();
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
    let (x, y) = (
        to_rows::<Net>(&x).unwrap(),
        to_rows::<Vector<3>>(&y).unwrap(),
    );
    assert!(fit!(net, &x, &y, verbose = 0).unwrap()["loss"][0].is_finite());
}
