use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use kerust_core::Error;
use kerust_core::callbacks::{Callback, Training};
use kerust_core::history::Logs;
use kerust_core::model::{Model, OutputRow};

use super::progbar::{self, Progbar};
use crate::clock::Moment;

/// Shows on the standard output how the training goes; Keras' `ProgbarLogger`.
///
/// `verbose` is that of `fit!`: 0 shows nothing, 1 a bar, 2 a line for every epoch. Where the
/// output is not a terminal, 1 is a line as well: the bar as it is at the end of the epoch.
///
/// It belongs behind all other callbacks: it then shows what they
/// [`note`](Training::note) and what they add to the logs. If nobody reads the output any more,
/// it falls silent, and the training goes on.
///
/// ```
/// use kerust::callbacks::ProgbarLogger;
///
/// // To a log of one's own, which is not a terminal.
/// let logger = ProgbarLogger::new(1).output(std::io::stderr());
/// ```
pub struct ProgbarLogger {
    verbose: u8,
    terminal: bool,
    output: Output,
    clock: Box<dyn FnMut() -> Duration + Send>,
    columns: Box<dyn FnMut() -> Option<usize> + Send>,
    progbar: Progbar,
    /// Whether `fit` is what is shown: its validation shows nothing of its own.
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
    /// Writes a text so that it is there at once; after an error, no more.
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

    /// Before `verbose` is given by its name.
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

    /// Writes elsewhere, which is taken for a file.
    #[must_use]
    pub fn output(mut self, output: impl Write + Send + 'static) -> Self {
        self.output.writer = Box::new(output);
        self.columns(|| None).terminal(false)
    }

    /// How many columns the terminal has, asked before each drawing of the bar: so it can be resized.
    /// `None` if nobody knows. Without this setting the terminal on the standard output is asked.
    #[must_use]
    pub fn columns(mut self, columns: impl FnMut() -> Option<usize> + Send + 'static) -> Self {
        self.columns = Box::new(columns);
        self
    }

    /// Whether it writes to a terminal, where a bar can be drawn over itself.
    #[must_use]
    pub fn terminal(mut self, terminal: bool) -> Self {
        self.terminal = terminal;
        self
    }

    /// What the time is: how long it is since any fixed moment.
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

    /// The begin of an evaluation or a prediction by itself.
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
    /// After a training that ended with an error, the cursor is still behind the bar.
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
