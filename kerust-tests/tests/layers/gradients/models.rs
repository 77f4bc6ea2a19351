//! Whole models: the gradients of the mean loss of a batch, with respect to every weight, as
//! `step::train` gives them.

use kerust::contract::{LabelFor, LossAfter};
use kerust::gradients::Learner;
use kerust::labels::LabelsOf;
use kerust::layers::Pass;
use kerust::memory::RowsOf;
use kerust::model::{Arena, Blueprint, InputRow, OutputRow, Sequential};
use kerust::prelude::*;
use kerust::shape::{Row, Shape};
use kerust::step::{self, Objective, Totals};

use super::difference::{Comparison, each_place, firsts, numbers, rows};

const ROWS: usize = 3;

/// Compares the gradients of loss `L` on labels `y`.
fn check<M: Sequential, L: LossAfter<M::Head>, Y: LabelFor<L, M::Output> + Copy>(
    name: &str,
    _: Blueprint<M>,
    y: [Y; ROWS],
) {
    let mut comparison = Comparison::new(name);
    let mut net = M::new(0);
    let mut number = numbers(name.len() as u64);
    each_place::<M>(|_, layer, vector, place| net.vectors_mut(layer)[vector][place] = number());
    let x: Vec<InputRow<M>> = rows(ROWS, &mut number);
    let (loss, pass) = (L::default(), Pass::train(3, 5));
    let mut memory = vec![0.0; M::GRAPH.training.numbers(ROWS)];
    let mut arena = Arena::training(&mut memory, ROWS, M::GRAPH);
    let x = RowsOf::<_, InputRow<M>>::new(&x[..]);

    let mut gradients = vec![[f32::NAN; 16]; M::VECTORS];
    let before = net.get_weights();
    let mut totals = Totals::new(());
    let mut labels = LabelsOf::<L, M::Output, _>::new(&loss, &y);
    step::train::<M, L, ()>(
        &mut net,
        Objective {
            loss: &loss,
            loss_weights: &[],
            metrics: &(),
            labels: &mut labels,
        },
        &[&x],
        &[0, 1, 2],
        &mut arena,
        &mut Learner::store(&mut gradients),
        &pass,
        &mut totals,
    )
    .expect("good labels");
    assert_eq!(
        net.get_weights(),
        before,
        "`Learner::store` has changed a weight of {name}"
    );

    let mut value = |net: &M| -> f64 {
        net.forward(&[&x], &mut arena, &pass);
        let mut scratch = kerust::__private::zerocopy::FromZeros::new_zeroed();
        let mut sum = 0.0;
        for (row, (output, y)) in arena
            .outputs::<OutputRow<M>>(0, ROWS)
            .iter()
            .zip(&y)
            .enumerate()
        {
            let target = y.target(&loss, row, &mut scratch).expect("good labels");
            sum += f64::from(loss.value(output.flat(), target, M::Output::WIDTH));
        }
        sum / ROWS as f64
    };
    let (mean, got) = (value(&net), f64::from(totals.loss.result()));
    assert!(
        (mean - got).abs() < 1e-6,
        "loss of {name}: expected {mean}, got {got}"
    );
    let firsts = firsts(&*net);
    each_place::<M>(|what, layer, vector, place| {
        let at = net.vectors(layer)[vector][place];
        let got = gradients[firsts[layer] + vector][place];
        comparison.compare(what, at, got, |w| {
            net.vectors_mut(layer)[vector][place] = w;
            let value = value(&net);
            net.vectors_mut(layer)[vector][place] = at;
            value
        });
    });
    comparison.finish();
}

/// Labels like outputs: any numbers.
fn any<R: Row>() -> [R; ROWS] {
    let rows: Vec<R> = rows(ROWS, numbers(99));
    std::array::from_fn(|row| rows[row])
}

/// Labels like outputs: shares, of which each row has the sum 1.
fn shares<R: Row>() -> [R; ROWS] {
    any::<R>().map(|mut row| {
        let sum: f32 = row.flat().iter().map(|x| x.abs()).sum();
        for x in row.flat_mut() {
            *x = x.abs() / sum;
        }
        row
    })
}

macro_rules! check {
    ($($loss:ident on $y:expr, { $($layer:tt)* };)*) => {$({
        let name = concat!(stringify!($loss), " of ", stringify!($($layer)*));
        check::<_, $loss, _>(name, model![<$($layer)*>], $y);
    })*};
}

