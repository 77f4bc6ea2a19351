use crate::tensor::{Row, Zeroed};

/// A sum for each output, of twice the digits of an `f32`: counts of millions stay exact.
#[derive(Clone, Debug)]
pub struct OutputSums<R: Row> {
    sums: Zeroed<R>,
    /// The rounding errors of the sums.
    errors: Zeroed<R>,
}

impl<R: Row> OutputSums<R> {
    /// All 0.
    #[must_use]
    pub fn new() -> Self {
        OutputSums {
            sums: Zeroed::new(),
            errors: Zeroed::new(),
        }
    }

    /// The number of sums.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sums.flat().len()
    }

    /// Whether there is no sum.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds to sum `index`.
    #[inline(always)]
    pub fn add(&mut self, index: usize, value: f64) {
        let exact = self.get(index) + value;
        let sum = exact as f32;
        self.sums.flat_mut()[index] = sum;
        self.errors.flat_mut()[index] = (exact - f64::from(sum)) as f32;
    }

    /// Sum `index`.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, index: usize) -> f64 {
        let sum = f64::from(self.sums.flat()[index]);
        // Infinity has no rounding error.
        if sum.is_finite() {
            sum + f64::from(self.errors.flat()[index])
        } else {
            sum
        }
    }
}

impl<R: Row> Default for OutputSums<R> {
    fn default() -> Self {
        OutputSums::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_beyond_an_f32() {
        let mut sums = OutputSums::<[f32; 2]>::new();
        sums.add(1, 16_777_216.0);
        for _ in 0..1000 {
            sums.add(1, 1.0);
        }
        assert_eq!((sums.get(0), sums.get(1)), (0.0, 16_778_216.0));
    }
}
