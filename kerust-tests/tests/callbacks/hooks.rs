//! When which hook is called, what it is told, and what it can do.

use std::fmt::Write as _;

use kerust::Error;
use kerust::history::Logs;
use kerust::prelude::*;

model! { struct Line < Dense<1, 1> > }

/// Writes down every call, and does something at one of them.
#[derive(Default)]
struct Diary {
    text: String,
    stop_at: &'static str,
    fail_at: &'static str,
}

impl Diary {
    fn write(
        &mut self,
        entry: &str,
        logs: Option<&Logs>,
        training: &mut Training<'_, Line>,
    ) -> Result<(), Error> {
        self.text.push_str(entry);
        for (name, value) in logs.iter().flat_map(|logs| logs.iter()) {
            write!(self.text, " {name}={value}").expect("a text takes all");
        }
        self.text.push('\n');
        if entry == self.stop_at {
            training.stop();
        }
        if entry == self.fail_at {
            return Err(Error::Other(format!("failed at {entry}").into()));
        }
        Ok(())
    }
}

type Done = Result<(), Error>;

impl Callback<Line> for Diary {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, Line>) -> Done {
        assert_eq!(training.names(), ["loss", "mae", "val_loss", "val_mae"]);
        assert_eq!(training.steps, 3, "batches of an epoch");
        self.write("train begin", None, training)
    }

    fn on_train_end(&mut self, logs: &Logs, training: &mut Training<'_, Line>) -> Done {
        self.write("train end", Some(logs), training)
    }

    fn on_epoch_begin(&mut self, epoch: usize, training: &mut Training<'_, Line>) -> Done {
        self.write(&format!("epoch {epoch} begin"), None, training)
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, Line>,
    ) -> Done {
        self.write(&format!("epoch {epoch} end"), Some(logs), training)
    }

    fn on_train_batch_begin(&mut self, batch: usize, training: &mut Training<'_, Line>) -> Done {
        self.write(&format!("batch {batch} begin"), None, training)
    }

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, Line>,
    ) -> Done {
        self.write(&format!("batch {batch} end"), Some(logs), training)
    }

    fn on_test_begin(&mut self, training: &mut Training<'_, Line>) -> Done {
        self.write("test begin", None, training)
    }

    fn on_test_batch_begin(&mut self, batch: usize, training: &mut Training<'_, Line>) -> Done {
        self.write(&format!("test batch {batch} begin"), None, training)
    }

    fn on_test_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, Line>,
    ) -> Done {
        self.write(&format!("test batch {batch} end"), Some(logs), training)
    }

    fn on_test_end(&mut self, logs: &Logs, training: &mut Training<'_, Line>) -> Done {
        self.write("test end", Some(logs), training)
    }
}

/// Trains `y = x` on 0 to 4 with targets 0 in batches of 2, without a step, so that values are
/// simple: losses of batches 0.5, 6.5 and 16.
fn train(diary: &mut Diary) -> Result<History, Error> {
    let optimizer = SGD::new().learning_rate(0.0);
    let mut line = compile!(
        Line::new(0),
        optimizer = optimizer,
        loss = mse,
        metrics = [mae]
    );
    line.model_mut().dense_mut().kernel().set([1.0]);
    let (x, y) = ([0.0f32, 1.0, 2.0, 3.0, 4.0], [0.0f32; 5]);
    let fit = line.fit(&x, &y).epochs(2).batch_size(2).shuffle(false);
    let fit = fit.validation_data(&[3.0f32], &[0.0f32]);
    fit.callback(diary).run()
}

const EPOCH_0: &str = "\
train begin
epoch 0 begin
batch 0 begin
batch 0 end loss=0.5 mae=0.5
batch 1 begin
batch 1 end loss=3.5 mae=1.5
batch 2 begin
batch 2 end loss=6 mae=2
test begin
test batch 0 begin
test batch 0 end loss=9 mae=3
test end loss=9 mae=3
epoch 0 end loss=6 mae=2 val_loss=9 val_mae=3
";

