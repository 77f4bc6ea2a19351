//! `class_weight`: which class a row has, and weights that cannot be meant.
//!
//! Keras 3 (`data_adapter_utils.class_weight_to_sample_weights`): of rows with more than one number
//! `np.argmax(y, axis=-1)`, of others the number itself, then `np.round(y).astype("int32")`, which takes
//! halves to the even number, and `class_weight.get(class, 1.0)`.

use kerust::prelude::*;

use super::data::{self, Net, X, Y, refused};

model! { struct Line < Dense<1, 1>(kernel_initializer = zeros) > }
model! { struct Pair < Dense<1, 2>(kernel_initializer = zeros) > }
model! { struct Places < Sequence<2, 1>, Activation(linear) > }

/// The weight that one row with the label `label` gets from `class_weight`.
fn weight_of<Y>(label: Y, weights: &[(i32, f64)]) -> f32
where
    Y: kerust::contract::LabelFor<mae, Vector<1>> + Clone,
{
    let mut net = compile!(Line::new(1), optimizer = SGD, loss = mae);
    let y = [label];
    let loss = |fit: kerust::Result<History>| fit.expect("good data")["loss"][0];
    let plain = loss(net.fit(&[[0.0]], &y).epochs(1).run());
    let mut net = compile!(Line::new(1), optimizer = SGD, loss = mae);
    loss(net.fit(&[[0.0]], &y).class_weight(weights).run()) / plain
}

#[test]
fn numbers_are_rounded_to_classes_as_numpy_rounds() {
    let weights = [(-1, 2.0), (0, 3.0), (1, 5.0), (2, 7.0), (4, 11.0)];
    for (label, expected) in [
        (0.5_f32, 3.0),
        (-0.5, 3.0),
        (0.51, 5.0),
        (1.49, 5.0),
        (1.5, 7.0),
        (2.5, 7.0),
        (3.5, 11.0),
        (4.5, 11.0),
        // Without a weight of their own.
        (3.0, 1.0),
        (-2.0, 1.0),
        (1e30, 1.0),
        (-1.0, 2.0),
        (-1.5, 1.0),
    ] {
        assert_eq!(weight_of(label, &weights), expected, "label {label}");
        assert_eq!(weight_of(f64::from(label), &weights), expected, "{label}");
    }
    assert_eq!(weight_of(true, &weights), 5.0);
    assert_eq!(weight_of(-1_i8, &weights), 2.0);
    assert_eq!(weight_of(4_u64, &weights), 11.0);
    assert_eq!(
        weight_of(-3.0_f32, &[(0, 9.0)]),
        1.0,
        "no class is negative"
    );
    // Its loss is NaN with any weight.
    assert!(weight_of(f32::NAN, &weights).is_nan());
}

#[test]
fn rows_have_the_class_of_their_largest_number() {
    for (label, expected) in [
        ([0.0_f32, 1.0], 2.0),
        ([1.0, 0.0], 0.5),
        // The first of equals.
        ([1.0, 1.0], 0.5),
        ([-2.0, -1.0], 2.0),
    ] {
        let loss = |weights: &[(u8, f32)]| {
            let mut net = compile!(Pair::new(1), optimizer = SGD, loss = mae);
            let fit = net.fit(&[[0.0]], std::slice::from_ref(&label));
            fit.class_weight(weights).run().expect("good data")["loss"][0]
        };
        let weights = [(1, 2.0), (0, 0.5)];
        assert_eq!(loss(&weights) / loss(&[]), expected, "{label:?}");
    }
}

/// As in Keras any number is a weight.
#[test]
fn weights_that_are_negative_or_no_numbers() {
    assert_eq!(weight_of(1.0_f32, &[(1, -2.0)]), -2.0);
    assert!(weight_of(1.0_f32, &[(1, f64::NAN)]).is_nan());
}

#[test]
fn classes_that_cannot_be() {
    let mut net = data::net();
    let text = "`class_weight`: class 3 is none of the 3 that labels can have, 0 to 2";
    let result = net.fit(&X, &Y).class_weight(&[(3, 9.0_f32)]).run();
    refused(&net, result, text);
    let text = "`class_weight`: class -1 is none of the 3 that labels can have, 0 to 2";
    let result = net.fit(&X, &Y).class_weight(&vec![(-1_i64, 9.0)]).run();
    refused(&net, result, text);
    let text = "`class_weight`: class 1 has two weights";
    let weights = [(1_usize, 9.0_f32), (0, 1.0), (1, 9.0)];
    let result = net.fit(&X, &Y).class_weight(&weights[..]).run();
    refused(&net, result, text);
    let text = "`class_weight`: class 2 has a weight that is too large for an `f32`";
    let result = net.fit(&X, &Y).class_weight(&[(2, 1e300)]).run();
    refused(&net, result, text);
    let result = net.fit(&X, &Y).class_weight(&[(0, 1.0), (2, 1.0)]).run();
    result.expect("a class may have no weight");

    // 0 and 1, where labels are yes or no.
    let mut binary = compile!(
        data::Binary::new(1),
        optimizer = SGD,
        loss = binary_crossentropy
    );
    let result = fit!(
        binary,
        &X,
        &[true; 10],
        class_weight = [(2, 2.0)],
        verbose = 0
    );
    let text = "`class_weight`: class 2 is none of the 2 that labels can have, 0 to 1";
    assert_eq!(result.expect_err(text).to_string(), text);
}

#[test]
fn a_class_that_is_ignored_may_have_a_weight() {
    let mut net = compile!(
        Net::new(7),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy(ignore_class = -1),
    );
    let mut labels = Y.map(i64::from);
    labels[3] = -1;
    let history = fit!(
        net,
        &X,
        &labels,
        class_weight = [(-1, 5.0), (0, 2.0)],
        verbose = 0
    );
    assert!(history.expect("-1 is ignored")["loss"][0].is_finite());
}

/// Keras fails on them too.
#[test]
fn rows_of_several_places_have_no_class() {
    let mut net = compile!(Places::new(1), optimizer = SGD, loss = mse);
    let rows = [[[0.0], [1.0]]];
    let result = fit!(net, &rows, &rows, class_weight = [(0, 2.0)], verbose = 0);
    let text = result.expect_err("two places").to_string();
    assert!(
        text.starts_with("`class_weight` needs a class for each row"),
        "{text}"
    );
}
