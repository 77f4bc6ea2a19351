/// A weighted mean of values added one by one; 0 before the first, and where all weights are 0.
#[derive(Clone, Debug, Default)]
pub struct Mean {
    sum: f64,
    weights: f64,
}

impl Mean {
    /// Adds a value.
    #[inline(always)]
    pub fn add(&mut self, value: f32, weight: f32) {
        let weight = f64::from(weight);
        self.add_many(f64::from(value) * weight, weight);
    }

    /// Adds the sum of values, each times its weight, with weights of the sum `weights`.
    #[inline(always)]
    pub fn add_many(&mut self, sum: f64, weights: f64) {
        self.sum += sum;
        self.weights += weights;
    }

    /// Adds what another one has.
    #[cfg(feature = "alloc")]
    pub(crate) fn merge(&mut self, other: &Mean) {
        self.add_many(other.sum, other.weights);
    }

    /// The mean so far.
    #[must_use]
    pub fn result(&self) -> f32 {
        if self.weights == 0.0 {
            return 0.0;
        }
        (self.sum / self.weights) as f32
    }
}
