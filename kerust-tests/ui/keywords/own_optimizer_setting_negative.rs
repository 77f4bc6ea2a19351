use kerust::memory::Vector16;
use kerust::optimizers::{IntoLearningRate, Optimizer};
use kerust::prelude::*;
use kerust::settings::Bound;

kerust::optimizer! {
    /// Steps by the gradient, where it is above a threshold.
    Mine {
        learning_rate: impl IntoLearningRate = 0.1,
        /// The largest gradient that counts as none.
        threshold: f32 where Bound::NOT_NEGATIVE = 0.0,
    }
}

impl Optimizer for Mine {
    const SLOTS: usize = 0;
    type Step = f32;

    kerust::optimizer!(settings);

    fn step(&self, learning_rate: f32, _: u64) -> f32 {
        learning_rate
    }

    fn update(_: &f32, _: &mut Vector16, _: &Vector16, _: &mut [Vector16]) {}
}

model! { struct Line < Dense<1, 1> > }

fn main() {
    let _ = compile!(Line::new(0), optimizer = Mine(threshold = -0.5), loss = mse);
}
