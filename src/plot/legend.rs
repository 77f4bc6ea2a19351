//! The legend of a figure's colours and dashes, in rows above it.

use super::axis::is_drawable;
use super::canvas::{Anchor, Canvas, Color, GREY, Line, Stroke, Text};
use super::curves::Plot;
use super::font;

/// The colours of Matplotlib.
const PALETTE: [Color; 10] = [
    Color(31, 119, 180),
    Color(255, 127, 14),
    Color(44, 160, 44),
    Color(214, 39, 40),
    Color(148, 103, 189),
    Color(140, 86, 75),
    Color(227, 119, 194),
    Color(127, 127, 127),
    Color(188, 189, 34),
    Color(23, 190, 207),
];

/// The dashes of vertical lines.
const DASHES: [[f32; 2]; 3] = [[6.0, 3.0], [1.5, 2.5], [12.0, 3.0]];

const SIZE: f32 = 13.0;
const SAMPLE: f32 = 26.0;
const GAP: f32 = 22.0;
const ROW: f32 = 20.0;

#[derive(Debug)]
pub(super) struct Legend<'a> {
    curves: Vec<&'a str>,
    lines: Vec<&'a str>,
}

impl<'a> Legend<'a> {
    /// The legend with every label once, in order.
    pub fn of(plots: &'a [Plot]) -> Self {
        let curves = plots.iter().flat_map(|plot| &plot.curves);
        let lines = plots.iter().flat_map(|plot| {
            let lines = plot.lines.iter();
            lines.filter(|(_, x)| is_drawable(*x, plot.log_x))
        });
        Legend {
            curves: distinct(curves.map(|curve| &curve.label[..])),
            lines: distinct(lines.map(|(label, _)| &label[..])),
        }
    }

    pub fn curve(&self, label: &str) -> Stroke {
        let Some(index) = self.curves.iter().position(|curve| *curve == label) else {
            return Stroke::new(GREY, 2.0);
        };
        Stroke {
            // After ten colours they repeat, dashed.
            dash: (index / PALETTE.len() % 2 == 1).then_some([7.0, 3.0]),
            ..Stroke::new(PALETTE[index % PALETTE.len()], 2.0)
        }
    }

    pub fn line(&self, label: &str) -> Stroke {
        let index = self.lines.iter().position(|line| *line == label);
        Stroke {
            dash: Some(DASHES[index.unwrap_or(0) % DASHES.len()]),
            ..Stroke::new(GREY, 1.3)
        }
    }

    /// The labels with their widths in rows of at most this width.
    fn rows(&self, most: f32) -> Vec<Vec<(String, f32, Stroke)>> {
        let curves = self.curves.iter().map(|label| (label, self.curve(label)));
        let lines = self.lines.iter().map(|label| (label, self.line(label)));
        let mut rows: Vec<Vec<_>> = Vec::new();
        let mut used = f32::INFINITY;
        for (label, stroke) in curves.chain(lines) {
            let label = font::fit(label, SIZE, most - SAMPLE - 6.0);
            let width = SAMPLE + 6.0 + font::width(&label, SIZE);
            if used + GAP + width > most {
                rows.push(Vec::new());
                used = -GAP;
            }
            used += GAP + width;
            if let Some(row) = rows.last_mut() {
                row.push((label, width, stroke));
            }
        }
        rows
    }

    pub fn height(&self, most: f32) -> f32 {
        self.rows(most).len() as f32 * ROW
    }

    /// Draws the rows, each centred in the width from `left` on.
    pub fn draw(&self, canvas: &mut Canvas, left: f32, top: f32, most: f32) {
        for (index, row) in self.rows(most).into_iter().enumerate() {
            let widths: f32 = row.iter().map(|(_, width, _)| width).sum();
            let all = widths + GAP * row.len().saturating_sub(1) as f32;
            let mut x = left + (most - all) / 2.0;
            let middle = top + ROW * (index as f32 + 0.5);
            for (label, width, stroke) in row {
                canvas.line(Line::between((x, middle), (x + SAMPLE, middle), stroke));
                let place = (x + SAMPLE + 6.0, middle + font::CAPITAL * SIZE / 2.0);
                canvas.text(Text::new(label, place, SIZE, Anchor::Start));
                x += width + GAP;
            }
        }
    }
}

fn distinct<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all = Vec::new();
    for label in labels {
        if !label.is_empty() && !all.contains(&label) {
            all.push(label);
        }
    }
    all
}
