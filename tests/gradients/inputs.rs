//! The gradient with respect to a model's input.

use kerust::gradients::Learner;
use kerust::layers::Pass;
use kerust::memory::Heap;
use kerust::model::{Begin, Blueprint, InputRow};
use kerust::prelude::*;
use kerust::shape::Row;

use super::difference::{Comparison, numbers, rows};

const ROWS: usize = 3;

/// Compares the gradient of Σ cᵢ·yᵢ for the outputs y, with numbers c of either sign.
fn check<M: Model>(name: &str, _: Blueprint<M>) {
    let mut comparison = Comparison::new(name);
    let mut net = M::new(5);
    let mut number = numbers(name.len() as u64);
    let mut x: Vec<InputRow<M>> = rows(ROWS, &mut number);
    let c = rows(ROWS, &mut number);
    let pass = Pass::train(3, 5);
    let mut work = M::work::<Heap, Heap>(ROWS);
    let mut backward = |inputs: Option<&mut [InputRow<M>]>| {
        net.forward(&x[..], &mut work, &pass);
        M::outputs_and_gradient(&mut work).1.copy_from_slice(&c);
        let mut gradients = vec![[f32::NAN; 16]; M::LANES];
        let mut store = Learner::store(&mut gradients);
        let begin = Begin::Outputs;
        net.backward(&x[..], &mut work, begin, inputs, &mut store, &pass);
        gradients
    };
    // One row more than asked for, which nothing touches.
    let mut dx = rows(ROWS + 1, || f32::NAN);
    let gradients = backward(Some(&mut dx));
    assert_eq!(gradients, backward(None), "weights' gradients of {name}");
    let beyond = dx.pop().expect("four rows");
    assert!(beyond.flat().iter().all(|d| d.is_nan()), "{name}");

    let mut value = |x: &[InputRow<M>]| {
        net.forward(x, &mut work, &pass);
        let outputs = Row::flatten(M::outputs(&work)).iter();
        let terms = outputs.zip(Row::flatten(&c));
        terms.map(|(y, c)| f64::from(*y) * f64::from(*c)).sum()
    };
    for (index, got) in Row::flatten(&dx).iter().enumerate() {
        let at = Row::flatten(&x)[index];
        comparison.compare(&format!("input {index}"), at, *got, |input| {
            Row::flatten_mut(&mut x)[index] = input;
            let value = value(&x);
            Row::flatten_mut(&mut x)[index] = at;
            value
        });
    }
    comparison.finish();
}

macro_rules! check {
    ($({ $($layer:tt)* };)*) => {$(
        check(stringify!($($layer)*), model![<$($layer)*>]);
    )*};
}

#[test]
fn through_all_layers() {
    check! {
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
    check! {
        {Vector<5>, Activation(softmax)};
        {Image<4, 4, 1>, MaxPooling2D<2>, Rescaling(2.0), Flatten};
    }
}