/// All activations of a hidden layer before each last activation with each of its losses.
macro_rules! hidden {
    ($($test:ident: $hidden:ident;)*) => {$(
        #[test]
        fn $test() {
            check! {
                mse on any::<[f32; 2]>(), {Dense<3, 4>($hidden), Dense<4, 2>};
                mse on any::<[f32; 2]>(), {Dense<3, 4>($hidden), Dense<4, 2>(relu)};
                mse on any::<[f32; 2]>(), {Dense<3, 4>($hidden), Dense<4, 2>(tanh)};
                mse on any::<[f32; 2]>(), {Dense<3, 4>($hidden), Dense<4, 2>(sigmoid)};
                mse on any::<[f32; 3]>(), {Dense<3, 4>($hidden), Dense<4, 3>(softmax)};
                mse on any::<[f32; 2]>(), {Dense<3, 4>($hidden), Dense<4, 2>(silu)};
                mse on any::<[f32; 2]>(), {Dense<3, 4>($hidden), Dense<4, 2>(selu)};
                mse on [0.5f32, -1.0, 0.25], {Dense<3, 4>($hidden), Dense<4, 1>};
                binary_crossentropy on [0u8, 1, 1], {Dense<3, 4>($hidden), Dense<4, 1>(sigmoid)};
                binary_crossentropy on shares::<[f32; 2]>(),
                    {Dense<3, 4>($hidden), Dense<4, 2>(sigmoid)};
                categorical_crossentropy on shares::<[f32; 3]>(),
                    {Dense<3, 4>($hidden), Dense<4, 3>(softmax)};
                sparse_categorical_crossentropy on [2u8, 0, 1],
                    {Dense<3, 4>($hidden), Dense<4, 3>(softmax)};
            }
        }
    )*};
}

hidden! {
    after_linear: linear;
    after_relu: relu;
    after_sigmoid: sigmoid;
    after_tanh: tanh;
    after_softmax: softmax;
    after_gelu: gelu;
    after_softplus: softplus;
}

/// A layer before another one has a gradient only through the other one's inputs.
#[test]
fn chains_of_layers() {
    check! {
        categorical_crossentropy on shares::<[f32; 3]>(), {
            Image<6, 5, 1>, Conv2D<1, 2, 2>(tanh), Conv2D<2, 3, 3>(relu), MaxPooling2D<2>,
            Flatten, Dense<3, 3>(softmax)};
        sparse_categorical_crossentropy on [1u8, 0, 2], {
            Image<5, 4, 1>, Conv2D<1, 2, 2>(relu, padding = same), MaxPooling2D<2>,
            Conv2D<2, 3, 2>(padding = same, strides = 2), Flatten, Dense<3, 3>(softmax)};
        mse on any::<[f32; 2]>(), {
            Image<4, 4, 1>, Rescaling(1.5, offset = -0.25), Conv2D<1, 2, 3>(padding = same),
            Activation(sigmoid), Rescaling(0.5), Flatten, Dense<32, 2>};
        binary_crossentropy on [1u8, 0, 1], {
            Dense<4, 6>, Activation(tanh), Dropout(0.4), Dense<6, 1>(sigmoid)};
        mse on any::<[[[f32; 2]; 2]; 2]>(), {
            Image<4, 4, 1>, Conv2D<1, 3, 2>(tanh), Dropout(0.3), Conv2D<3, 2, 2>(softmax)};
        mse on any::<[[[f32; 3]; 1]; 1]>(), {
            Image<4, 4, 1>, Conv2D<1, 3, 2>(sigmoid), MaxPooling2D<3>};
    }
}

/// Where layers follow after the activation that the loss is judged by, the loss does not begin
/// before it.
#[test]
fn losses_that_look_through_the_last_layers() {
    check! {
        sparse_categorical_crossentropy on [1u8, 0, 2], {Dense<4, 3>, Activation(softmax)};
        sparse_categorical_crossentropy on [1u8, 0, 2], {Dense<4, 3>, Softmax};
        sparse_categorical_crossentropy on [1u8, 0, 5], {Dense<4, 6>(softmax), Dropout(0.4)};
        categorical_crossentropy on shares::<[f32; 5]>(), {
            Dense<4, 5>(softmax), Dropout(0.2), Flatten};
        categorical_crossentropy on shares::<[f32; 12]>(), {
            Image<3, 3, 1>, Conv2D<1, 3, 2>(softmax), Flatten};
        binary_crossentropy on shares::<[f32; 8]>(), {
            Image<3, 3, 1>, Conv2D<1, 2, 2>(sigmoid), Flatten};
        binary_crossentropy on shares::<[f32; 3]>(), {Dense<4, 3>(sigmoid), Flatten, Flatten};
        mse on any::<[f32; 3]>(), {Dense<4, 3>(tanh), Dropout(0.5)};
        mse on any::<[f32; 8]>(), {Image<3, 3, 1>, Conv2D<1, 2, 2>(relu), Flatten};
        mse on any::<[f32; 3]>(), {Dense<4, 3>(softmax), Rescaling(2.0, offset = 0.5)};
    }
}

/// What makes the labels is what it says.
#[test]
fn shares_have_the_sum_1() {
    type Out = OutputRow<Line>;
    for row in shares::<Out>() {
        let sum: f32 = row.iter().sum();
        assert!(
            (sum - 1.0).abs() < 1e-6,
            "sum of {row:?}: expected 1, got {sum}"
        );
    }
}

model! { struct Line < Dense<1, 3> > }
