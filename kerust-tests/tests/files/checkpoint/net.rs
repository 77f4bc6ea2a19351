//! A small model, and callbacks that play a script and listen.

use std::fs;
use std::path::Path;

use kerust::prelude::*;

model! { pub struct Net < Dense<1, 2>(softmax) > }

pub const X: [[f32; 1]; 2] = [[1.0], [2.0]];
pub const Y: [usize; 2] = [0, 1];

pub type Trained = Compiled<Net, SGD, sparse_categorical_crossentropy, (accuracy,)>;

pub fn net() -> Trained {
    Compile::new(Net::new(0))
        .optimizer(SGD::new())
        .loss::<sparse_categorical_crossentropy>()
        .metric::<accuracy>()
}

/// Puts values into the logs, one an epoch; `None` takes all values away.
pub struct Script {
    pub name: &'static str,
    pub values: Vec<Option<f32>>,
}

impl Script {
    pub fn val_loss(values: &[f32]) -> Self {
        Script {
            name: "val_loss",
            values: values.iter().copied().map(Some).collect(),
        }
    }
}

impl<M: Model> Callback<M> for Script {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        _: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        match self.values[epoch] {
            Some(value) => logs.set(self.name, value),
            None => logs.clear(),
        }
        Ok(())
    }
}

/// Keeps what other callbacks say.
#[derive(Default)]
pub struct Listener(pub Vec<String>);

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
}

pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
