//! The font of the pictures: the widths and outlines of its letters.
//!
//! Arimo's letters are as wide as those of Arial and Helvetica, one of which every viewer of SVGs has, so
//! the widths measured here are right there too.

use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId};

const FILE: &[u8] = include_bytes!("../../data/font/Arimo.ttf");

/// The font families of an SVG.
pub(super) const FAMILIES: &str = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif";

/// The height of a capital letter above the baseline, as a fraction of the font size.
pub(super) const CAPITAL: f32 = 0.69;

/// The depth of the lowest letter below the baseline, as a fraction of the font size.
pub(super) const DESCENT: f32 = 0.22;

/// The distance between two lines of text, as a multiple of the font size.
pub(super) const LEADING: f32 = 1.3;

fn face() -> Option<&'static Face<'static>> {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    FACE.get_or_init(|| Face::parse(FILE, 0).ok()).as_ref()
}

/// The factor from the font's units to pixels at this size.
pub(super) fn scale(size: f32) -> f32 {
    size / face().map_or(1.0, |face| face.units_per_em().into())
}

/// Calls `each` with every glyph of a text and its distance from the start, in the font's units, and
/// returns the distance of the end. A letter that the font lacks is a box.
pub(super) fn glyphs(text: &str, mut each: impl FnMut(&Face<'_>, GlyphId, f32)) -> f32 {
    let mut left = 0.0;
    let Some(face) = face() else { return left };
    for letter in text.chars() {
        let glyph = face.glyph_index(letter).unwrap_or_default();
        each(face, glyph, left);
        left += f32::from(face.glyph_hor_advance(glyph).unwrap_or(0));
    }
    left
}

/// The width of a text in pixels.
pub(super) fn width(text: &str, size: f32) -> f32 {
    glyphs(text, |_, _, _| {}) * scale(size)
}

/// A text of at most this width: a longer one is cut and ends with `…`.
pub(super) fn fit(text: &str, size: f32, most: f32) -> String {
    if width(text, size) <= most {
        return text.into();
    }
    let mut short = String::new();
    for letter in text.chars() {
        let length = short.len();
        short.push(letter);
        short.push('…');
        if width(&short, size) > most {
            short.truncate(length);
            break;
        }
        short.truncate(length + letter.len_utf8());
    }
    format!("{}…", short.trim_end())
}

/// The lines of a text, each of at most this width.
pub(super) fn wrap(text: &str, size: f32, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fit(word, size, most)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_arial_s() {
        // The widths in units of 1/2048: A 1366, i 455, space 569.
        assert_eq!(width("A", 2048.0), 1366.0);
        assert_eq!(width("Ai i", 2048.0), 1366.0 + 455.0 + 569.0 + 455.0);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_wrapped() {
        assert_eq!(fit("accuracy", 12.0, 100.0), "accuracy");
        let short = fit("accuracy", 12.0, 30.0);
        assert!(short.ends_with('…') && width(&short, 12.0) <= 30.0);
        assert_eq!(fit("accuracy", 12.0, 0.0), "…");
        assert_eq!(wrap("one two three", 12.0, 50.0), ["one two", "three"]);
        assert!(wrap("  ", 12.0, 50.0).is_empty());
    }
}
