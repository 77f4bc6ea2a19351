//! One plot: its axes, its curves and its labels.

use super::axis::{self, Axis, Tick};
use super::canvas::{Anchor, Canvas, Dot, GREY, GRID, INK, Line, Place, Rect, Stroke, Text, WHITE};
use super::clip::{clipped, contains, steps};
use super::curves::Plot;
use super::font;
use super::gaps::{is_drawable, notes, runs};
use super::labels::Labels;
use super::legend::Legend;

const TICK: f32 = 12.0;
const LABEL: f32 = 13.0;
const TITLE: f32 = 15.0;
const NOTE: f32 = 11.5;

/// The largest number of points of a curve with dots.
const DOTS: usize = 25;

#[derive(Debug)]
pub(super) struct Panel<'a> {
    plot: &'a Plot,
    legend: &'a Legend<'a>,
    width: f32,
    height: f32,
    x: Axis,
    y: Axis,
    x_ticks: Vec<Tick>,
    y_ticks: Vec<Tick>,
    notes: Vec<String>,
}

impl<'a> Panel<'a> {
    /// A plot with axes of this size.
    pub fn new(plot: &'a Plot, legend: &'a Legend<'a>, width: f32, height: f32) -> Self {
        let [x, y] = plot.axes();
        let notes = plot.curves.iter().flat_map(|curve| notes(plot, curve));
        let notes = notes.flat_map(|note| font::wrap(&note, NOTE, width));
        Panel {
            plot,
            legend,
            width,
            height,
            x_ticks: x.ticks(width, TICK, false),
            y_ticks: y.ticks(height, TICK, true),
            x,
            y,
            notes: notes.collect(),
        }
    }

    fn tick_width(&self) -> f32 {
        let labels = self.y_ticks.iter().filter_map(|tick| tick.label.as_deref());
        labels
            .map(|label| font::width(label, TICK))
            .fold(0.0, f32::max)
    }

    pub fn left(&self) -> f32 {
        let label = if self.plot.y_label.is_empty() {
            0.0
        } else {
            LABEL + 10.0
        };
        label + self.tick_width() + 10.0
    }

    /// The width to the right of the axes, which half of the last tick's label may take.
    pub fn right(&self) -> f32 {
        let labels = self.x_ticks.iter().filter_map(|tick| {
            let half = font::width(tick.label.as_deref()?, TICK) / 2.0;
            Some(half - (1.0 - tick.part) * self.width)
        });
        labels.fold(8.0, f32::max)
    }

    pub fn top(&self) -> f32 {
        if self.plot.title.is_empty() {
            8.0
        } else {
            TITLE + 18.0
        }
    }

    pub fn bottom(&self) -> f32 {
        let label = if self.plot.x_label.is_empty() {
            0.0
        } else {
            LABEL + 5.0
        };
        let notes = self.notes.len() as f32 * NOTE * font::LEADING;
        let gap = if self.notes.is_empty() { 4.0 } else { 12.0 };
        8.0 + TICK + label + gap + notes
    }

