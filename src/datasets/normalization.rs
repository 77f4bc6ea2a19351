use std::marker::PhantomData;
use std::slice;

use kerust_core::tensor::Row;

use crate::{Error, Result};

/// The normalization of rows `X`: each feature x becomes (x − mean) / standard deviation; Keras'
/// `Normalization`.
///
/// Each number of a row is a feature, as is each pixel of an image. A feature that is the same in all
/// rows becomes 0.
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
/// A program that predicts needs the normalization of the training: [`save`](Normalization::save) it
/// beside the weights, rebuild it with [`from_parts`](Normalization::from_parts), or with the feature
/// `serde` make it a part of the program's own files.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "Parts", bound(serialize = "", deserialize = "X: Row"))
)]
pub struct Normalization<X> {
    // `f64`, because two large numbers close to each other can have the same mean as `f32`.
    mean: Vec<f64>,
    deviation: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(skip))]
    rows: PhantomData<X>,
}

/// A deserialized normalization before it is checked.
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
    /// The number of features of a row.
    const FEATURES: usize = size_of::<X>() / size_of::<f32>();

    /// The normalization with the means and standard deviations of `rows`. Without rows it is the one that
    /// changes nothing, with means of 0 and deviations of 1.
    #[must_use]
    pub fn of(rows: &[X]) -> Self {
        let mut mean = vec![0.0; Self::FEATURES];
        let mut squares = vec![0.0; Self::FEATURES];
        let mut count = 0.0;
        for row in rows {
            count += 1.0;
            let share = 1.0 / count;
            let features = row.flat().iter().zip(&mut mean).zip(&mut squares);
            // Welford's algorithm, which is exact for a constant feature.
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

    /// The normalization with these means and standard deviations, one of each for every feature.
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

    /// A check of the means and deviations.
    ///
    /// # Errors
    /// Those of [`from_parts`](Normalization::from_parts).
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

    /// The normalization of these features only, counted from 0; the others stay as they are.
    ///
    /// ```
    /// # use kerust::datasets::Normalization;
    /// // Two measurements, then a one-hot class.
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

    /// The normalization of all features except for these, counted from 0, which stay as they are.
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

    /// Whether each feature of a row is one of `features`.
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

    /// The normalization of the features for which `is_kept` holds.
    fn kept(mut self, is_kept: impl Fn(usize) -> bool) -> Self {
        for feature in (0..Self::FEATURES).filter(|feature| !is_kept(*feature)) {
            (self.mean[feature], self.deviation[feature]) = (0.0, 1.0);
        }
        self
    }

    /// Subtracts the mean of every feature and divides by its standard deviation, in place.
    #[allow(clippy::cast_possible_truncation)] // Rounded to the nearest.
    pub fn apply(&self, rows: &mut [X]) {
        for row in rows {
            let features = row.flat_mut().iter_mut().zip(&self.mean);
            for ((value, mean), deviation) in features.zip(&self.deviation) {
                *value = ((f64::from(*value) - mean) / deviation) as f32;
            }
        }
    }

    /// The same as [`apply`](Normalization::apply) for one row.
    pub fn apply_to_row(&self, row: &mut X) {
        self.apply(slice::from_mut(row));
    }

    /// The mean of every feature, in the order of the numbers of a row.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The standard deviation of every feature, √(mean of (x − mean)²), or 1 for a constant feature.
    #[must_use]
    pub fn deviation(&self) -> &[f64] {
        &self.deviation
    }
}
