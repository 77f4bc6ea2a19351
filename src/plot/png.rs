//! Pictures as PNG, with two pixels for each of the SVG's.

use tiny_skia::{
    FillRule, FilterQuality, LineJoin, Paint, Path, PathBuilder, Pixmap, PixmapPaint,
    PremultipliedColorU8, Rect as Area, StrokeDash, Transform,
};
use ttf_parser::OutlineBuilder;

use super::canvas::{
    Anchor, Bitmap, Canvas, Color, Dot, Line, Place, Rect, Shape, Stroke, Text, WHITE,
};
use super::font;
use super::thinning::thinned;
use crate::{Error, Result};

const SCALE: f32 = 2.0;

/// The number of points that are stroked at once: the time for a path grows with the square of the number of
/// its overlapping segments.
const PIECE: usize = 512;

/// The bytes of the file.
///
/// # Errors
/// If the picture is too large.
pub(super) fn write(canvas: &Canvas) -> Result<Vec<u8>> {
    let size = |length: f32| (length * SCALE) as u32;
    let mut page = pixmap(size(canvas.width), size(canvas.height))?;
    page.fill(paint_color(WHITE));
    for shape in &canvas.shapes {
        match shape {
            Shape::Rect(shape) => rect(&mut page, shape),
            Shape::Line(shape) => line(&mut page, shape),
            Shape::Dot(shape) => dot(&mut page, shape),
            Shape::Text(shape) => text(&mut page, shape),
            Shape::Bitmap(place, pixels) => stretch(&mut page, place, pixels)?,
        }
    }
    encode(&page)
}

/// The bytes of a PNG with these pixels.
///
/// # Errors
/// If it is too large.
pub(super) fn bitmap(bitmap: &Bitmap) -> Result<Vec<u8>> {
    encode(&pixels(bitmap)?)
}

fn encode(page: &Pixmap) -> Result<Vec<u8>> {
    page.encode_png().map_err(Error::other)
}

fn pixmap(width: u32, height: u32) -> Result<Pixmap> {
    Pixmap::new(width, height).ok_or(Error::Settings {
        problem: "the picture would have no pixels, or more than a PNG can have",
    })
}

fn pixels(bitmap: &Bitmap) -> Result<Pixmap> {
    let mut map = pixmap(bitmap.width, bitmap.height)?;
    for (pixel, color) in map.pixels_mut().iter_mut().zip(&bitmap.pixels) {
        let Color(red, green, blue) = *color;
        if let Some(opaque) = PremultipliedColorU8::from_rgba(red, green, blue, 255) {
            *pixel = opaque;
        }
    }
    Ok(map)
}

fn stretch(page: &mut Pixmap, place: &Rect, bitmap: &Bitmap) -> Result<()> {
    if bitmap.pixels.is_empty() {
        return Ok(());
    }
    let pixels = pixels(bitmap)?;
    let paint = PixmapPaint {
        quality: FilterQuality::Nearest,
        ..PixmapPaint::default()
    };
    let transform = Transform::from_row(
        place.width * SCALE / bitmap.width as f32,
        0.0,
        0.0,
        place.height * SCALE / bitmap.height as f32,
        place.x * SCALE,
        place.y * SCALE,
    );
    page.draw_pixmap(0, 0, pixels.as_ref(), &paint, transform, None);
    Ok(())
}

fn paint_color(color: Color) -> tiny_skia::Color {
    tiny_skia::Color::from_rgba8(color.0, color.1, color.2, 255)
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(paint_color(color));
    paint
}

fn scale() -> Transform {
    Transform::from_scale(SCALE, SCALE)
}

fn fill(page: &mut Pixmap, path: &Path, color: Color, transform: Transform) {
    page.fill_path(path, &paint(color), FillRule::Winding, transform, None);
}

/// Strokes a path; `length` is that of the line before it, where its dashes continue.
fn outline(page: &mut Pixmap, path: &Path, stroke: Stroke, length: f32, transform: Transform) {
    let dash = stroke
        .dash
        .and_then(|dash| StrokeDash::new(dash.into(), length));
    let style = tiny_skia::Stroke {
        width: stroke.width,
        line_join: LineJoin::Round,
        dash,
        ..tiny_skia::Stroke::default()
    };
    page.stroke_path(path, &paint(stroke.color), &style, transform, None);
}

fn rect(page: &mut Pixmap, rect: &Rect) {
    if let Some(area) = Area::from_xywh(rect.x, rect.y, rect.width, rect.height) {
        page.fill_rect(area, &paint(rect.fill), scale(), None);
    }
}

fn line(page: &mut Pixmap, line: &Line) {
    if line.points.len() <= PIECE {
        return piece(page, &line.points, line.stroke, 0.0);
    }
    let points = thinned(&line.points, 0.5 / SCALE);
    let mut length = 0.0;
    // Each piece begins with the last segment of the one before, so that they join.
    for first in (0..points.len().saturating_sub(2).max(1)).step_by(PIECE - 2) {
        let last = points.len().min(first + PIECE);
        piece(page, &points[first..last], line.stroke, length);
        let next = &points[first..points.len().min(first + PIECE - 1)];
        length += (next.windows(2))
            .map(|two| (two[1].0 - two[0].0).hypot(two[1].1 - two[0].1))
            .sum::<f32>();
    }
}

/// Strokes a part of a line, whose length before this part is `length`.
fn piece(page: &mut Pixmap, points: &[Place], stroke: Stroke, length: f32) {
    let mut path = PathBuilder::new();
    let mut points = points.iter();
    if let Some((x, y)) = points.next() {
        path.move_to(*x, *y);
    }
    for (x, y) in points {
        path.line_to(*x, *y);
    }
    if let Some(path) = path.finish() {
        outline(page, &path, stroke, length, scale());
    }
}

fn dot(page: &mut Pixmap, dot: &Dot) {
    let (x, y) = dot.center;
    let Some(path) = PathBuilder::from_circle(x, y, dot.radius) else {
        return;
    };
    match dot.ring {
        true => outline(page, &path, Stroke::new(dot.color, 1.8), 0.0, scale()),
        false => fill(page, &path, dot.color, scale()),
    }
}

fn text(page: &mut Pixmap, text: &Text) {
    let mut pen = Pen {
        path: PathBuilder::new(),
        left: 0.0,
    };
    let width = font::glyphs(&text.content, |face, glyph, left| {
        pen.left = left;
        face.outline_glyph(glyph, &mut pen);
    });
    let Some(path) = pen.path.finish() else {
        return;
    };
    let start = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -width / 2.0,
        Anchor::End => -width,
    };
    let units = font::scale(text.size);
    let (x, y) = text.place;
    let transform = Transform::from_translate(start, 0.0)
        .post_scale(units, -units)
        .post_rotate(if text.turned { -90.0 } else { 0.0 })
        .post_translate(x, y)
        .post_scale(SCALE, SCALE);
    if text.halo {
        outline(page, &path, Stroke::new(WHITE, 3.0 / units), 0.0, transform);
    }
    fill(page, &path, text.color, transform);
}

/// A path of glyphs, one after the other.
struct Pen {
    path: PathBuilder,
    left: f32,
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.left + x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.left + x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.quad_to(self.left + x1, y1, self.left + x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let left = self.left;
        self.path
            .cubic_to(left + x1, y1, left + x2, y2, left + x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
