//! The data of curves, and the axes that show them.

use super::axis::{Axis, is_drawable};

/// Curves in one pair of axes; Matplotlib's `plot`.
///
/// Curves have Matplotlib's colours, in order; curves and lines of the same label in a [`Figure`](crate::plot::Figure)
/// look the same and are in its legend once. Numbers that cannot be drawn (NaN, infinities, and on a
/// logarithmic axis 0 and less) leave a gap, which a note below the axes describes.
///
/// ```
/// use kerust::plot::Plot;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("rates.svg");
/// Plot::new()
///     .title("Which learning rate?")
///     .x_label("learning rate")
///     .y_label("loss after 5 epochs")
///     .log_x(true)
///     .curve("Adam", [(1e-4, 1.1), (1e-3, 0.3), (1e-2, 0.2), (1e-1, 2.4)])
///     .curve("SGD", [(1e-4, 2.2), (1e-3, 2.0), (1e-2, 1.1), (1e-1, 0.4)])
///     .line_at("Keras' default for Adam", 1e-3)
///     .point("the best", (1e-2, 0.2))
///     .save(&path)?;
/// assert!(std::fs::read_to_string(&path)?.contains("loss after 5 epochs"));
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it is drawn by `save`"]
pub struct Plot {
    pub(super) title: String,
    pub(super) x_label: String,
    pub(super) y_label: String,
    pub(super) log_x: bool,
    pub(super) log_y: bool,
    pub(super) x_limits: Option<[f64; 2]>,
    pub(super) y_limits: Option<[f64; 2]>,
    pub(super) curves: Vec<Curve>,
    pub(super) lines: Vec<(String, f64)>,
    pub(super) points: Vec<(String, [f64; 2])>,
}

#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub label: String,
    pub points: Vec<[f64; 2]>,
    /// Whether the curve is drawn in steps, half-way between two points.
    pub steps: bool,
}

impl Plot {
    /// A plot without curves.
    pub fn new() -> Self {
        Self::default()
    }

    /// The title above the plot.
    pub fn title(self, title: impl Into<String>) -> Self {
        let title = title.into();
        Plot { title, ..self }
    }

    /// The label of the x-axis.
    pub fn x_label(self, x_label: impl Into<String>) -> Self {
        let x_label = x_label.into();
        Plot { x_label, ..self }
    }

    /// The label of the y-axis.
    pub fn y_label(self, y_label: impl Into<String>) -> Self {
        let y_label = y_label.into();
        Plot { y_label, ..self }
    }

    /// Whether the x-axis is logarithmic.
    pub fn log_x(self, log_x: bool) -> Self {
        Plot { log_x, ..self }
    }

    /// Whether the y-axis is logarithmic.
    pub fn log_y(self, log_y: bool) -> Self {
        Plot { log_y, ..self }
    }

    /// The range of the x-axis; by default that of all points. Limits that are no valid range of the axis
    /// are ignored.
    pub fn x_limits(self, low: f64, high: f64) -> Self {
        let x_limits = Some([low, high]);
        Plot { x_limits, ..self }
    }

    /// The range of the y-axis, outside of which curves are cut off: for a loss that diverges and would
    /// otherwise flatten the rest.
    pub fn y_limits(self, low: f64, high: f64) -> Self {
        let y_limits = Some([low, high]);
        Plot { y_limits, ..self }
    }

    /// Adds a curve through these points. Without a label it is grey and not in the legend.
    pub fn curve<X: Into<f64>, Y: Into<f64>>(
        mut self,
        label: impl Into<String>,
        points: impl IntoIterator<Item = (X, Y)>,
    ) -> Self {
        let points = points.into_iter().map(|(x, y)| [x.into(), y.into()]);
        self.curves.push(Curve {
            label: label.into(),
            points: points.collect(),
            steps: false,
        });
        self
    }

    /// Draws the last added curve in steps, which change its height half-way between two points.
    pub fn in_steps(mut self) -> Self {
        if let Some(curve) = self.curves.last_mut() {
            curve.steps = true;
        }
        self
    }

    /// Adds a vertical line at `x`, with its label in the legend.
    pub fn line_at(mut self, label: impl Into<String>, x: impl Into<f64>) -> Self {
        self.lines.push((label.into(), x.into()));
        self
    }

    /// Adds a ring around a point, with its label beside it.
    pub fn point(
        mut self,
        label: impl Into<String>,
        (x, y): (impl Into<f64>, impl Into<f64>),
    ) -> Self {
        self.points.push((label.into(), [x.into(), y.into()]));
        self
    }

    /// The axes of x and y, around all points.
    pub(super) fn axes(&self) -> [Axis; 2] {
        let curves = self.curves.iter().flat_map(|curve| &curve.points);
        let points = self.points.iter().map(|(_, point)| point);
        let seen: Vec<_> = curves
            .chain(points)
            .filter(|[x, _]| is_drawable(*x, self.log_x))
            .collect();
        let x = seen.iter().map(|[x, _]| *x);
        let y = seen.iter().map(|[_, y]| *y);
        [
            Axis::of(x, self.log_x, self.x_limits),
            Axis::of(y, self.log_y, self.y_limits),
        ]
    }
}
