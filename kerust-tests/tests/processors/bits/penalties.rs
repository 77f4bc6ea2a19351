//! Initializers, regularizers, constraints, and weights of rows.

use kerust::prelude::*;

use super::record::{Record, record_training, rows, weights};

pub fn record(record: &mut Record) {
    macro_rules! initialized {
        ($({$($word:tt)*})*) => {$(
            let net = model![< Dense<20, 18>(kernel_initializer = $($word)*, bias_initializer = random_normal) >].new(7);
            record.add(stringify!($($word)*), weights(&*net));
        )*};
    }
    initialized! {
        {glorot_normal}
        {glorot_uniform}
        {he_normal}
        {he_uniform}
        {lecun_normal}
        {lecun_uniform}
        {orthogonal}
        {random_uniform}
        {truncated_normal}
        {variance_scaling(scale = 2.0, mode = fan_avg)}
    }

    macro_rules! trained {
        ($({$($layer:tt)*})*) => {$({
            let net = model![< $($layer)* >].new(3);
            let (x, y) = (rows::<20, 6>(4), rows::<20, 3>(5));
            record_training!(record, stringify!($($layer)*), net, Adam::new().learning_rate(0.01), mse, x, y);
        })*};
    }
    trained! {
        {Dense<6, 20>(tanh, kernel_regularizer = l2(0.02), bias_regularizer = l1(0.01)),
            Dense<20, 3>(kernel_regularizer = l1_l2(l1 = 0.01, l2 = 0.03))}
        {Dense<6, 20>(relu, kernel_regularizer = orthogonal_regularizer(0.1)), Dense<20, 3>}
        {Dense<6, 20>(tanh, kernel_constraint = max_norm(0.6), bias_constraint = non_neg),
            Dense<20, 3>(kernel_constraint = unit_norm)}
        {Dense<6, 20>(tanh, activity_regularizer = l1(0.02), kernel_regularizer = l2(0.01)),
            Activation(relu, activity_regularizer = orthogonal_regularizer(0.1, mode = columns)),
            Dense<20, 3>(activity_regularizer = l1_l2(l1 = 0.03, l2 = 0.1))}
    }

    let (x, y) = (rows::<20, 6>(4), rows::<20, 3>(5));
    let of_rows: [f32; 20] = std::array::from_fn(|row| row as f32 / 10.0);
    let net = model![< Dense<6, 20>(relu), Dense<20, 3> >].new(1);
    let sgd = SGD::new().learning_rate(0.1);
    record_training!(
        record,
        "sample_weight",
        net,
        sgd,
        mse,
        x,
        y,
        sample_weight = &of_rows
    );
}
