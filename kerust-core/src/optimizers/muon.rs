mod newton_schulz;
mod rms_rate;
mod step;

use newton_schulz::{Matrix, Polynomial};
pub use rms_rate::IntoRmsRate;
use step::MuonStep;

use super::{Adam, ApplyDecay, Decay, IntoLearningRate, Optimizer, Settings, WholeArray};
use crate::Error;
use crate::contract::check;
use crate::graph::Weight;
use crate::kernels::Cpu;
use crate::memory::Lane;

/// Keras' `Muon(learning_rate = 0.001, adam_beta_1 = 0.9, adam_beta_2 = 0.999, adam_weight_decay = 0.004,
/// epsilon = 1e-7, weight_decay = 0.004, exclude_layers = [], exclude_embeddings = true, muon_a = 3.4445,
/// muon_b = -4.775, muon_c = 2.0315, adam_lr_ratio = 1.0, momentum = 0.95, ns_steps = 5, nesterov = true,
/// rms_rate = 0.2)`: the step of a matrix is the mean of its gradients with all singular values near 1
/// ([Jordan, 2024](https://github.com/KellerJordan/Muon), Liu et al., 2025,
/// [arXiv:2502.16982](https://arxiv.org/abs/2502.16982)); and [what all optimizers have](Settings).
///
/// Arrays of two axes are matrices: kernels of `Dense`. All others, biases and kernels of convolutions, and
/// those of excluded layers, follow [`Adam`](struct@Adam) with `adam_weight_decay`. The last layer is better excluded.
///
/// A matrix of r rows and c columns, c the fewer, takes 2·r·c² + c³ multiplications for each of `ns_steps`,
/// and room for 2·(r + c)·c numbers, which all matrices share. It needs whole arrays, so gradients are stored, and one thread trains.
///
/// ```
/// use kerust::optimizers::{Muon, Optimizer};
///
/// let muon = Muon::new().learning_rate(0.02).exclude_layers(["dense_1"]).rms_rate(None);
/// assert!(muon.check().is_ok());
/// assert!(muon.momentum(2.0).check().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Muon<const EXCLUDED: usize = 0> {
    /// Its settings are those of all arrays.
    adam: Adam,
    adam_weight_decay: f32,
    adam_lr_ratio: f32,
    exclude_layers: [&'static str; EXCLUDED],
    exclude_embeddings: bool,
    polynomial: Polynomial,
    // Wider, because what is left of 1 counts.
    momentum: f64,
    nesterov: bool,
    rms_rate: Option<f32>,
}

super::settings::optimizer_word! {
    Muon [const EXCLUDED: usize] [EXCLUDED]
    learning_rate, adam_beta_1, adam_beta_2, adam_weight_decay, adam_lr_ratio, epsilon, exclude_layers, exclude_embeddings, muon_a, muon_b, muon_c, momentum, ns_steps, nesterov, rms_rate
}

impl Muon {
    /// Keras' defaults.
    #[must_use]
    pub const fn new() -> Self {
        Muon {
            adam: Adam::new().weight_decay(0.004),
            adam_weight_decay: 0.004,
            adam_lr_ratio: 1.0,
            exclude_layers: [],
            exclude_embeddings: true,
            polynomial: Polynomial {
                steps: 5,
                a: 3.4445,
                b: -4.7750,
                c: 2.0315,
            },
            momentum: 0.95,
            nesterov: true,
            rms_rate: Some(0.2),
        }
    }
}

impl<const EXCLUDED: usize> Muon<EXCLUDED> {
    crate::optimizer_settings!(adam.settings);

    /// The size of a step: a number, or a schedule.
    #[must_use]
    pub fn learning_rate(mut self, learning_rate: impl IntoLearningRate) -> Self {
        self.adam.settings.learning_rate = learning_rate.into_learning_rate();
        self
    }

    /// Of arrays that follow Adam, how much of the mean of the gradients stays at each step.
    #[must_use]
    pub const fn adam_beta_1(mut self, adam_beta_1: f64) -> Self {
        self.adam.beta_1 = adam_beta_1;
        self
    }

    /// Of arrays that follow Adam, how much of the mean of their squares stays at each step.
    #[must_use]
    pub const fn adam_beta_2(mut self, adam_beta_2: f64) -> Self {
        self.adam.beta_2 = adam_beta_2;
        self
    }

    /// Of arrays that follow Adam, the weight decay; `weight_decay` is that of matrices.
    #[must_use]
    pub const fn adam_weight_decay(mut self, adam_weight_decay: f32) -> Self {
        self.adam_weight_decay = adam_weight_decay;
        self
    }

    /// Of arrays that follow Adam, what the learning rate is multiplied by, but not in their decay.
    #[must_use]
    pub const fn adam_lr_ratio(mut self, adam_lr_ratio: f32) -> Self {
        self.adam_lr_ratio = adam_lr_ratio;
        self
    }

