//! Sources of rows and labels that fail while they are read.

use std::fmt;

use kerust::Error;
use kerust::contract::Samples;
use kerust::prelude::*;

use super::data::{self, Compiled3, Net, X, Y, bits};

/// What goes wrong in a source of one's own.
#[derive(Debug, PartialEq)]
struct Broken {
    at: usize,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sample {} cannot be read", self.at)
    }
}

impl std::error::Error for Broken {}

/// Reads a slice up to one sample, which fails.
struct Fails<'a, T> {
    samples: &'a [T],
    at: usize,
}

impl<T: Copy> Samples for Fails<'_, T> {
    type Item = T;

    fn sample_count(&self) -> usize {
        self.samples.len()
    }

    fn read_sample(&self, index: usize, into: &mut T) -> Result<(), Error> {
        if index == self.at {
            return Err(Error::Other(Box::new(Broken { at: index })));
        }
        *into = self.samples[index];
        Ok(())
    }
}

/// Fails unless the error is the source's own.
#[track_caller]
fn broken<T: fmt::Debug>(result: Result<T, Error>, at: usize) {
    let error = result.expect_err("the source fails");
    assert_eq!(error.to_string(), format!("sample {at} cannot be read"));
    let Error::Other(own) = error else {
        panic!("expected the source's own error, got {error:?}");
    };
    assert_eq!(
        own.downcast_ref(),
        Some(&Broken { at }),
        "the source's own error"
    );
}

/// A net that was trained on the first rows, in batches of 2.
fn trained_on(rows: usize) -> Compiled3 {
    let mut net = data::net();
    for (x, y) in X[..rows].chunks(2).zip(Y.chunks(2)) {
        net.train_on_batch(x, y).expect("good data");
    }
    net
}

#[test]
fn what_was_learnt_before_a_source_failed_is_kept() {
    let (expected, steps) = (trained_on(4), 2);
    let x = Fails {
        samples: &X[..],
        at: 5,
    };
    let y = Fails {
        samples: &Y[..],
        at: 5,
    };

    let mut net = data::net();
    broken(net.fit(&x, &Y).batch_size(2).shuffle(false).run(), 5);
    assert_eq!(
        bits(net.model()),
        bits(expected.model()),
        "weights after rows that failed"
    );
    assert_eq!(net.iterations(), steps, "steps before rows that failed");

    let mut net = data::net();
    broken(net.fit(&X, &y).batch_size(2).shuffle(false).run(), 5);
    assert_eq!(
        bits(net.model()),
        bits(expected.model()),
        "weights after labels that failed"
    );
    assert_eq!(net.iterations(), steps, "steps before labels that failed");

    // It trains on as if nothing had been.
    let mut expected = expected;
    let rest = expected
        .fit(&X, &Y)
        .epochs(2)
        .seed(3)
        .run()
        .expect("good data");
    let history = net.fit(&X, &Y).epochs(2).seed(3).run().expect("good data");
    assert_eq!(
        history, rest,
        "history of the fit after the one that failed"
    );
    assert_eq!(
        bits(net.model()),
        bits(expected.model()),
        "weights of the fit after the one that failed"
    );
}

#[test]
fn a_source_that_fails_elsewhere() {
    let x = Fails {
        samples: &X[..],
        at: 7,
    };
    let y = Fails {
        samples: &Y[..],
        at: 7,
    };
    let mut net = data::net();
    broken(net.train_on_batch(&x, &Y), 7);
    broken(net.train_on_batch(&X, &y), 7);
    assert_eq!(
        bits(net.model()),
        bits(&*Net::new(7)),
        "weights after batches that failed"
    );
    assert_eq!(net.iterations(), 0, "steps after batches that failed");
    broken(net.evaluate(&x, &Y), 7);
    broken(net.evaluate(&X, &y), 7);
    broken(net.predict_batch(&x), 7);

    // In the validation: after the first epoch's steps.
    let fit = net.fit(&X, &Y).batch_size(2).shuffle(false).epochs(3);
    broken(fit.validation_data(&x, &Y).run(), 7);
    assert_eq!(
        bits(net.model()),
        bits(trained_on(10).model()),
        "weights after a validation that failed"
    );
}

#[test]
fn a_label_that_is_read_and_is_no_class() {
    let mut labels = Y;
    labels[6] = 9;
    let y = Fails {
        samples: &labels[..],
        at: usize::MAX,
    };
    let mut net = data::net();
    let error = net.fit(&X, &y).batch_size(2).shuffle(false).run();
    let error = error.expect_err("9 is no class");
    let text = "training data: label 9 of row 6 is outside of the model's 3 classes, 0 to 2";
    assert_eq!(error.to_string(), text, "got and expected");
    assert_eq!(
        bits(net.model()),
        bits(trained_on(6).model()),
        "weights after: {text}"
    );
}
