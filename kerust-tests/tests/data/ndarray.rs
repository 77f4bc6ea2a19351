//! Rows, labels and weights of ndarray.

use kerust::contract::{RowFor, Samples};
use kerust::prelude::*;
use ndarray::{Array1, Array2, Array3, Array4, ArrayView2, ShapeBuilder, aview2, s};

use super::of_others::*;

fn matrix() -> Array2<f32> {
    Array2::from_shape_fn((ROWS, 4), |(row, column)| byte(row, column).into())
}

fn classes() -> Array1<usize> {
    Array1::from_shape_fn(ROWS, class)
}

/// The training on these rows has the bits of the one on arrays.
fn check<X>(x: &X)
where
    X: Samples<Item: RowFor<Vector<4>>> + ?Sized,
{
    let loss = sparse_categorical_crossentropy::new();
    assert_eq!(
        trained::<Classes, _, _, _>(loss, x, &classes()),
        classes_of_arrays()
    );
}

/// Whether each row is used where it lies.
fn is_in_place(x: &ArrayView2<'_, f32>) -> bool {
    (0..x.nrows()).all(|row| {
        let sample = x.sample(row).map(|sample| sample.numbers().as_ptr());
        sample == Some(x.row(row).as_ptr())
    })
}

#[test]
fn matrices_as_rows() {
    let matrix = matrix();
    check(&matrix);
    check(&matrix.view());
    check(&matrix.to_shared());
    check(&matrix.mapv(|number| number as u8));
    assert!(is_in_place(&matrix.view()));
    assert!(matrix.sample(ROWS - 1).is_some());
}

/// Rows that lie in one piece are used in place, others are copied.
#[test]
fn views_of_a_larger_matrix() {
    let matrix = matrix();
    let mut columns = Array2::zeros((ROWS, 4).f());
    columns.assign(&matrix);
    assert!(!is_in_place(&columns.view()));
    check(&columns);

    let mut wide = Array2::from_elem((2 * ROWS, 9), 77.0);
    wide.slice_mut(s![1..;2, 3..7]).assign(&matrix);
    let inner = wide.slice(s![1..;2, 3..7]);
    assert!(is_in_place(&inner));
    check(&inner);

    let mut wide = Array2::from_elem((ROWS, 8), 77.0);
    wide.slice_mut(s![.., ..;-2]).assign(&matrix);
    let backwards = wide.slice(s![.., ..;-2]);
    assert!(!is_in_place(&backwards));
    check(&backwards);
    check(&wide.mapv(|number| number as u8).slice(s![.., ..;-2]));
}

model! { struct Steps < Sequence<3, 2>, Flatten, Dense<6, 1> > }
model! { struct Pixels < Image<4, 3, 2>, Rescaling(1.0 / 11.0), Conv2D<2, 2, 2>(relu), Flatten, Dense<12, 1> > }

#[test]
fn arrays_as_rows_of_sequences_and_images() {
    let y = Array1::from_shape_fn(ROWS, |row| row as f32);
    let rows: Vec<[[f32; 2]; 3]> = (0..ROWS)
        .map(|row| std::array::from_fn(|t| [byte(row, t).into(), byte(t, row).into()]))
        .collect();
    let expected = trained::<Steps, _, _, _>(mse::new(), &rows, &y);
    let steps = Array3::from_shape_fn((ROWS, 3, 2), |(row, t, f)| rows[row][t][f]);
    assert_eq!(trained::<Steps, _, _, _>(mse::new(), &steps, &y), expected);
    // Features first in memory.
    let turned = steps
        .permuted_axes([0, 2, 1])
        .as_standard_layout()
        .into_owned();
    let turned = turned.view().permuted_axes([0, 2, 1]);
    assert!(turned.sample(0).is_none());
    assert_eq!(trained::<Steps, _, _, _>(mse::new(), &turned, &y), expected);

    let images = Array4::from_shape_fn((ROWS, 4, 3, 2), |(row, h, w, c)| byte(row + h, w + c));
    let rows: Vec<[[[u8; 2]; 3]; 4]> = (0..ROWS)
        .map(|row| {
            let pixel = |h, w, c| images[[row, h, w, c]];
            std::array::from_fn(|h| {
                std::array::from_fn(|w| std::array::from_fn(|c| pixel(h, w, c)))
            })
        })
        .collect();
    let expected = trained::<Pixels, _, _, _>(mse::new(), &rows, &y);
    assert_eq!(
        trained::<Pixels, _, _, _>(mse::new(), &images, &y),
        expected
    );
    let numbers = images.mapv(f32::from);
    assert_eq!(
        trained::<Pixels, _, _, _>(mse::new(), &numbers.view(), &y),
        expected
    );
}

