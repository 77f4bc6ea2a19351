//! An optimizer and a schedule of one's own.

use kerust::Error;
use kerust::memory::Vector16;
use kerust::optimizers::schedules::Schedule;
use kerust::optimizers::{IntoLearningRate, Optimizer};
use kerust::settings::Bound;

kerust::optimizer! {
    /// Steps of one size, by the gradient's sign: w ← w − η·sign g, where |g| is above a threshold.
    SignSgd<
        /// Whether a weight that would change its sign becomes 0.
        clipped: bool CLIPPED = false
    > {
        learning_rate: impl IntoLearningRate = 0.001,
        /// The largest |g| that counts as none.
        threshold: f32 where Bound::NOT_NEGATIVE = 0.0,
        /// The number of steps that are left out.
        sleeps: usize = 0,
    }
}

impl<const CLIPPED: bool> Optimizer for SignSgd<CLIPPED> {
    const SLOTS: usize = 0;
    type Step = [f32; 2];

    kerust::optimizer!(settings);

    fn step(&self, learning_rate: f32, iteration: u64) -> [f32; 2] {
        let sleeps = iteration < self.sleeps as u64;
        [if sleeps { 0.0 } else { learning_rate }, self.threshold]
    }

    fn update(
        [rate, threshold]: &[f32; 2],
        weights: &mut Vector16,
        gradient: &Vector16,
        _: &mut [Vector16],
    ) {
        for (w, g) in weights.iter_mut().zip(gradient) {
            if g.abs() > *threshold {
                let to = *w - rate * g.signum();
                *w = if CLIPPED && to * *w < 0.0 { 0.0 } else { to };
            }
        }
    }
}

kerust::settings! {
    /// η·s / n at step s, up to n; then η.
    WarmUp new(
        /// η, the rate at the end.
        rate: f32 where Bound::LEARNING_RATE = 0.0,
        /// n, the number of steps.
        steps: u64 where Bound::STEPS = 1,
    ) {
        /// The rate of the first step.
        from: f32 where Bound::NOT_NEGATIVE = 0.0,
    }
}

impl Schedule for WarmUp {
    fn at(&self, step: u64) -> f32 {
        let share = (step as f32 / self.steps as f32).min(1.0);
        self.from + (self.rate - self.from) * share
    }

    fn check(&self) -> Result<(), Error> {
        self.check_settings()
    }
}
