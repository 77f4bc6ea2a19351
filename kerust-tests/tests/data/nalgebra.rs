//! Rows, labels and weights of nalgebra.

use kerust::contract::Samples;
use kerust::prelude::*;
use nalgebra::{DMatrix, DMatrixView, DVector, Dyn, MatrixView, SMatrix, SVector};

use super::of_others::*;

fn matrix() -> DMatrix<f32> {
    DMatrix::from_fn(ROWS, 4, |row, column| byte(row, column).into())
}

fn classes() -> DVector<usize> {
    DVector::from_fn(ROWS, |row, _| class(row))
}

/// The training on these rows has the bits of the one on arrays.
fn check<X>(x: &X)
where
    X: Samples<Item: kerust::contract::RowFor<Vector<4>>> + ?Sized,
{
    let loss = sparse_categorical_crossentropy::new();
    assert_eq!(
        trained::<Classes, _, _, _>(loss, x, &classes()),
        classes_of_arrays()
    );
}

#[test]
fn vectors_as_rows() {
    let vectors: Vec<SVector<f32, 4>> = rows().into_iter().map(SVector::from).collect();
    check(&vectors);
    check(&vectors[..]);
    let array: [SVector<f32, 4>; ROWS] = std::array::from_fn(|row| vectors[row]);
    check(&array);
    let bytes = |row| SVector::<u8, 4>::from_fn(|column, _| byte(row, column));
    let bytes: Vec<SVector<u8, 4>> = (0..ROWS).map(bytes).collect();
    check(&bytes);

    let net = Classes::new(1);
    assert_eq!(net.predict(&vectors[3]), net.predict(&rows()[3]));
    assert_eq!(net.predict(&bytes[3]), net.predict(&rows()[3]));
}

/// A source that has to be asked for each row.
struct Computed;

impl Samples for Computed {
    type Item = SVector<f32, 4>;

    fn sample_count(&self) -> usize {
        ROWS
    }

    fn read_sample(&self, index: usize, into: &mut SVector<f32, 4>) -> kerust::Result<()> {
        assert_eq!(into.len(), 4);
        *into = SVector::from(rows()[index]);
        Ok(())
    }
}

#[test]
fn vectors_of_a_source() {
    check(&Computed);
}

#[test]
fn matrices_as_rows() {
    let matrix = matrix();
    check(&matrix);
    check(&matrix.map(|number| number as u8));
    let whole: DMatrixView<'_, f32> = matrix.as_view();
    check(&whole);
    let fixed = SMatrix::<f32, ROWS, 4>::from_fn(|row, column| byte(row, column).into());
    check(&fixed.view((0, 0), fixed.shape()));
    let fixed = matrix.fixed_columns::<4>(0);
    check(&fixed.view((0, 0), fixed.shape()));
    let wide = matrix.clone().insert_columns(2, 3, 99.0);
    let wide = wide.remove_columns(2, 3).insert_rows(0, 5, -1.0);
    let inner: DMatrixView<'_, f32, _, _> = wide.rows(5, ROWS);
    check(&inner);
    // Row after row in memory.
    let rows = rows();
    let strided: MatrixView<'_, f32, Dyn, Dyn, Dyn, Dyn> =
        DMatrixView::from_slice_with_strides(rows.as_flattened(), ROWS, 4, 4, 1);
    check(&strided);
}

#[test]
fn labels_of_every_kind() {
    let x = rows();
    let hot: Vec<[f32; 3]> = (0..ROWS).map(one_hot).collect();
    let categorical = categorical_crossentropy::new;
    let expected = trained::<Classes, _, _, _>(categorical(), &x, &hot);
    let vectors: Vec<SVector<f32, 3>> = hot.iter().copied().map(SVector::from).collect();
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &vectors),
        expected
    );
    let bits: Vec<SVector<bool, 3>> = vectors
        .iter()
        .map(|row| row.map(|bit| bit == 1.0))
        .collect();
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &bits),
        expected
    );
    let matrix = DMatrix::from_fn(ROWS, 3, |row, class| f64::from(one_hot(row)[class]));
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &matrix),
        expected
    );
    let bits = matrix.map(|bit| bit == 1.0);
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &bits),
        expected
    );

    let numbers: Vec<f32> = (0..ROWS).map(|row| row as f32).collect();
    let expected = trained::<Line, _, _, _>(mse::new(), &x, &numbers);
    let vector = DVector::from_vec(numbers);
    assert_eq!(trained::<Line, _, _, _>(mse::new(), &x, &vector), expected);
    assert_eq!(
        trained::<Line, _, _, _>(mse::new(), &x, &vector.rows(0, ROWS)),
        expected
    );
    let column = DMatrix::from_column_slice(ROWS, 1, vector.as_slice());
    assert_eq!(trained::<Line, _, _, _>(mse::new(), &x, &column), expected);
}

