//! File names with placeholders for numbers, in a subset of Python's format language.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::number;

/// The largest width of a number: longer file names are not possible.
const LONGEST: usize = 255;

/// A path with placeholders such as `{epoch:02d}` and `{val_loss:.2f}`.
#[derive(Clone, Debug)]
pub(super) struct FileName {
    components: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    /// Text that is not UTF-8, without placeholders.
    Foreign(OsString),
    Template(Vec<Piece>),
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Place(Place),
}

#[derive(Clone, Debug)]
struct Place {
    name: String,
    zeros: bool,
    width: usize,
    style: Style,
}

#[derive(Clone, Copy, Debug)]
enum Style {
    Integer,
    Shortest,
    Fixed(usize),
    Exponent(usize),
    General(usize),
}

impl FileName {
    /// Parses a template.
    ///
    /// # Errors
    /// The problem, as the end of a sentence that begins with the template.
    pub(super) fn parse(path: &Path) -> Result<Self, String> {
        let part = |component: Component<'_>| match component.as_os_str().to_str() {
            Some(text) => pieces(text).map(Part::Template),
            None => Ok(Part::Foreign(component.as_os_str().into())),
        };
        let components = path.components().map(part).collect::<Result<_, _>>()?;
        Ok(FileName { components })
    }

    /// The names of its placeholders.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let pieces = self.components.iter().flat_map(|part| match part {
            Part::Foreign(_) => &[],
            Part::Template(pieces) => &pieces[..],
        });
        pieces.filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Place(place) => Some(&place.name[..]),
        })
    }

    /// The path with the value of each placeholder.
    ///
    /// # Errors
    /// The first name that has no value.
    pub(super) fn path(&self, value: impl Fn(&str) -> Option<f64>) -> Result<PathBuf, &str> {
        let parts = self.components.iter().map(|part| part.with(&value));
        parts.collect()
    }

    /// The folder, up to the first part with a placeholder.
    pub(super) fn folder(&self) -> PathBuf {
        let (_, folders) = self.components.split_last().unzip();
        let folders = folders.into_iter().flatten();
        folders
            .map_while(|part| part.with(&|_| None).ok())
            .collect()
    }
}

impl Part {
    /// The part with the value of each placeholder, or the first name without a value.
    fn with(&self, value: &impl Fn(&str) -> Option<f64>) -> Result<OsString, &str> {
        let pieces = match self {
            Part::Foreign(name) => return Ok(name.clone()),
            Part::Template(pieces) => pieces,
        };
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(own) => text.push_str(own),
                Piece::Place(place) => {
                    place.write(&mut text, value(&place.name).ok_or(&place.name[..])?);
                }
            }
        }
        Ok(text.into())
    }
}

fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut own = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        own.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            own.push_str(brace);
            rest = after;
            continue;
        }
        let place = match brace {
            "{" => rest.split_once('}'),
            _ => None,
        };
        let Some((place, after)) = place else {
            return Err(format!(
                "has a `{brace}` of its own; the letter is `{brace}{brace}`"
            ));
        };
        pieces.push(Piece::Text(core::mem::take(&mut own)));
        pieces.push(Piece::Place(Place::parse(place)?));
        rest = after;
    }
    own.push_str(rest);
    pieces.push(Piece::Text(own));
    Ok(pieces)
}

impl Place {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, format) = text.split_once(':').unwrap_or((text, ""));
        let letters = |c: char| c.is_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(letters) {
            return Err(format!("has `{{{text}}}`, which does not name a value"));
        }
        let unknown = |expected| format!("has `{{{text}}}`, but `{name}` is written {expected}");
        let style = |kind, precision| match (name, kind, precision) {
            ("epoch" | "batch", "" | "d", None) => Some(Style::Integer),
            ("epoch" | "batch", "" | "d", Some(_)) | (_, "d", _) | (_, "", Some(_)) => None,
            (_, "", None) => Some(Style::Shortest),
            (_, "f", precision) => Some(Style::Fixed(precision.unwrap_or(6))),
            (_, "e", precision) => Some(Style::Exponent(precision.unwrap_or(6))),
            (_, "g", precision) => Some(Style::General(precision.unwrap_or(6))),
            _ => None,
        };
        split_format(format)
            .and_then(|(zeros, width, precision, kind)| {
                Some(Place {
                    name: name.into(),
                    zeros,
                    width,
                    style: style(kind, precision)?,
                })
            })
            .ok_or_else(|| {
                unknown(match name {
                    "epoch" | "batch" => "with a width and `d`, as `{epoch:02d}`",
                    _ => "with a width, decimals, and `f`, `e` or `g`, as `{loss:.2f}`",
                })
            })
    }

    fn write(&self, out: &mut String, value: f64) {
        let start = out.len();
        match self.style {
            Style::Integer => number::fixed(out, value, 0),
            Style::Shortest => number::shortest(out, value),
            Style::Fixed(precision) => number::fixed(out, value, precision),
            Style::Exponent(precision) => number::exponent(out, value, precision),
            Style::General(precision) => number::general(out, value, precision),
        }
        let length = out.len() - start;
        let (at, fill) = match self.zeros {
            true if out[start..].starts_with('-') => (start + 1, "0"),
            true => (start, "0"),
            false => (start, " "),
        };
        out.insert_str(at, &fill.repeat(self.width.saturating_sub(length)));
    }
}

/// The parts of a format: `08.3f` is leading zeros, a width of 8, 3 decimals, and `f`.
fn split_format(format: &str) -> Option<(bool, usize, Option<usize>, &str)> {
    let (zeros, rest) = match format.strip_prefix('0') {
        Some(rest) => (true, rest),
        None => (false, format),
    };
    let (width, rest) = split_digits(rest);
    let width = match width {
        "" => 0,
        width => width.parse().ok()?,
    };
    let (precision, kind) = match rest.strip_prefix('.') {
        Some(rest) => {
            let (digits, kind) = split_digits(rest);
            (Some(digits.parse().ok()?), kind)
        }
        None => (None, rest),
    };
    (width.max(precision.unwrap_or(0)) <= LONGEST).then_some((zeros, width, precision, kind))
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests;
