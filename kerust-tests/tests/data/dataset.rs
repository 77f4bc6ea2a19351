use kerust::Error;
use kerust::datasets::{Dataset, Normalization, digits, one_hot};
use kerust::prelude::*;

model! { struct Digits < Image<8, 8, 1>, Flatten, Dense<64, 10>(softmax) > }

fn numbered(rows: u8) -> Dataset<[f32; 1], u8> {
    Dataset {
        x: (0..rows).map(|row| [f32::from(row)]).collect(),
        y: (0..rows).collect(),
    }
}

#[test]
fn split_gives_the_last_rows_to_the_second_part() {
    let shares = [0.0, 0.2, 0.55, 0.8, 0.9, 1.0, -1.0, 7.0, f64::NAN];
    let second = shares.map(|share| numbered(10).split(share).1.y);
    let expected = [0, 2, 6, 8, 9, 10, 0, 10, 0].map(|rows| (10 - rows..10).collect::<Vec<u8>>());
    assert_eq!(second, expected);
    let (first, second) = numbered(5).split(0.4);
    assert_eq!(
        (first.x, first.y),
        (vec![[0.0], [1.0], [2.0]], vec![0, 1, 2])
    );
    assert_eq!((second.x, second.y), (vec![[3.0], [4.0]], vec![3, 4]));
    assert!(numbered(0).split(0.5).1.is_empty());
}

#[test]
fn shuffle_keeps_rows_and_labels_together() {
    let data = numbered(100).shuffle(3);
    assert!(
        data.x
            .iter()
            .zip(&data.y)
            .all(|(x, y)| x[0] == f32::from(*y))
    );
    assert_eq!(data, numbered(100).shuffle(3));
    assert_ne!(data, numbered(100).shuffle(4));
    let mut sorted = data.y;
    sorted.sort();
    assert_eq!(sorted, numbered(100).y);
}

#[test]
fn rows_and_labels_that_are_not_as_many_do_no_harm() {
    let mut data = numbered(9);
    data.y.truncate(2);
    let (first, second) = data.shuffle(1).split(0.5);
    assert_eq!((first.x.len(), first.y.len()), (4, 2));
    assert_eq!((second.x.len(), second.y.len()), (5, 0));
}

#[test]
fn normalize_gives_mean_0_and_deviation_1() {
    let (mut data, _) = digits::load::<Digits>().split(0.3);
    let before = data.clone();
    let normalization = data.normalize();
    for feature in 0..64 {
        let of = |row: &[[[f32; 1]; 8]; 8]| f64::from(row.as_flattened().as_flattened()[feature]);
        let mean = data.x.iter().map(of).sum::<f64>() / data.len() as f64;
        let squares = data.x.iter().map(|row| of(row).powi(2)).sum::<f64>() / data.len() as f64;
        assert!(mean.abs() < 1e-6, "{feature}: {mean}");
        let constant = before.x.iter().all(|row| of(row) == of(&before.x[0]));
        let expected = if constant { 0.0 } else { 1.0 };
        assert!((squares - expected).abs() < 1e-6, "{feature}: {squares}");
    }
    let mut again = before.x;
    normalization.apply(&mut again);
    assert_eq!(again, data.x);
}

#[test]
fn normalize_survives_constant_near_and_missing_numbers() {
    let mut rows = [[0.1, 1e9, f32::NAN, f32::MAX]; 3];
    rows[1] = [0.1, 1e9 + 64.0, 2.0, f32::MIN];
    Normalization::of(&rows[..2]).apply(&mut rows);
    assert_eq!(rows.map(|row| row[0]), [0.0; 3]);
    assert_eq!(rows.map(|row| row[1]), [-1.0, 1.0, -1.0]);
    assert!(rows.iter().all(|row| row[2].is_nan()));
    assert_eq!(rows.map(|row| row[3]), [1.0, -1.0, 1.0]);
    Normalization::of(&[]).apply(&mut rows);
    assert_eq!(rows[0][3], 1.0);
}

#[test]
fn one_hot_takes_the_labels_of_the_loss_and_no_other_classes() {
    let expected = [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]];
    assert_eq!(one_hot::<3>(&[1_u8, 0]).unwrap(), expected);
    assert_eq!(one_hot::<3>(&[1_u16, 0]).unwrap(), expected);
    assert_eq!(one_hot::<3>(&[1_usize, 0]).unwrap(), expected);
    let result = numbered(5).one_hot::<3>();
    let Err(Error::Label {
        data: "labels",
        row: 3,
        label: 3,
        classes: 3,
    }) = result
    else {
        panic!("{result:?}");
    };
    assert!(one_hot::<0>(&[0_u8]).is_err());
    assert_eq!(numbered(10).one_hot::<10>().unwrap().len(), 10);
}
