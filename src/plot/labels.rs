//! Labels of points, placed where they cover little.

use super::canvas::{Anchor, Canvas, Dot, INK, Place, Rect, Text};
use super::font;

const SIZE: f32 = 12.0;

/// The side of a cell in pixels.
const CELL: f32 = 4.0;

#[derive(Debug)]
pub(super) struct Labels {
    within: Rect,
    /// Whether a line passes through each cell, row by row.
    taken: Vec<bool>,
    /// The numbers of cells in a row and in a column.
    cells: [usize; 2],
    boxes: Vec<Rect>,
}

impl Labels {
    pub fn within(within: Rect) -> Self {
        let cells = [within.width, within.height].map(|side| (side / CELL) as usize + 1);
        Labels {
            within,
            taken: vec![false; cells[0] * cells[1]],
            cells,
            boxes: Vec::new(),
        }
    }

    /// The column and the row of the cell at a point, or of the nearest one.
    fn cell(&self, (x, y): Place) -> [usize; 2] {
        let [columns, rows] = self.cells;
        let cell = |length: f32, most: usize| ((length / CELL) as usize).min(most - 1);
        [
            cell(x - self.within.x, columns),
            cell(y - self.within.y, rows),
        ]
    }

    /// Adds a line that labels should not cover.
    pub fn avoid(&mut self, line: &[Place]) {
        for two in line.windows(2) {
            let (from, to) = (two[0], two[1]);
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let steps = (dx.hypot(dy) / CELL).clamp(1.0, 1000.0) as u16;
            for step in 0..=steps {
                let part = f32::from(step) / f32::from(steps);
                let [column, row] = self.cell((from.0 + part * dx, from.1 + part * dy));
                self.taken[row * self.cells[0] + column] = true;
            }
        }
    }

    /// Draws a ring and its label.
    pub fn draw(&mut self, canvas: &mut Canvas, label: &str, (x, y): Place) {
        canvas.dot(Dot {
            center: (x, y),
            radius: 5.5,
            color: INK,
            ring: true,
        });
        let label = font::fit(label, SIZE, self.within.width - 16.0);
        if label.is_empty() {
            return;
        }
        let (width, height) = (font::width(&label, SIZE) + 4.0, SIZE + 2.0);
        let mut best = (usize::MAX, self.within);
        for distance in [8.0, 18.0, 30.0, 44.0] {
            for (side, up) in [
                (1.0, 1.0),
                (-1.0, 1.0),
                (1.0, -1.0),
                (-1.0, -1.0),
                (0.0, 1.0),
                (0.0, -1.0),
                (1.0, 0.0),
                (-1.0, 0.0),
            ] {
                let place = Rect {
                    x: x - width / 2.0 + side * (width / 2.0 + distance),
                    y: y - height / 2.0 - up * (height / 2.0 + distance),
                    width,
                    height,
                    fill: INK,
                };
                let cost = self.cost(place) + distance as usize / 8;
                if cost < best.0 {
                    best = (cost, place);
                }
            }
        }
        let place = best.1;
        let baseline = place.y + height / 2.0 + font::CAPITAL * SIZE / 2.0;
        canvas.text(Text {
            halo: true,
            ..Text::new(label, (place.x + 2.0, baseline), SIZE, Anchor::Start)
        });
        self.boxes.push(place);
    }

    /// The cost of a label at this place: the lines and labels that it would cover.
    fn cost(&self, place: Rect) -> usize {
        let area = self.within;
        let out = place.x < area.x + 2.0
            || place.y < area.y + 2.0
            || place.x + place.width > area.x + area.width - 2.0
            || place.y + place.height > area.y + area.height - 2.0;
        let [left, top] = self.cell((place.x - 3.0, place.y - 3.0));
        let [right, bottom] =
            self.cell((place.x + place.width + 3.0, place.y + place.height + 3.0));
        let rows = self
            .taken
            .chunks(self.cells[0])
            .skip(top)
            .take(bottom - top + 1);
        let cells = rows.flat_map(|row| &row[left..=right]);
        let over = |other: &&Rect| {
            place.x < other.x + other.width
                && other.x < place.x + place.width
                && place.y < other.y + other.height
                && other.y < place.y + place.height
        };
        let labels = self.boxes.iter().filter(over).count();
        usize::from(out) * 10_000 + labels * 200 + 2 * cells.filter(|taken| **taken).count()
    }
}