    /// Of arrays that follow Adam, what keeps the division away from 0.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.adam.epsilon = epsilon;
        self
    }

    /// Arrays with one of these texts in the layer's name and their own, `dense_1/kernel`, follow Adam. In
    /// Keras the texts are regular expressions.
    #[must_use]
    pub fn exclude_layers<const N: usize>(self, exclude_layers: [&'static str; N]) -> Muon<N> {
        Muon {
            adam: self.adam,
            adam_weight_decay: self.adam_weight_decay,
            adam_lr_ratio: self.adam_lr_ratio,
            exclude_layers,
            exclude_embeddings: self.exclude_embeddings,
            polynomial: self.polynomial,
            momentum: self.momentum,
            nesterov: self.nesterov,
            rms_rate: self.rms_rate,
        }
    }

    /// Whether arrays with `embedding` in their names follow Adam.
    #[must_use]
    pub const fn exclude_embeddings(mut self, exclude_embeddings: bool) -> Self {
        self.exclude_embeddings = exclude_embeddings;
        self
    }

    /// The first coefficient of the polynomial a·x + b·x³ + c·x⁵ that singular values go through.
    #[must_use]
    pub const fn muon_a(mut self, muon_a: f32) -> Self {
        self.polynomial.a = muon_a;
        self
    }

    /// The second coefficient.
    #[must_use]
    pub const fn muon_b(mut self, muon_b: f32) -> Self {
        self.polynomial.b = muon_b;
        self
    }

    /// The third coefficient.
    #[must_use]
    pub const fn muon_c(mut self, muon_c: f32) -> Self {
        self.polynomial.c = muon_c;
        self
    }

    /// Of matrices, how much of the sum of the gradients stays at each step.
    #[must_use]
    pub const fn momentum(mut self, momentum: f64) -> Self {
        self.momentum = momentum;
        self
    }

    /// How many times singular values go through the polynomial.
    #[must_use]
    pub const fn ns_steps(mut self, ns_steps: u32) -> Self {
        self.polynomial.steps = ns_steps;
        self
    }

    /// Whether a matrix goes by the gradient and what will be left of the sum after it.
    #[must_use]
    pub const fn nesterov(mut self, nesterov: bool) -> Self {
        self.nesterov = nesterov;
        self
    }

    /// The size of a matrix' numbers in a step of rate 1, so that the rate and the decay of Adam suit it;
    /// with `None` the singular values are near 1 instead.
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

impl Default for Muon {
    fn default() -> Self {
        Muon::new()
    }
}

impl<const EXCLUDED: usize> Optimizer for Muon<EXCLUDED> {
    const SLOTS: usize = Adam::<false>::SLOTS;
    const WHOLE: bool = true;
    const DECAYS: bool = true;
    type Step = MuonStep;

    fn settings(&self) -> &Settings {
        self.adam.settings()
    }

    fn settings_mut(&mut self) -> &mut Settings {
        self.adam.settings_mut()
    }

    fn check(&self) -> Result<(), Error> {
        self.settings().check()?;
        check("adam_beta_1", self.adam.beta_1)?;
        check("adam_beta_2", self.adam.beta_2)?;
        check("epsilon", self.adam.epsilon.into())?;
        check("adam_weight_decay", self.adam_weight_decay.into())?;
        check("adam_lr_ratio", self.adam_lr_ratio.into())?;
        check("momentum", self.momentum)?;
        check("rms_rate", self.rms_rate.unwrap_or(0.0).into())
    }

    fn step(&self, learning_rate: f32, iteration: u64) -> MuonStep {
        MuonStep {
            adam: (self.adam).step(learning_rate * self.adam_lr_ratio, iteration),
            learning_rate,
            momentum: self.momentum as f32,
            momentum_minus_one: (self.momentum - 1.0) as f32,
            nesterov: self.nesterov,
            polynomial: self.polynomial,
            rms_rate: self.rms_rate,
        }
    }

    #[inline(always)]
    fn update(step: &MuonStep, weights: &mut Lane, gradient: &Lane, slots: &mut [Lane]) {
        Adam::<false>::update(&step.adam, weights, gradient, slots);
    }

    fn state_lanes(&self, layer: &str, weight: &Weight) -> usize {
        let follows_adam = self.follows_adam(layer, weight);
        weight.lanes() * if follows_adam { Self::SLOTS } else { 1 }
    }

    fn scratch_lanes(&self, layer: &str, weight: &Weight) -> usize {
        if self.follows_adam(layer, weight) {
            0
        } else {
            Matrix::lanes(weight)
        }
    }

    #[inline(always)]
    fn update_array(&self, step: &MuonStep, array: WholeArray<'_>) {
        let follows_adam = self.follows_adam(array.layer, array.weight);
        let share = match self.settings().weight_decay {
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
            Self::run_lanes(cpu, step, array.weights, array.gradient, array.state);
        } else {
            step.update(array);
        }
    }

    fn run_lanes(
        cpu: Cpu,
        step: &MuonStep,
        weights: &mut [Lane],
        gradients: &[Lane],
        state: &mut [Lane],
    ) {
        Adam::<false>::run_lanes(cpu, &step.adam, weights, gradients, state);
    }

    fn run_array(&self, _: Cpu, step: &MuonStep, array: WholeArray<'_>) {
        self.update_array(step, array);
    }
}
