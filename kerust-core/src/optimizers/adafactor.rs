use super::{IntoLearningRate, Optimizer, WholeArray, compiled_here};
use crate::graph::Weight;
use crate::simd::math;
use crate::tensor::{LANES, Vector16, place};
use crate::word::Bound;

crate::optimizer! {
    /// Adam's scaling with little memory: of an array's second moments V it keeps the means of the rows r and of the
    /// columns c, r ← β·r + (1 − β)·mean(g² + ε₁) and so on, with V = r·cᵀ / mean(r) and β = 1 − t^`beta_2_decay` at step
    /// t, counted from 1. The update is u = g / √V, u ← u / max(1, rms(u) / d), w ← w − max(ε₂, rms(w))·min(η, 1/√t)·u,
    /// with the `clip_threshold` d; arrays of one axis keep all of V.
    ///
    /// It needs whole arrays, so gradients are stored, and one thread trains.
    ///
    /// - State: a number for each row and each column of an array.
    /// - Source: Shazeer and Stern, 2018, <https://arxiv.org/abs/1804.04235>; Keras' `Adafactor`.
    ///
    /// ```
    /// use kerust::optimizers::{Adafactor, Optimizer};
    ///
    /// let optimizer = Adafactor::new().learning_rate(0.01).clip_threshold(2.0);
    /// assert!(optimizer.check().is_ok());
    /// assert!(optimizer.beta_2_decay(0.8).check().is_err());
    /// ```
    Adafactor {
        learning_rate: impl IntoLearningRate = 0.001,
        /// The power of the step's number by which the part of a new gradient falls; 0 or less.
        beta_2_decay: f32 where Bound::NOT_POSITIVE = -0.8,
        /// ε₁, which is added to squared gradients; not negative.
        epsilon_1: f32 where Bound::NOT_NEGATIVE = 1e-30,
        /// ε₂, the least size of an array's numbers that steps are relative to; not negative.
        epsilon_2: f32 where Bound::NOT_NEGATIVE = 1e-3,
        /// d, the root mean square of an update above which it is made smaller; above 0.
        clip_threshold: f32 where Bound::POSITIVE = 1.0,
        /// Whether a learning rate that is a number becomes 1/√t at step t, where that is less. In Keras,
        /// and so here, it does in any case, also without this and also where it is a schedule.
        relative_step: bool = true,
    }
}

/// One step of [`Adafactor`](struct@Adafactor).
#[derive(Clone, Copy, Debug)]
pub struct AdafactorStep {
    rate: f32,
    beta_2: f32,
    epsilon_1: f32,
    epsilon_2: f32,
    clip_threshold: f32,
}

impl Optimizer for Adafactor {
    const SLOTS: usize = 0;
    const WHOLE: bool = true;
    type Step = AdafactorStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, iteration: u64) -> AdafactorStep {
        let time = (iteration + 1) as f32;
        AdafactorStep {
            rate: learning_rate.min(1.0 / math::sqrt(time)),
            beta_2: 1.0 - math::powf(time, self.beta_2_decay),
            epsilon_1: self.epsilon_1,
            epsilon_2: self.epsilon_2,
            clip_threshold: self.clip_threshold,
        }
    }

    fn update(_: &AdafactorStep, _: &mut Vector16, _: &Vector16, _: &mut [Vector16]) {}

    fn state_vectors(&self, _: &str, weight: &Weight) -> usize {
        match Grid::of(weight) {
            None => weight.vectors(),
            Some(grid) => (grid.rows + grid.groups * grid.columns).div_ceil(LANES),
        }
    }

    fn update_array(&self, step: &AdafactorStep, array: WholeArray<'_>) {
        let moments = Moments {
            grid: Grid::of(array.weight),
            numbers: array.state.as_flattened_mut(),
        };
        moments.update(step, array.weight, array.weights, array.gradient);
    }

    compiled_here!(arrays);
}

/// An array of two axes or more: groups of matrices one below the other.
#[derive(Clone, Copy)]
struct Grid {
    groups: usize,
    /// Of all groups together.
    rows: usize,
    columns: usize,
}

