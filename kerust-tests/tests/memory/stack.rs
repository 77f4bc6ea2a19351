//! Nothing whose size a user chooses lies on the stack: whole programs on threads with less stack than one
//! row, one label or one metric's state has bytes.

use kerust::datasets::Dataset;
use kerust::layers::Pass;
use kerust::memory::{Zeroed, zeroed_rows};
use kerust::prelude::*;

/// Less than any row of [`Blur`] has bytes.
const STACK: usize = 128 << 10;

/// Less than a row of numbers has bytes. The kernels of `Dense` have rooms of a constant size, which take
/// more without optimization.
const STACK_OF_DENSE: usize = 384 << 10;

const SIDE: usize = 210;

type Pixels = [[[f32; 3]; SIDE]; SIDE];
type Bytes = [[[u8; 3]; SIDE]; SIDE];

const _: () = assert!(size_of::<Bytes>() > STACK && size_of::<Pixels>() > STACK_OF_DENSE);

model! { struct Blur < Image<SIDE, SIDE, 3>, Conv2D<3, 3, 1> > }

fn on_stack<const BYTES: usize>(test: impl FnOnce() + Send + 'static) {
    super::with_stack(BYTES, test);
}

fn images<R: kerust::shape::Row>(count: usize) -> Box<[R]> {
    let mut images = zeroed_rows::<R>(count);
    for (index, image) in images.iter_mut().enumerate() {
        image.flat_mut().fill(index as f32);
    }
    images
}

/// Images that are in no memory.
struct Far(usize);

impl Samples for Far {
    type Item = Pixels;

    fn sample_count(&self) -> usize {
        self.0
    }

    fn read_sample(&self, index: usize, into: &mut Pixels) -> kerust::Result<()> {
        into.as_flattened_mut().fill([index as f32; 3]);
        Ok(())
    }
}

macro_rules! blur {
    () => {
        compile!(
            Blur::new(1),
            optimizer = SGD(learning_rate = 1e-9, use_ema = true),
            loss = mse,
            metrics = [mae, r2_score],
            weighted_metrics = [mse],
        )
    };
}

#[test]
fn a_training_and_a_validation() {
    on_stack::<STACK>(|| {
        let (x, y) = (images::<Pixels>(4), images::<Pixels>(4));
        let mut net = blur!();
        fit!(
            net,
            &x,
            &y,
            batch_size = 2,
            validation_split = 0.5,
            verbose = 0,
            callbacks = [SwapEMAWeights()]
        )
        .unwrap();
        let validation = (&Far(1), &Far(1));
        fit!(
            net,
            &Far(2),
            &Far(2),
            batch_size = 2,
            validation_data = validation,
            verbose = 0
        )
        .unwrap();
        fit!(net, &x[..1], &y[..1], sample_weight = &[2.0], verbose = 0).unwrap();
        net.train_on_batch(&x[..2], &y[..2]).unwrap();
    });
}

#[test]
fn rows_of_bytes() {
    on_stack::<STACK>(|| {
        let (bytes, y) = (Zeroed::<Bytes>::new(), images::<Pixels>(1));
        let bytes = std::slice::from_ref(&*bytes);
        let mut net = blur!();
        fit!(net, bytes, &y, verbose = 0).unwrap();
        net.evaluate(bytes, &y).unwrap();
        let mut output = Zeroed::new();
        net.predict_into(&bytes[0], &mut output);
    });
}

#[test]
fn evaluations_and_predictions() {
    on_stack::<STACK>(|| {
        let (x, y) = (images::<Pixels>(2), images::<Pixels>(2));
        let mut net = blur!();
        net.evaluate(&x, &y).unwrap();
        net.test_on_batch(&x, &y).unwrap();
        net.evaluate_weighted(&Far(2), &Far(2), &[1.0, 2.0])
            .unwrap();
        evaluate!(net, &x, &y, batch_size = 1, verbose = 0).unwrap();
        let outputs = net.predict_batch(&x).unwrap();
        assert!(outputs == predict!(net, &x, batch_size = 1, verbose = 0).unwrap());
        let mut output = Zeroed::new();
        net.predict_into(&x[1], &mut output);
        assert!(*output == outputs[1]);
    });
}

