//! The data of curves, and the axes that show them.

use super::axis::{Axis, is_drawable};
#[cfg(doc)]
use super::figure::Figure;

/// Curves over one pair of axes.
///
/// Curves have the colours of Matplotlib, in order; curves and lines of the same label in a [`Figure`]
/// look alike and stand in its legend once. Numbers that no axis can have (NaN, infinities, on a
/// logarithmic axis also 0 and less) leave a gap, and a note below the axes says where.
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
///     .save(path)?;
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
    /// Whether it goes from value to value at once, half-way between two points.
    pub steps: bool,
}

impl Plot {
    /// Axes without curves.
    pub fn new() -> Self {
        Self::default()
    }

    /// What stands above.
    pub fn title(self, title: impl Into<String>) -> Self {
        let title = title.into();
        Plot { title, ..self }
    }

    /// What x is.
    pub fn x_label(self, x_label: impl Into<String>) -> Self {
        let x_label = x_label.into();
        Plot { x_label, ..self }
    }

    /// What y is.
    pub fn y_label(self, y_label: impl Into<String>) -> Self {
        let y_label = y_label.into();
        Plot { y_label, ..self }
    }

    /// Whether x is logarithmic.
    pub fn log_x(self, log_x: bool) -> Self {
        Plot { log_x, ..self }
    }

    /// Whether y is logarithmic.
    pub fn log_y(self, log_y: bool) -> Self {
        Plot { log_y, ..self }
    }

    /// From where to where x goes, instead of over all numbers. Limits that are no range, or none that
    /// the axis can have, count as none.
    pub fn x_limits(self, low: f64, high: f64) -> Self {
        let x_limits = Some([low, high]);
        Plot { x_limits, ..self }
    }

    /// From where to where y goes, so that a loss that explodes does not flatten the rest: what is
    /// outside is cut off.
    pub fn y_limits(self, low: f64, high: f64) -> Self {
        let y_limits = Some([low, high]);
        Plot { y_limits, ..self }
    }

    /// A curve through these points. Without a label it is grey and not in the legend.
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

    /// The curve that was added last goes in steps: half-way between two points, from one to the other.
    pub fn in_steps(mut self) -> Self {
        if let Some(curve) = self.curves.last_mut() {
            curve.steps = true;
        }
        self
    }

    /// A vertical line at `x`, which the legend explains.
    pub fn line_at(mut self, label: impl Into<String>, x: impl Into<f64>) -> Self {
        self.lines.push((label.into(), x.into()));
        self
    }

    /// A ring around a place, with a label beside it.
    pub fn point(
        mut self,
        label: impl Into<String>,
        (x, y): (impl Into<f64>, impl Into<f64>),
    ) -> Self {
        self.points.push((label.into(), [x.into(), y.into()]));
        self
    }

    /// The axes of x and y: around all that is drawn.
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