#[test]
fn weights_of_rows() {
    let (x, y, weights) = (
        rows(),
        classes(),
        DVector::from_fn(ROWS, |row, _| row as f32),
    );
    let net = compile!(
        Classes::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let expected = net
        .evaluate_weighted(&x, &y, weights.as_slice())
        .unwrap()
        .loss();
    assert_eq!(
        net.evaluate_weighted(&x, &y, &weights).unwrap().loss(),
        expected
    );
}

/// Each door says the same, and nothing has changed then.
#[test]
fn a_matrix_of_another_width() {
    let (wide, y) = (DMatrix::<f32>::zeros(ROWS, 5), classes());
    let mut net = compile!(
        Classes::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let before = net.to_bytes();
    let x = matrix();
    let say = |error: kerust::Error| error.to_string();
    let said = [
        ("training data", fit!(net, &wide, &y, verbose = 0).map(drop)),
        (
            "validation data",
            fit!(net, &x, &y, validation_data = (&wide, &y), verbose = 0).map(drop),
        ),
        ("data to evaluate", net.evaluate(&wide, &y).map(drop)),
        (
            "data to evaluate",
            evaluate!(net, &wide, &y, verbose = 0).map(drop),
        ),
        ("data to predict", net.predict_batch(&wide).map(drop)),
        (
            "data to predict",
            predict!(net, &wide, verbose = 0).map(drop),
        ),
        ("batch", net.train_on_batch(&wide, &y).map(drop)),
        ("batch", net.test_on_batch(&wide, &y).map(drop)),
        (
            "training data",
            find_learning_rate(&net, &wide, &y).run().map(drop),
        ),
    ];
    for (data, result) in said {
        let expected = format!("{data}: the rows of `x` have 5 numbers, not 4");
        assert_eq!(result.map_err(say), Err(expected));
    }
    assert_eq!(net.to_bytes(), before);

    let error = net.predict_batch(&wide).unwrap_err();
    let kerust::Error::SampleShape {
        given, expected, ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!((given[0], expected[0]), (5, 4));
}

#[test]
fn labels_of_another_width() {
    let y = DMatrix::<f32>::zeros(ROWS, 2);
    let mut net = compile!(
        Classes::new(1),
        optimizer = SGD,
        loss = categorical_crossentropy
    );
    let before = net.to_bytes();
    let text = "the labels in `y` have 2 numbers, not 3";
    let error = fit!(net, &matrix(), &y, verbose = 0).unwrap_err();
    assert_eq!(error.to_string(), format!("training data: {text}"));
    let error = net.train_on_batch(&matrix(), &y).unwrap_err();
    assert_eq!(error.to_string(), format!("batch: {text}"));
    assert_eq!(net.to_bytes(), before);

    let mut tape = GradientTape::<Classes>::new(ROWS);
    tape.forward(net.model(), &rows()[..], kerust::layers::Pass::PREDICT);
    let error = tape.loss(&categorical_crossentropy::new(), &y).unwrap_err();
    assert_eq!(error.to_string(), format!("data: {text}"));
}

/// A label that is none of the classes is told with its row.
#[test]
fn labels_are_checked() {
    let mut y = classes();
    y[7] = 3;
    let mut net = compile!(
        Classes::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let error = fit!(net, &matrix(), &y, verbose = 0).unwrap_err();
    let text = "training data: label 3 of row 7 is outside of the model's 3 classes, 0 to 2";
    assert_eq!(error.to_string(), text);
}

/// As the others, before the first step.
#[test]
fn labels_in_a_matrix_are_checked() {
    let mut y = DMatrix::<i32>::zeros(ROWS, 3);
    y[(49, 1)] = 2;
    let mut net = compile!(
        Classes::new(1),
        optimizer = SGD,
        loss = categorical_crossentropy
    );
    let before = net.to_bytes();
    let error = fit!(net, &matrix(), &y, verbose = 0).unwrap_err();
    let text = "training data: label 2 of row 49 is outside of the model's 2 classes, 0 to 1";
    assert_eq!(error.to_string(), text);
    assert_eq!(net.to_bytes(), before);
}

/// Rows of which each has its own length, and labels too.
struct Ragged;

impl Samples for Ragged {
    type Item = kerust::contract::DynRow<f32, 1>;

    fn sample_count(&self) -> usize {
        4
    }

    fn sample(&self, index: usize) -> Option<&Self::Item> {
        Some(kerust::contract::DynRow::of(&[1.0; 6][..3 + index]))
    }

    fn read_sample(&self, _: usize, _: &mut Self::Item) -> kerust::Result<()> {
        unreachable!("all are in memory")
    }
}

#[test]
fn a_source_that_does_not_say_its_lengths() {
    let mut net = compile!(
        Classes::new(1),
        optimizer = SGD,
        loss = categorical_crossentropy
    );
    let error = net.train_on_batch(&rows()[..4], &Ragged).unwrap_err();
    assert_eq!(error.to_string(), "row 1 has 4 numbers, not 3");
    let predicted = std::panic::catch_unwind(|| Classes::new(1).predict_batch(&Ragged));
    predicted.expect_err("no row is cut off");
}

#[test]
fn the_way_out() {
    let mut net = Classes::new(1);
    let kernel = net.dense().kernel().to_nalgebra();
    assert_eq!(kernel.shape(), (4, 6));
    for (row, column) in [(0, 0), (3, 5), (1, 4)] {
        assert_eq!(kernel[(row, column)], net.dense().kernel()[[row, column]]);
    }
    net.dense_mut().bias().set([1.0, 2.0]);
    let bias: DVector<f32> = net.dense().bias().to_nalgebra();
    assert_eq!(bias.as_slice(), [1.0, 2.0, 0.0, 0.0, 0.0, 0.0]);

    let arrays = net.get_weights();
    assert_eq!(arrays[0].to_nalgebra(), kernel);
    assert_eq!(arrays[1].to_nalgebra().shape(), (1, 6));

    // The layer by nalgebra.
    let x = matrix();
    let hidden = &x * &kernel + DMatrix::from_fn(ROWS, 6, |_, unit| net.dense().bias()[[unit]]);
    let logits = hidden.map(f32::tanh) * net.dense_1().kernel().to_nalgebra();
    let outputs = net.predict_batch(&x).unwrap();
    for (row, output) in outputs.iter().enumerate() {
        let powers = logits.row(row).map(f32::exp);
        for (class, output) in output.iter().enumerate() {
            assert!((powers[class] / powers.sum() - output).abs() < 1e-5);
        }
    }
}
