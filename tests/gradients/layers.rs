//! Each layer by itself: the gradients of its inputs and of its weights.

use kerust::gradients::Learner;
use kerust::layers::options::{padding, same, strides};
use kerust::layers::{Geometry, Layer, Pass, With};
use kerust::memory::{Lane, Weight, lanes};
use kerust::prelude::*;
use kerust::shape::{Row, Shape};

use super::difference::{Comparison, numbers, rows};

/// Compares the gradients of Σ cᵢ·yᵢ for the outputs y of a layer, with numbers c of either sign.
fn check<In: Shape, Out: Shape, L: Layer<In, Out> + Geometry<In>>(name: &str, layer: &L) {
    const ROWS: usize = 3;
    let mut comparison = Comparison::new(name);
    let mut number = numbers(name.len() as u64);
    let mut weights = vec![[0.0; 16]; lanes(L::WEIGHTS)];
    each_place(L::WEIGHTS, |_, lane, place| weights[lane][place] = number());
    let mut x: Vec<In::Row> = rows(ROWS, &mut number);
    let c: Vec<Out::Row> = rows(ROWS, &mut number);
    let pass = Pass::train(3, 5).layer(1);

    let (mut y, mut dx) = (vec![Out::Row::ZERO; ROWS], rows(ROWS, || f32::NAN));
    let kept = forward::<In, Out, L>(layer, &weights, &x, &mut y, &pass);
    let mut dy = c.clone();
    L::activation_backward(&kept, &y, &mut dy, &pass);
    let mut gradients = vec![[f32::NAN; 16]; weights.len()];
    let mut store = Learner::store(&mut gradients);
    let mut sink = store.sink(&mut weights, 0);
    layer.backward(&x[..], &y, &dy, Some(&mut dx), &mut sink, &pass);

    let mut value = |weights: &[Lane], x: &[In::Row]| {
        forward::<In, Out, L>(layer, weights, x, &mut y, &pass);
        let outputs = Row::flatten(&y).iter().zip(Row::flatten(&c));
        outputs.map(|(y, c)| f64::from(*y) * f64::from(*c)).sum()
    };
    each_place(L::WEIGHTS, |what, lane, place| {
        let (at, got) = (weights[lane][place], gradients[lane][place]);
        comparison.compare(what, at, got, |w| {
            weights[lane][place] = w;
            let value = value(&weights, &x);
            weights[lane][place] = at;
            value
        });
        gradients[lane][place] = 0.0;
    });
    let beside: f32 = gradients.as_flattened().iter().sum();
    assert_eq!(beside, 0.0, "gradient of what fills up lanes in {name}");
    for index in 0..ROWS * In::DIMS.len() {
        let (at, got) = (Row::flatten(&x)[index], In::Row::flatten(&dx)[index]);
        comparison.compare(&format!("input {index}"), at, got, |input| {
            In::Row::flatten_mut(&mut x)[index] = input;
            let value = value(&weights, &x);
            In::Row::flatten_mut(&mut x)[index] = at;
            value
        });
    }
    comparison.finish();
}

/// The outputs `y`; what the activation was applied to, if the layer keeps that.
fn forward<In: Shape, Out: Shape, L: Layer<In, Out>>(
    layer: &L,
    weights: &[Lane],
    x: &[In::Row],
    y: &mut [Out::Row],
    pass: &Pass,
) -> Vec<Out::Row> {
    layer.forward(weights, x, y, pass);
    let mut kept = if L::Ends::KEEPS_INPUT {
        y.to_vec()
    } else {
        Vec::new()
    };
    L::activation_forward(y, &mut kept, pass);
    kept
}

/// Calls `visit` with a name, the lane and the place in it, for every weight.
fn each_place(weights: &[Weight], mut visit: impl FnMut(&str, usize, usize)) {
    let mut first = 0;
    for weight in weights {
        for index in 0..weight.len() {
            let (lane, place) = weight.place(index);
            visit(&format!("{}[{index}]", weight.name), first + lane, place);
        }
        first += weight.lanes();
    }
}

/// `layer on input` is checked; the output's shape is the compiler's to find.
macro_rules! check {
    ($($layer:ty = $value:expr, $input:ty => $output:ty;)*) => {$(
        let name = concat!(stringify!($layer), " on ", stringify!($input));
        check::<$input, $output, $layer>(name, &$value);
    )*};
}

type Same<L> = <L as With<padding<same>>>::Is;
type Step<L, const STEP: usize> = <L as With<strides<STEP>>>::Is;

#[test]
fn dense() {
    check! {
        Dense<5, 3> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, relu> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, sigmoid> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, tanh> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, softmax> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, gelu> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, gelu<true>> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, silu> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, mish> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, elu> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, selu> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, softplus> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, softsign> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, squareplus> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, tanh_shrink> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, log_sigmoid> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, exponential> = Dense::new(), Vector<5> => Vector<3>;
        Dense<5, 3, log_softmax> = Dense::new(), Vector<5> => Vector<3>;
        Dense<1, 1> = Dense::new(), Vector<1> => Vector<1>;
        Dense<1, 33, tanh> = Dense::new(), Vector<1> => Vector<33>;
        Dense<17, 16, sigmoid> = Dense::new(), Vector<17> => Vector<16>;
        Dense<3, 17, softmax> = Dense::new(), Vector<3> => Vector<17>;
    }
}

