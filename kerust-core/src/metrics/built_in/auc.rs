use crate::Error;
use crate::losses::Prediction;
use crate::metrics::area::{Curve, Summation};
use crate::metrics::{Buckets, Direction, Labelled, Summed};
use crate::tensor::Row;

crate::metric! {
    /// The area under a curve through all thresholds.
    ///
    /// The thresholds lie evenly from 0 to 1, the first just below 0, the last just above 1. All outputs of all rows
    /// count alike, as with Keras' `multi_label=False`. A class counts as a row with a 1 at its place.
    ///
    /// - Outputs and labels: labels of 0 and 1 of the outputs' shape, or a class; after `softmax`, `sigmoid` or
    ///   `hard_sigmoid`.
    /// - Range: 0 to 1; more is better. With [`Curve::ROC`] 0.5 is chance.
    /// - Source: Keras' `AUC`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// let net = model![< Vector<1>, Activation(sigmoid) >];
    /// let net = compile!(net, optimizer = SGD, loss = binary_crossentropy, metrics = [auc]);
    /// // Probabilities of 0.88, 0.62, 0.27 and 0.12
    /// let logs = net.evaluate(&[[2.0], [0.5], [-1.0], [-2.0]], &[1.0, 0.0, 1.0, 0.0])?;
    /// assert_eq!(logs.of::<auc>(), Some(0.75));
    /// # Ok::<(), kerust::Error>(())
    /// ```
    auc<
        /// The number of thresholds, at least 2; 200 by default.
        num_thresholds: THRESHOLDS where crate::metrics::buckets::THRESHOLDS = 200
    >, val_auc, Direction::Max {
        /// The curve; [`Curve::ROC`] by default.
        curve: Curve = Curve::ROC,
        /// The estimate of the area between two thresholds; [`Summation::Interpolation`] by default.
        summation_method: Summation = Summation::Interpolation,
    }
}

impl<T: Labelled + ?Sized, const THRESHOLDS: usize> Summed<T> for auc<THRESHOLDS> {
    type State<R: Row> = Buckets<THRESHOLDS>;

    fn check(&self) -> Result<(), Error> {
        self.check_settings()?;
        if THRESHOLDS < 2 {
            return Err(Error::Setting {
                setting: "num_thresholds",
                value: THRESHOLDS as f64,
                expected: "`auc` has at least two thresholds",
            });
        }
        Ok(())
    }

    #[inline(always)]
    fn add<R: Row>(&self, state: &mut Buckets<THRESHOLDS>, row: Prediction<'_, T>, weight: f32) {
        state.add_all(row.outputs, row.target, row.width, weight, None, true);
    }

    fn value<R: Row>(&self, state: &Buckets<THRESHOLDS>) -> f32 {
        self.curve.area(self.summation_method, state.each())
    }
}

update_state! { auc<THRESHOLDS>, labels }
goes_with! { auc [THRESHOLDS], probabilities }
