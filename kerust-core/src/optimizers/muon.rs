mod newton_schulz;
mod rms_rate;
mod step;

use newton_schulz::{Matrix, Polynomial};
pub use rms_rate::IntoRmsRate;
use step::MuonStep;

use super::adam::AdamStep;
use super::{Adam, ApplyDecay, Decay, IntoLearningRate, Optimizer, WholeArray};
use crate::graph::Weight;
use crate::simd::Cpu;
use crate::tensor::Vector16;
use crate::word::Bound;

crate::optimizer! {
    /// The step of a matrix is the mean of its gradients with all singular values near 1: s ← μ·s + g, u = g + μ·s with
    /// `nesterov` and u = s without, X = u / ‖u‖, X ← a·X + b·X·Xᵀ·X + c·(X·Xᵀ)²·X for `ns_steps` times, and
    /// w ← w − η·r·√max(rows, columns)·X with the `rms_rate` r and the `momentum` μ.
    ///
    /// Arrays of two axes are matrices: kernels of `Dense`. All others, biases and kernels of convolutions, and those
    /// of excluded layers, follow [`Adam`](struct@super::Adam) with `adam_weight_decay`. The last layer is better
    /// excluded.
    ///
    /// A matrix of r rows and c columns, c the fewer, takes 2·r·c² + c³ multiplications for each of `ns_steps`, and
    /// 2·(r + c)·c numbers of memory, which all matrices share. It needs whole arrays, so gradients are stored, and one
    /// thread trains.
    ///
    /// - State: one number for each weight of a matrix, two for each other weight.
    /// - Source: [Jordan, 2024](https://github.com/KellerJordan/Muon); Liu et al., 2025,
    ///   <https://arxiv.org/abs/2502.16982>; Keras' `Muon`.
    ///
    /// ```
    /// use kerust::optimizers::{Muon, Optimizer};
    ///
    /// let muon = Muon::new().learning_rate(0.02).exclude_layers(["dense_1"]).rms_rate(None);
    /// assert!(muon.check().is_ok());
    /// assert!(muon.momentum(2.0).check().is_err());
    /// ```
    Muon [const EXCLUDED: usize = 0] [const EXCLUDED: usize] [EXCLUDED] {
        learning_rate: impl IntoLearningRate = 0.001,
        weight_decay = 0.004,
        /// β₁ of arrays that follow Adam, the share of the mean of the gradients that stays at each step; 0 or more, and
        /// less than 1.
        adam_beta_1: f64 where Bound::BELOW_ONE = 0.9,
        /// β₂ of arrays that follow Adam, the share of the mean of their squares that stays at each step; 0 or more, and
        /// less than 1.
        adam_beta_2: f64 where Bound::BELOW_ONE = 0.999,
        /// The weight decay of arrays that follow Adam; `weight_decay` is that of matrices. Not negative.
        adam_weight_decay: f32 where Bound::NOT_NEGATIVE = 0.004,
        /// The factor of the learning rate of arrays that follow Adam, but not in their decay; not negative.
        adam_lr_ratio: f32 where Bound::NOT_NEGATIVE = 1.0,
        /// ε of arrays that follow Adam, which keeps the division away from 0; not negative.
        epsilon: f32 where Bound::NOT_NEGATIVE = 1e-7,
        /// Whether arrays with `embedding` in their names follow Adam.
        exclude_embeddings: bool = true,
        /// a, the first coefficient of the polynomial a·x + b·x³ + c·x⁵ that singular values go through.
        muon_a: f32 = 3.4445,
        /// b, its second coefficient.
        muon_b: f32 = -4.7750,
        /// c, its third coefficient.
        muon_c: f32 = 2.0315,
        /// μ, the share of the sum of the gradients of a matrix that stays at each step; from 0 to 1.
        momentum: f64 where Bound::SHARE = 0.95,
        /// The number of times that singular values go through the polynomial.
        ns_steps: u32 = 5,
        /// Whether a matrix goes by the gradient and the part of the sum that stays after it.
        nesterov: bool = true,
    } with {
        exclude_layers: [&'static str; EXCLUDED] = [],
        rms_rate: Option<f32> where Bound::NOT_NEGATIVE = Some(0.2),
    }
}

impl<const EXCLUDED: usize> Muon<EXCLUDED> {
    /// Texts in the names of layers and arrays, as in `dense_1/kernel`: arrays that have one follow Adam. In Keras they
    /// are regular expressions.
    #[must_use]
    pub fn exclude_layers<const N: usize>(self, exclude_layers: [&'static str; N]) -> Muon<N> {
        Muon {
            exclude_layers,
            adam_beta_1: self.adam_beta_1,
            adam_beta_2: self.adam_beta_2,
            adam_weight_decay: self.adam_weight_decay,
            adam_lr_ratio: self.adam_lr_ratio,
            epsilon: self.epsilon,
            exclude_embeddings: self.exclude_embeddings,
            muon_a: self.muon_a,
            muon_b: self.muon_b,
            muon_c: self.muon_c,
            momentum: self.momentum,
            ns_steps: self.ns_steps,
            nesterov: self.nesterov,
            settings: self.settings,
            rms_rate: self.rms_rate,
        }
    }

    /// r, the root mean square of a matrix' step at a learning rate of 1, so that the rate and the decay of Adam suit
    /// it; with `None` the singular values are near 1 instead. Not negative.
    #[must_use]
    pub fn rms_rate(mut self, rms_rate: impl IntoRmsRate) -> Self {
        self.rms_rate = rms_rate.into_rms_rate();
        self
    }

    /// Whether an array is no matrix, or excluded.
    fn follows_adam(&self, layer: &str, weight: &Weight) -> bool {
        let has = |text: &&str| is_in_path(text, layer, weight.name);
        weight.shape().len() != 2
            || (self.exclude_embeddings && has(&"embedding"))
            || self.exclude_layers.iter().any(has)
    }
}

/// Whether a text is in `layer/array`.
fn is_in_path(text: &str, layer: &str, array: &str) -> bool {
    match text.split_once('/') {
        Some((end, start)) => layer.ends_with(end) && array.starts_with(start),
        None => layer.contains(text) || array.contains(text),
    }
}

impl<const EXCLUDED: usize> Optimizer for Muon<EXCLUDED> {
    const SLOTS: usize = Adam::<false>::SLOTS;
    const WHOLE: bool = true;
    const DECAYS: bool = true;
    type Step = MuonStep;

    crate::optimizer!(settings);

    fn step(&self, learning_rate: f32, iteration: u64) -> MuonStep {
        MuonStep {
            adam: AdamStep::new(
                [self.adam_beta_1, self.adam_beta_2],
                self.epsilon,
                learning_rate * self.adam_lr_ratio,
                iteration,
            ),
            learning_rate,
            momentum: self.momentum as f32,
            momentum_minus_one: (self.momentum - 1.0) as f32,
            nesterov: self.nesterov,
            polynomial: Polynomial {
                steps: self.ns_steps,
                a: self.muon_a,
                b: self.muon_b,
                c: self.muon_c,
            },
            rms_rate: self.rms_rate,
        }
    }

    #[inline(always)]
    fn update(
        step: &MuonStep,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    ) {
        Adam::<false>::update(&step.adam, weights, gradient, slots);
    }

    fn state_vectors(&self, layer: &str, weight: &Weight) -> usize {
        let follows_adam = self.follows_adam(layer, weight);
        weight.vectors() * if follows_adam { Self::SLOTS } else { 1 }
    }

    fn scratch_vectors(&self, layer: &str, weight: &Weight) -> usize {
        if self.follows_adam(layer, weight) {
            0
        } else {
            Matrix::vectors(weight)
        }
    }

    #[inline(always)]
    fn update_array(&self, step: &MuonStep, array: WholeArray<'_>) {
        let follows_adam = self.follows_adam(array.layer, array.weight);
        let share = match self.settings.weight_decay {
            _ if follows_adam => Some(self.adam_weight_decay),
            share => share,
        };
        if let Some(share) = share {
            let decay = ApplyDecay {
                decay: Decay::new(share, step.learning_rate),
                weights: array.weights,
            };
            Cpu::detect().run(decay);
        }
        if follows_adam {
            let cpu = Cpu::detect();
            Self::run_vectors(cpu, step, array.weights, array.gradient, array.state);
        } else {
            step.update(array);
        }
    }

    fn run_vectors(
        cpu: Cpu,
        step: &MuonStep,
        weights: &mut [Vector16],
        gradients: &[Vector16],
        state: &mut [Vector16],
    ) {
        Adam::<false>::run_vectors(cpu, &step.adam, weights, gradients, state);
    }

    fn run_array(&self, _: Cpu, step: &MuonStep, array: WholeArray<'_>) {
        self.update_array(step, array);
    }
}