#[test]
fn conv2d() {
    check! {
        Conv2D<2, 3, 3> = Conv2D::new(), Image<5, 4, 2> => Image<3, 2, 3>;
        Conv2D<2, 3, 2, relu> = Conv2D::new(), Image<4, 3, 2> => Image<3, 2, 3>;
        Conv2D<2, 3, 2, sigmoid> = Conv2D::new(), Image<4, 3, 2> => Image<3, 2, 3>;
        Conv2D<2, 3, 2, tanh> = Conv2D::new(), Image<4, 3, 2> => Image<3, 2, 3>;
        Conv2D<2, 3, 2, softmax> = Conv2D::new(), Image<4, 3, 2> => Image<3, 2, 3>;
        Conv2D<2, 3, 2, silu> = Conv2D::new(), Image<4, 3, 2> => Image<3, 2, 3>;
        Conv2D<1, 17, 2, tanh> = Conv2D::new(), Image<3, 3, 1> => Image<2, 2, 17>;
        Conv2D<17, 2, 1> = Conv2D::new(), Image<2, 2, 17> => Image<2, 2, 2>;
        Same<Conv2D<2, 3, 3, tanh>> = Conv2D::new(), Image<5, 4, 2> => Image<5, 4, 3>;
        Same<Conv2D<2, 3, 2>> = Conv2D::new(), Image<5, 4, 2> => Image<5, 4, 3>;
        Same<Conv2D<1, 2, 5>> = Conv2D::new(), Image<3, 2, 1> => Image<3, 2, 2>;
        Step<Conv2D<2, 3, 3>, 2> = Conv2D::new(), Image<7, 6, 2> => Image<3, 2, 3>;
        Step<Conv2D<2, 3, 2, softmax>, 2> = Conv2D::new(), Image<5, 4, 2> => Image<2, 2, 3>;
        Step<Conv2D<1, 2, 2>, 3> = Conv2D::new(), Image<7, 5, 1> => Image<2, 2, 2>;
        Step<Same<Conv2D<2, 3, 3, sigmoid>>, 2> = Conv2D::new(), Image<5, 4, 2> => Image<3, 2, 3>;
        Step<Same<Conv2D<2, 3, 3>>, 2> = Conv2D::new(), Image<6, 7, 2> => Image<3, 4, 3>;
        Step<Same<Conv2D<2, 3, 2>>, 2> = Conv2D::new(), Image<5, 4, 2> => Image<3, 2, 3>;
        Step<Same<Conv2D<1, 2, 4>>, 2> = Conv2D::new(), Image<5, 6, 1> => Image<3, 3, 2>;
        Step<Same<Conv2D<1, 2, 1>>, 3> = Conv2D::new(), Image<5, 7, 1> => Image<2, 3, 2>;
        Step<Same<Conv2D<1, 2, 3>>, 4> = Conv2D::new(), Image<5, 9, 1> => Image<2, 3, 2>;
    }
}

#[test]
fn layers_without_weights() {
    check! {
        MaxPooling2D<2> = MaxPooling2D::new(), Image<4, 6, 2> => Image<2, 3, 2>;
        MaxPooling2D<2> = MaxPooling2D::new(), Image<5, 3, 1> => Image<2, 1, 1>;
        MaxPooling2D<3> = MaxPooling2D::new(), Image<7, 6, 1> => Image<2, 2, 1>;
        MaxPooling2D<1> = MaxPooling2D::new(), Image<2, 2, 3> => Image<2, 2, 3>;
        Flatten = Flatten::new(), Image<2, 3, 2> => Vector<12>;
        Flatten = Flatten::new(), Sequence<3, 2> => Vector<6>;
        Rescaling = Rescaling::new(0.4).offset(-0.3), Image<2, 3, 2> => Image<2, 3, 2>;
        Rescaling = Rescaling::new(-2.0), Vector<5> => Vector<5>;
        Activation<linear> = Activation::new(), Vector<5> => Vector<5>;
        Activation<relu> = Activation::new(), Vector<5> => Vector<5>;
        Activation<sigmoid> = Activation::new(), Image<2, 2, 3> => Image<2, 2, 3>;
        Activation<tanh> = Activation::new(), Sequence<3, 2> => Sequence<3, 2>;
        Activation<mish> = Activation::new(), Sequence<3, 2> => Sequence<3, 2>;
        Activation<softmax> = Activation::new(), Sequence<3, 4> => Sequence<3, 4>;
        Activation<softmax> = Activation::new(), Image<2, 2, 3> => Image<2, 2, 3>;
        Dropout = Dropout::new(0.4), Vector<20> => Vector<20>;
        Dropout = Dropout::new(0.75), Image<2, 3, 2> => Image<2, 3, 2>;
    }
}

/// Differences cannot tell: among equals the first one of a window has the gradient, as in Keras.
#[test]
fn equal_values_in_a_max_pool() {
    let x = [[[[2.0]; 4]; 2]];
    let (dy, mut dx) = ([[[[3.0], [5.0]]; 1]], [[[[f32::NAN]; 4]; 2]]);
    let mut store = Learner::store(&mut []);
    let mut sink = store.sink(&mut [], 0);
    let pool = MaxPooling2D::<2>::new();
    Layer::<Image<2, 4, 1>, Image<1, 2, 1>>::backward(
        &pool,
        &x[..],
        &[[[[2.0]; 2]; 1]],
        &dy,
        Some(&mut dx),
        &mut sink,
        &Pass::train(0, 0),
    );
    let expected = [[[3.0], [0.0], [5.0], [0.0]], [[0.0]; 4]];
    assert_eq!(dx, [expected], "gradient of equal values, got and expected");
}
