use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use kerust_core::Error;
use kerust_core::model::{Model, OutputRow};
use kerust_core::train::callbacks::{Callback, Training};
use kerust_core::train::history::Logs;

use super::progbar::{self, Progbar};
use crate::clock::Moment;

/// Shows the progress of the training on the standard output; Keras' `ProgbarLogger`.
///
/// `verbose` is that of `fit!`: 0 shows nothing, 1 a bar, 2 a line for every epoch. If the output is
/// not a terminal, 1 shows a line too: the bar at the end of the epoch.
///
/// As the last callback it shows the [`note`](Training::note)s of the others and the values that they
/// add to the logs. If the output is closed, it becomes silent, and the training continues.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// // To a log, which is not a terminal.
/// let logger = ProgbarLogger::new(2).output(std::io::stderr());
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// let history = fit!(
///     line, &[0.0, 1.0], &[1.0, 3.0],
///     epochs = 2, callbacks = [logger], verbose = 0,
/// )?;
/// assert_eq!(history.epochs(), [0, 1]);
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct ProgbarLogger {
    verbose: u8,
    terminal: bool,
    output: Output,
    clock: Box<dyn FnMut() -> Duration + Send>,
    columns: Box<dyn FnMut() -> Option<usize> + Send>,
    progbar: Progbar,
    /// Whether a training is shown, whose validation has no output of its own.
    trains: bool,
}

struct Output {
    writer: Box<dyn Write + Send>,
    silent: bool,
}

kerust_core::listed! {
    ProgbarLogger [] []
    (verbose) output, columns, terminal, clock
}

impl Output {
    /// Writes and flushes a text; after an error nothing more is written.
    fn print(&mut self, text: &str) {
        if !self.silent && !text.is_empty() {
            let result = self.writer.write_all(text.as_bytes());
            self.silent = result.and_then(|()| self.writer.flush()).is_err();
        }
    }
}

impl ProgbarLogger {
    /// Shows nothing with 0, a bar with 1, a line for every epoch with 2.
    #[must_use]
    pub fn new(verbose: u8) -> Self {
        let start = Moment::now();
        ProgbarLogger {
            verbose,
            terminal: io::stdout().is_terminal(),
            output: Output {
                writer: Box::new(io::stdout()),
                silent: verbose == 0,
            },
            clock: Box::new(move || start.elapsed()),
            columns: Box::new(progbar::columns),
            progbar: Progbar::line(),
            trains: false,
        }
    }

    /// The callback before `verbose` is given by its name.
    #[doc(hidden)]
    #[must_use]
    pub fn by_name_0<F>(_: F) -> Self {
        ProgbarLogger::new(1)
    }

    /// Shows nothing with 0, a bar with 1, a line for every epoch with 2.
    #[must_use]
    pub fn verbose(mut self, verbose: u8) -> Self {
        self.verbose = verbose;
        self
    }

    /// The output, which counts as a file and not as a terminal.
    #[must_use]
    pub fn output(mut self, output: impl Write + Send + 'static) -> Self {
        self.output.writer = Box::new(output);
        self.columns(|| None).terminal(false)
    }

    /// The function that gives the number of the terminal's columns, or `None` if it is unknown. It is called
    /// before the bar is drawn, so that the terminal can be resized. By default the terminal on the
    /// standard output is asked.
    #[must_use]
    pub fn columns(mut self, columns: impl FnMut() -> Option<usize> + Send + 'static) -> Self {
        self.columns = Box::new(columns);
        self
    }

    /// Whether the output is a terminal, in which the bar can be redrawn in place.
    #[must_use]
    pub fn terminal(mut self, terminal: bool) -> Self {
        self.terminal = terminal;
        self
    }

