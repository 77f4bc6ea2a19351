use std::path::Path;

use super::axis::short;
use super::curves::Plot;
use crate::Result;
use crate::range_test::RangeTest;

impl RangeTest {
    /// Draws the losses over the learning rates to a file, `.svg` or `.png`, with a line at the suggestion.
    /// Diverging losses are cut off.
    ///
    /// # Errors
    /// If the file's name ends differently, or if it cannot be written; an existing file is then unchanged.
    pub fn plot(&self, path: impl AsRef<Path>) -> Result<()> {
        let smoothed = self.smoothed();
        let losses = smoothed.iter().map(|(_, loss)| f64::from(*loss));
        let all = self.points().iter().map(|(_, loss)| f64::from(*loss));
        let least = all.fold(f64::INFINITY, f64::min);
        let most = losses.fold(f64::NEG_INFINITY, f64::max);
        let room = 0.1 * (most - least);
        let mut plot = Plot::new()
            .title("Which learning rate?")
            .x_label("learning rate")
            .y_label("loss of a batch")
            .log_x(true)
            .y_limits(least - room, most + room)
            .curve("", self.points().iter().copied())
            .curve("smoothed", smoothed);
        if let Some(rate) = self.suggestion() {
            // Two digits: the search is not more precise.
            let rate: f64 = format!("{rate:.1e}").parse().unwrap_or(rate.into());
            plot = plot.line_at(format!("falls fastest: {}", short(rate)), rate);
        }
        plot.save(path)
    }
}
