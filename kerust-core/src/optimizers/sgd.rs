use super::{IntoLearningRate, Optimizer, compiled_here, underflow};
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// Gradient descent with momentum: v ← μ·v − η·g, w ← w + v; with `nesterov` w ← w + μ·v − η·g instead. Here w is
    /// a weight, g its gradient, η the learning rate, μ the `momentum` and v the velocity, 0 at first.
    ///
    /// - State: one number for each weight.
    /// - Source: Polyak, 1964 (momentum); Nesterov, 1983; Keras' `SGD`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Line < Dense<1, 1> > }
    ///
    /// let optimizer = SGD::new().learning_rate(0.1).momentum(0.5).nesterov(true);
    /// let mut line = compile!(Line::new(7), optimizer = optimizer, loss = mse);
    /// let history = fit!(line, &[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0], epochs = 60, verbose = 0)?;
    /// assert!(history["loss"][59] < 0.01);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    SGD {
        learning_rate: impl IntoLearningRate = 0.01,
        /// μ, the share of the velocity that stays at each step, from 0 to 1.
        momentum: f32 where Bound::SHARE = 0.0,
        /// Whether a step looks ahead along the velocity.
        nesterov: bool = false,
    }
}

/// One step of [`SGD`](struct@SGD).
#[derive(Clone, Copy, Debug)]
pub struct SgdStep {
    learning_rate: f32,
    momentum: f32,
    nesterov: bool,
}

impl Optimizer for SGD {
    const SLOTS: usize = 1;
    type Step = SgdStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, _: u64) -> SgdStep {
        SgdStep {
            learning_rate,
            momentum: self.momentum,
            nesterov: self.nesterov,
        }
    }

    #[inline(always)]
    fn update(step: &SgdStep, weights: &mut Vector16, gradient: &Vector16, slots: &mut [Vector16]) {
        let [velocity] = slots else { return };
        let downhill = gradient.map(|g| -step.learning_rate * g);
        let mut ahead = downhill;
        for i in 0..weights.len() {
            ahead[i] = underflow::moment(step.momentum * velocity[i] + downhill[i]);
        }
        *velocity = ahead;
        if step.nesterov {
            for i in 0..weights.len() {
                ahead[i] = step.momentum * ahead[i] + downhill[i];
            }
        }
        for i in 0..weights.len() {
            weights[i] += ahead[i];
        }
    }

    compiled_here!(vectors);
}
