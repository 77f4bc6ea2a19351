//! A picture as a list of shapes, in the order in which they are drawn.

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Color(pub u8, pub u8, pub u8);

pub(super) const WHITE: Color = Color(255, 255, 255);
pub(super) const INK: Color = Color(34, 34, 34);
pub(super) const GREY: Color = Color(110, 110, 110);
pub(super) const GRID: Color = Color(226, 226, 226);

/// A point in pixels of an SVG; y grows downwards.
pub(super) type Place = (f32, f32);

/// Shapes on a white background.
#[derive(Debug)]
pub(super) struct Canvas {
    pub width: f32,
    pub height: f32,
    pub shapes: Vec<Shape>,
}

#[derive(Debug)]
pub(super) enum Shape {
    Rect(Rect),
    Line(Line),
    Dot(Dot),
    Text(Text),
    Bitmap(Rect, Bitmap),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub fill: Color,
}

impl Rect {
    pub fn outline(self, stroke: Stroke) -> Line {
        let (right, bottom) = (self.x + self.width, self.y + self.height);
        // Starting at a corner would leave a notch there.
        let start = (self.x + self.width / 2.0, self.y);
        Line {
            points: vec![
                start,
                (right, self.y),
                (right, bottom),
                (self.x, bottom),
                (self.x, self.y),
                start,
            ],
            stroke,
            name: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    pub color: Color,
    pub width: f32,
    /// The lengths of a dash and of the gap after it.
    pub dash: Option<[f32; 2]>,
}

impl Stroke {
    pub const fn new(color: Color, width: f32) -> Self {
        Stroke {
            color,
            width,
            dash: None,
        }
    }
}

/// A line through points.
#[derive(Debug)]
pub(super) struct Line {
    pub points: Vec<Place>,
    pub stroke: Stroke,
    /// The tooltip in an SVG.
    pub name: Option<String>,
}

impl Line {
    pub fn between(from: Place, to: Place, stroke: Stroke) -> Self {
        Line {
            points: vec![from, to],
            stroke,
            name: None,
        }
    }
}

/// A disc, or a ring.
#[derive(Debug)]
pub(super) struct Dot {
    pub center: Place,
    pub radius: f32,
    pub color: Color,
    pub ring: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text; `place` is on its baseline, and turned text runs from bottom to top.
#[derive(Debug)]
pub(super) struct Text {
    pub content: String,
    pub place: Place,
    pub size: f32,
    pub anchor: Anchor,
    pub color: Color,
    pub turned: bool,
    /// Whether the letters have a white outline, for text on lines.
    pub halo: bool,
}

impl Text {
    pub fn new(content: impl Into<String>, place: Place, size: f32, anchor: Anchor) -> Self {
        Text {
            content: content.into().replace(char::is_control, " "),
            place,
            size,
            anchor,
            color: INK,
            turned: false,
            halo: false,
        }
    }
}

/// Pixels, line by line, scaled to a rectangle.
#[derive(Debug)]
pub(super) struct Bitmap {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<Color>,
}

impl Canvas {
    pub fn new(width: f32, height: f32) -> Self {
        Canvas {
            width: width.ceil(),
            height: height.ceil(),
            shapes: Vec::new(),
        }
    }

    pub fn rect(&mut self, rect: Rect) {
        self.shapes.push(Shape::Rect(rect));
    }

    pub fn line(&mut self, line: Line) {
        self.shapes.push(Shape::Line(line));
    }

    pub fn dot(&mut self, dot: Dot) {
        self.shapes.push(Shape::Dot(dot));
    }

    pub fn text(&mut self, text: Text) {
        self.shapes.push(Shape::Text(text));
    }

    pub fn bitmap(&mut self, place: Rect, bitmap: Bitmap) {
        self.shapes.push(Shape::Bitmap(place, bitmap));
    }
}
