use std::marker::PhantomData;

use kerust_core::shape::Row;

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
/// let mut test = [[4.0, 6.0]];
/// normalization.apply(&mut test);
/// assert_eq!(test, [[2.0, 1.0]]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Normalization<X> {
    // `f64`, because two large numbers that are near each other can have the same mean as `f32`.
    mean: Vec<f64>,
    deviation: Vec<f64>,
    rows: PhantomData<X>,
}

impl<X: Row> Normalization<X> {
    /// The means and deviations of `rows`. Of no rows they are those of rows that are normal
    /// already: nothing is changed by them.
    #[must_use]
    pub fn of(rows: &[X]) -> Self {
        let features = rows.first().map_or(0, |row| row.flat().len());
        let mut mean = vec![0.0; features];
        let mut squares = vec![0.0; features];
        for (row, count) in rows.iter().zip(1_u32..) {
            let share = 1.0 / f64::from(count);
            let features = row.flat().iter().zip(&mut mean).zip(&mut squares);
            // Welford's sums: exact for a feature that is always the same.
            for ((value, mean), squares) in features {
                let difference = f64::from(*value) - *mean;
                *mean += difference * share;
                *squares += difference * (f64::from(*value) - *mean);
            }
        }
        let deviation =
            squares
                .into_iter()
                .map(|sum: f64| match (sum / rows.len() as f64).sqrt() {
                    0.0 => 1.0,
                    deviation => deviation,
                });
        Normalization {
            deviation: deviation.collect(),
            mean,
            rows: PhantomData,
        }
    }

    /// Takes the mean from every feature and divides by the deviation.
    pub fn apply(&self, rows: &mut [X]) {
        for row in rows {
            let features = row.flat_mut().iter_mut().zip(&self.mean);
            for ((value, mean), deviation) in features.zip(&self.deviation) {
                *value = ((f64::from(*value) - mean) / deviation) as f32;
            }
        }
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
