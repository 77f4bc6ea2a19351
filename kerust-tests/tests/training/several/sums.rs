//! Losses, metrics and gradients beside naive sums and differences.

use kerust::layers::Pass;
use kerust::prelude::*;

use super::{Data, House, ROWS, data};

// A trunk that gets gradients from both outputs.
model! {
    struct Trunk < x: Vector<3> > {
        let trunk = x -> Dense<_, 4>(tanh);
        (two = trunk -> Dense<_, 2>, one = trunk -> Dense<_, 1>(sigmoid))
    }
}

#[test]
fn an_evaluation_is_the_naive_sum() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        weights,
    } = data();
    let mut house = compile!(
        House::new(5),
        optimizer = Adam,
        loss = (price = mse, kind = sparse_categorical_crossentropy),
        loss_weights = (kind = 3.0, price = 0.25),
        metrics = (price = [mae], kind = [accuracy]),
        weighted_metrics = (price = [mae])
    );
    let (mut kind_loss, mut price_loss, mut right, mut mae, mut weighted) = (0.0, 0.0, 0, 0.0, 0.0);
    let outputs = house.predict_batch((&photos, &facts)).unwrap();
    for (row, (kind, [price])) in outputs.iter().enumerate() {
        let distance = f64::from(price - prices[row]).abs();
        kind_loss -= f64::from(kind[usize::from(kinds[row])]).ln();
        price_loss += f64::from(weights[row]) * distance * distance;
        right += usize::from(kind.argmax() == usize::from(kinds[row]));
        mae += distance;
        weighted += f64::from(weights[row]) * distance;
    }
    let count = ROWS as f64;
    let sum: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
    let logs = evaluate!(
        house,
        (&photos, &facts),
        (&kinds, &prices),
        sample_weight = (price = &weights),
        batch_size = 10,
        verbose = 0
    )
    .unwrap();
    let (kind_loss, price_loss) = (kind_loss / count, price_loss / count);
    let expected = [
        ("loss", 3.0 * kind_loss + 0.25 * price_loss),
        ("kind_loss", kind_loss),
        ("price_loss", price_loss),
        ("kind_accuracy", right as f64 / count),
        ("price_mae", mae / count),
        ("price_weighted_mae", weighted / sum),
    ];
    // Keras' order: the loss, those of the outputs, and the metrics by their names.
    assert_eq!(logs.iter().len(), expected.len());
    for ((name, value), (expected_name, expected)) in logs.iter().zip(expected) {
        assert_eq!(name, expected_name);
        assert!(
            (f64::from(value) - expected).abs() < 1e-5,
            "{name}: {value}, not {expected}"
        );
    }
}

#[test]
fn gradients_of_a_shared_trunk_are_those_of_differences() {
    let x = [[0.5, -0.25, 0.75], [-0.5, 1.0, 0.25]];
    let (two, one) = ([[0.5, -0.5], [0.25, 1.0]], [1.0_f32, 0.0]);
    let losses = (mse::new(), binary_crossentropy::new());
    let mut net = Trunk::new(9);
    let mut tape = GradientTape::<Trunk>::new(2);
    let mut gradients = Gradients::new();
    let loss = |net: &Trunk, tape: &mut GradientTape<Trunk>| {
        let (two_out, one_out) = tape.forward(net, &x[..], Pass::PREDICT);
        assert_eq!((two_out.len(), one_out.len()), (2, 2));
        tape.loss(&losses, (&two, &one)).unwrap()
    };
    loss(&net, &mut tape);
    tape.gradient(&mut net, &x[..], &mut gradients);
    let gradients = gradients.arrays();
    let weights = net.get_weights();
    let mut compared = 0;
    for (index, gradient) in gradients.iter().enumerate() {
        for (place, got) in gradient.values.iter().enumerate() {
            let mut at = |step: f32| {
                let mut moved = weights.clone();
                moved[index].values[place] += step;
                net.set_weights(&moved).unwrap();
                f64::from(loss(&net, &mut tape))
            };
            let difference = (at(1.0 / 64.0) - at(-1.0 / 64.0)) * 32.0;
            assert!(
                (difference - f64::from(*got)).abs() < 2e-3,
                "{} {place}: {got}, not {difference}",
                gradient.name
            );
            compared += 1;
        }
    }
    assert_eq!(compared, Trunk::PARAMS);
}

#[test]
fn a_step_of_ones_own_is_that_of_fit() {
    let x = [[0.5, -0.25, 0.75], [-0.5, 1.0, 0.25], [0.0, 0.5, -1.0]];
    let (two, one) = ([[0.5, -0.5], [0.25, 1.0], [0.0, 0.5]], [1.0_f32, 0.0, 1.0]);
    let mut plain = compile!(
        Trunk::new(9),
        optimizer = SGD,
        loss = (two = mse, one = binary_crossentropy),
        loss_weights = (one = 0.5)
    );
    let mut own = plain.clone();
    let expected = fit!(plain, &x, (&two, &one), epochs = 3, verbose = 0).unwrap();
    let mut gradients = Gradients::new();
    let history = fit!(
        own,
        &x,
        (&two, &one),
        epochs = 3,
        verbose = 0,
        train_step = |step: &mut Step<'_, Trunk>| {
            assert_eq!(step.row(1).len(), 3);
            let (two, one) = step.forward();
            assert_eq!((two.len(), one.len()), (3, 3));
            step.loss()?;
            step.gradient(&mut gradients);
            step.apply(&mut gradients);
            Ok(())
        }
    )
    .unwrap();
    assert_eq!(history, expected);
    assert_eq!(super::bits(own.model()), super::bits(plain.model()));
}

#[test]
fn a_gradient_of_ones_own_goes_to_each_output() {
    let x = [[0.5, -0.25, 0.75]];
    let mut net = Trunk::new(9);
    let mut tape = GradientTape::<Trunk>::new(1);
    let (mut gradients, mut inputs) = (Gradients::new(), [[f32::NAN; 3]]);
    tape.forward(&net, &x[..], Pass::PREDICT);
    let (_, (two, one)) = tape.outputs_and_gradient();
    two.copy_from_slice(&[[1.0, 0.0]]);
    one.copy_from_slice(&[[0.0]]);
    tape.gradient_with_inputs(&mut net, &x[..], &mut gradients, &mut inputs);
    for (place, got) in inputs[0].iter().enumerate() {
        let at = |step: f32| {
            let mut x = x[0];
            x[place] += step;
            f64::from(net.predict(&x).0[0])
        };
        let difference = (at(1.0 / 64.0) - at(-1.0 / 64.0)) * 32.0;
        assert!((difference - f64::from(*got)).abs() < 1e-3);
    }
}