    /// Draws the panel with the upper left corner of its axes at `corner`.
    pub fn draw(&self, canvas: &mut Canvas, corner: Place) {
        self.draw_axes(canvas, corner);
        self.draw_words(canvas, corner);
        let place = |[x, y]: [f64; 2]| {
            let (right, up) = (self.x.part(x), self.y.part(y));
            (
                corner.0 + right * self.width,
                corner.1 + (1.0 - up) * self.height,
            )
        };
        let inside = Rect {
            x: corner.0,
            y: corner.1,
            width: self.width,
            height: self.height,
            fill: WHITE,
        };
        let mut labels = Labels::within(inside);
        for (label, x) in &self.plot.lines {
            let part = self.x.part(*x);
            if axis::is_drawable(*x, self.plot.log_x) && (0.0..=1.0).contains(&part) {
                let x = corner.0 + part * self.width;
                canvas.line(Line {
                    name: Some(label.clone()),
                    ..Line::between(
                        (x, corner.1),
                        (x, corner.1 + self.height),
                        self.legend.line(label),
                    )
                });
                labels.avoid(&[(x, corner.1), (x, corner.1 + self.height)]);
            }
        }
        for curve in &self.plot.curves {
            let stroke = self.legend.curve(&curve.label);
            for run in runs(self.plot, curve) {
                let points: Vec<Place> = run.iter().map(|point| place(*point)).collect();
                let path = match curve.steps {
                    true => &steps(&points),
                    false => &points,
                };
                for points in clipped(path, inside) {
                    labels.avoid(&points);
                    canvas.line(Line {
                        points,
                        stroke,
                        name: (!curve.label.is_empty()).then(|| curve.label.clone()),
                    });
                }
                if curve.points.len() <= DOTS || run.len() == 1 {
                    for center in points.into_iter().filter(|point| contains(inside, *point)) {
                        canvas.dot(Dot {
                            center,
                            radius: 3.0,
                            color: stroke.color,
                            ring: false,
                        });
                    }
                }
            }
        }
        for (label, point) in &self.plot.points {
            if is_drawable(self.plot, *point) && contains(inside, place(*point)) {
                labels.draw(canvas, label, place(*point));
            }
        }
    }

    fn draw_axes(&self, canvas: &mut Canvas, (left, top): Place) {
        let (right, bottom) = (left + self.width, top + self.height);
        for tick in &self.x_ticks {
            let x = left + tick.part * self.width;
            let length = if tick.label.is_some() { 5.0 } else { 3.0 };
            if let Some(label) = &tick.label {
                canvas.line(Line::between((x, top), (x, bottom), Stroke::new(GRID, 1.0)));
                let place = (x, bottom + 8.0 + font::CAPITAL * TICK);
                canvas.text(Text::new(label, place, TICK, Anchor::Middle));
            }
            canvas.line(Line::between(
                (x, bottom),
                (x, bottom + length),
                Stroke::new(INK, 1.0),
            ));
        }
        for tick in &self.y_ticks {
            let y = bottom - tick.part * self.height;
            let length = if tick.label.is_some() { 5.0 } else { 3.0 };
            if let Some(label) = &tick.label {
                canvas.line(Line::between((left, y), (right, y), Stroke::new(GRID, 1.0)));
                let place = (left - 8.0, y + font::CAPITAL * TICK / 2.0);
                canvas.text(Text::new(label, place, TICK, Anchor::End));
            }
            canvas.line(Line::between(
                (left - length, y),
                (left, y),
                Stroke::new(INK, 1.0),
            ));
        }
        let frame = Rect {
            x: left,
            y: top,
            width: self.width,
            height: self.height,
            fill: WHITE,
        };
        canvas.line(frame.outline(Stroke::new(INK, 1.0)));
    }

    fn draw_words(&self, canvas: &mut Canvas, (left, top): Place) {
        let (middle, bottom) = (left + self.width / 2.0, top + self.height);
        if !self.plot.title.is_empty() {
            let title = font::fit(&self.plot.title, TITLE, self.width);
            canvas.text(Text::new(title, (middle, top - 9.0), TITLE, Anchor::Middle));
        }
        let mut y = bottom + 8.0 + TICK;
        if !self.plot.x_label.is_empty() {
            y += LABEL + 5.0;
            let label = font::fit(&self.plot.x_label, LABEL, self.width);
            let place = (middle, y - font::DESCENT * LABEL);
            canvas.text(Text::new(label, place, LABEL, Anchor::Middle));
        }
        if !self.plot.y_label.is_empty() {
            let label = font::fit(&self.plot.y_label, LABEL, self.height);
            let place = (left - self.tick_width() - 18.0, top + self.height / 2.0);
            canvas.text(Text {
                turned: true,
                ..Text::new(label, place, LABEL, Anchor::Middle)
            });
        }
        y += 12.0;
        for note in &self.notes {
            y += NOTE * font::LEADING;
            canvas.text(Text {
                color: GREY,
                ..Text::new(
                    note,
                    (left, y - NOTE * font::LEADING / 3.0),
                    NOTE,
                    Anchor::Start,
                )
            });
        }
    }
}
