mod line;
mod parts;
mod terminal;

use std::fmt::Write;
use std::iter::repeat_n;
use std::time::Duration;

use self::line::Line;
use self::parts::{Count, PerStep, Remaining};
pub(super) use self::terminal::columns;
use super::number;

/// The shortest time between two drawings of the bar.
const INTERVAL: Duration = Duration::from_millis(50);

/// Keras' progress bar as text to be printed.
///
/// It neither writes nor reads a clock: each call takes the time since any fixed moment, and returns the
/// text to print now, which is mostly empty.
///
/// ```
/// use kerust::callbacks::Progbar;
/// use std::time::Duration;
///
/// let mut bar = Progbar::line();
/// bar.begin(Some(3), Duration::ZERO);
/// assert_eq!(bar.update(1, [("loss", 0.5)], Duration::from_secs(1)), "");
/// assert_eq!(
///     bar.finish([("loss", 0.25)], Duration::from_secs(3)),
///     "3/3 - 3s - 1s/step - loss: 0.2500\n"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Progbar {
    style: Style,
    target: Option<usize>,
    start: Duration,
    after_first_step: Option<Duration>,
    drawn_at: Option<Duration>,
    /// The width of the drawn line in columns.
    width: usize,
    /// The column of the cursor.
    cursor: usize,
    columns: Option<usize>,
    seen: usize,
    values: Vec<(&'static str, f64)>,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Style {
    Bar,
    Plain,
    Line,
}

impl Progbar {
    /// The bar for a terminal: redrawn in place, at most twenty times a second.
    #[must_use]
    pub fn bar() -> Self {
        Progbar::new(Style::Bar)
    }

    /// The bar for a file: printed once at the end, without control codes.
    #[must_use]
    pub fn plain() -> Self {
        Progbar::new(Style::Plain)
    }

    /// The line for a log: Keras' short form, printed once at the end.
    #[must_use]
    pub fn line() -> Self {
        Progbar::new(Style::Line)
    }

    fn new(style: Style) -> Self {
        Progbar {
            style,
            target: None,
            start: Duration::ZERO,
            after_first_step: None,
            drawn_at: None,
            width: 0,
            cursor: 0,
            columns: None,
            seen: 0,
            values: Vec::new(),
            text: String::new(),
        }
    }

    /// Starts anew with this number of steps; `None` if it is unknown.
    pub fn begin(&mut self, steps: Option<usize>, now: Duration) {
        self.target = steps;
        self.start = now;
        self.after_first_step = None;
        self.drawn_at = None;
        self.width = 0;
        self.cursor = 0;
        self.seen = 0;
        self.values.clear();
        self.text.clear();
    }

    /// Sets the terminal's width in columns; `None` if it is unknown.
    ///
    /// A [`bar`](Progbar::bar) that is redrawn leaves out the parts that do not fit, because only the last
    /// row of a wrapped line could be overwritten. The line at the end is complete.
    ///
    /// ```
    /// use kerust::callbacks::Progbar;
    /// use std::time::Duration;
    ///
    /// let mut bar = Progbar::bar();
    /// bar.columns(Some(24));
    /// bar.begin(Some(8), Duration::ZERO);
    /// let text = bar.update(2, [("loss", 0.5)], Duration::from_secs(2));
    /// assert_eq!(text, "\r\x1b[1m2/8\x1b[0m \x1b[1m6s\x1b[0m - loss: 0.5000");
    /// ```
    pub fn columns(&mut self, columns: Option<usize>) {
        self.columns = columns.filter(|columns| *columns > 0);
    }

    /// Whether an [`update`](Progbar::update) at this time draws something.
    #[must_use]
    pub fn is_due(&self, now: Duration) -> bool {
        let soon = |at| now.saturating_sub(at) < INTERVAL;
        self.style == Style::Bar && !self.drawn_at.is_some_and(soon)
    }

