use std::marker::PhantomData;
use std::slice;

use kerust_core::shape::Row;

use crate::{Error, Result};

/// The mean and the deviation of every feature of rows `X`, and how to take them away.
///
/// Each number of a row is a feature of its own, each pixel of an image too. A feature that is the
/// same in all rows becomes 0.
///
/// ```
/// use kerust::datasets::Normalization;
///
/// let mut train = [[1.0, 5.0], [3.0, 5.0]];
/// let normalization = Normalization::of(&train);
/// assert_eq!(normalization.mean(), [2.0, 5.0]);
///
/// normalization.apply(&mut train);
/// assert_eq!(train, [[-1.0, 0.0], [1.0, 0.0]]);
///
/// let mut test = [4.0, 6.0];
/// normalization.apply_to_row(&mut test);
/// assert_eq!(test, [2.0, 1.0]);
/// ```
///
/// Whoever predicts needs the same one as the training: [`save`](Normalization::save) it beside the
/// weights, rebuild it with [`from_parts`](Normalization::from_parts), or with the feature `serde` make it
/// a part of what a program saves anyway.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "Parts", bound(serialize = "", deserialize = "X: Row"))
)]
pub struct Normalization<X> {
    // `f64`, because two large numbers that are near each other can have the same mean as `f32`.
    mean: Vec<f64>,
    deviation: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(skip))]
    rows: PhantomData<X>,
}

/// What is read, before it is checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Parts {
    mean: Vec<f64>,
    deviation: Vec<f64>,
}

#[cfg(feature = "serde")]
impl<X: Row> TryFrom<Parts> for Normalization<X> {
    type Error = Error;

    fn try_from(Parts { mean, deviation }: Parts) -> Result<Self> {
        Normalization::from_parts(mean, deviation)
    }
}

impl<X: Row> Normalization<X> {
    /// How many numbers a row has.
    const FEATURES: usize = size_of::<X>() / size_of::<f32>();

    /// The means and deviations of `rows`. Of no rows they are those of rows that are normal
    /// already: nothing is changed by them.
    #[must_use]
    pub fn of(rows: &[X]) -> Self {
        let mut mean = vec![0.0; Self::FEATURES];
        let mut squares = vec![0.0; Self::FEATURES];
        let mut count = 0.0;
        for row in rows {
            count += 1.0;
            let share = 1.0 / count;
            let features = row.flat().iter().zip(&mut mean).zip(&mut squares);
            // Welford's sums: exact for a feature that is always the same.
            for ((value, mean), squares) in features {
                let difference = f64::from(*value) - *mean;
                *mean += difference * share;
                *squares += difference * (f64::from(*value) - *mean);
            }
        }
        let root = |sum: f64| (sum / f64::max(count, 1.0)).sqrt();
        let deviation = squares.into_iter().map(|sum| match root(sum) {
            0.0 => 1.0,
            deviation => deviation,
        });
        Normalization {
            deviation: deviation.collect(),
            mean,
            rows: PhantomData,
        }
    }

    /// The normalization with these means and deviations, one for each number of a row.
    ///
    /// ```
    /// # use kerust::datasets::Normalization;
    /// let normalization = Normalization::of(&[[1.0_f32, 5.0], [3.0, 5.0]]);
    /// let (mean, deviation) = (normalization.mean(), normalization.deviation());
    /// let again = Normalization::from_parts(mean.to_vec(), deviation.to_vec())?;
    /// assert_eq!(normalization, again);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Normalization`] if there are not as many as a row has numbers, if one is not finite, or a
    /// deviation is not above 0.
    pub fn from_parts(mean: Vec<f64>, deviation: Vec<f64>) -> Result<Self> {
        let normalization = Normalization {
            mean,
            deviation,
            rows: PhantomData,
        };
        normalization.check()?;
        Ok(normalization)
    }

