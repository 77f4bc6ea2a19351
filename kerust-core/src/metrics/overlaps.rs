use super::{Labelled, OutputSums};
use crate::samples::Argmax;
use crate::simd::math::EPSILON;
use crate::tensor::Row;

/// The sums that intersections over unions are made of, for each class.
#[derive(Clone, Debug)]
pub struct Overlaps<R: Row> {
    both: OutputSums<R>,
    predicted: OutputSums<R>,
    labelled: OutputSums<R>,
    classes: usize,
}

/// Intersection over union, and 1 if there is a union.
pub(super) fn overlap(both: f64, predicted: f64, labelled: f64) -> (f64, f64) {
    let union = predicted + labelled - both;
    if union > 1e-9 {
        (both / (union + f64::from(EPSILON)), 1.0)
    } else {
        (0.0, 0.0)
    }
}

/// The mean over those that have a union.
pub(super) fn mean(overlaps: impl Iterator<Item = (f64, f64)>) -> f32 {
    let both = |(sum, count), (overlap, valid)| (sum + overlap, count + valid);
    let (sum, count) = overlaps.fold((0.0, 0.0), both);
    (sum / (count + f64::from(EPSILON))) as f32
}

impl<R: Row> Overlaps<R> {
    /// The sums before the first row.
    #[must_use]
    pub fn new() -> Self {
        Overlaps {
            both: OutputSums::new(),
            predicted: OutputSums::new(),
            labelled: OutputSums::new(),
            classes: 0,
        }
    }

    /// Adds one row.
    #[inline(always)]
    pub fn add<T>(
        &mut self,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
        ignored: Option<usize>,
    ) where
        T: Labelled + ?Sized,
    {
        self.classes = width;
        // Keras counts in whole numbers.
        let weight = f64::from(weight as i32);
        for (place, outputs) in outputs.chunks_exact(width).enumerate() {
            let (predicted, class) = (outputs.argmax(), target.class(place * width, width));
            if class >= width || ignored == Some(class) {
                continue;
            }
            self.predicted.add(predicted, weight);
            self.labelled.add(class, weight);
            self.both
                .add(class, if predicted == class { weight } else { 0.0 });
        }
    }

    /// The value so far: of one class, or the mean of all.
    #[must_use]
    pub fn result(&self, class: Option<usize>) -> f32 {
        let classes = (0..self.classes).filter(|index| class.is_none_or(|class| class == *index));
        let (both, predicted, labelled) = (&self.both, &self.predicted, &self.labelled);
        mean(
            classes
                .map(|class| overlap(both.get(class), predicted.get(class), labelled.get(class))),
        )
    }
}

impl<R: Row> Default for Overlaps<R> {
    fn default() -> Self {
        Overlaps::new()
    }
}

/// A word with the setting `ignore_class`, whose value is that of one class, or with `None` the mean of all.
macro_rules! overlaps {
    ($name:ident, |$metric:pat_param| $class:expr) => {
        summed! {
            $name in crate::metrics::Overlaps<R>,
            add |metric, sums, row, weight| {
                sums.add(row.outputs, row.target, row.width, weight, metric.ignore_class)
            },
            value |$metric, sums| sums.result($class),
        }
        goes_with! { $name, scores }
    };
}
