use std::fmt::{self, Display, Write};
use std::time::Duration;

use super::number;

/// Redraws more often than this only cost time.
const INTERVAL: Duration = Duration::from_millis(50);
/// How many characters the bar itself has.
const LENGTH: usize = 20;

const BOLD: &str = "\x1b[1m";
const GREEN: &str = "\x1b[32m";
const WHITE: &str = "\x1b[37m";
const NORMAL: &str = "\x1b[0m";

/// Keras' progress bar as text: what to print so that the terminal shows it.
///
/// It neither writes nor looks at a clock: each call gets the time since any fixed moment, and
/// returns what is to be printed now, mostly nothing.
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
    /// How many characters of the line there are to be overwritten.
    width: usize,
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
    /// For a terminal: a bar that is drawn over itself, at most twenty times a second.
    #[must_use]
    pub fn bar() -> Self {
        Progbar::new(Style::Bar)
    }

    /// For a file: the bar as it is at the end, without control codes.
    #[must_use]
    pub fn plain() -> Self {
        Progbar::new(Style::Plain)
    }

    /// For a log: Keras' short line at the end.
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
            seen: 0,
            values: Vec::new(),
            text: String::new(),
        }
    }

    /// Starts anew, with as many steps to come; `None` if nobody knows.
    pub fn begin(&mut self, steps: Option<usize>, now: Duration) {
        self.target = steps;
        self.start = now;
        self.after_first_step = None;
        self.drawn_at = None;
        self.width = 0;
        self.seen = 0;
        self.values.clear();
        self.text.clear();
    }

    /// After step `step`, counted from 1. Values that are not given stay as they were.
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
            let soon = |at| now.saturating_sub(at) < INTERVAL;
            if self.style == Style::Bar && !self.drawn_at.is_some_and(soon) {
                self.draw(step, seconds, now, false);
            }
        }
        &self.text
    }

    /// After the last step.
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
        &self.text
    }

    /// Leaves the bar as it is, so that something else can be printed; it goes on in a new line.
    pub fn interrupt(&mut self) -> &'static str {
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

    /// The mean without the first step, which is slower than others.
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
        if self.style == Style::Bar {
            for _ in 0..self.width {
                self.text.push('\x08');
            }
            self.text.push('\r');
        }
        let start = self.text.len();
        let mut codes = 0;
        match self.target {
            Some(target @ 1..) => {
                let count = Count(step, target);
                codes += self.paint(BOLD, count);
                self.text.push(' ');
                let share = step as f64 / target as f64;
                let done = ((LENGTH as f64 * share) as usize).min(LENGTH);
                if done > 0 {
                    codes += self.paint(GREEN, Bar(done));
                }
                codes += self.paint(WHITE, Bar(LENGTH - done));
            }
            _ => {
                let _ = write!(self.text, "{step:7}/Unknown");
            }
        }
        self.text.push(' ');
        codes += match self.target {
            Some(target @ 1..) if !last => {
                let steps = target.saturating_sub(step);
                self.paint(BOLD, Remaining(seconds * steps as f64))
            }
            _ => self.paint(BOLD, format_args!("{:.0}s", self.elapsed(now))),
        };
        self.write_time_and_values(seconds, |value| value.abs() > 1e-3);
        let width = self.text[start..].chars().count() - codes;
        for _ in width..self.width {
            self.text.push(' ');
        }
        if last {
            self.text.push('\n');
        }
        self.drawn_at = Some(now);
        self.width = width;
    }

    fn write_line(&mut self, steps: usize, seconds: f64, now: Duration) {
        let elapsed = self.elapsed(now);
        if steps > 0 {
            let count = Count(steps, steps);
            let _ = write!(self.text, "{count} - {elapsed:.0}s -");
            // Without `abs`, as Keras: a negative number always has an exponent.
            self.write_time_and_values(seconds, |value| value > 1e-3);
            self.text.push('\n');
        }
    }

    fn write_time_and_values(&mut self, seconds: f64, is_large: impl Fn(f64) -> bool) {
        let (time, unit) = match seconds {
            seconds if seconds >= 1.0 || seconds == 0.0 => (seconds, "s"),
            seconds if seconds >= 1e-3 => (seconds * 1e3, "ms"),
            seconds => (seconds * 1e6, "us"),
        };
        let _ = write!(self.text, " {time:.0}{unit}/step");
        for (name, value) in &self.values {
            let _ = write!(self.text, " - {name}: ");
            if is_large(*value) {
                number::fixed(&mut self.text, *value, 4);
            } else {
                number::exponent(&mut self.text, *value, 4);
            }
        }
    }

    /// Writes in a colour, if there are colours; how many characters of it are not to be seen.
    fn paint(&mut self, colour: &str, text: impl Display) -> usize {
        if self.style != Style::Bar {
            let _ = write!(self.text, "{text}");
            return 0;
        }
        let _ = write!(self.text, "{colour}{text}{NORMAL}");
        colour.len() + NORMAL.len()
    }
}

/// `" 7/12"`.
struct Count(usize, usize);

impl Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Count(step, steps) = self;
        let width = steps.checked_ilog10().unwrap_or(0) as usize + 1;
        write!(f, "{step:width$}/{steps}")
    }
}

struct Bar(usize);

impl Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..self.0).try_for_each(|_| f.write_str("━"))
    }
}

/// Seconds, above a minute with minutes and above an hour with hours.
struct Remaining(f64);

impl Display for Remaining {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 as u64;
        let (hours, minutes) = (seconds / 3600, seconds / 60);
        if self.0 > 3600.0 {
            write!(f, "{hours}:{:02}:{:02}", minutes % 60, seconds % 60)
        } else if self.0 > 60.0 {
            write!(f, "{minutes}:{:02}", seconds % 60)
        } else {
            write!(f, "{seconds}s")
        }
    }
}
