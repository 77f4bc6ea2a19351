//! Dense and convolutional layers against sums written as the formulas are, in double precision,
//! on sizes around the sixteen numbers of a vector and the four rows of a tile.

use kerust::model::{Blueprint, InputRow, OutputRow, Sequential};
use kerust::prelude::*;
use kerust::random::{generator, unit};
use kerust::shape::Row;
use kerust::shape::Shape;
use nalgebra::DMatrix;

/// Numbers from −1 to 1.
fn numbers(seed: u64) -> impl FnMut() -> f32 {
    let mut rng = generator(seed);
    move || unit(&mut rng) * 2.0 - 1.0
}

fn rows<R: Row>(count: usize, mut number: impl FnMut() -> f32) -> Vec<R> {
    let mut rows = vec![R::ZERO; count];
    R::flatten_mut(&mut rows).fill_with(&mut number);
    rows
}

/// A model with all weights filled, biases too.
fn filled<M: Model>(_: Blueprint<M>, mut number: impl FnMut() -> f32) -> Box<M> {
    let mut net = M::new(0);
    let mut arrays = net.get_weights();
    for array in &mut arrays {
        array.values.fill_with(&mut number);
    }
    net.set_weights(&arrays).expect("its own arrays");
    net
}

/// Fails if `got` is farther from `exact` than the rounding of `terms` additions can bring it;
/// `size` is the sum of the absolute values of what is added.
fn near(place: &str, exact: f64, size: f64, terms: usize, got: f32) {
    let allowed = (terms + 2) as f64 * f64::from(f32::EPSILON) / 2.0 * size;
    let difference = (f64::from(got) - exact).abs();
    assert!(
        difference <= allowed,
        "{place}: expected {exact}, got {got}, {difference:.1e} apart, allowed {allowed:.1e}"
    );
}

/// All outputs for the rows, from one call for all and from a call for each, which are the same.
fn outputs<M: Sequential>(name: &str, net: &M, x: &[InputRow<M>]) -> Vec<OutputRow<M>>
where
    InputRow<M>: kerust::contract::RowFor<M::Input>,
{
    let together = net.predict_batch(x).expect("rows in memory");
    assert_eq!(together.len(), x.len(), "rows out of {name}");
    for (row, (x, y)) in x.iter().zip(&together).enumerate() {
        let (alone, batch) = (net.predict(x), together.len());
        let text = "alone and in a batch of";
        assert_eq!(alone.flat(), y.flat(), "{name}, row {row} {text} {batch}");
    }
    together
}

fn dense<M: Sequential>(blueprint: Blueprint<M>)
where
    InputRow<M>: kerust::contract::RowFor<M::Input>,
{
    let (inputs, units) = (M::Input::DIMS.len(), M::Output::DIMS.len());
    let name = format!("Dense<{inputs}, {units}>");
    let mut number = numbers((inputs * 100 + units) as u64);
    let net = filled(blueprint, &mut number);
    let [kernel, bias] = &net.get_weights()[..] else {
        panic!("{name} has not two arrays of weights");
    };
    let kernel =
        DMatrix::from_row_iterator(inputs, units, kernel.values.iter().map(|w| f64::from(*w)));
    let bias = DMatrix::from_row_iterator(1, units, bias.values.iter().map(|b| f64::from(*b)));
    for batch in 1..=9 {
        let x: Vec<InputRow<M>> = rows(batch, &mut number);
        let got = outputs::<M>(&name, &net, &x);
        let x = Row::flatten(&x).iter().map(|x| f64::from(*x));
        let x = DMatrix::from_row_iterator(batch, inputs, x);
        let ones = DMatrix::from_element(batch, 1, 1.0);
        let exact = &x * &kernel + &ones * &bias;
        let size = x.abs() * kernel.abs() + &ones * bias.abs();
        for (row, got) in got.iter().enumerate() {
            for (unit, got) in got.flat().iter().enumerate() {
                let place = format!("{name}, batch of {batch}, row {row}, unit {unit}");
                let at = (row, unit);
                near(&place, exact[at], size[at], inputs, *got);
            }
        }
    }
}

