use std::path::Path;

use kerust_core::history::History;

use super::axis::short;
use super::curves::Plot;
use super::figure::Figure;
use crate::Result;

/// With more changes than this, the learning rate's own panel shows them.
const CHANGES: usize = 12;

/// Draws a [`History`]: every history has it.
///
/// ```
/// use kerust::history::{History, Logs};
/// use kerust::plot::PlotHistory;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("history.svg");
/// let mut history = History::default();
/// for (epoch, loss) in [0.9, 0.5, 0.4].into_iter().enumerate() {
///     let mut logs = Logs::default();
///     logs.set("loss", loss);
///     logs.set("val_loss", loss + 0.1);
///     history.push(epoch, &logs);
/// }
/// history.plot(path)?;
/// # Ok::<(), kerust::Error>(())
/// ```
pub trait PlotHistory {
    /// Draws loss and metrics into a file, `.svg` or `.png`: each in a panel of its own, training and
    /// validation as two curves, over the epochs, counted from 1 as the progress bar does.
    ///
    /// Lines mark the best epoch (by `val_loss`, without validation by `loss`) and, if the history has
    /// `learning_rate`, where it changed. NaN and infinities leave gaps, and a note says so.
    ///
    /// # Errors
    /// If the file's name ends otherwise, or if it cannot be written; a file that was there is then
    /// still there.
    fn plot(&self, path: impl AsRef<Path>) -> Result<()>;
}

impl PlotHistory for History {
    fn plot(&self, path: impl AsRef<Path>) -> Result<()> {
        figure(self).save(path)
    }
}

fn figure(history: &History) -> Figure {
    let best = best(history);
    let changes = changes(history);
    let with_marks = |mut plot: Plot| {
        if let Some((name, epoch)) = best {
            let label = format!("best {name}: epoch {}", epoch + 1);
            plot = plot.line_at(label, number(epoch));
        }
        if changes.len() <= CHANGES {
            for epoch in &changes {
                plot = plot.line_at("new learning rate", number(*epoch) - 0.5);
            }
        }
        plot.x_label("epoch")
    };
    let mut figure = Figure::new();
    let mut names: Vec<&str> = history.iter().map(|(name, _)| name).collect();
    names.sort_by_key(|name| *name != "loss");
    for name in names {
        let base = name.strip_prefix("val_");
        if name == "learning_rate" || base.is_some_and(|base| history.get(base).is_some()) {
            continue;
        }
        let mut plot = Plot::new().y_label(name);
        let validation = format!("val_{name}");
        let first = match base {
            Some(_) => "validation",
            None => "training",
        };
        for (label, name) in [(first, name), ("validation", &validation)] {
            if history.get(name).is_some() {
                plot = plot.curve(label, points(history, name));
            }
        }
        if let Some((_, epoch)) = best {
            let names = [&validation, name];
            let value = |name| history.points(name).find(|point| point.0 == epoch);
            if let Some((_, value)) = names.into_iter().find_map(value) {
                plot = plot.point(digits(value), (number(epoch), value));
            }
        }
        figure = figure.plot(with_marks(plot));
    }
    if !changes.is_empty() {
        let rates: Vec<f32> = history["learning_rate"].to_vec();
        let most = rates.iter().copied().fold(0.0, f32::max);
        let least = rates.iter().copied().fold(most, f32::min);
        let plot = Plot::new()
            .y_label("learning rate")
            .log_y(least > 0.0 && most / least > 9.0)
            .curve("", points(history, "learning_rate"))
            .in_steps();
        figure = figure.plot(with_marks(plot));
    }
    figure
}

/// An epoch, counted from 0, as people count.
fn number(epoch: usize) -> f64 {
    epoch as f64 + 1.0
}

fn points(history: &History, name: &str) -> impl Iterator<Item = (f64, f32)> {
    history
        .points(name)
        .map(|(epoch, value)| (number(epoch), value))
}

/// The epoch with the least loss of validation, or of training.
fn best(history: &History) -> Option<(&'static str, usize)> {
    let names = ["val_loss", "loss"];
    let name = names.into_iter().find(|name| history.get(name).is_some())?;
    let finite = history.points(name).filter(|point| point.1.is_finite());
    let (epoch, _) = finite.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((name, epoch))
}

/// The first epochs with another learning rate.
fn changes(history: &History) -> Vec<usize> {
    let points: Vec<_> = history.points("learning_rate").collect();
    let changes = points.windows(2).filter(|two| two[0].1 != two[1].1);
    changes.map(|two| two[1].0).collect()
}

/// Four digits, as the progress bar has.
fn digits(value: f32) -> String {
    if (0.001..1000.0).contains(&value.abs()) {
        format!("{value:.4}").replace('-', "−")
    } else {
        short(format!("{value:.3e}").parse().unwrap_or(value.into()))
    }
}
