//! Pictures as SVG.

use std::fmt::{self, Display, Formatter, Write};

use super::canvas::{Anchor, Bitmap, Canvas, Color, Dot, Line, Rect, Shape, Text};
use super::{font, png};
use crate::Result;

/// The text of the file.
///
/// # Errors
/// If a bitmap cannot be written.
pub(super) fn write(canvas: &Canvas) -> Result<String> {
    let (width, height) = (Number(canvas.width), Number(canvas.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{}\" font-kerning=\"none\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        font::FAMILIES
    );
    for shape in &canvas.shapes {
        // Writing to a `String` never fails.
        let _ = match shape {
            Shape::Rect(shape) => rect(&mut svg, shape),
            Shape::Line(shape) => line(&mut svg, shape),
            Shape::Dot(shape) => dot(&mut svg, shape),
            Shape::Text(shape) => text(&mut svg, shape),
            Shape::Bitmap(place, pixels) => bitmap(&mut svg, place, &png::bitmap(pixels)?, pixels),
        };
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// A rectangle with crisp edges, so that there are no seams between adjacent ones.
fn rect(svg: &mut String, rect: &Rect) -> fmt::Result {
    writeln!(
        svg,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" \
         shape-rendering=\"crispEdges\"/>",
        Number(rect.x),
        Number(rect.y),
        Number(rect.width),
        Number(rect.height),
        rect.fill
    )
}

fn line(svg: &mut String, line: &Line) -> fmt::Result {
    svg.push_str("<polyline points=\"");
    for (index, (x, y)) in line.points.iter().enumerate() {
        let between = if index > 0 { " " } else { "" };
        write!(svg, "{between}{},{}", Number(*x), Number(*y))?;
    }
    let (color, width) = (line.stroke.color, Number(line.stroke.width));
    write!(
        svg,
        "\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\""
    )?;
    if let Some([dash, gap]) = line.stroke.dash {
        write!(
            svg,
            " stroke-dasharray=\"{} {}\"",
            Number(dash),
            Number(gap)
        )?;
    }
    match &line.name {
        Some(name) => writeln!(svg, "><title>{}</title></polyline>", Escaped(name)),
        None => writeln!(svg, "/>"),
    }
}

fn dot(svg: &mut String, dot: &Dot) -> fmt::Result {
    let (x, y) = dot.center;
    let (x, y, radius) = (Number(x), Number(y), Number(dot.radius));
    let paint = match dot.ring {
        true => format!(
            "fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\"",
            dot.color
        ),
        false => format!("fill=\"{}\"", dot.color),
    };
    writeln!(
        svg,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}/>"
    )
}

fn text(svg: &mut String, text: &Text) -> fmt::Result {
    let (x, y) = (Number(text.place.0), Number(text.place.1));
    write!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" fill=\"{}\"",
        Number(text.size),
        text.color
    )?;
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => svg.push_str(" text-anchor=\"middle\""),
        Anchor::End => svg.push_str(" text-anchor=\"end\""),
    }
    if text.turned {
        write!(svg, " transform=\"rotate(-90 {x} {y})\"")?;
    }
    if text.halo {
        svg.push_str(" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    }
    writeln!(svg, ">{}</text>", Escaped(&text.content))
}

fn bitmap(svg: &mut String, place: &Rect, png: &[u8], bitmap: &Bitmap) -> fmt::Result {
    if bitmap.pixels.is_empty() {
        return Ok(());
    }
    write!(
        svg,
        "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" \
         image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\" \
         href=\"data:image/png;base64,",
        Number(place.x),
        Number(place.y),
        Number(place.width),
        Number(place.height)
    )?;
    base64(svg, png);
    writeln!(svg, "\"/>")
}

fn base64(text: &mut String, bytes: &[u8]) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let byte = |place| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() {
                '='
            } else {
                letter.into()
            });
        }
    }
}

impl Display for Color {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// A number with at most two decimals.
struct Number(f32);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        ((self.0 * 100.0).round() / 100.0).fmt(f)
    }
}

/// Escaped text; characters that XML forbids are left out.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '\0'..' ' | '\u{fffe}' | '\u{ffff}' => f.write_char(' ')?,
                _ => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_each_length() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            let mut text = String::new();
            base64(&mut text, bytes.as_bytes());
            assert_eq!(text, expected);
        }
    }
}
