use std::fmt::{self, Display};

/// `" 7/12"`.
pub(super) struct Count(pub(super) usize, pub(super) usize);

impl Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Count(step, steps) = self;
        let width = steps.checked_ilog10().unwrap_or(0) as usize + 1;
        write!(f, "{step:width$}/{steps}")
    }
}

/// The seconds of a step: `"105us/step"`.
pub(super) struct PerStep(pub(super) f64);

impl Display for PerStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (time, unit) = match self.0 {
            seconds if seconds >= 1.0 || seconds == 0.0 => (seconds, "s"),
            seconds if seconds >= 1e-3 => (seconds * 1e3, "ms"),
            seconds => (seconds * 1e6, "us"),
        };
        write!(f, "{time:.0}{unit}/step")
    }
}

/// Seconds, from a minute on with minutes and from an hour on with hours.
pub(super) struct Remaining(pub(super) f64);

impl Display for Remaining {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 as u64;
        let (hours, minutes) = (seconds / 3600, seconds / 60);
        if self.0 > 3600.0 {
            write!(f, "{hours}:{:02}:{:02}", minutes % 60, seconds % 60)
        } else if self.0 > 60.0 {
            write!(f, "{minutes}:{:02}", seconds % 60)
        } else {
            write!(f, "{seconds}s")
        }
    }
}
