//! A model that two threads share, its data, and callbacks that interrupt and look.

use kerust::Error;
use kerust::prelude::*;
use kerust::random::{generator, unit};

model! { pub struct Net < Dense<200, 64>(relu), Dropout(0.2), Dense<64, 10>(softmax) > }

pub type Trained = Compiled<Net, Adam, sparse_categorical_crossentropy, (accuracy,)>;

/// With batches of 32: four and a rest of 22.
pub const ROWS: usize = 150;

pub fn data(rows: usize) -> (Vec<[f32; 200]>, Vec<u8>) {
    let mut rng = generator(5);
    let x = (0..rows).map(|_| [0.0; 200].map(|_| unit(&mut rng)));
    (
        x.collect(),
        (0..rows).map(|row| (row * 7 % 10) as u8).collect(),
    )
}

pub fn net(optimizer: Adam) -> Trained {
    compile!(
        Net::new(3),
        optimizer = optimizer,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    )
}

/// Where a training is interrupted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    Never,
    /// Before this batch of the process, counted from 0.
    Batch(usize),
    /// When all epochs are done.
    End,
}

/// Interrupts.
pub struct Interrupt {
    pub at: At,
    pub batches: usize,
}

impl<M: Model> Callback<M> for Interrupt {
    type Monitor = ();

    fn on_train_batch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> kerust::Result<()> {
        let batch = self.batches;
        self.batches += 1;
        (self.at != At::Batch(batch))
            .then_some(())
            .ok_or_else(interrupted)
    }

    fn on_train_end(&mut self, _: &Logs, _: &mut Training<'_, M>) -> kerust::Result<()> {
        (self.at != At::End).then_some(()).ok_or_else(interrupted)
    }
}

pub fn interrupted() -> Error {
    Error::Other("interrupted".into())
}

/// Hashes all that an optimizer remembers when the training ends.
#[derive(Default)]
pub struct State(pub u64);

impl<M: Model> Callback<M> for State {
    type Monitor = ();

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> kerust::Result<()> {
        let state = training.optimizer_state();
        let numbers = [state.slots, state.averages, state.accumulated].concat();
        let rate = state.learning_rate.unwrap_or_default();
        self.0 = hash(
            numbers
                .iter()
                .copied()
                .chain([rate, state.iterations as f32]),
        );
        Ok(())
    }
}

pub fn weights<M: Model>(net: &M) -> u64 {
    let arrays = net.get_weights();
    hash(arrays.iter().flat_map(|array| array.values.iter().copied()))
}

/// A hash of numbers' bits: Fowler, Noll and Vo's.
pub fn hash(numbers: impl IntoIterator<Item = f32>) -> u64 {
    let bytes = numbers.into_iter().flat_map(|v| v.to_bits().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
