//! Small models with good data.

use std::fmt;

use kerust::Error;
use kerust::history::Logs;
use kerust::prelude::*;

model! { pub struct Net < Dense<2, 4>(relu), Dense<4, 3>(softmax) > }
model! { pub struct Binary < Dense<2, 1>(sigmoid) > }

pub type Compiled3 = Compiled<Net, SGD, sparse_categorical_crossentropy, (accuracy,)>;

pub const X: [[f32; 2]; 10] = [
    [0.1, 0.9],
    [0.5, -0.5],
    [-0.3, 0.2],
    [0.7, 0.7],
    [-0.9, 0.4],
    [0.2, -0.8],
    [0.6, 0.1],
    [-0.4, -0.6],
    [0.8, -0.1],
    [0.3, 0.5],
];
pub const Y: [u8; 10] = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];

pub fn net() -> Compiled3 {
    compile!(
        Net::new(7),
        optimizer = SGD(learning_rate = 0.1, momentum = 0.9),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    )
}

pub fn bits<M: Model>(net: &M) -> Vec<u32> {
    let arrays = net.get_weights().into_iter();
    arrays
        .flat_map(|array| array.values)
        .map(f32::to_bits)
        .collect()
}

/// Fails unless `result` is an error with this text, and `net` is as a new one.
#[track_caller]
pub fn refused<T: fmt::Debug>(net: &Compiled3, result: Result<T, Error>, text: &str) {
    let error = result.expect_err(text);
    assert_eq!(
        error.to_string(),
        text,
        "the error's text, got and expected"
    );
    assert_eq!(
        bits(net.model()),
        bits(&*Net::new(7)),
        "weights after: {text}"
    );
    assert_eq!(net.iterations(), 0, "steps after: {text}");
}

/// Counts the calls at the ends, and of all other hooks.
#[derive(Default)]
pub struct Calls {
    pub begin: usize,
    pub end: usize,
    pub epochs: usize,
}

impl<M: Model> Callback<M> for Calls {
    type Monitor = ();

    fn on_train_begin(&mut self, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.begin += 1;
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.end += 1;
        Ok(())
    }

    fn on_epoch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.epochs += 1;
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        _: &mut Logs,
        _: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        self.epochs += 1;
        Ok(())
    }
}
