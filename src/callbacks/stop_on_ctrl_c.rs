use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use kerust_core::Error;
use kerust_core::model::Model;
use kerust_core::train::callbacks::{Callback, Training};
use kerust_core::train::history::Logs;

/// Whether the handler of Ctrl-C is installed, which is possible only once in a process.
static LISTENS: Mutex<bool> = Mutex::new(false);
/// The number of trainings that wait for Ctrl-C.
static TRAININGS: AtomicUsize = AtomicUsize::new(0);
static PRESSED: AtomicBool = AtomicBool::new(false);

/// The exit code that shells expect of a program that was ended by Ctrl-C.
const ENDED_BY_CTRL_C: i32 = 130;

/// Ends the training when Ctrl-C is pressed (feature `ctrlc`, on systems of Unix and on Windows).
///
/// `StopOnCtrlC`
///
/// The current batch or validation is finished, the callbacks see the end of the epoch and of the training,
/// and `fit` returns its [`History`](crate::history::History): the best weights are restored, files are
/// complete, the model can be saved. A second Ctrl-C ends the program at once, as any Ctrl-C does outside
/// of a training. Keras leaves this to Python's `KeyboardInterrupt`, which ends `fit` in the middle of a
/// batch.
///
/// The handler of Ctrl-C stays installed after the first use. A program that has installed one already gets
/// an error before the first step.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let (x, y) = ([1.0_f32, 2.0], [2.0_f32, 4.0]);
/// let mut line = compile!(Line::new(0), optimizer = SGD, loss = mse);
/// let history = fit!(line, &x, &y, epochs = 3, callbacks = [StopOnCtrlC], verbose = 0)?;
/// assert_eq!(history.epochs().len(), 3);
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct StopOnCtrlC {
    waits: bool,
}

kerust_core::listed! {
    StopOnCtrlC [] []
    ()
}

impl StopOnCtrlC {
    /// The callback; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        StopOnCtrlC { waits: false }
    }

    fn begin(&mut self) -> Result<(), Error> {
        let mut listens = LISTENS.lock().unwrap_or_else(PoisonError::into_inner);
        if !*listens {
            ctrlc::set_handler(pressed).map_err(Error::other)?;
            *listens = true;
        }
        if !self.waits {
            self.waits = true;
            if TRAININGS.fetch_add(1, Ordering::SeqCst) == 0 {
                PRESSED.store(false, Ordering::SeqCst);
            }
        }
        Ok(())
    }

    fn end(&mut self) {
        if self.waits {
            self.waits = false;
            TRAININGS.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

fn pressed() {
    let waited_for = TRAININGS.load(Ordering::SeqCst) > 0;
    if !waited_for || PRESSED.swap(true, Ordering::SeqCst) {
        process::exit(ENDED_BY_CTRL_C);
    }
}

fn stop_if_pressed<M: Model>(training: &mut Training<'_, M>) {
    if PRESSED.load(Ordering::SeqCst) && !training.stops() {
        training.note("Ctrl-C: the training ends; once more ends the program.".into());
        training.stop();
    }
}

impl<M: Model> Callback<M> for StopOnCtrlC {
    type Monitor = ();

    fn on_train_begin(&mut self, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.begin()
    }

    fn on_train_batch_end(
        &mut self,
        _: usize,
        _: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        stop_if_pressed(training);
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        _: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        stop_if_pressed(training);
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, _: &mut Training<'_, M>) -> Result<(), Error> {
        self.end();
        Ok(())
    }
}

impl Drop for StopOnCtrlC {
    /// A training that ended with an error no longer waits for Ctrl-C.
    fn drop(&mut self) {
        self.end();
    }
}
