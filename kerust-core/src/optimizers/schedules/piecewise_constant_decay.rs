use core::fmt::Debug;

use super::Schedule;
use crate::Error;
use crate::contract::check;

/// Keras' `PiecewiseConstantDecay(boundaries, values)`: the first value up to the first boundary and
/// with it, the second up to the second one, the last after the last one.
///
/// Both are arrays, slices or `Vec`s.
///
/// ```
/// use kerust::optimizers::schedules::{PiecewiseConstantDecay, Schedule};
///
/// let schedule = PiecewiseConstantDecay::new([5, 10], [0.1, 0.05, 0.01]);
/// assert_eq!([5, 6, 10, 11].map(|step| schedule.at(step)), [0.1, 0.05, 0.05, 0.01]);
/// assert!(PiecewiseConstantDecay::new([5, 10], [0.1]).check().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct PiecewiseConstantDecay<Boundaries, Values> {
    boundaries: Boundaries,
    values: Values,
}

impl<Boundaries: AsRef<[u64]>, Values: AsRef<[f32]>> PiecewiseConstantDecay<Boundaries, Values> {
    /// There is one value more than boundaries, and each boundary is above the last one.
    #[must_use]
    pub const fn new(boundaries: Boundaries, values: Values) -> Self {
        PiecewiseConstantDecay { boundaries, values }
    }
}

impl<Boundaries, Values> Schedule for PiecewiseConstantDecay<Boundaries, Values>
where
    Boundaries: AsRef<[u64]> + Debug + Send + Sync + 'static,
    Values: AsRef<[f32]> + Debug + Send + Sync + 'static,
{
    fn at(&self, step: u64) -> f32 {
        let boundaries = self.boundaries.as_ref();
        let piece = boundaries.partition_point(|boundary| *boundary < step);
        // There is one, if the settings were checked.
        self.values.as_ref().get(piece).copied().unwrap_or_default()
    }

    fn check(&self) -> Result<(), Error> {
        let (boundaries, values) = (self.boundaries.as_ref(), self.values.as_ref());
        if values.len() != boundaries.len() + 1 {
            return Err(Error::Settings {
                problem: "`PiecewiseConstantDecay` takes one value more than boundaries",
            });
        }
        if !boundaries.is_sorted_by(|a, b| a < b) {
            return Err(Error::Settings {
                problem: "each boundary of `PiecewiseConstantDecay` is above the one before it",
            });
        }
        values
            .iter()
            .try_for_each(|value| check("learning_rate", (*value).into()))
    }
}