#[test]
fn dense_is_a_product_of_matrices() {
    macro_rules! every {
        ($([$($inputs:literal)*] to $units:tt;)*) => {
            $(every! { @each [$($inputs)*] $units })*
        };
        (@each [$($inputs:literal)*] $units:tt) => {
            $(every! { @units $inputs $units })*
        };
        (@units $inputs:literal [$($units:literal)*]) => {
            $(dense(model![< Dense<$inputs, $units> >]);)*
        };
    }
    every! {
        [1 15 16 17 33] to [1 15 16 17 33];
        [2 3 4 5 6 7 8 9] to [2];
        [31 64 100] to [32 10];
    }
}

/// One step with rate 1 of a model of two layers, against the chain rule with matrices.
fn step<M: Sequential>(
    blueprint: Blueprint<M>,
    hidden: usize,
    train: impl Fn(Box<M>, &[InputRow<M>], &[OutputRow<M>]) -> Box<M>,
) {
    let (inputs, units) = (M::Input::DIMS.len(), M::Output::DIMS.len());
    let name = format!("Dense<{inputs}, {hidden}>, Dense<{hidden}, {units}>");
    for batch in 1..=9 {
        let mut number = numbers((inputs * 100 + units * 10 + batch) as u64);
        let net = filled(blueprint, &mut number);
        let before = net.get_weights();
        let x: Vec<InputRow<M>> = rows(batch, &mut number);
        let targets: Vec<OutputRow<M>> = rows(batch, &mut number);
        let after = train(net, &x, &targets).get_weights();

        let matrix = |rows: usize, columns: usize, values: &[f32]| {
            let values = values.iter().map(|value| f64::from(*value));
            DMatrix::from_row_iterator(rows, columns, values)
        };
        let x = matrix(batch, inputs, Row::flatten(&x));
        let targets = matrix(batch, units, Row::flatten(&targets));
        let first = matrix(inputs, hidden, &before[0].values);
        let first_bias = matrix(1, hidden, &before[1].values);
        let second = matrix(hidden, units, &before[2].values);
        let second_bias = matrix(1, units, &before[3].values);
        let ones = DMatrix::from_element(batch, 1, 1.0);
        let h = &x * &first + &ones * &first_bias;
        let y = &h * &second + &ones * &second_bias;
        let dy = (y - targets) * (2.0 / (batch * units) as f64);
        let dh = &dy * second.transpose();
        let expected = [
            first - x.transpose() * &dh,
            first_bias - ones.transpose() * dh,
            second - h.transpose() * &dy,
            second_bias - ones.transpose() * dy,
        ];
        for (array, expected) in after.iter().zip(&expected) {
            let scale = expected.abs().max();
            // Matrices lie column after column in nalgebra.
            for (index, expected) in expected.transpose().iter().enumerate() {
                let (got, array) = (array.values[index], &array.name);
                let difference = (f64::from(got) - expected).abs() / scale;
                assert!(
                    difference < 1e-5,
                    "{name}, batch of {batch}, `{array}`[{index}] after a step: \
                     expected {expected}, got {got}"
                );
            }
        }
    }
}

#[test]
fn a_step_of_dense_layers_is_the_chain_rule() {
    macro_rules! each {
        ($($inputs:literal $hidden:literal $units:literal;)*) => {$(
            let net = model![< Dense<$inputs, $hidden>, Dense<$hidden, $units> >];
            step(net, $hidden, |net, x, y| {
                let optimizer = SGD::new().learning_rate(1.0);
                let mut net = compile!(net, optimizer = optimizer, loss = mse);
                net.train_on_batch(x, y).expect("good data");
                net.into_model()
            });
        )*};
    }
    each! {
        1 1 1;
        1 33 1;
        15 17 33;
        17 16 15;
        33 1 16;
        16 15 17;
        5 4 3;
    }
}

/// The geometry of a convolution: kernel size, step, whether zeros surround the image.
#[derive(Debug)]
struct Window(usize, usize, bool);

