//! Callbacks that the program chooses when it runs.

use kerust::Error;
use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

const X: [f32; 4] = [0.0, 1.0, 2.0, 3.0];
const Y: [f32; 4] = [1.0, 3.0, 5.0, 7.0];

type Trained = Compiled<Line, SGD, mse, (mae,)>;

fn line() -> Trained {
    compile!(
        Line::new(7),
        optimizer = SGD(learning_rate = 0.1),
        loss = mse,
        metrics = [mae],
    )
}

/// Counts the hooks that it sees.
#[derive(Default)]
struct Count(usize);

impl<M: Model> Callback<M> for Count {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        _: usize,
        logs: &mut Logs,
        _: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        self.0 += 1;
        logs.set("count", self.0 as f32);
        Ok(())
    }
}

#[test]
fn one_that_may_not_be_there() {
    for (patience, epochs) in [(None, 9), (Some(2), 3)] {
        let stopping = patience.map(|patience| {
            let stopping = EarlyStopping::new().monitor::<val_loss>();
            stopping.patience(patience).mode(Direction::Max)
        });
        let mut line = line();
        let history = fit!(
            line,
            &X,
            &Y,
            epochs = 9,
            validation_split = 0.25,
            callbacks = [stopping],
            verbose = 0
        );
        assert_eq!(history.unwrap().epochs().len(), epochs);
    }
}

#[test]
fn boxed_ones_that_monitor_the_same() {
    let mut chosen: Vec<Box<dyn Callback<Line, Monitor = ()>>> = vec![Box::new(Count::default())];
    chosen.push(Box::new(TerminateOnNaN::new()));
    chosen.push(Box::new(LambdaCallback::new().on_epoch_end(
        |epoch, logs: &mut Logs, training: &mut Training<'_, Line>| {
            assert_eq!(logs["count"], (epoch + 1) as f32);
            if epoch == 4 {
                training.stop();
            }
        },
    )));
    let single: Box<dyn Callback<Line, Monitor = ()>> = Box::new(Count::default());
    let mut line = line();
    let history = fit!(
        line,
        &X,
        &Y,
        epochs = 9,
        callbacks = [chosen, single],
        verbose = 0
    );
    assert_eq!(history.unwrap().epochs().len(), 5);
}

/// The history with these callbacks.
fn with(callbacks: &mut CallbackList<'_, Line>) -> kerust::Result<History> {
    let mut line = line();
    fit!(
        line,
        &X,
        &Y,
        epochs = 30,
        validation_split = 0.25,
        callbacks = [callbacks],
        verbose = 0
    )
}

#[test]
fn any_in_a_list_do_what_they_do_one_by_one() {
    let stopping = || EarlyStopping::new().monitor::<val_mae>().patience(4);
    let reduce = || {
        ReduceLROnPlateau::new()
            .monitor::<loss>()
            .min_delta(0.5)
            .patience(1)
    };
    let mut one_by_one = line();
    let expected = fit!(
        one_by_one,
        &X,
        &Y,
        epochs = 30,
        validation_split = 0.25,
        callbacks = [Count::default(), reduce(), stopping()],
        verbose = 0
    );
    let (mut count, mut callbacks) = (Count::default(), CallbackList::new());
    callbacks.append(&mut count);
    callbacks.append(reduce());
    let mut inner = CallbackList::new();
    inner.append(stopping());
    callbacks.append(inner);
    let history = with(&mut callbacks).unwrap();
    drop(callbacks);
    assert_eq!(history, expected.unwrap());
    assert_eq!(count.0, history.epochs().len());
    assert_eq!(with(&mut CallbackList::new()).unwrap().epochs().len(), 30);
}

#[test]
fn what_is_not_measured_is_said_before_the_first_step() {
    let (mut count, mut callbacks) = (Count::default(), CallbackList::new());
    callbacks.append(&mut count);
    callbacks.append(EarlyStopping::new().monitor::<val_accuracy>());
    let error = with(&mut callbacks).unwrap_err();
    drop(callbacks);
    assert_eq!(
        error.to_string(),
        "a callback monitors `val_accuracy`, which is not measured; there are `loss`, `mae`, `val_loss`, `val_mae`"
    );
    assert!(matches!(error, Error::NotMeasured { .. }));
    assert_eq!(count.0, 0);
}