#[test]
fn hooks_come_in_keras_order_with_running_means() {
    let mut diary = Diary::default();
    train(&mut diary).expect("good data");
    let (_, epoch) = EPOCH_0.split_once('\n').expect("lines");
    let expected = format!(
        "{EPOCH_0}{}train end loss=6 mae=2 val_loss=9 val_mae=3\n",
        epoch.replace("epoch 0", "epoch 1")
    );
    assert_eq!(diary.text, expected, "got and expected");
}

#[test]
fn a_stop_ends_the_epoch_or_the_batches_but_not_the_validation() {
    let after_one_batch = "\
train begin
epoch 0 begin
batch 0 begin
batch 0 end loss=0.5 mae=0.5
test begin
test batch 0 begin
test batch 0 end loss=9 mae=3
test end loss=9 mae=3
epoch 0 end loss=0.5 mae=0.5 val_loss=9 val_mae=3
train end loss=0.5 mae=0.5 val_loss=9 val_mae=3
";
    let after_epoch = format!("{EPOCH_0}train end loss=6 mae=2 val_loss=9 val_mae=3\n");
    for (stop_at, expected) in [
        ("train begin", after_one_batch),
        ("epoch 0 begin", after_one_batch),
        ("batch 0 begin", after_one_batch),
        ("batch 0 end", after_one_batch),
        ("batch 2 end", &after_epoch),
        ("test begin", &after_epoch),
        ("epoch 0 end", &after_epoch),
    ] {
        let mut diary = Diary {
            stop_at,
            ..Diary::default()
        };
        let history = train(&mut diary).expect("good data");
        assert_eq!(diary.text, expected, "got and expected, stop at {stop_at}");
        assert_eq!(
            history.epochs(),
            [0],
            "epochs in the history, stop at {stop_at}"
        );
    }
}

#[test]
fn an_error_of_a_callback_ends_fit_at_once_and_comes_out() {
    let whole = {
        let mut diary = Diary::default();
        train(&mut diary).expect("good data");
        diary.text
    };
    for fail_at in [
        "train begin",
        "epoch 0 begin",
        "batch 1 begin",
        "batch 1 end",
        "test begin",
        "test end",
        "epoch 1 end",
        "train end",
    ] {
        let mut diary = Diary {
            fail_at,
            ..Diary::default()
        };
        let error = train(&mut diary).expect_err(fail_at);
        assert_eq!(error.to_string(), format!("failed at {fail_at}"));
        assert!(
            whole.starts_with(&diary.text),
            "{} after {fail_at}",
            diary.text
        );
        let last = diary.text.lines().last().expect("it was called");
        assert!(
            last.starts_with(fail_at),
            "last call {last}, expected {fail_at}"
        );
    }
}

/// Adds a value to the logs.
struct Adds;

impl<M: Model> Callback<M> for Adds {
    type Monitor = ();

    fn on_epoch_end(&mut self, epoch: usize, logs: &mut Logs, _: &mut Training<'_, M>) -> Done {
        logs.set("added", epoch as f32 + 0.5);
        Ok(())
    }
}

#[test]
fn callbacks_run_in_their_order_and_see_what_those_before_added() {
    let mut line = compile!(Line::new(0), optimizer = SGD, loss = mse);
    let (mut before, mut after) = (Seen::default(), Seen::default());
    let fit = line.fit(&[1.0f32], &[1.0f32]).epochs(2);
    let fit = fit
        .callback(&mut before)
        .callback(Adds)
        .callback(&mut after);
    let history = fit.run().expect("good data");
    assert_eq!(
        before.0,
        [None, None],
        "the callback before the one that adds"
    );
    assert_eq!(
        after.0,
        [Some(0.5), Some(1.5)],
        "the callback after the one that adds"
    );
    assert_eq!(history["added"], [0.5, 1.5], "the history");
    let names: Vec<_> = history.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["loss", "added"], "the order of the history's names");
}

/// What it sees of the added value.
#[derive(Default)]
struct Seen(Vec<Option<f32>>);

impl<M: Model> Callback<M> for Seen {
    type Monitor = ();

    fn on_epoch_end(&mut self, _: usize, logs: &mut Logs, _: &mut Training<'_, M>) -> Done {
        self.0.push(logs.get("added"));
        Ok(())
    }
}
