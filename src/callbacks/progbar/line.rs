use std::fmt::{Display, Write};

use super::terminal::width;

/// The length of the bar in characters, and the shortest one on a narrow terminal.
const LENGTH: usize = 20;
const SHORTEST: usize = 5;

/// The sign for values that are left out.
const MORE: &str = " …";

const BOLD: &str = "\x1b[1m";
const GREEN: &str = "\x1b[32m";
const WHITE: &str = "\x1b[37m";
const NORMAL: &str = "\x1b[0m";

/// The parts of a progress line.
pub(super) struct Line {
    /// `" 7/12"`.
    pub(super) count: String,
    /// The fraction that is done, from 0 to 1; `None` if it is unknown.
    pub(super) share: Option<f64>,
    /// The remaining time, or at the end the time taken.
    pub(super) time: String,
    /// `"105us/step"`.
    pub(super) step: String,
    /// `"loss: 0.5000"`.
    pub(super) values: Vec<String>,
}

/// The parts of a line that are shown.
struct Shown {
    /// The bar's length; 0 for no bar.
    bar: usize,
    step: bool,
    /// The number of values, the first ones.
    values: usize,
    more: &'static str,
}

impl Line {
    /// Writes the line in at most `room` columns, and returns the number of columns used.
    ///
    /// If Keras' line is too wide, the bar is shortened and then left out, then the time of a step, then
    /// values, the last ones first.
    pub(super) fn write(&self, out: &mut String, room: usize, colours: bool) -> usize {
        let Some(shown) = self.fit(room) else {
            return write_part(out, &self.count, room);
        };
        let mut columns = 0;
        let mut put = |colour: &str, text: &dyn Display| {
            let text = text.to_string();
            columns += width(&text);
            let _ = if colours && !colour.is_empty() {
                write!(out, "{colour}{text}{NORMAL}")
            } else {
                write!(out, "{text}")
            };
        };
        let of_count = if self.share.is_some() { BOLD } else { "" };
        put(of_count, &self.count);
        put("", &" ");
        if shown.bar > 0 {
            let share = self.share.unwrap_or(0.0);
            let done = ((shown.bar as f64 * share) as usize).min(shown.bar);
            if done > 0 {
                put(GREEN, &"━".repeat(done));
            }
            put(WHITE, &"━".repeat(shown.bar - done));
            put("", &" ");
        }
        put(BOLD, &self.time);
        if shown.step {
            put("", &format_args!(" {}", self.step));
        }
        for value in &self.values[..shown.values] {
            put("", &format_args!(" - {value}"));
        }
        put("", &shown.more);
        columns
    }

    /// The parts of the line that fit in `room` columns; `None` if not even its beginning fits.
    fn fit(&self, room: usize) -> Option<Shown> {
        let begin = width(&self.count) + 1 + width(&self.time);
        let step = 1 + width(&self.step);
        let values = self.values.iter().map(|value| 3 + width(value));
        let all: usize = values.clone().sum();
        let shown = |bar, step| Shown {
            bar,
            step,
            values: self.values.len(),
            more: "",
        };
        if begin + step + all <= room {
            let left = (room - begin - step - all).saturating_sub(1);
            let has_bar = self.share.is_some() && left >= SHORTEST;
            return Some(shown(if has_bar { left.min(LENGTH) } else { 0 }, true));
        }
        if begin + all <= room {
            return Some(shown(0, false));
        }
        let left = room.checked_sub(begin)?;
        let more = if left < width(MORE) { "" } else { MORE };
        let mut left = left - width(more);
        let fits = |value: &usize| {
            let rest = left.checked_sub(*value);
            left = rest.unwrap_or(0);
            rest.is_some()
        };
        Some(Shown {
            bar: 0,
            step: false,
            values: values.take_while(fits).count(),
            more,
        })
    }
}

/// Writes the part of a text that fits in `room` columns, and returns its width.
fn write_part(out: &mut String, text: &str, room: usize) -> usize {
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let next = at + letter.len_utf8();
        if width(&text[..next]) > room {
            break;
        }
        end = next;
    }
    out.push_str(&text[..end]);
    width(&text[..end])
}
