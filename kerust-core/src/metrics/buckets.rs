use super::{Confusion, Labelled};
use crate::simd::math;
use crate::tensor::Zeroed;
use crate::word::Bound;

/// The numbers of thresholds that there can be.
pub const THRESHOLDS: Bound = Bound::count(1, "there is at least one threshold");

/// The weights of outputs between `N` thresholds, that lie evenly from 0 to 1: of those that are
/// labelled so, and of the others. One threshold is 0.5.
#[derive(Clone, Debug)]
pub struct Buckets<const N: usize> {
    /// In each bucket: above its threshold, not above the next.
    labelled: Zeroed<[f64; N]>,
    others: Zeroed<[f64; N]>,
    /// Below the first threshold.
    below: [f64; 2],
}

impl<const N: usize> Buckets<N> {
    /// All empty.
    #[must_use]
    pub fn new() -> Self {
        Buckets {
            labelled: Zeroed::new(),
            others: Zeroed::new(),
            below: [0.0; 2],
        }
    }

    /// Adds one output. `all`: that the first threshold is just below 0, so that 0 is above it.
    #[inline(always)]
    pub fn add(&mut self, output: f32, labelled: bool, weight: f32, all: bool) {
        let above = if N == 1 {
            f32::from(output > 0.5)
        } else {
            math::ceil(output.clamp(0.0, 1.0) * (N as f32 - 1.0))
        };
        let (sums, below) = if labelled {
            (&mut self.labelled, &mut self.below[1])
        } else {
            (&mut self.others, &mut self.below[0])
        };
        // NaN is in the first one, as in Keras.
        match above as usize {
            0 if !all && !above.is_nan() => *below += f64::from(weight),
            above => {
                if let Some(sum) = sums.get_mut(above.max(1) - 1) {
                    *sum += f64::from(weight);
                }
            }
        }
    }

    /// Adds all outputs, or those of one class.
    #[inline(always)]
    pub fn add_all<T>(
        &mut self,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
        class_id: Option<usize>,
        all: bool,
    ) where
        T: Labelled + ?Sized,
    {
        let (first, step) = match class_id {
            // There is no such class.
            Some(class) if class >= width => return,
            Some(class) => (class, width),
            None => (0, 1),
        };
        for index in (first..outputs.len()).step_by(step) {
            self.add(outputs[index], target.at(index) != 0.0, weight, all);
        }
    }

    /// The confusion at each threshold, the highest first.
    pub fn each(&self) -> impl Iterator<Item = Confusion> {
        let labelled: f64 = self.labelled.iter().sum::<f64>() + self.below[1];
        let others: f64 = self.others.iter().sum::<f64>() + self.below[0];
        let buckets = self.labelled.iter().zip(&*self.others).rev();
        buckets.scan(
            (0.0, 0.0),
            move |(hits, misses), (more_hits, more_misses)| {
                *hits += more_hits;
                *misses += more_misses;
                Some(Confusion {
                    true_positives: *hits,
                    false_positives: *misses,
                    true_negatives: others - *misses,
                    false_negatives: labelled - *hits,
                })
            },
        )
    }

    /// The best of one value among the thresholds where another is at least `least`; 0 where it is
    /// nowhere.
    pub fn best(
        &self,
        least: f32,
        other: impl Fn(&Confusion) -> f32,
        value: impl Fn(&Confusion) -> f32,
    ) -> f32 {
        let feasible = self.each().filter(|confusion| other(confusion) >= least);
        feasible
            .map(|confusion| value(&confusion))
            .fold(0.0, f32::max)
    }
}

impl<const N: usize> Default for Buckets<N> {
    fn default() -> Self {
        Buckets::new()
    }
}

/// Declares a metric whose value is the best `$value` of all thresholds where `$other` is at least the number that
/// it is made with.
macro_rules! best_at {
    (
        $(#[$doc:meta])* $name:ident $new:ident($least:ident), $val_name:ident: $value:ident where $other:ident
    ) => {
        crate::metric! {
            $(#[$doc])*
            $name<
                /// The number of thresholds, at least 1; 200 by default.
                num_thresholds: THRESHOLDS where crate::metrics::buckets::THRESHOLDS = 200
            > $new($least: f32 where crate::word::Bound::SHARE), $val_name, crate::metrics::Direction::Max {
                /// Only the outputs of this class count.
                class_id: Option<usize> = None,
            }
        }

        summed! {
            $name<THRESHOLDS> in crate::metrics::Buckets<THRESHOLDS>,
            add |metric, sums, row, weight| {
                sums.add_all(row.outputs, row.target, row.width, weight, metric.class_id, false)
            },
            value |metric, sums| {
                use crate::metrics::Confusion;
                sums.best(metric.$least, Confusion::$other, Confusion::$value)
            },
        }
        goes_with! { $name [THRESHOLDS], probabilities }
    };
}