    /// The text after step `step`, counted from 1. Values that are not given stay as they were.
    pub fn update(
        &mut self,
        step: usize,
        values: impl IntoIterator<Item = (&'static str, f64)>,
        now: Duration,
    ) -> &str {
        self.text.clear();
        self.seen = step;
        if self.style != Style::Line {
            self.set(values);
            let seconds = self.seconds_per_step(step, now);
            if self.is_due(now) {
                self.draw(step, seconds, now, false);
            }
        }
        &self.text
    }

    /// The text after the last step.
    pub fn finish(
        &mut self,
        values: impl IntoIterator<Item = (&'static str, f64)>,
        now: Duration,
    ) -> &str {
        self.text.clear();
        self.set(values);
        let steps = *self.target.get_or_insert(self.seen);
        let seconds = self.seconds_per_step(steps, now);
        if self.style == Style::Line {
            self.write_line(steps, seconds, now);
        } else {
            self.draw(steps, seconds, now, true);
        }
        self.drawn_at = None;
        self.width = 0;
        self.cursor = 0;
        &self.text
    }

    /// The text that ends the current line, so that something else can be printed; the bar continues on a
    /// new line.
    pub fn interrupt(&mut self) -> &'static str {
        self.cursor = 0;
        match core::mem::take(&mut self.width) {
            0 => "",
            _ => "\n",
        }
    }

    fn set(&mut self, values: impl IntoIterator<Item = (&'static str, f64)>) {
        for (name, value) in values {
            match self.values.iter_mut().find(|(known, _)| *known == name) {
                Some(known) => known.1 = value,
                None => self.values.push((name, value)),
            }
        }
    }

    /// The mean time of a step without the first one, which is slower.
    fn seconds_per_step(&mut self, step: usize, now: Duration) -> f64 {
        let (since, steps) = match self.after_first_step {
            Some(first) if step > 1 => (first, step - 1),
            _ => (self.start, step),
        };
        if step == 1 {
            self.after_first_step = Some(now);
        }
        match steps {
            0 => 0.0,
            steps => now.saturating_sub(since).as_secs_f64() / steps as f64,
        }
    }

    fn elapsed(&self, now: Duration) -> f64 {
        now.saturating_sub(self.start).as_secs_f64()
    }

    fn draw(&mut self, step: usize, seconds: f64, now: Duration, last: bool) {
        let target = self.target.filter(|target| *target > 0);
        let time = match target {
            Some(target) if !last => {
                Remaining(seconds * target.saturating_sub(step) as f64).to_string()
            }
            _ => format!("{:.0}s", self.elapsed(now)),
        };
        let mut values = Vec::new();
        for (name, value) in &self.values {
            let mut text = format!("{name}: ");
            number::in_progress(&mut text, *value);
            values.push(text);
        }
        let line = Line {
            count: match target {
                Some(target) => Count(step, target).to_string(),
                None => format!("{step:7}/Unknown"),
            },
            share: target.map(|target| step as f64 / target as f64),
            time,
            step: PerStep(seconds).to_string(),
            values,
        };
        let in_place = self.style == Style::Bar;
        if in_place {
            self.go_back();
        }
        // The last column stays free: some terminals go to the next line behind it.
        let room = match self.columns {
            Some(columns) if in_place && !last => columns - 1,
            _ => usize::MAX,
        };
        let width = line.write(&mut self.text, room, in_place);
        let left = self.width.saturating_sub(width);
        self.text.extend(repeat_n(' ', left));
        if last {
            self.text.push('\n');
        }
        self.drawn_at = Some(now);
        self.cursor = width.max(self.width);
        self.width = width;
    }

    /// The control codes that move the cursor to the start of the drawn line.
    fn go_back(&mut self) {
        // A terminal that has become narrower shows the line in several rows.
        let behind = self.cursor.saturating_sub(1);
        match behind / self.columns.unwrap_or(usize::MAX) {
            0 => {
                self.text.extend(repeat_n('\x08', self.width));
                self.text.push('\r');
            }
            above => {
                let _ = write!(self.text, "\x1b[{above}A\r\x1b[J");
                self.width = 0;
            }
        }
    }

    fn write_line(&mut self, steps: usize, seconds: f64, now: Duration) {
        let elapsed = self.elapsed(now);
        if steps > 0 {
            let (count, time) = (Count(steps, steps), PerStep(seconds));
            let _ = write!(self.text, "{count} - {elapsed:.0}s - {time}");
            for (name, value) in &self.values {
                let _ = write!(self.text, " - {name}: ");
                // Without its absolute value, as Keras: a negative number always has an exponent.
                if *value > 1e-3 {
                    number::fixed(&mut self.text, *value, 4);
                } else {
                    number::exponent(&mut self.text, *value, 4);
                }
            }
            self.text.push('\n');
        }
    }
}
