use std::path::Path;

use kerust_core::train::history::History;

use super::axis::short;
use super::curves::Plot;
use super::figure::Figure;
use crate::Result;

/// The largest number of changes of the learning rate that are marked in all panels; more are shown only in
/// the learning rate's own panel.
const CHANGES: usize = 12;

/// Draws the curves of a [`History`].
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
/// history.plot(&path)?;
/// assert!(std::fs::read_to_string(&path)?.contains("loss"));
/// # Ok::<(), kerust::Error>(())
/// ```
pub trait PlotHistory {
    /// Draws the loss and the metrics over the epochs to a file, `.svg` or `.png`: each in its own panel, with
    /// a curve for the training and one for the validation. Epochs count from 1, as in the progress bar.
    ///
    /// Lines mark the best epoch (by `val_loss`, without a validation by `loss`) and the changes of the
    /// `learning_rate`, if the history has it. NaN and infinities leave gaps, which a note describes.
    ///
    /// # Errors
    /// If the file's name ends differently, or if it cannot be written; an existing file is then unchanged.
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

/// The number from 1 of an epoch counted from 0.
fn number(epoch: usize) -> f64 {
    epoch as f64 + 1.0
}

fn points(history: &History, name: &str) -> impl Iterator<Item = (f64, f32)> {
    history
        .points(name)
        .map(|(epoch, value)| (number(epoch), value))
}

/// The epoch with the smallest validation loss, or without a validation the smallest training loss.
fn best(history: &History) -> Option<(&'static str, usize)> {
    let names = ["val_loss", "loss"];
    let name = names.into_iter().find(|name| history.get(name).is_some())?;
    let finite = history.points(name).filter(|point| point.1.is_finite());
    let (epoch, _) = finite.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((name, epoch))
}

/// The epochs whose learning rate differs from that of the epoch before.
fn changes(history: &History) -> Vec<usize> {
    let points: Vec<_> = history.points("learning_rate").collect();
    let changes = points.windows(2).filter(|two| two[0].1 != two[1].1);
    changes.map(|two| two[1].0).collect()
}

/// A value with four decimals, as in the progress bar.
fn digits(value: f32) -> String {
    if (0.001..1000.0).contains(&value.abs()) {
        format!("{value:.4}").replace('-', "−")
    } else {
        short(format!("{value:.3e}").parse().unwrap_or(value.into()))
    }
}
