//! What can be known is said before the first step, and what cannot in each epoch.

use kerust::Error;
use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

const X: [f32; 2] = [1.0, 2.0];
const Y: [f32; 2] = [3.0, 5.0];

type Trained = Compiled<Line, SGD, mse, (mae,)>;

fn line(optimizer: SGD) -> Trained {
    compile!(
        Line::new(7),
        optimizer = optimizer,
        loss = mse,
        metrics = [mae]
    )
}

/// Takes all notes, with the epoch after which they were there; those of the beginning with none.
#[derive(Default)]
struct Notes(Vec<(Option<usize>, String)>);

impl Notes {
    fn take(
        &mut self,
        epoch: Option<usize>,
        training: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        let notes = training.take_notes().into_iter();
        self.0.extend(notes.map(|note| (epoch, note)));
        Ok(())
    }
}

impl Callback<Line> for Notes {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, Line>) -> kerust::Result<()> {
        self.take(None, training)
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        _: &mut Logs,
        training: &mut Training<'_, Line>,
    ) -> kerust::Result<()> {
        self.take(Some(epoch), training)
    }
}

/// A callback of the user's that sets the rate.
struct Sets;

impl Callback<Line> for Sets {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, Line>) -> kerust::Result<()> {
        training.check_learning_rate("Sets")
    }
}

#[test]
fn a_schedule_cannot_be_set() {
    let optimizer = || SGD::new().learning_rate(CosineDecay::new(0.1, 10));
    let text = |name| {
        format!(
            "`{name}` sets the learning rate, but this optimizer's is a schedule; give the optimizer a number, such as `learning_rate = 0.001`, or leave out the callback"
        )
    };
    let mut line = line(optimizer());
    let fit = line.fit(&X, &Y).validation_data(&X, &Y);
    let error = fit.callback(ReduceLROnPlateau::new()).run().unwrap_err();
    assert_eq!(error.to_string(), text("ReduceLROnPlateau"));
    let scheduler = LearningRateScheduler::new(|_, rate| rate);
    let error = line.fit(&X, &Y).callback(scheduler).run().unwrap_err();
    assert_eq!(error.to_string(), text("LearningRateScheduler"));
    let error = line.fit(&X, &Y).callback(Sets).run().unwrap_err();
    assert_eq!(error.to_string(), text("Sets"));
    assert!(matches!(error, Error::SetsSchedule { callback: "Sets" }));
    assert_eq!(line.iterations(), 0);
}

macro_rules! with_freq {
    ($line:expr, $epochs:expr, $initial:expr, $freq:expr, $callback:expr) => {
        $line
            .fit(&X, &Y)
            .epochs($epochs)
            .initial_epoch($initial)
            .validation_data(&X, &Y)
            .validation_freq($freq)
            .callback($callback)
            .run()
    };
}

#[test]
fn a_value_of_a_validation_that_never_comes_is_refused() {
    let mut line = line(SGD::new());
    let refused = |result: kerust::Result<History>, first, last| {
        let text = format!(
            "`val_loss` is monitored, but with this `validation_freq` none of the epochs {first} to {last} is validated"
        );
        assert_eq!(result.unwrap_err().to_string(), text);
    };
    let (stop, reduce) = (EarlyStopping::new, ReduceLROnPlateau::new);
    refused(with_freq!(line, 10, 0, 20, stop()), 1, 10);
    refused(with_freq!(line, 10, 0, [11, 40], reduce()), 1, 10);
    refused(with_freq!(line, 6, 4, 4, stop()), 5, 6);
    #[cfg(feature = "safetensors")]
    {
        let best = || ModelCheckpoint::new("never.safetensors").save_best_only(true);
        refused(with_freq!(line, 10, 0, [11, 12], best()), 1, 10);
    }
    assert_eq!(line.iterations(), 0);

    // One of the training, one validation, and no epoch at all.
    let of_training = || stop().monitor::<mae>();
    with_freq!(line, 3, 0, 20, of_training()).unwrap();
    with_freq!(line, 4, 0, 4, stop()).unwrap();
    with_freq!(line, 4, 0, [4], stop()).unwrap();
    with_freq!(line, 4, 4, 20, stop()).unwrap();
    // To look at each epoch would take years.
    let ends = LambdaCallback::<Line>::new().on_epoch_end(|_, _, training| training.stop());
    let fit = line.fit(&X, &Y).epochs(usize::MAX).validation_data(&X, &Y);
    fit.callback(stop()).callback(ends).run().unwrap();
}

#[test]
#[cfg(feature = "safetensors")]
fn a_name_with_a_value_that_an_epoch_has_not_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut line = line(SGD::new());
    let file = "m_{val_loss:.2f}.safetensors";
    let checkpoint = || ModelCheckpoint::new(folder.path().join(file));
    for (freq, first) in [(vec![2], 1), (vec![1, 3], 2), (vec![1, 2], 3)] {
        let error = with_freq!(line, 3, 0, freq, checkpoint()).unwrap_err();
        let Error::Format { path, problem } = error else {
            panic!("{error:?}");
        };
        assert!(path.ends_with(file), "{path}");
        let text = format!(
            "names `{{val_loss}}`, but epoch {first} has none, as `validation_freq` leaves it out"
        );
        assert_eq!(problem, text);
    }
    assert!(with_freq!(line, 4, 0, 2, checkpoint().save_best_only(true)).is_err());
    assert_eq!(line.iterations(), 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    with_freq!(line, 3, 0, [1, 2, 3], checkpoint()).unwrap();
    with_freq!(line, 6, 5, 6, checkpoint()).unwrap();
}

#[test]
fn a_value_that_is_missing_is_said_in_each_epoch() {
    macro_rules! notes_of {
        ($callback:expr) => {{
            let (mut line, mut notes) = (line(SGD::new()), Notes::default());
            let fit = line.fit(&X, &Y).epochs(4).validation_data(&X, &Y);
            let fit = fit.validation_freq(2).callback($callback);
            fit.callback(&mut notes).run().expect("good data");
            notes.0
        }};
    }
    let each = |text: &str| [(Some(0), text.to_string()), (Some(2), text.to_string())];
    assert_eq!(
        notes_of!(EarlyStopping::new().patience(9)),
        each(
            "Early stopping conditioned on metric `val_loss` which is not available. Available metrics are: loss,mae"
        )
    );
    assert_eq!(
        notes_of!(ReduceLROnPlateau::new()),
        each(
            "Learning rate reduction is conditioned on metric `val_loss` which is not available. Available metrics are: loss,mae,learning_rate"
        )
    );
    #[cfg(feature = "safetensors")]
    {
        let folder = tempfile::tempdir().unwrap();
        let best = ModelCheckpoint::new(folder.path().join("best")).save_best_only(true);
        assert_eq!(
            notes_of!(best),
            each("Can save best model only with val_loss available.")
        );
    }
    let late = || EarlyStopping::new().monitor::<loss>().start_from_epoch(4);
    assert_eq!(
        notes_of!(late()),
        [(
            None,
            "`EarlyStopping(start_from_epoch = 4)` does nothing in a training of 4 epochs.".into()
        )]
    );
    assert_eq!(notes_of!(late().start_from_epoch(3)), []);
}
