//! A normalization apart from its rows: chosen columns, its parts, files, serde.

use std::fs;

use kerust::Error;
use kerust::datasets::{Dataset, Normalization};

type Row = [f32; 4];

/// Two measurements, then a class as 0 and 1.
const ROWS: [Row; 3] = [
    [1.5, -2e7, 0.0, 1.0],
    [3.0, 1e-3, 1.0, 0.0],
    [0.1, 7.0, 0.0, 1.0],
];

fn applied(normalization: &Normalization<Row>) -> [Row; 3] {
    let mut rows = ROWS;
    normalization.apply(&mut rows);
    rows
}

#[test]
fn columns_that_are_left_out_stay_to_the_bit() {
    let all = Normalization::of(&ROWS);
    let whole = applied(&all);
    let only = all.clone().only([1, 0]).expect("features of a row");
    let except = all.clone().except(2..4).expect("features of a row");
    assert_eq!(only, except);
    for ((row, whole), before) in applied(&only).iter().zip(whole).zip(ROWS) {
        assert_eq!((row[0], row[1]), (whole[0], whole[1]));
        assert_eq!((row[2], row[3]), (before[2], before[3]));
    }
    let mut one = ROWS[1];
    only.apply_to_row(&mut one);
    assert_eq!(one, applied(&only)[1]);
    for error in [all.clone().only([0, 4]), all.except([4])] {
        let text = "a normalization of rows of 4 features: there is no feature 4";
        assert_eq!(error.expect_err(text).to_string(), text);
    }
}

#[test]
fn of_no_rows_changes_nothing() {
    let mut data = Dataset {
        x: Vec::<Row>::new(),
        y: Vec::<u8>::new(),
    };
    assert_eq!(applied(&data.normalize()), ROWS);
}

#[test]
fn parts_are_those_of_the_rows() {
    let of = Normalization::of(&ROWS);
    let again = Normalization::from_parts(of.mean().to_vec(), of.deviation().to_vec());
    assert_eq!(again.expect("its own parts"), of);
    for (mean, deviation, problem) in [
        (vec![0.0; 3], vec![1.0; 4], "there are 3 means"),
        (vec![0.0; 4], vec![1.0; 5], "there are 5 deviations"),
        (
            vec![0.0, f64::NAN, 0.0, 0.0],
            vec![1.0; 4],
            "the mean of feature 1 is NaN",
        ),
        (
            vec![0.0; 4],
            vec![1.0, 1.0, 0.0, 1.0],
            "the deviation of feature 2 is 0",
        ),
        (
            vec![0.0; 4],
            vec![1.0, 1.0, 1.0, -2.5],
            "the deviation of feature 3 is -2.5",
        ),
    ] {
        let text = format!("a normalization of rows of 4 features: {problem}");
        let error = Normalization::<Row>::from_parts(mean, deviation).expect_err(problem);
        assert_eq!(error.to_string(), text);
    }
}

#[cfg(feature = "safetensors")]
#[test]
fn a_file_holds_it_to_the_bit() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.normalization");
    let normalization = Normalization::of(&ROWS).only(0..2).expect("two features");
    normalization.save(&path).expect("a file is written");
    let loaded = Normalization::<Row>::load(&path).expect("what was written");
    assert_eq!(loaded, normalization);
    // Each part by itself, as anybody reads the format.
    let bytes = fs::read(&path).expect("a file");
    let file = safetensors::SafeTensors::deserialize(&bytes).expect("the format");
    let mean = file.tensor("mean").expect("the means");
    let numbers = mean
        .data()
        .as_chunks()
        .0
        .iter()
        .map(|bytes| f64::from_le_bytes(*bytes));
    assert!(numbers.eq(normalization.mean().iter().copied()));

    let text = "a normalization of rows of 3 features: there are 4 means";
    let error = Normalization::<[f32; 3]>::load(&path).expect_err(text);
    assert_eq!(error.to_string(), text);
    for length in 0..bytes.len() {
        fs::write(&path, &bytes[..length]).expect("half a file");
        let error = Normalization::<Row>::load(&path).expect_err("half a file");
        assert!(matches!(error, Error::Format { .. }), "{error}");
    }
    let error = Normalization::<Row>::load(folder.path().join("missing")).expect_err("no file");
    assert!(
        matches!(error, Error::File { action: "read", .. }),
        "{error}"
    );
}

/// Said when it is saved, not by whoever loads it.
#[cfg(feature = "safetensors")]
#[test]
fn what_is_not_finite_is_not_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.normalization");
    let error = Normalization::of(&[[f32::NAN]])
        .save(&path)
        .expect_err("NaN");
    let text = "a normalization of rows of 1 features: the mean of feature 0 is NaN";
    assert_eq!(error.to_string(), text);
    assert!(!path.exists());
}

#[cfg(feature = "serde")]
#[test]
fn serde_holds_it_and_checks_it() {
    let normalization = Normalization::of(&ROWS);
    let text = serde_json::to_string(&normalization).expect("numbers");
    let again: Normalization<Row> = serde_json::from_str(&text).expect("what was written");
    assert_eq!(again, normalization);
    let error = serde_json::from_str::<Normalization<[f32; 2]>>(&text).expect_err("another width");
    assert!(error.to_string().contains("there are 4 means"), "{error}");
    let error = serde_json::from_str::<Normalization<[f32; 1]>>(r#"{"mean":[0],"deviation":[0]}"#);
    let error = error.expect_err("a deviation of 0").to_string();
    assert!(error.contains("the deviation of feature 0 is 0"), "{error}");
}
