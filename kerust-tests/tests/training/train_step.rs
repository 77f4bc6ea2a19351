//! A step of one's own in `fit!`.

use kerust::fit::{Step, TrainStep};
use kerust::prelude::*;
use kerust::shape::Row;

model! {
    struct Net < Dense<4, 8>(tanh, kernel_regularizer = l2(0.01)), Dropout(0.25), Dense<8, 3>(softmax) >
}

fn data() -> (Vec<[f32; 4]>, Vec<u8>) {
    let x = (0..37).map(|i| [0, 1, 2, 3].map(|j| ((i * 7 + j * 3) % 11) as f32 / 11.0));
    (x.collect(), (0..37).map(|i| (i * 5 % 3) as u8).collect())
}

/// Forward, backward, update: what `fit` does by itself.
fn plain<M: Model>(gradients: &mut Gradients<M>) -> impl TrainStep<M> + '_ {
    |step: &mut Step<'_, M>| {
        step.forward();
        step.loss()?;
        step.gradient(gradients);
        step.apply(gradients);
        Ok(())
    }
}

#[test]
fn the_plain_step_trains_as_fit_does() {
    let (x, y) = data();
    let loss = || sparse_categorical_crossentropy::new();
    let net = || Compile::new(Net::new(1)).optimizer(Adam::new().learning_rate(0.01));
    let mut by_itself = net().loss_with(loss()).metric::<accuracy>();
    let mut own = net().loss_with(loss()).metric::<accuracy>();
    let expected = fit!(
        by_itself,
        &x,
        &y,
        epochs = 3,
        batch_size = 8,
        seed = 3,
        verbose = 0
    );
    let mut gradients = Gradients::new();
    let got = fit!(
        own,
        &x,
        &y,
        epochs = 3,
        batch_size = 8,
        seed = 3,
        verbose = 0,
        train_step = plain(&mut gradients),
    );
    let (expected, got) = (expected.expect("good data"), got.expect("good data"));
    assert_eq!(own.iterations(), 15, "batches");
    for (name, values) in &expected {
        for (epoch, (value, other)) in values.iter().zip(&got[name]).enumerate() {
            let difference = (value - other).abs();
            assert!(
                difference < 1e-5,
                "{name} of epoch {epoch}: {value} and {other}"
            );
        }
    }
    let weights = |net: &Net| net.get_weights().into_iter().flat_map(|array| array.values);
    for (value, other) in weights(by_itself.model()).zip(weights(own.model())) {
        assert!((value - other).abs() < 1e-5, "weights {value} and {other}");
    }
}

#[test]
fn a_second_pass_does_not_count() {
    // Sharpness-aware minimization (Foret et al., 2020): the gradient of a worse place nearby.
    let (x, y) = data();
    let mut net = compile!(
        Net::new(1),
        optimizer = SGD(learning_rate = 0.1),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let before = net.evaluate(&x, &y).expect("good data").loss();
    let mut gradients = Gradients::new();
    let mut losses = Vec::new();
    let history = fit!(
        net,
        &x,
        &y,
        epochs = 30,
        batch_size = 37,
        shuffle = false,
        verbose = 0,
        train_step = |step: &mut Step<'_, Net>| {
            step.forward();
            losses.push(step.loss()?);
            step.gradient(&mut gradients);
            let scale = 0.05 / gradients.norm().max(1e-9);
            gradients.scale(scale);
            let here = step.model().get_weights();
            let mut there = here.clone();
            for (array, gradient) in there.iter_mut().zip(gradients.arrays()) {
                for (weight, gradient) in array.values.iter_mut().zip(gradient.values) {
                    *weight += gradient;
                }
            }
            step.model().set_weights(&there)?;
            step.forward();
            let worse = step.loss_aside()?;
            assert!(worse > losses[losses.len() - 1], "uphill");
            step.gradient(&mut gradients);
            step.model().set_weights(&here)?;
            step.apply(&mut gradients);
            Ok(())
        },
    )
    .expect("good data");
    // One batch an epoch: the logs are the losses of the first pass alone.
    assert_eq!(&history["loss"], &losses[..], "logs and losses");
    let after = net.evaluate(&x, &y).expect("good data").loss();
    assert!(after < before, "{before} to {after}");
}

#[test]
fn rows_of_a_step_can_be_others() {
    // Adversarial training: rows moved along the sign of their gradient (Goodfellow et al., 2014).
    let (x, y) = data();
    let mut net = compile!(
        Net::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let (mut gradients, mut inputs) = (Gradients::new(), vec![[0.0; 4]; 8]);
    let mut seen = 0;
    let trained = fit!(
        net,
        &x,
        &y,
        batch_size = 8,
        shuffle = false,
        verbose = 0,
        train_step = |step: &mut Step<'_, Net>| {
            let rows = step.len();
            step.forward();
            let loss = step.loss()?;
            step.gradient_with_inputs(&mut gradients, &mut inputs);
            for (index, row) in inputs[..rows].iter_mut().enumerate() {
                assert_eq!(
                    step.row(index),
                    &x[seen + index],
                    "row {index} of the batch"
                );
                for (moved, own) in row.flat_mut().iter_mut().zip(step.row(index)) {
                    *moved = own + 0.05 * moved.signum();
                }
            }
            seen += rows;
            step.forward_rows(&inputs[..rows]);
            assert!(step.loss_aside()? > loss, "harder rows");
            step.gradient_of_rows(&inputs[..rows], &mut gradients);
            step.apply(&mut gradients);
            Ok(())
        },
    );
    trained.expect("good data");
    assert_eq!((seen, net.iterations()), (37, 5));
}

/// Labels of which one is none of the classes.
struct Wrong(Vec<u8>);

impl Samples for Wrong {
    type Item = u8;

    fn sample_count(&self) -> usize {
        self.0.len()
    }

    fn read_sample(&self, index: usize, into: &mut u8) -> kerust::Result<()> {
        *into = if index == 9 { 99 } else { self.0[index] };
        Ok(())
    }
}

#[test]
fn a_batch_whose_loss_is_an_error_can_be_left_out() {
    let (x, y) = data();
    let (mut losses, mut skipped) = (Vec::new(), 0);
    let mut net = compile!(
        Net::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let history = fit!(
        net,
        &x,
        &Wrong(y),
        batch_size = 8,
        shuffle = false,
        verbose = 0,
        train_step = |step: &mut Step<'_, Net>| {
            step.forward();
            match step.loss() {
                Ok(loss) => losses.push((loss, step.len())),
                Err(_) => skipped += 1,
            }
            Ok(())
        },
    );
    let rows: usize = losses.iter().map(|(_, rows)| rows).sum();
    let sum: f32 = losses.iter().map(|(loss, rows)| loss * *rows as f32).sum();
    let got = history.expect("good data")["loss"][0];
    let expected = sum / rows as f32;
    assert_eq!((skipped, rows), (1, 29));
    assert!(
        (got - expected).abs() < 1e-5,
        "got {got}, expected {expected}"
    );
}

#[test]
fn an_error_of_the_step_ends_fit() {
    let (x, y) = data();
    let mut net = compile!(
        Net::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let before = net.get_weights();
    let mut steps = 0;
    let failed = fit!(
        net,
        &x,
        &y,
        batch_size = 8,
        verbose = 0,
        train_step = |_: &mut Step<'_, Net>| {
            steps += 1;
            Err(kerust::Error::Other("no more".into()))
        },
    );
    assert_eq!(failed.expect_err("an error").to_string(), "no more");
    assert_eq!((steps, net.get_weights() == before), (1, true));
}
