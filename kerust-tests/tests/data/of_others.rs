//! The data that rows and labels of other crates are compared with, and trainings of them.
#![cfg(any(feature = "nalgebra", feature = "ndarray", feature = "generic-array"))]

use kerust::contract::{LabelFor, RowFor, Samples};
use kerust::losses::LossAfter;
use kerust::model::Sequential;
use kerust::prelude::*;

model! { pub struct Classes < Dense<4, 6>(tanh), Dense<6, 3>(softmax) > }
model! { pub struct Line < Dense<4, 1> > }

/// The number of rows: more than a batch.
pub const ROWS: usize = 50;

/// Number `column` of row `row`, which is a byte too.
pub fn byte(row: usize, column: usize) -> u8 {
    u8::try_from((row * 7 + column * 3) % 11).unwrap()
}

/// Rows that are bytes too.
pub fn rows() -> Vec<[f32; 4]> {
    (0..ROWS)
        .map(|row| std::array::from_fn(|column| byte(row, column).into()))
        .collect()
}

/// The class of a row.
pub fn class(row: usize) -> usize {
    row * 5 % 3
}

pub fn one_hot(row: usize) -> [f32; 3] {
    std::array::from_fn(|class| f32::from(u8::from(class == self::class(row))))
}

/// The weights and the predictions of a model after a training on these data.
pub fn trained<M, L, X, Y>(loss: L, x: &X, y: &Y) -> (Vec<u8>, Vec<u32>)
where
    M: Sequential + 'static,
    L: LossAfter<M::Head, Is = L>,
    X: Samples<Item: RowFor<M::Input>> + ?Sized,
    Y: Samples<Item: LabelFor<L, M::Output>> + ?Sized,
{
    let mut net = Compile::new(M::new(3))
        .optimizer(Adam::new())
        .loss_with(loss);
    net.fit(x, y)
        .epochs(3)
        .batch_size(8)
        .run()
        .expect("it trains");
    let loss = net.evaluate(x, y).expect("it is evaluated").loss();
    let outputs = net.predict_batch(x).expect("it predicts");
    let numbers = kerust::shape::Row::flatten(&outputs).iter().chain([&loss]);
    (
        net.to_bytes(),
        numbers.map(|number| number.to_bits()).collect(),
    )
}

/// The same as [`trained`] on arrays.
pub fn classes_of_arrays() -> (Vec<u8>, Vec<u32>) {
    let y: Vec<usize> = (0..ROWS).map(class).collect();
    trained::<Classes, _, _, _>(sparse_categorical_crossentropy::new(), &rows(), &y)
}
