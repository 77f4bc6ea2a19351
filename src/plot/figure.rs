use std::path::Path;

use super::canvas::{Anchor, Canvas, Text};
use super::curves::Plot;
use super::file::save;
use super::font;
use super::legend::Legend;
use super::panel::Panel;
use crate::Result;

const MARGIN: f32 = 14.0;
const TITLE: f32 = 17.0;

/// Plots in a grid, with one legend for all; Matplotlib's `subplots`.
///
/// ```
/// use kerust::plot::{Figure, Plot};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("batches.png");
/// let (losses, seconds) = ([0.21, 0.25, 0.34], [1.9, 0.8, 0.3]);
/// let over_batch = |y: &[f64; 3]| [16, 64, 256].into_iter().zip(*y);
/// Figure::new()
///     .title("Batch size")
///     .plot(Plot::new().x_label("batch size").y_label("loss").curve("", over_batch(&losses)))
///     .plot(Plot::new().x_label("batch size").y_label("seconds").curve("", over_batch(&seconds)))
///     .columns(2)
///     .save(&path)?;
/// assert!(path.exists());
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it is drawn by `save`"]
pub struct Figure {
    title: String,
    plots: Vec<Plot>,
    columns: Option<usize>,
}

impl Figure {
    /// A figure without plots.
    pub fn new() -> Self {
        Self::default()
    }

    /// The title above all plots.
    pub fn title(self, title: impl Into<String>) -> Self {
        let title = title.into();
        Figure { title, ..self }
    }

    /// Adds a plot.
    pub fn plot(mut self, plot: Plot) -> Self {
        self.plots.push(plot);
        self
    }

    /// The number of columns. By default up to three plots are in one column, up to eight in two, and more
    /// in three.
    pub fn columns(self, columns: usize) -> Self {
        let columns = Some(columns);
        Figure { columns, ..self }
    }

    /// Draws the figure to a file, `.svg` or `.png`.
    ///
    /// # Errors
    /// If the file's name ends differently, or if it cannot be written; an existing file is then unchanged.
    pub fn save(self, path: impl AsRef<Path>) -> Result<()> {
        save(path.as_ref(), || self.draw())
    }

    fn draw(&self) -> Canvas {
        let count = self.plots.len().max(1);
        let by_itself = [1, 1, 1, 2, 2, 2, 2, 2];
        let columns = self
            .columns
            .unwrap_or(*by_itself.get(count - 1).unwrap_or(&3))
            .clamp(1, count);
        // The size of the axes.
        let (width, height) = match (columns, count) {
            (1, 1) => (560.0, 340.0),
            (1, _) => (560.0, 220.0),
            (2, _) => (400.0, 250.0),
            _ => (320.0, 210.0),
        };
        let legend = Legend::of(&self.plots);
        let panels: Vec<Panel<'_>> = self
            .plots
            .iter()
            .map(|plot| Panel::new(plot, &legend, width, height))
            .collect();
        let columns: Vec<(f32, f32)> = (0..columns)
            .map(|column| {
                let panels = panels.iter().skip(column).step_by(columns);
                let sides = panels.map(|panel| (panel.left(), panel.right()));
                sides.fold((0.0_f32, 0.0_f32), |most, side| {
                    (most.0.max(side.0), most.1.max(side.1))
                })
            })
            .collect();
        let all = 2.0 * MARGIN
            + columns
                .iter()
                .map(|(left, right)| left + width + right)
                .sum::<f32>();
        let inside = all - 2.0 * MARGIN;

        let mut canvas = Canvas::new(all, 0.0);
        let mut y = MARGIN;
        let title = font::fit(&self.title, TITLE, inside);
        if !title.is_empty() {
            let place = (all / 2.0, y + TITLE);
            canvas.text(Text::new(title, place, TITLE, Anchor::Middle));
            y += TITLE + 10.0;
        }
        legend.draw(&mut canvas, MARGIN, y, inside);
        y += legend.height(inside) + 6.0;
        if panels.is_empty() {
            let place = (all / 2.0, y + TITLE);
            canvas.text(Text::new("nothing to show", place, TITLE, Anchor::Middle));
            y += 3.0 * TITLE;
        }
        for row in panels.chunks(columns.len()) {
            y += row.iter().map(Panel::top).fold(0.0, f32::max);
            let mut x = MARGIN;
            for (panel, (left, right)) in row.iter().zip(&columns) {
                panel.draw(&mut canvas, (x + left, y));
                x += left + width + right;
            }
            y += height + row.iter().map(Panel::bottom).fold(0.0, f32::max);
        }
        canvas.height = (y + MARGIN).ceil();
        canvas
    }
}

impl Plot {
    /// Draws the plot to a file, `.svg` or `.png`.
    ///
    /// # Errors
    /// If the file's name ends differently, or if it cannot be written; an existing file is then unchanged.
    pub fn save(mut self, path: impl AsRef<Path>) -> Result<()> {
        let title = std::mem::take(&mut self.title);
        Figure::new().title(title).plot(self).save(path)
    }
}
