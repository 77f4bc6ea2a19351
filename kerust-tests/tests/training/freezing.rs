//! Layers that are frozen for a while and trained again, beside naive formulas.

use kerust::layers::Pass;
use kerust::prelude::*;
use kerust::random::{generator, unit};

model! { struct Trunk < Dense<3, 4>(tanh), Dense<4, 4>(tanh) > }
model! { struct Net < x: Vector<3> > { x -> Trunk(name = trunk) -> Dense<_, 2>(name = head) } }

const ROWS: usize = 8;

fn data() -> (Vec<[f32; 3]>, Vec<[f32; 2]>) {
    let mut rng = generator(5);
    let mut number = move || 2.0 * unit(&mut rng) - 1.0;
    let x = (0..ROWS).map(|_| [0.0; 3].map(|_| number())).collect();
    (x, (0..ROWS).map(|_| [0.0; 2].map(|_| number())).collect())
}

fn weights(net: &impl Model) -> Vec<f64> {
    let arrays = net.get_weights().into_iter();
    let values = arrays.flat_map(|array| array.values);
    values.map(f64::from).collect()
}

fn near(what: &str, got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (place, (got, expected)) in got.iter().zip(expected).enumerate() {
        let distance = (got - expected).abs();
        assert!(
            distance < 1e-6,
            "{what} {place}: got {got}, expected {expected}"
        );
    }
}

/// The average of a weight begins at the weight when it is trained again.
#[test]
fn averages_of_weights_that_were_frozen_begin_at_these() {
    let (x, y) = data();
    let momentum = 0.75;
    let optimizer = SGD::new().learning_rate(0.05).use_ema(true);
    let mut net = compile!(
        Net::new(1),
        optimizer = optimizer.ema_momentum(momentum),
        loss = mse
    );
    net.set_trainable("trunk", false).unwrap();
    fit!(net, &x, &y, epochs = 3, batch_size = 4, verbose = 0).unwrap();
    let mut expected = weights(net.model())[..Trunk::PARAMS].to_vec();
    net.set_trainable("trunk", true).unwrap();
    let average = LambdaCallback::<Net>::new().on_train_batch_end(|_, _, training| {
        for (average, weight) in expected.iter_mut().zip(weights(training.model())) {
            *average = f64::from(momentum) * *average + (1.0 - f64::from(momentum)) * weight;
        }
    });
    let fit = net.fit(&x, &y).epochs(2).batch_size(4).callback(average);
    fit.run().unwrap();
    near("average", &weights(net.model())[..Trunk::PARAMS], &expected);
}

/// Weights and averages of a layer that is frozen, or trained again, while they are exchanged go back to their places.
#[test]
fn layers_are_frozen_between_two_exchanges_of_averages() {
    let (x, y) = data();
    let train = |trained_first: bool, swaps: bool| {
        let optimizer = SGD::new().learning_rate(0.05).use_ema(true);
        let mut net = compile!(Net::new(1), optimizer = optimizer, loss = mse);
        net.set_trainable("trunk", trained_first).unwrap();
        let mut seen = Vec::new();
        let change = LambdaCallback::<Net>::new()
            .on_epoch_begin(|epoch, training| {
                let is_trained = trained_first == (epoch == 0);
                training.model().set_trainable("trunk", is_trained).unwrap();
            })
            .on_train_batch_end(|_, _, training| seen.push(weights(training.model())));
        let fit = net.fit(&x, &y).epochs(2).batch_size(4).callback(change);
        if swaps {
            let swap = SwapEMAWeights::new().swap_on_epoch(true);
            fit.callback(swap).run().unwrap();
        } else {
            fit.run().unwrap();
        }
        seen
    };
    for trained_first in [false, true] {
        let plain = train(trained_first, false);
        assert_eq!(train(trained_first, true), plain, "{trained_first}");
        let trunk = |step: usize| &plain[step][..Trunk::PARAMS];
        assert_eq!(trunk(0) != trunk(1), trained_first);
        assert_eq!(trunk(2) != trunk(3), !trained_first);
    }
}

/// A step of [`ScheduleFreeAdamW`] on weights that were frozen before, as its paper has it: both sequences begin
/// at the weights.
#[test]
fn both_sequences_begin_where_weights_were_frozen() {
    let (x, y) = data();
    let optimizer = ScheduleFreeAdamW::new().learning_rate(0.01);
    let mut net = compile!(Net::new(1), optimizer = optimizer, loss = mse);
    net.set_trainable("trunk", false).unwrap();
    fit!(net, &x, &y, epochs = 3, batch_size = ROWS, verbose = 0).unwrap();
    net.set_trainable("trunk", true).unwrap();

    let mut tape = GradientTape::<Net>::new(ROWS);
    let (mut copy, mut gradients) = (Net::new(2), Gradients::new());
    copy.copy_from(net.model());
    tape.forward(&copy, &x[..], Pass::PREDICT);
    tape.loss(&mse::new(), &y).unwrap();
    tape.gradient(&mut copy, &x[..], &mut gradients);
    let gradients = gradients.arrays();
    let gradients: Vec<f64> = (gradients.iter().flat_map(|array| &array.values))
        .map(|gradient| f64::from(*gradient))
        .collect();

    let (beta_1, beta_2, time) = (0.9, 0.999_f64, 4);
    let expected = weights(&*copy)
        .into_iter()
        .zip(gradients)
        .map(|(weight, gradient)| {
            let square = (1.0 - beta_2) * gradient * gradient / (1.0 - beta_2.powi(time));
            let stepping = weight - 0.01 * gradient / (square.sqrt() + 1e-8);
            let part = 1.0 / f64::from(time);
            let mean = (1.0 - part) * weight + part * stepping;
            (1.0 - beta_1) * stepping + beta_1 * mean
        });
    let expected: Vec<f64> = expected.collect();
    fit!(net, &x, &y, batch_size = ROWS, verbose = 0).unwrap();
    let (got, trunk) = (weights(net.model()), Trunk::PARAMS);
    near("weight", &got[..trunk], &expected[..trunk]);
}

// Enough work for two threads, and two pairs of layers that are divided between them.
model! {
    struct Pairs <
        Dense<200, 64>(relu, name = first), Dense<64, 40>(relu), Dense<40, 40>(relu), Dense<40, 10>(softmax),
    >
}

/// A callback may freeze layers, and have them trained again, between the steps of several threads.
#[test]
fn a_callback_freezes_layers_in_every_thread() {
    let mut rng = generator(7);
    let x: Vec<[f32; 200]> = (0..80)
        .map(|_| [0.0; 200].map(|_| unit(&mut rng)))
        .collect();
    let y: Vec<u8> = (0..80).map(|row| row % 10).collect();
    let train = |threads| {
        let mut net = compile!(
            Pairs::new(1),
            optimizer = Adam,
            loss = sparse_categorical_crossentropy
        );
        let mut seen = Vec::new();
        let freeze = LambdaCallback::<Pairs>::new()
            .on_epoch_begin(|epoch, training| {
                let is_trained = epoch != 1;
                training.model().set_trainable("first", is_trained).unwrap();
            })
            .on_epoch_end(|_, _, training| seen.push(weights(training.model())));
        let fit = net.fit(&x, &y).epochs(3).batch_size(40).threads(threads);
        fit.callback(freeze).run().unwrap();
        seen
    };
    let alone = train(1);
    let first = 200 * 64 + 64;
    assert_ne!(alone[0][..first], alone[2][..first]);
    assert_eq!(alone[0][..first], alone[1][..first]);
    for threads in [2, 3] {
        assert!(train(threads) == alone, "{threads} threads");
    }
}