    /// The function that gives the time, as the duration since any fixed moment.
    #[must_use]
    pub fn clock(mut self, clock: impl FnMut() -> Duration + Send + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    fn begin(&mut self) {
        self.output.silent = self.verbose == 0;
        self.progbar = match (self.verbose, self.terminal) {
            (1, true) => Progbar::bar(),
            (1, false) => Progbar::plain(),
            _ => Progbar::line(),
        };
    }

    /// The start of an evaluation or a prediction outside of a training.
    fn begin_alone<M: Model>(&mut self, training: &Training<'_, M>) {
        if !self.trains {
            self.begin();
            self.progbar.begin(Some(training.steps), (self.clock)());
        }
    }

    fn update_alone(&mut self, batch: usize, logs: &Logs) {
        if !self.trains && !self.output.silent {
            self.update(batch, logs);
        }
    }

    fn update(&mut self, batch: usize, logs: &Logs) {
        let now = (self.clock)();
        if self.progbar.is_due(now) {
            self.progbar.columns((self.columns)());
        }
        let text = self.progbar.update(batch + 1, numbers(logs), now);
        self.output.print(text);
    }

    fn finish(&mut self, logs: &Logs) {
        let now = (self.clock)();
        self.progbar.columns((self.columns)());
        let text = self.progbar.finish(numbers(logs), now);
        self.output.print(text);
    }

    fn finish_alone<M: Model>(&mut self, logs: &Logs, training: &mut Training<'_, M>) {
        if !self.trains && !self.output.silent {
            self.show_notes(training);
            self.finish(logs);
        }
    }

    fn show_notes<M: Model>(&mut self, training: &mut Training<'_, M>) {
        let mut text = String::new();
        for note in training.take_notes() {
            text.extend([self.progbar.interrupt(), &note, "\n"]);
        }
        self.output.print(&text);
    }
}

fn numbers(logs: &Logs) -> impl Iterator<Item = (&'static str, f64)> {
    logs.iter().map(|(name, value)| (name, value.into()))
}

impl<M: Model> Callback<M> for ProgbarLogger {
    type Monitor = ();

    fn on_train_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.trains = true;
        self.begin();
        if !self.output.silent {
            self.show_notes(training);
        }
        Ok(())
    }

    fn on_epoch_begin(
        &mut self,
        epoch: usize,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.output.silent {
            return Ok(());
        }
        self.show_notes(training);
        self.progbar.begin(Some(training.steps), (self.clock)());
        if training.epochs > 1 {
            let heading = format!("Epoch {}/{}\n", epoch + 1, training.epochs);
            self.output.print(&heading);
        }
        Ok(())
    }

    fn on_train_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.output.silent {
            return Ok(());
        }
        self.show_notes(training);
        self.update(batch, logs);
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        if self.output.silent {
            return Ok(());
        }
        self.show_notes(training);
        self.finish(logs);
        Ok(())
    }

    fn on_train_end(&mut self, _: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.trains = false;
        if !self.output.silent {
            self.show_notes(training);
        }
        Ok(())
    }

    fn on_test_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.begin_alone(training);
        Ok(())
    }

    fn on_test_batch_end(
        &mut self,
        batch: usize,
        logs: &Logs,
        _: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        self.update_alone(batch, logs);
        Ok(())
    }

    fn on_test_end(&mut self, logs: &Logs, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.finish_alone(logs, training);
        Ok(())
    }

    fn on_predict_begin(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.begin_alone(training);
        Ok(())
    }

    fn on_predict_batch_end(
        &mut self,
        batch: usize,
        _: &[OutputRow<M>],
        _: &mut Training<'_, M>,
    ) -> Result<(), Error> {
        self.update_alone(batch, &Logs::default());
        Ok(())
    }

    fn on_predict_end(&mut self, training: &mut Training<'_, M>) -> Result<(), Error> {
        self.finish_alone(&Logs::default(), training);
        Ok(())
    }
}

impl Drop for ProgbarLogger {
    /// Ends the line of the bar, if a training ended with an error.
    fn drop(&mut self) {
        let end = self.progbar.interrupt();
        self.output.print(end);
    }
}

impl fmt::Debug for ProgbarLogger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgbarLogger")
            .field("verbose", &self.verbose)
            .field("terminal", &self.terminal)
            .finish_non_exhaustive()
    }
}
