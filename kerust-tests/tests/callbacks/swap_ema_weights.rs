//! `SwapEMAWeights`: what is evaluated, what other callbacks see and what `fit` leaves, beside Keras.

use kerust::Error;
use kerust::prelude::*;
use serde_json::Value;

use super::script::{floats, some};
use kerust_tests::fixtures::{count, list, read};

model! { struct Net < Dense<3, 1> > }

fn near(what: &str, got: &[f32], expected: &Value, case: &Value) {
    let expected = floats(expected);
    let is_near = |(got, expected): (&f32, &f32)| (got - expected).abs() <= 1e-5 * expected.abs();
    let near = got.len() == expected.len() && got.iter().zip(&expected).all(is_near);
    assert!(
        near,
        "{what}: got {got:?}, expected {expected:?}, in {case}"
    );
}

fn kernel(net: &Net) -> Vec<f32> {
    net.dense().kernel().iter().collect()
}

#[test]
fn weights_and_averages_change_places_when_they_do_in_keras() {
    let fixture = read("callback_runs.json");
    for case in list(&fixture["swap_ema_weights"]) {
        let (x, y) = (floats(&case["x"]), floats(&case["y"]));
        let x = x.as_chunks::<3>().0;
        let optimizer = SGD::new()
            .learning_rate(0.1)
            .use_ema(true)
            .ema_momentum(0.75);
        let mut net = compile!(Net::new(0), optimizer = optimizer, loss = mse);
        net.model_mut()
            .dense_mut()
            .kernel()
            .set(floats(&case["kernel"]));
        net.model_mut().dense_mut().bias().set([0.0]);
        let (mut kernels, stop) = (Vec::new(), some(&case["stop"], count));
        let watch = LambdaCallback::<Net>::new().on_epoch_end(|epoch, _, training| {
            kernels.push(kernel(training.model()));
            if Some(epoch) == stop {
                training.stop();
            }
        });
        let mut fit = net
            .fit(x, &y)
            .epochs(3)
            .batch_size(4)
            .shuffle(false)
            .validation_data(x, &y);
        if let Some(swap) = case["swap_on_epoch"].as_bool() {
            fit = fit.callback(SwapEMAWeights::new().swap_on_epoch(swap));
        }
        let history = fit.callback(watch).run().expect("good data");
        near("loss", &history["loss"], &case["loss"], case);
        near("val_loss", &history["val_loss"], &case["val_loss"], case);
        for (got, expected) in kernels.iter().zip(list(&case["kernels"])) {
            near("kernel at the end of an epoch", got, expected, case);
        }
        near(
            "kernel after `fit`",
            &kernel(net.model()),
            &case["final"],
            case,
        );
    }
}

#[test]
fn an_optimizer_without_averages_is_an_error_before_the_first_step() {
    let mut net = compile!(Net::new(0), optimizer = SGD, loss = mse);
    let (x, y, before) = ([[1.0f32; 3]; 2], [1.0f32; 2], kernel(net.model()));
    let text = "`SwapEMAWeights` needs the averages that an optimizer keeps with `use_ema = true`";
    let error = fit!(net, &x, &y, callbacks = [SwapEMAWeights], verbose = 0).unwrap_err();
    assert_eq!(error.to_string(), text);
    assert!(matches!(error, Error::Settings { .. }));
    assert_eq!(kernel(net.model()), before);
    let error = evaluate!(net, &x, &y, callbacks = [SwapEMAWeights], verbose = 0).unwrap_err();
    assert_eq!(error.to_string(), text);
}

#[test]
fn evaluations_and_predictions_have_the_averages_and_leave_the_weights() {
    let optimizer = SGD::new()
        .learning_rate(0.1)
        .use_ema(true)
        .ema_momentum(0.5);
    let mut net = compile!(Net::new(0), optimizer = optimizer, loss = mse);
    let (x, y) = ([[1.0f32; 3]; 2], [1.0f32; 2]);
    fit!(net, &x, &y, epochs = 3, verbose = 0).expect("good data");
    // `fit` has made them the same.
    net.model_mut().dense_mut().kernel().set([0.0; 3]);
    net.model_mut().dense_mut().bias().set([0.0; 1]);
    let plain = evaluate!(net, &x, &y, verbose = 0)
        .expect("good data")
        .loss();
    let swapped = evaluate!(net, &x, &y, callbacks = [SwapEMAWeights], verbose = 0);
    assert!(swapped.expect("good data").loss() < plain);
    let outputs = predict!(net, &x, callbacks = [SwapEMAWeights], verbose = 0).expect("good data");
    assert_ne!(outputs[0], [0.0]);
    assert_eq!(kernel(net.model()), [0.0; 3]);
}
