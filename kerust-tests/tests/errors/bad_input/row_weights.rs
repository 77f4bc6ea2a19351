//! Weights of rows, labels that do not count, targets that are no numbers.

use kerust::prelude::*;

use super::data::{self, Net, X, Y, refused};

#[test]
fn weights_that_are_not_as_many() {
    let mut net = data::net();
    let text = "there are 10 rows, but 9 weights in `sample_weight`";
    let weights = [1.0_f32; 9];
    let result = net.fit(&X, &Y).sample_weight(&weights).run();
    refused(&net, result, &format!("training data: {text}"));
    let fit = net.fit(&X, &Y).validation_data(&X, &Y);
    let result = fit.validation_sample_weight(&weights).run();
    refused(&net, result, &format!("validation data: {text}"));
    let result = net.train_on_batch_weighted(&X, &Y, &weights);
    refused(&net, result, &format!("batch: {text}"));
    let result = net.evaluate_weighted(&X, &Y, &weights);
    refused(&net, result, &format!("data to evaluate: {text}"));
}

#[test]
fn weights_that_no_f32_can_be() {
    let mut net = data::net();
    let mut weights = [1.0_f64; 10];
    weights[4] = -1e300;
    let text = "weight -1e300 of row 4 is too large for an `f32`";
    let result = net.fit(&X, &Y).sample_weight(&weights).run();
    refused(&net, result, &format!("training data: {text}"));
    let result = net.evaluate_weighted(&X, &Y, &weights);
    refused(&net, result, &format!("data to evaluate: {text}"));
    // As in Keras, these are weights.
    for strange in [f64::NAN, f64::INFINITY, -1.0] {
        weights[4] = strange;
        let logs = net.evaluate_weighted(&X, &Y, &weights);
        let loss = logs.expect("a weight is any number").loss();
        assert_eq!(loss.is_finite(), strange.is_finite(), "{strange}");
    }
}

/// Keras divides by the number of rows, not by the sum of the weights.
#[test]
fn rows_without_weight_change_nothing() {
    let mut net = data::net();
    let before = net.get_weights();
    let weights = [0.0_f64; 10];
    let logs = net
        .train_on_batch_weighted(&X, &Y, &weights)
        .expect("good data");
    assert_eq!(logs.loss(), 0.0);
    let change = before
        .iter()
        .zip(net.get_weights())
        .any(|(a, b)| a.values != b.values);
    assert!(!change, "a weight has changed");
}

#[test]
fn labels_that_do_not_count_may_be_no_class() {
    let compiled = |ignored| {
        let loss = sparse_categorical_crossentropy::new().ignore_class(ignored);
        Compile::new(Net::new(7))
            .optimizer(SGD::new())
            .loss_with(loss)
    };
    let mut labels = [0_i64, 1, 2, 0, -1, 1, 2, -1, 0, 1];
    let mut net = compiled(-1);
    assert!(net.fit(&X, &labels).run().expect("-1 is ignored")["loss"][0].is_finite());
    labels[6] = -2;
    let text = "training data: label -2 of row 6 is outside of the model's 3 classes, 0 to 2";
    let error = net.fit(&X, &labels).run().expect_err("-2 is no class");
    assert_eq!(error.to_string(), text);
    // None counts: the loss is 0, as in Keras.
    let mut net = compiled(255);
    let before = net.get_weights();
    let logs = net
        .train_on_batch(&X, &[255_u8; 10])
        .expect("255 is ignored");
    assert_eq!(logs.loss(), 0.0);
    let after = net.get_weights();
    assert!(before.iter().zip(&after).all(|(a, b)| a.values == b.values));
}

/// NaN in a target is NaN in the loss, as in Keras, and no error.
#[test]
fn targets_that_are_no_numbers() {
    let loss = categorical_crossentropy::new();
    let mut net = Compile::new(Net::new(7))
        .optimizer(SGD::new())
        .loss_with(loss);
    let mut y = [[0.0, 1.0, 0.0]; 10];
    y[3] = [f32::NAN, 0.0, 1.0];
    assert!(
        net.evaluate(&X, &y)
            .expect("NaN is a number")
            .loss()
            .is_nan()
    );
    let history = net.fit(&X, &y).epochs(2).run().expect("NaN is a number");
    assert!(history["loss"].iter().all(|loss| loss.is_nan()));
}

#[test]
fn settings_of_losses() {
    let loss = categorical_crossentropy::new().label_smoothing(1.5);
    let net = Compile::new(Net::new(7))
        .optimizer(SGD::new())
        .loss_with(loss);
    let text = "`label_smoothing = 1.5`: it is a share, from 0 to 1";
    let error = net
        .evaluate(&X, &[[0.0, 1.0, 0.0]; 10])
        .expect_err("1.5 is no share");
    assert_eq!(error.to_string(), text);
}
