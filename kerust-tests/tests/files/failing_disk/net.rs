//! A training with each of the callbacks that write.

use std::path::Path;

use kerust::Error;
use kerust::prelude::*;
use kerust::random::{generator, unit};

model! { pub struct Net < Dense<40, 32>(relu), Dense<32, 2>(softmax) > }

pub type Trained = Compiled<Net, Adam, sparse_categorical_crossentropy>;

pub const EPOCHS: usize = 4;

/// The callbacks that write.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Writer {
    Checkpoint,
    Backup,
    Logs,
    Table,
}

pub const WRITERS: [Writer; 4] = [
    Writer::Checkpoint,
    Writer::Backup,
    Writer::Logs,
    Writer::Table,
];

/// Calls a function before each epoch.
pub struct Before<F>(pub F);

impl<M: Model, F: FnMut(usize)> Callback<M> for Before<F> {
    type Monitor = ();

    fn on_epoch_begin(&mut self, epoch: usize, _: &mut Training<'_, M>) -> kerust::Result<()> {
        (self.0)(epoch);
        Ok(())
    }
}

/// Keeps what is said.
#[derive(Default)]
struct Listener(Vec<String>);

impl<M: Model> Callback<M> for Listener {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        _: usize,
        _: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        self.0.extend(training.take_notes());
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> kerust::Result<()> {
        self.0.extend(training.take_notes());
        Ok(())
    }
}

/// The model after it was trained with a callback that writes into `folder`, what was said, and how it
/// ended.
pub fn train(
    writer: Writer,
    folder: &Path,
    keep_going: bool,
    before: impl FnMut(usize),
) -> (Trained, Vec<String>, Result<History, Error>) {
    let mut rng = generator(5);
    let x: Vec<_> = (0..64).map(|_| [0.0; 40].map(|_| unit(&mut rng))).collect();
    let y: Vec<_> = (0..64).map(|row| row % 2).collect();
    let mut net = compile!(
        Net::new(3),
        optimizer = Adam,
        loss = sparse_categorical_crossentropy
    );
    let mut listener = Listener::default();
    let fit = net.fit(&x, &y).epochs(EPOCHS).callback(Before(before));
    let fit = match writer {
        Writer::Checkpoint => fit.callback(
            ModelCheckpoint::new(folder.join("{epoch}.safetensors")).keep_going(keep_going),
        ),
        Writer::Backup => fit.callback(BackupAndRestore::new(folder).keep_going(keep_going)),
        Writer::Logs => fit.callback(
            TensorBoard::new(folder)
                .update_freq(UpdateFreq::Batch)
                .histogram_freq(1)
                .keep_going(keep_going),
        ),
        Writer::Table => {
            fit.callback(CSVLogger::new(folder.join("log.csv")).keep_going(keep_going))
        }
    };
    let ended = fit.callback(&mut listener).run();
    (net, listener.0, ended)
}

/// Whether the model still is one: it predicts, and goes on learning.
pub fn is_usable(net: &mut Trained) -> bool {
    let x = [[0.5; 40]; 4];
    let before = net.get_weights();
    let trained = net.fit(&x, &[0, 1, 0, 1]).run().is_ok();
    trained && net.get_weights() != before && net.predict(&x[0])[0].is_finite()
}