impl Grid {
    fn of(weight: &Weight) -> Option<Grid> {
        let [groups @ .., _, _] = weight.shape() else {
            return None;
        };
        Some(Grid {
            groups: groups.iter().product(),
            rows: weight.rows(),
            columns: weight.columns(),
        })
    }
}

/// The second moments of an array: of each number by itself where there is one axis, else of each row,
/// and then of each column of each group.
struct Moments<'a> {
    grid: Option<Grid>,
    numbers: &'a mut [f32],
}

impl Moments<'_> {
    fn update(
        mut self,
        step: &AdafactorStep,
        weight: &Weight,
        weights: &mut [Vector16],
        gradient: &[Vector16],
    ) {
        self.learn(step, gradient);
        let count = weight.len() as f64;
        let size = |sum: f64| math::sqrt((sum / count) as f32);
        let numbers = weights.as_flattened().iter();
        let squares: f64 = numbers.map(|w| f64::from(w * w)).sum();
        let rate = math::at_least(size(squares), step.epsilon_2) * step.rate;

        let mut squares = 0.0;
        self.each(weight, |vector, place, v| {
            let update = gradient[vector][place] / math::sqrt(v);
            squares += f64::from(update * update);
        });
        let divisor = math::at_least(size(squares) / step.clip_threshold, 1.0);
        self.each(weight, |vector, place, v| {
            let update = gradient[vector][place] / math::sqrt(v);
            weights[vector][place] -= rate * (update / divisor);
        });
    }

    /// Takes the gradient into account.
    fn learn(&mut self, step: &AdafactorStep, gradient: &[Vector16]) {
        let square = |g: f32| g * g + step.epsilon_1;
        let new = |old: f32, now: f32| step.beta_2 * old + (1.0 - step.beta_2) * now;
        let Some(grid) = self.grid else {
            for (v, g) in self.numbers.iter_mut().zip(gradient.as_flattened()) {
                *v = new(*v, square(*g));
            }
            return;
        };
        let at = |row: usize, column: usize| {
            let (vector, place) = place(grid.rows, row, column);
            f64::from(square(gradient[vector][place]))
        };
        let height = grid.rows / grid.groups;
        let (by_row, by_column) = self.numbers.split_at_mut(grid.rows);
        for (row, moment) in by_row.iter_mut().enumerate() {
            let sum: f64 = (0..grid.columns).map(|column| at(row, column)).sum();
            *moment = new(*moment, (sum / grid.columns as f64) as f32);
        }
        let of_groups = by_column.chunks_mut(grid.columns).take(grid.groups);
        for (group, by_column) in of_groups.enumerate() {
            let rows = group * height..(group + 1) * height;
            for (column, moment) in by_column.iter_mut().enumerate() {
                let sum: f64 = rows.clone().map(|row| at(row, column)).sum();
                *moment = new(*moment, (sum / height as f64) as f32);
            }
        }
    }

    /// Calls `visit` with the vector, the place in it and the second moment of each number.
    fn each(&self, weight: &Weight, mut visit: impl FnMut(usize, usize, f32)) {
        let Some(grid) = self.grid else {
            for (index, v) in self.numbers[..weight.len()].iter().enumerate() {
                visit(index / LANES, index % LANES, *v);
            }
            return;
        };
        let height = grid.rows / grid.groups;
        let (by_row, by_column) = self.numbers.split_at(grid.rows);
        for group in 0..grid.groups {
            let first = group * height;
            let of_rows = &by_row[first..][..height];
            let sum: f64 = of_rows.iter().copied().map(f64::from).sum();
            let mean = (sum / height as f64) as f32;
            let of_columns = &by_column[group * grid.columns..][..grid.columns];
            for (row, of_row) in of_rows.iter().enumerate() {
                for (column, of_column) in of_columns.iter().enumerate() {
                    let (vector, place) = place(grid.rows, first + row, column);
                    visit(vector, place, of_row / mean * of_column);
                }
            }
        }
    }
}
