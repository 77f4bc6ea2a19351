//! What callbacks say with `verbose = 1`, as Keras prints it.

use kerust::Error;
use kerust::history::Logs;
use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

/// Gives `val_loss` the script's values.
struct Script(&'static [f32]);

impl<M: Model> Callback<M> for Script {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        _: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        logs.set("val_loss", self.0[epoch]);
        Ok(())
    }
}

/// Takes all notes, with the epoch in which they were there.
#[derive(Default)]
struct Listener(Vec<(Option<usize>, String)>);

impl<M: Model> Callback<M> for Listener {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        _: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        let notes = training.take_notes().into_iter();
        self.0.extend(notes.map(|note| (Some(epoch), note)));
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        let notes = training.take_notes().into_iter();
        self.0.extend(notes.map(|note| (None, note)));
        Ok(())
    }
}

/// The notes of a fit under a script.
fn notes<C>(script: &'static [f32], callback: C) -> Vec<(Option<usize>, String)>
where
    C: Callback<Line, Monitor = val_loss>,
{
    let optimizer = SGD::new().learning_rate(1.0);
    let mut line = compile!(Line::new(0), optimizer = optimizer, loss = mse);
    let (x, y, mut listener) = ([0.0f32], [0.0f32], Listener::default());
    let fit = line
        .fit(&x, &y)
        .epochs(script.len())
        .validation_data(&x, &y);
    let fit = fit.callback(Script(script)).callback(callback);
    fit.callback(&mut listener).run().expect("good data");
    listener.0
}

#[test]
fn early_stopping_says_where_it_stops_and_what_it_restores() {
    let stopping = || EarlyStopping::new().patience(2).restore_best_weights(true);
    let restores = "Restoring model weights from the end of the best epoch: 2.";
    let expected = [(None, "Epoch 4: early stopping"), (None, restores)];
    let got = notes(&[1.0, 0.5, 0.6, 0.7, 0.8], stopping().verbose(1));
    let got: Vec<_> = got.iter().map(|(at, note)| (*at, note.as_str())).collect();
    assert_eq!(got, expected, "notes of a stop, got and expected");

    let got = notes(&[1.0, 0.5, 0.6], stopping().verbose(1));
    assert_eq!(
        got,
        [(None, restores.to_string())],
        "notes without a stop, got and expected"
    );
    let got = notes(&[1.0, 0.5, 0.6, 0.7], stopping());
    assert_eq!(got, [], "notes with verbose = 0, got and expected");
}

#[test]
fn reduce_lr_on_plateau_says_when_it_reduces() {
    let reduce = || {
        ReduceLROnPlateau::new()
            .factor(0.5)
            .patience(1)
            .min_lr(0.25)
    };
    let text = |epoch: usize, rate: f32| {
        let note = format!("Epoch {epoch}: ReduceLROnPlateau reducing learning rate to {rate}.");
        (Some(epoch - 1), note)
    };
    // At the smallest rate it is silent.
    let got = notes(&[1.0; 6], reduce().verbose(1));
    assert_eq!(
        got,
        [text(2, 0.5), text(3, 0.25)],
        "notes, got and expected"
    );
    let got = notes(&[1.0; 6], reduce());
    assert_eq!(got, [], "notes with verbose = 0, got and expected");
}