#[test]
fn layers_of_all_kinds() {
    model! {
        struct Kinds < Image<SIDE, SIDE, 3>, Rescaling(0.5), Dropout(0.1), MaxPooling2D<3>, Activation(relu), Flatten,
            Dense<14700, 40>(sparsemax), Dense<40, 2>(softmax) >
    }
    on_stack::<STACK_OF_DENSE>(|| {
        let (x, bytes) = (images::<Pixels>(2), Zeroed::<Bytes>::new());
        let mut net = compile!(
            Kinds::new(1),
            optimizer = Adam(global_clipnorm = 1.0),
            loss = sparse_categorical_crossentropy,
            metrics = [accuracy, top_k(1)],
        );
        fit!(net, &x, &[0, 1], verbose = 0, validation_split = 0.5).unwrap();
        fit!(net, std::slice::from_ref(&*bytes), &[0], verbose = 0).unwrap();
        assert_ne!(net.predict(&x[1]), net.predict(&*bytes));
    });
}

#[test]
fn loops_of_one_s_own() {
    on_stack::<STACK>(|| {
        let (x, y) = (images::<Pixels>(2), images::<Pixels>(2));
        let mut net = Blur::new(1);
        let mut tape = GradientTape::<Blur>::new(2);
        let mut gradients = Gradients::new();
        let mut inputs = images::<Pixels>(2);
        let mut optimizer = SGD::new().build::<Blur>();
        let mut totals = tape.totals::<mse, _>(&(r2_score::new(),));
        tape.forward(&net, &x[..], Pass::train(1, 0));
        let metrics = (r2_score::new(),);
        tape.loss_and_metrics(&mse::new(), &metrics, &y, &mut totals)
            .unwrap();
        tape.gradient_with_inputs(&mut net, &x[..], &mut gradients, &mut inputs);
        optimizer.apply(&mut gradients, &mut net);
        let mut net = blur!();
        let own = |step: &mut Step<'_, Blur>| {
            step.forward();
            step.loss_aside()?;
            step.loss()?;
            step.gradient(&mut gradients);
            step.apply(&mut gradients);
            Ok(())
        };
        fit!(net, &x, &y, verbose = 0, train_step = own).unwrap();
    });
}

#[test]
fn metrics_with_many_outputs_and_thresholds() {
    const OUTPUTS: usize = 100_000;
    model! { struct Wide < Dense<1, OUTPUTS>(sigmoid) > }
    on_stack::<STACK_OF_DENSE>(|| {
        let mut net = compile!(
            Wide::new(1),
            optimizer = SGD(),
            loss = binary_crossentropy,
            metrics = [
                f1_score,
                fbeta_score(beta = 2.0),
                mean_io_u,
                r2_score,
                precision(top_k = 1),
                auc(num_thresholds = 100_000),
                recall_at_precision(0.5, num_thresholds = 100_000),
            ],
            weighted_metrics = [f1_score],
        );
        let (x, y) = ([[1.0]; 2], images::<[f32; OUTPUTS]>(2));
        let history = fit!(net, &x, &y, verbose = 0, validation_split = 0.5).unwrap();
        assert!(history["val_auc"][0].is_finite());
        net.train_on_batch(&x, &y).unwrap();
        net.evaluate(&x, &y).unwrap();
    });
}

#[test]
fn a_data_set() {
    const CLASSES: usize = 100_000;
    on_stack::<STACK>(|| {
        let x = images::<Pixels>(3).into_vec();
        let (mut train, test) = Dataset {
            x,
            y: vec![0_u8, 1, 2],
        }
        .shuffle(1)
        .split(0.3);
        train.normalize().apply(&mut { test.x });
        let one_hot = train.one_hot::<CLASSES>().unwrap();
        assert_eq!(one_hot[0][usize::from(train.y[0])], 1.0);
    });
}
