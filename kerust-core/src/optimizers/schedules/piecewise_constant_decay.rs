use core::fmt::Debug;

use super::Schedule;
use crate::Error;
use crate::word::Bound;

/// A rate for each stretch of steps: `values[i]` at step s, where i is the number of `boundaries` below s.
///
/// `PiecewiseConstantDecay(boundaries, values)`, both of them arrays, slices or `Vec`s: steps that rise, and one rate
/// more than steps, finite and not negative; Keras' `PiecewiseConstantDecay`.
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
    /// With the last step of each stretch but the last one, and the rate of each stretch.
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
    /// The last steps of all stretches but the last one; each is above the one before.
    #[must_use]
    pub fn boundaries<Other: AsRef<[u64]>>(
        self,
        boundaries: Other,
    ) -> PiecewiseConstantDecay<Other, Values> {
        let values = self.values;
        PiecewiseConstantDecay { boundaries, values }
    }

    /// The rate of each stretch, one more than boundaries.
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
        let bound = Bound::LEARNING_RATE;
        let mut rates = values.iter().map(|value| f64::from(*value));
        rates.try_for_each(|rate| bound.check("learning_rate", rate))
    }
}
