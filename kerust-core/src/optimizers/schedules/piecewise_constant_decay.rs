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
pub struct PiecewiseConstantDecay<Boundaries = [u64; 0], Values = [f32; 1]> {
    boundaries: Boundaries,
    values: Values,
}

crate::listed! {
    PiecewiseConstantDecay [Boundaries, Values] [Boundaries, Values]
    (boundaries, values)
}

impl PiecewiseConstantDecay {
    /// There is one value more than boundaries, and each boundary is above the last one.
    #[must_use]
    pub const fn new<Boundaries: AsRef<[u64]>, Values: AsRef<[f32]>>(
        boundaries: Boundaries,
        values: Values,
    ) -> PiecewiseConstantDecay<Boundaries, Values> {
        PiecewiseConstantDecay { boundaries, values }
    }

    /// Before both are given by their names.
    #[doc(hidden)]
    #[must_use]
    pub fn by_name_0(_: impl FnOnce([u64; 0], [f32; 1]) -> Self) -> Self {
        PiecewiseConstantDecay::new([], [0.0])
    }

    /// Before `values` are given by their name.
    #[doc(hidden)]
    #[must_use]
    pub fn by_name_1<Boundaries: AsRef<[u64]>>(
        _: impl FnOnce([u64; 0], [f32; 1]) -> Self,
        boundaries: Boundaries,
    ) -> PiecewiseConstantDecay<Boundaries> {
        PiecewiseConstantDecay::new(boundaries, [0.0])
    }
}

impl<Boundaries, Values> PiecewiseConstantDecay<Boundaries, Values> {
    /// After which steps the value changes; each is above the last one.
    #[must_use]
    pub fn boundaries<Other: AsRef<[u64]>>(
        self,
        boundaries: Other,
    ) -> PiecewiseConstantDecay<Other, Values> {
        let values = self.values;
        PiecewiseConstantDecay { boundaries, values }
    }

    /// The rates, one more than boundaries.
    #[must_use]
    pub fn values<Other: AsRef<[f32]>>(
        self,
        values: Other,
    ) -> PiecewiseConstantDecay<Boundaries, Other> {
        let boundaries = self.boundaries;
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
