//! Averages of the weights are put into the model only where there are any of these weights.

use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

type Trained = Compiled<Line, SGD, mse>;

const X: [f32; 2] = [1.0, 2.0];
const Y: [f32; 2] = [3.0, 5.0];

fn line() -> Trained {
    let optimizer = SGD::new().learning_rate(0.1).use_ema(true);
    compile!(Line::new(7), optimizer = optimizer, loss = mse)
}

fn weights(line: &Line) -> [f32; 2] {
    [line.dense().kernel()[[0, 0]], line.dense().bias()[[0]]]
}

#[test]
fn a_fit_with_no_epochs_left_changes_nothing() {
    let mut line = line();
    let before = weights(line.model());
    for (epochs, initial_epoch) in [(5, 5), (5, 6), (0, 0)] {
        let history = fit!(
            line,
            &X,
            &Y,
            epochs = epochs,
            initial_epoch = initial_epoch,
            verbose = 0
        );
        assert!(history.expect("good data").epochs().is_empty());
        assert_eq!(weights(line.model()), before, "before the first step");
    }
    // The averages of a training are not those of weights that came later.
    fit!(line, &X, &Y, epochs = 5, verbose = 0).expect("good data");
    line.model_mut().dense_mut().kernel().set([4.0]);
    let before = weights(line.model());
    fit!(line, &X, &Y, epochs = 5, initial_epoch = 5, verbose = 0).expect("good data");
    assert_eq!(
        weights(line.model()),
        before,
        "other weights after a training"
    );
}

#[test]
fn a_step_that_applies_nothing_changes_nothing() {
    let mut line = line();
    let before = weights(line.model());
    let step = |step: &mut Step<'_, Line>| {
        step.forward();
        step.loss().map(drop)
    };
    fit!(line, &X, &Y, epochs = 2, verbose = 0, train_step = step).expect("good data");
    assert_eq!(weights(line.model()), before);
    let optimizer = SGD::new().use_ema(true).build::<Line>();
    optimizer.finish(line.model_mut());
    assert_eq!(weights(line.model()), before, "an optimizer by itself");
}

#[test]
fn an_untrained_model_is_evaluated_with_its_weights() {
    let mut line = line();
    line.model_mut().dense_mut().kernel().set([4.0]);
    let (before, plain) = (
        weights(line.model()),
        line.evaluate(&X, &Y).expect("good data"),
    );
    let swapped = evaluate!(line, &X, &Y, callbacks = [SwapEMAWeights], verbose = 0);
    assert_eq!(swapped.expect("good data"), plain);
    let outputs = predict!(line, &X, callbacks = [SwapEMAWeights], verbose = 0);
    assert_eq!(
        outputs.expect("good data"),
        line.predict_batch(&X).expect("good data")
    );
    assert_eq!(weights(line.model()), before);
}

#[test]
fn an_average_that_replaces_the_weights_after_each_step_is_that_of_the_weights() {
    let optimizer = SGD::new().learning_rate(0.1);
    let ema = optimizer.clone().use_ema(true).ema_overwrite_frequency(1);
    let mut with = compile!(Line::new(7), optimizer = ema, loss = mse);
    let mut without = compile!(Line::new(7), optimizer = optimizer, loss = mse);
    with.train_on_batch(&X, &Y).expect("good data");
    without.train_on_batch(&X, &Y).expect("good data");
    assert_eq!(
        weights(with.model()),
        weights(without.model()),
        "after the first step"
    );
    with.train_on_batch(&X, &Y).expect("good data");
    without.train_on_batch(&X, &Y).expect("good data");
    assert_ne!(
        weights(with.model()),
        weights(without.model()),
        "after the second"
    );
}
