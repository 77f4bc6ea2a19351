//! Settings of optimizers, schedules, callbacks, losses, metrics and activations of one's own are spelled and checked as
//! those of kerust.

use kerust::prelude::*;
use own_layer::activation::scaled_sine;
use own_layer::callback::StopBelow;
use own_layer::loss::quantile;
use own_layer::optimizer::{SignSgd, WarmUp};

model! { struct Line < Dense<1, 1> > }

const X: [f32; 4] = [0.0, 1.0, 2.0, 3.0];
const Y: [f32; 4] = [1.0, 3.0, 5.0, 7.0];
const FLAG: bool = true;

#[test]
fn an_optimizer_and_its_schedule() {
    let mut net = compile!(
        Line::new(1),
        optimizer = SignSgd(
            learning_rate = WarmUp(0.05, steps = 10, from = 0.01),
            threshold = 1e-6,
            sleeps = 2,
            clipnorm = 1.0
        ),
        loss = mse
    );
    let history = fit!(net, &X, &Y, epochs = 60, verbose = 0).unwrap();
    assert_eq!(
        history["loss"][0], history["loss"][1],
        "the first steps are left out"
    );
    assert!(history["loss"][59] < 0.1, "{}", history["loss"][59]);
}

#[test]
fn a_constant_of_the_type() {
    let shown = |optimizer: &dyn std::fmt::Debug| format!("{optimizer:?}");
    let clipped = SignSgd::new().clipped::<true>();
    let net = compile!(
        Line::new(1),
        optimizer = SignSgd(clipped = true),
        loss = mse
    );
    let clips: &SignSgd<true> = net.optimizer();
    assert_eq!(shown(clips), shown(&clipped));
    let net = compile!(
        Line::new(1),
        optimizer = SignSgd(threshold = 0.5, clipped = const { FLAG }, use_ema = true),
        loss = mse
    );
    let clips: &SignSgd<true> = net.optimizer();
    assert_eq!(shown(clips), shown(&clipped.threshold(0.5).use_ema(true)));
    let net = compile!(Line::new(1), optimizer = SignSgd, loss = mse);
    let _: &SignSgd = net.optimizer();
}

#[test]
fn bounds_are_checked_before_the_first_step() {
    let threshold = -0.5;
    let mut net = compile!(
        Line::new(1),
        optimizer = SignSgd(threshold = threshold),
        loss = mse
    );
    let error = fit!(net, &X, &Y, verbose = 0).unwrap_err();
    assert_eq!(error.to_string(), "`threshold = -0.5`: it is not negative");
    let rate = -1.0;
    let mut net = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = WarmUp(rate, 10)),
        loss = mse
    );
    let error = fit!(net, &X, &Y, verbose = 0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`rate = -1`: a learning rate is finite and not negative"
    );
    let share = 1.5;
    let net = compile!(
        Line::new(1),
        optimizer = SGD,
        loss = quantile(share = share)
    );
    let error = net.evaluate(&X, &Y).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`share = 1.5`: it is a share, from 0 to 1"
    );
}

#[test]
fn a_callback() {
    let mut stop = StopBelow::new().loss(1000.0).start(2);
    let mut net = compile!(Line::new(1), optimizer = SGD, loss = mse);
    let history = fit!(
        net,
        &X,
        &Y,
        epochs = 9,
        callbacks = [&mut stop],
        verbose = 0
    )
    .unwrap();
    assert_eq!((history.epochs().len(), stop.epochs()), (3, 3));
    let history = fit!(
        net,
        &X,
        &Y,
        epochs = 9,
        callbacks = [StopBelow(loss = 1000.0, start = 1)],
        verbose = 0
    );
    assert_eq!(history.unwrap().epochs().len(), 2);
}

#[test]
fn an_activation_with_a_number() {
    let net = model![< Vector<1>, Activation(scaled_sine<2.5>) >].new(0);
    assert_eq!(net.predict(&[1.0]), [1.0_f32.sin() * 2.5]);
}
