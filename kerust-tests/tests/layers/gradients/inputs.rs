//! The gradients with respect to a model's input and to its weights, of layers by themselves and together.

use kerust::gradients::Learner;
use kerust::layers::Pass;
use kerust::memory::RowsOf;
use kerust::model::{Arena, Blueprint, InputRow, OutputRow, Sequential, Start};
use kerust::prelude::*;
use kerust::shape::Row;

use super::difference::{Comparison, each_place, firsts, numbers, rows};

const ROWS: usize = 3;

/// Compares the gradients of Σ cᵢ·yᵢ for the outputs y, with numbers c of either sign.
pub fn check<M: Sequential>(name: &str, _: Blueprint<M>) {
    let mut comparison = Comparison::new(name);
    let mut net = M::new(5);
    let mut number = numbers(name.len() as u64);
    each_place::<M>(|_, layer, vector, place| {
        net.vectors_mut(layer)[vector][place] = 0.25 * number();
    });
    let mut x: Vec<InputRow<M>> = rows(ROWS, &mut number);
    let c: Vec<OutputRow<M>> = rows(ROWS, &mut number);
    let pass = Pass::train(3, 5);
    let mut memory = vec![f32::NAN; M::GRAPH.training.numbers(ROWS)];
    let mut backward = |inputs: Option<&mut [f32]>| {
        let x = RowsOf::<_, InputRow<M>>::new(&x[..]);
        let mut arena = Arena::training(&mut memory, ROWS, M::GRAPH);
        net.forward(&[&x], &mut arena, &pass);
        arena.outputs_and_gradient(0, ROWS).1.copy_from_slice(&c);
        let mut gradients = vec![[f32::NAN; 16]; M::VECTORS];
        let mut store = Learner::store(&mut gradients);
        let mut inputs = inputs.map(|inputs| [inputs]);
        let inputs = inputs.as_mut().map(|inputs| &mut inputs[..]);
        net.backward(&[&x], &mut arena, Start::Outputs, inputs, &mut store, &pass);
        gradients
    };
    let mut dx: Vec<InputRow<M>> = rows(ROWS, || f32::NAN);
    let mut gradients = backward(Some(Row::flatten_mut(&mut dx)));
    assert_eq!(gradients, backward(None), "weights' gradients of {name}");

    let mut value = |net: &M, x: &[InputRow<M>]| {
        let mut arena = Arena::training(&mut memory, ROWS, M::GRAPH);
        net.forward(&[&RowsOf::<_, InputRow<M>>::new(x)], &mut arena, &pass);
        let outputs = Row::flatten(arena.outputs::<OutputRow<M>>(0, ROWS)).iter();
        let terms = outputs.zip(Row::flatten(&c));
        terms.map(|(y, c)| f64::from(*y) * f64::from(*c)).sum()
    };
    let firsts = firsts(&*net);
    each_place::<M>(|what, layer, vector, place| {
        let at = net.vectors(layer)[vector][place];
        let got = std::mem::take(&mut gradients[firsts[layer] + vector][place]);
        comparison.compare(what, at, got, |w| {
            net.vectors_mut(layer)[vector][place] = w;
            let value = value(&net, &x);
            net.vectors_mut(layer)[vector][place] = at;
            value
        });
    });
    let beside: f32 = gradients.as_flattened().iter().sum();
    assert_eq!(beside, 0.0, "gradient of what fills up vectors in {name}");
    for (index, got) in Row::flatten(&dx).iter().enumerate() {
        let at = Row::flatten(&x)[index];
        comparison.compare(&format!("input {index}"), at, *got, |input| {
            Row::flatten_mut(&mut x)[index] = input;
            let value = value(&net, &x);
            Row::flatten_mut(&mut x)[index] = at;
            value
        });
    }
    comparison.finish();
}

/// Checks models.
macro_rules! check_all {
    ($({ $($layer:tt)* };)*) => {$(
        $crate::gradients::inputs::check(stringify!($($layer)*), model![<$($layer)*>]);
    )*};
}

/// Checks graphs.
macro_rules! check_graphs {
    ($({ $($graph:tt)* };)*) => {$(
        $crate::gradients::inputs::check(stringify!($($graph)*), model![$($graph)*]);
    )*};
}

pub(super) use {check_all, check_graphs};

#[test]
fn through_all_layers() {
    check_all! {
        {Dense<3, 4>(tanh), Dense<4, 2>(softmax)};
        {Vector<4>, Rescaling(1.5, offset = -0.25), Dense<4, 3>(sigmoid), Dense<3, 2>};
        {Vector<4>, Rescaling(0.5), Activation(tanh), Rescaling(3.0), Dense<4, 2>};
        {Image<4, 4, 1>, Rescaling(2.0), Conv2D<1, 2, 3>(tanh), MaxPooling2D<2>, Flatten,
            Dense<2, 3>(softmax)};
        {Dense<3, 4>(mish), Dense<4, 2>(gelu)};
        {Image<3, 4, 2>, Flatten, Dense<24, 3>(relu)};
        {Dense<40, 64>(tanh), Dropout(0.3), Dense<64, 2>, Dropout(0.3)};
    }
}

#[test]
fn of_models_without_weights() {
    check_all! {
        {Vector<5>, Activation(softmax)};
        {Image<4, 4, 1>, MaxPooling2D<2>, Rescaling(2.0), Flatten};
    }
}
