use super::newton_schulz::{Matrix, Polynomial};
use crate::optimizers::adam::AdamStep;
use crate::optimizers::{WholeArray, underflow};
use crate::simd::math;
use crate::tensor::{LANES, Vector16};

/// One step of [`Muon`](struct@super::Muon).
#[derive(Clone, Copy, Debug)]
pub struct MuonStep {
    pub(super) adam: AdamStep,
    pub(super) learning_rate: f32,
    pub(super) momentum: f32,
    pub(super) momentum_minus_one: f32,
    pub(super) nesterov: bool,
    pub(super) polynomial: Polynomial,
    pub(super) rms_rate: Option<f32>,
}

impl MuonStep {
    /// Updates a matrix.
    pub(super) fn update(&self, array: WholeArray<'_>) {
        let (rows, columns) = (array.weight.rows(), array.weight.columns());
        let columns_of = |vector: usize| {
            let first = vector / rows * LANES;
            (first..columns.min(first + LANES)).enumerate()
        };
        let mut matrix = Matrix::new(array.weight, array.scratch);
        for (vector, (sum, gradient)) in array.state.iter_mut().zip(array.gradient).enumerate() {
            let by = self.learn(gradient, sum);
            for (place, column) in columns_of(vector) {
                *matrix.number(vector % rows, column) = by[place];
            }
        }
        matrix.orthogonalize(&self.polynomial);
        let larger = math::sqrt(rows.max(columns) as f32);
        for (vector, weights) in array.weights.iter_mut().enumerate() {
            for (place, column) in columns_of(vector) {
                let update = self.learning_rate * *matrix.number(vector % rows, column);
                weights[place] -= match self.rms_rate {
                    Some(rate) => update * larger * rate,
                    None => update,
                };
            }
        }
    }

    /// Adds the gradient of sixteen numbers to what is left of the sum; what these go by.
    #[inline(always)]
    fn learn(&self, gradient: &Vector16, sum: &mut Vector16) -> Vector16 {
        let mut by = *gradient;
        for i in 0..by.len() {
            let g = gradient[i];
            sum[i] = underflow::moment(sum[i] + (g + sum[i] * self.momentum_minus_one));
            let ahead = g + self.momentum * sum[i];
            by[i] = math::select(self.nesterov, ahead, sum[i]);
        }
        by
    }
}
