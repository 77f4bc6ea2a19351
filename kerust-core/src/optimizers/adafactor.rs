use super::{IntoLearningRate, Optimizer, Settings, WholeArray, compiled_here};
use crate::contract::check;
use crate::graph::Weight;
use crate::memory::{LANE, Lane, place};
use crate::{Error, math};

/// Keras' `Adafactor(learning_rate = 0.001, beta_2_decay = -0.8, epsilon_1 = 1e-30, epsilon_2 = 1e-3,
/// clip_threshold = 1.0, relative_step = true)` (Shazeer and Stern, 2018), and
/// [what all optimizers have](Settings).
///
/// Of an array's second moments it keeps one number for each row and one for each column. It needs
/// whole arrays, so gradients are stored, and one thread trains.
#[derive(Clone, Debug)]
pub struct Adafactor {
    settings: Settings,
    beta_2_decay: f32,
    epsilon_1: f32,
    epsilon_2: f32,
    clip_threshold: f32,
    relative_step: bool,
}

super::settings::optimizer_word! {
    Adafactor [] []
    learning_rate, beta_2_decay, epsilon_1, epsilon_2, clip_threshold, relative_step
}

impl Adafactor {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Adafactor {
            settings: Settings::new(0.001),
            beta_2_decay: -0.8,
            epsilon_1: 1e-30,
            epsilon_2: 1e-3,
            clip_threshold: 1.0,
            relative_step: true,
        }
    }

    crate::optimizer_settings!(settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// With which power of the number of the step the part of a new gradient becomes less; 0 or less.
    #[must_use]
    pub const fn beta_2_decay(mut self, beta_2_decay: f32) -> Self {
        self.beta_2_decay = beta_2_decay;
        self
    }

    /// What is added to squared gradients.
    #[must_use]
    pub const fn epsilon_1(mut self, epsilon_1: f32) -> Self {
        self.epsilon_1 = epsilon_1;
        self
    }

    /// What an array's numbers count as at least, where the size of a step is relative to them.
    #[must_use]
    pub const fn epsilon_2(mut self, epsilon_2: f32) -> Self {
        self.epsilon_2 = epsilon_2;
        self
    }

    /// Above which size an array's update is made smaller.
    #[must_use]
    pub const fn clip_threshold(mut self, clip_threshold: f32) -> Self {
        self.clip_threshold = clip_threshold;
        self
    }

    /// Whether a learning rate that is a number becomes 1/√t at step t, where that is less. In Keras,
    /// and so here, it does in any case, also without this and also where it is a schedule.
    #[must_use]
    pub const fn relative_step(mut self, relative_step: bool) -> Self {
        self.relative_step = relative_step;
        self
    }
}

impl Default for Adafactor {
    fn default() -> Self {
        Adafactor::new()
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

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn check(&self) -> Result<(), Error> {
        self.settings.check()?;
        check("beta_2_decay", self.beta_2_decay.into())?;
        check("epsilon_1", self.epsilon_1.into())?;
        check("epsilon_2", self.epsilon_2.into())?;
        check("clip_threshold", self.clip_threshold.into())
    }

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

    fn update(_: &AdafactorStep, _: &mut Lane, _: &Lane, _: &mut [Lane]) {}

    fn state_lanes(&self, _: &str, weight: &Weight) -> usize {
        match Grid::of(weight) {
            None => weight.lanes(),
            Some(grid) => (grid.rows + grid.groups * grid.columns).div_ceil(LANE),
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
        weights: &mut [Lane],
        gradient: &[Lane],
    ) {
        self.learn(step, gradient);
        let count = weight.len() as f64;
        let size = |sum: f64| math::sqrt((sum / count) as f32);
        let numbers = weights.as_flattened().iter();
        let squares: f64 = numbers.map(|w| f64::from(w * w)).sum();
        let rate = math::at_least(size(squares), step.epsilon_2) * step.rate;

        let mut squares = 0.0;
        self.each(weight, |lane, place, v| {
            let update = gradient[lane][place] / math::sqrt(v);
            squares += f64::from(update * update);
        });
        let divisor = math::at_least(size(squares) / step.clip_threshold, 1.0);
        self.each(weight, |lane, place, v| {
            let update = gradient[lane][place] / math::sqrt(v);
            weights[lane][place] -= rate * (update / divisor);
        });
    }

    /// Takes the gradient into account.
    fn learn(&mut self, step: &AdafactorStep, gradient: &[Lane]) {
        let square = |g: f32| g * g + step.epsilon_1;
        let new = |old: f32, now: f32| step.beta_2 * old + (1.0 - step.beta_2) * now;
        let Some(grid) = self.grid else {
            for (v, g) in self.numbers.iter_mut().zip(gradient.as_flattened()) {
                *v = new(*v, square(*g));
            }
            return;
        };
        let at = |row: usize, column: usize| {
            let (lane, place) = place(grid.rows, row, column);
            f64::from(square(gradient[lane][place]))
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

    /// Calls `visit` with the lane, the place in it and the second moment of each number.
    fn each(&self, weight: &Weight, mut visit: impl FnMut(usize, usize, f32)) {
        let Some(grid) = self.grid else {
            for (index, v) in self.numbers[..weight.len()].iter().enumerate() {
                visit(index / LANE, index % LANE, *v);
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
                    let (lane, place) = place(grid.rows, first + row, column);
                    visit(lane, place, of_row / mean * of_column);
                }
            }
        }
    }
}