    /// # Errors
    /// As those of [`from_parts`](Normalization::from_parts).
    pub(crate) fn check(&self) -> Result<()> {
        let strange = |value: &f64| !value.is_finite();
        let (means, deviations) = (self.mean.len(), self.deviation.len());
        let problem = if means != Self::FEATURES {
            format!("there are {means} means")
        } else if deviations != Self::FEATURES {
            format!("there are {deviations} deviations")
        } else if let Some(feature) = self.mean.iter().position(strange) {
            format!("the mean of feature {feature} is {}", self.mean[feature])
        } else if let Some(feature) =
            (self.deviation.iter()).position(|deviation| strange(deviation) || *deviation <= 0.0)
        {
            let deviation = self.deviation[feature];
            format!("the deviation of feature {feature} is {deviation}")
        } else {
            return Ok(());
        };
        Err(Self::error(problem))
    }

    fn error(problem: String) -> Error {
        Error::Normalization {
            features: Self::FEATURES,
            problem,
        }
    }

    /// The same of these features only, counted from 0; the others stay as they are.
    ///
    /// ```
    /// # use kerust::datasets::Normalization;
    /// // Behind two measurements stands a class as 0 and 1.
    /// let mut x = [[1.0, 10.0, 0.0, 1.0], [3.0, 30.0, 1.0, 0.0]];
    /// Normalization::of(&x).only([0, 1])?.apply(&mut x);
    /// assert_eq!(x, [[-1.0, -1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 0.0]]);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Normalization`] if a row has no such feature.
    pub fn only(self, features: impl IntoIterator<Item = usize>) -> Result<Self> {
        let kept = self.marked(features)?;
        Ok(self.kept(|feature| kept[feature]))
    }

    /// The same of all features but these, counted from 0, which stay as they are.
    ///
    /// ```
    /// # use kerust::datasets::Normalization;
    /// let mut x = [[1.0, 10.0, 0.0, 1.0], [3.0, 30.0, 1.0, 0.0]];
    /// Normalization::of(&x).except(2..4)?.apply(&mut x);
    /// assert_eq!(x, [[-1.0, -1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 0.0]]);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Normalization`] if a row has no such feature.
    pub fn except(self, features: impl IntoIterator<Item = usize>) -> Result<Self> {
        let left_out = self.marked(features)?;
        Ok(self.kept(|feature| !left_out[feature]))
    }

    /// For each feature of a row whether it is one of `features`.
    fn marked(&self, features: impl IntoIterator<Item = usize>) -> Result<Vec<bool>> {
        let mut marked = vec![false; Self::FEATURES];
        for feature in features {
            match marked.get_mut(feature) {
                Some(mark) => *mark = true,
                None => return Err(Self::error(format!("there is no feature {feature}"))),
            }
        }
        Ok(marked)
    }

    /// The same of those features only that are to be kept.
    fn kept(mut self, is_kept: impl Fn(usize) -> bool) -> Self {
        for feature in (0..Self::FEATURES).filter(|feature| !is_kept(*feature)) {
            (self.mean[feature], self.deviation[feature]) = (0.0, 1.0);
        }
        self
    }

    /// Takes the mean from every feature and divides by the deviation.
    #[allow(clippy::cast_possible_truncation)] // Rounded to the nearest.
    pub fn apply(&self, rows: &mut [X]) {
        for row in rows {
            let features = row.flat_mut().iter_mut().zip(&self.mean);
            for ((value, mean), deviation) in features.zip(&self.deviation) {
                *value = ((f64::from(*value) - mean) / deviation) as f32;
            }
        }
    }

    /// As [`apply`](Normalization::apply), of one row.
    pub fn apply_to_row(&self, row: &mut X) {
        self.apply(slice::from_mut(row));
    }

    /// The mean of every feature, in the order of the numbers of a row.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The deviation of every feature: the root of the mean square of the distances from the
    /// mean, or 1 if they are all 0.
    #[must_use]
    pub fn deviation(&self) -> &[f64] {
        &self.deviation
    }
}