/// Keras' number of places along an axis, and of the zeros before it.
fn places(size: usize, Window(kernel, step, same): &Window) -> (usize, usize) {
    if !same {
        return ((size - kernel) / step + 1, 0);
    }
    let places = size.div_ceil(*step);
    let zeros = ((places - 1) * step + kernel).saturating_sub(size);
    (places, zeros / 2)
}

fn conv2d<M: Sequential>(blueprint: Blueprint<M>, window: &Window)
where
    InputRow<M>: kerust::contract::RowFor<M::Input>,
{
    let ([height, width, channels], [.., filters]) = (M::Input::DIMS.sizes, M::Output::DIMS.sizes);
    let name = format!(
        "Conv2D of {:?} to {:?} with {window:?}",
        M::Input::DIMS,
        M::Output::DIMS
    );
    let Window(size, step, _) = *window;
    let ((down, above), (across, left)) = (places(height, window), places(width, window));
    assert_eq!(
        M::Output::DIMS.axes(),
        [down, across, filters],
        "output of {name}"
    );
    let mut number = numbers((height * width + filters) as u64);
    let net = filled(blueprint, &mut number);
    let [kernel, bias] = &net.get_weights()[..] else {
        panic!("{name} has not two arrays of weights");
    };
    for batch in [1, 2, 4, 5, 9] {
        let x: Vec<InputRow<M>> = rows(batch, &mut number);
        let got = outputs::<M>(&name, &net, &x);
        for (row, (x, got)) in x.iter().zip(&got).enumerate() {
            for (index, got) in got.flat().iter().enumerate() {
                let (f, j, i) = (
                    index % filters,
                    index / filters % across,
                    index / filters / across,
                );
                let bias = f64::from(bias.values[f]);
                let (mut exact, mut sum_of_sizes, mut terms) = (bias, bias.abs(), 0);
                for (a, b) in (0..size * size).map(|place| (place / size, place % size)) {
                    let (row, column) = (i * step + a, j * step + b);
                    if !(above..above + height).contains(&row)
                        || !(left..left + width).contains(&column)
                    {
                        continue;
                    }
                    for c in 0..channels {
                        let pixel = ((row - above) * width + column - left) * channels + c;
                        let weight = ((a * size + b) * channels + c) * filters + f;
                        let product = f64::from(x.flat()[pixel]) * f64::from(kernel.values[weight]);
                        exact += product;
                        sum_of_sizes += product.abs();
                        terms += 1;
                    }
                }
                let place = format!("{name}, batch of {batch}, row {row}, [{i}, {j}, {f}]");
                near(&place, exact, sum_of_sizes, terms, *got);
            }
        }
    }
}

#[test]
fn conv2d_is_its_sum() {
    macro_rules! each {
        ($(
            $h:literal $w:literal, $c:literal to $f:literal, $k:literal step $s:tt $padding:ident;
        )*) => {$(
            let net = model![<
                Image<$h, $w, $c>, Conv2D<$c, $f, $k>(padding = $padding, strides = $s)
            >];
            conv2d(net, &Window($k, $s, stringify!($padding) == "same"));
        )*};
    }
    each! {
        1 1, 1 to 1, 1 step 1 valid;
        5 7, 1 to 15, 3 step 1 valid;
        4 3, 3 to 16, 2 step 1 valid;
        3 4, 2 to 17, 3 step 1 valid;
        5 5, 17 to 33, 1 step 1 valid;
        9 8, 1 to 2, 3 step 2 valid;
        7 9, 2 to 1, 2 step 3 valid;
        5 4, 2 to 17, 3 step 1 same;
        5 4, 1 to 3, 2 step 1 same;
        2 3, 1 to 2, 5 step 1 same;
        7 6, 2 to 3, 3 step 2 same;
        6 7, 1 to 16, 4 step 2 same;
        8 5, 15 to 1, 2 step 2 same;
        9 10, 1 to 2, 3 step 4 same;
        7 5, 1 to 2, 1 step 3 same;
    }
}
