use crate::metrics::area::{Curve, Summation};
use crate::metrics::{Buckets, Direction, Judges, Labelled};
use crate::shape::Row;
use crate::{Error, contract};

crate::metric! {
    /// The area under a curve of all thresholds; Keras' `AUC`.
    ///
    /// The thresholds lie evenly from 0 to 1, the first just below 0, the last just above 1. All
    /// outputs of all rows count alike, as with Keras' `multi_label=False`. A class counts as a row
    /// with a 1 at its place.
    ///
    /// ```
    /// use kerust::metrics::{Judges, auc};
    ///
    /// let (metric, rows) = (auc::new(), [(0.9, 1.0), (0.6, 0.0), (0.2, 0.0)]);
    /// let mut state = Judges::<[f32]>::state::<f32>(&metric);
    /// for (output, label) in rows {
    ///     metric.update::<f32>(&mut state, &[output], &[label][..], 1, 1.0);
    /// }
    /// assert_eq!(Judges::<[f32]>::result::<f32>(&metric, &state), 1.0);
    /// ```
    auc<
        /// How many thresholds there are, 200 by default.
        num_thresholds: THRESHOLDS = 200
    >, val_auc, Direction::Max {
        /// Which curve.
        curve: Curve = Curve::ROC,
        /// How the area between two thresholds is estimated.
        summation_method: Summation = Summation::Interpolation,
    }
}

impl<T: Labelled + ?Sized, const THRESHOLDS: usize> Judges<T> for auc<THRESHOLDS> {
    type State<R: Row> = Buckets<THRESHOLDS>;

    fn check(&self) -> Result<(), Error> {
        contract::check("num_thresholds", THRESHOLDS as f64)?;
        if THRESHOLDS < 2 {
            return Err(Error::Setting {
                setting: "num_thresholds",
                value: THRESHOLDS as f64,
                expected: "`auc` has at least two thresholds",
            });
        }
        Ok(())
    }

    fn state<R: Row>(&self) -> Buckets<THRESHOLDS> {
        Buckets::new()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Buckets<THRESHOLDS>,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
    ) {
        state.add_all(outputs, target, width, weight, None, true);
    }

    fn result<R: Row>(&self, state: &Buckets<THRESHOLDS>) -> f32 {
        self.curve.area(self.summation_method, state.each())
    }
}

goes_with! { auc [THRESHOLDS], probabilities }