#[test]
fn labels_of_every_kind() {
    let x = matrix();
    let hot: Vec<[f32; 3]> = (0..ROWS).map(one_hot).collect();
    let categorical = categorical_crossentropy::new;
    let expected = trained::<Classes, _, _, _>(categorical(), &x, &hot);
    let matrix = aview2(&hot);
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &matrix),
        expected
    );
    let matrix = matrix.mapv(f64::from);
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &matrix),
        expected
    );
    let bits = matrix.mapv(|bit| bit == 1.0);
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &bits),
        expected
    );
    assert_eq!(
        trained::<Classes, _, _, _>(categorical(), &x, &bits.t().to_owned().t()),
        expected
    );

    let numbers = Array1::from_shape_fn(ROWS, |row| row as f32);
    let expected = trained::<Line, _, _, _>(mse::new(), &x, &numbers.to_vec());
    assert_eq!(trained::<Line, _, _, _>(mse::new(), &x, &numbers), expected);
    assert_eq!(
        trained::<Line, _, _, _>(mse::new(), &x, &numbers.mapv(f64::from)),
        expected
    );
    let twice = Array1::from_shape_fn(2 * ROWS, |row| (row / 2) as i64);
    assert_eq!(
        trained::<Line, _, _, _>(mse::new(), &x, &twice.slice(s![..;2])),
        expected
    );
    let column = numbers.to_shape((ROWS, 1)).unwrap();
    assert_eq!(trained::<Line, _, _, _>(mse::new(), &x, &column), expected);
}

#[test]
fn weights_of_rows() {
    let (x, y, weights) = (
        rows(),
        classes(),
        Array1::from_shape_fn(ROWS, |row| row as f64),
    );
    let net = compile!(
        Classes::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let expected = net
        .evaluate_weighted(&x, &y, &weights.to_vec())
        .unwrap()
        .loss();
    assert_eq!(
        net.evaluate_weighted(&x, &y, &weights).unwrap().loss(),
        expected
    );
}

#[test]
fn arrays_of_another_shape() {
    let y = Array1::<f32>::zeros(ROWS);
    let mut net = compile!(Line::new(1), optimizer = SGD, loss = mse);
    let before = net.to_bytes();
    let error = fit!(net, &Array2::<f32>::zeros((ROWS, 3)), &y, verbose = 0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "training data: the rows of `x` have 3 numbers, not 4"
    );
    let error = fit!(
        net,
        &matrix(),
        &Array2::<f32>::zeros((ROWS, 2)),
        verbose = 0
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "training data: the labels in `y` have 2 numbers, not 1"
    );
    assert_eq!(net.to_bytes(), before);

    let net = compile!(Steps::new(1), optimizer = SGD, loss = mse);
    let error = net
        .predict_batch(&Array3::<f32>::zeros((9, 2, 3)))
        .unwrap_err();
    let text = "data to predict: the rows of `x` have the shape (2, 3), not (3, 2)";
    assert_eq!(error.to_string(), text);
    let net = compile!(Pixels::new(1), optimizer = SGD, loss = mse);
    let error = net
        .evaluate(&Array4::<u8>::zeros((ROWS, 3, 4, 2)), &y)
        .unwrap_err();
    let text = "data to evaluate: the rows of `x` have the shape (3, 4, 2), not (4, 3, 2)";
    assert_eq!(error.to_string(), text);
    assert!(
        net.predict_batch(&Array4::<u8>::zeros((0, 4, 3, 2)))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn the_way_out() {
    let mut net = Classes::new(1);
    let x = matrix();
    let outputs = net.predict_batch(&x).unwrap();
    // No copy.
    let view = aview2(&outputs);
    assert_eq!(
        (view.dim(), view.as_ptr()),
        ((ROWS, 3), outputs.as_flattened().as_ptr())
    );

    let kernel = net.dense_1().kernel().to_ndarray();
    let hidden = x.dot(&net.dense().kernel().to_ndarray()) + net.dense().bias().to_ndarray();
    let powers = hidden.mapv(f32::tanh).dot(&kernel).mapv(f32::exp);
    for (powers, output) in powers.rows().into_iter().zip(view.rows()) {
        let differences = &powers / powers.sum() - output;
        assert!(differences.iter().all(|difference| difference.abs() < 1e-5));
    }

    let arrays = net.get_weights();
    assert_eq!(arrays[2].to_ndarray(), kernel.clone().into_dyn());
    // And in again.
    net.dense_1_mut()
        .kernel()
        .set(kernel.iter().map(|number| 2.0 * number));
    assert_eq!(net.dense_1().kernel().to_ndarray(), 2.0 * kernel);

    let filters = Pixels::new(1);
    let kernel = filters.conv2d().kernel().to_ndarray();
    assert_eq!(kernel.dim(), (2, 2, 2, 2));
    assert_eq!(
        kernel[[1, 0, 1, 0]],
        filters.conv2d().kernel()[[1, 0, 1, 0]]
    );
}
