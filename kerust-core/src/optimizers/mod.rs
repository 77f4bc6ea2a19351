//! The update of weights by their gradients: one file an optimizer, and what all of them share.

mod adadelta;
mod adafactor;
mod adagrad;
mod adam;
mod adamax;
mod adamw;
#[cfg(feature = "alloc")]
mod any;
#[cfg(feature = "alloc")]
mod built;
mod decay;
mod declare;
mod ftrl;
mod lamb;
mod learning_rate;

mod lion;
mod muon;
mod nadam;
mod rmsprop;
mod schedule_free_adamw;
pub mod schedules;
mod settings;
mod sgd;
mod underflow;
mod update;
mod update_vectors;
mod whole_array;

pub use adadelta::Adadelta;
pub use adafactor::Adafactor;
pub use adagrad::Adagrad;
pub use adam::Adam;
pub use adamax::Adamax;
pub use adamw::AdamW;
#[cfg(feature = "alloc")]
pub use any::AnyOptimizer;
#[cfg(feature = "alloc")]
pub use built::{Built, OptimizerState};
use decay::{ApplyDecay, Decay};
pub use ftrl::Ftrl;
pub use lamb::Lamb;
pub use learning_rate::{IntoLearningRate, LearningRate};
pub use lion::Lion;
pub use muon::{IntoRmsRate, Muon};
pub use nadam::Nadam;
pub use rmsprop::RMSprop;
pub use schedule_free_adamw::ScheduleFreeAdamW;
pub use settings::Settings;
pub use sgd::SGD;
pub use update::Update;
use update_vectors::{UpdateArray, UpdateVectors, compiled_here};
pub use whole_array::WholeArray;

use crate::Error;
use crate::graph::Weight;
use crate::message::Text;
#[cfg(feature = "alloc")]
use crate::model::Model;
use crate::simd::Cpu;
use crate::tensor::Vector16;

/// The names of the optimizers here, for the text of an error.
const NAMES: &[&str] = &[
    "Adadelta",
    "Adafactor",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "Lamb",
    "Lion",
    "Muon",
    "Nadam",
    "RMSprop",
    "SGD",
    "ScheduleFreeAdamW",
];

/// Refuses an optimizer in quotes, `optimizer = "adam"`.
///
/// # Panics
/// With the error's text.
#[doc(hidden)]
#[track_caller]
#[must_use]
pub const fn quoted(name: &str) -> usize {
    let mut i = 0;
    while i < NAMES.len() {
        if NAMES[i].eq_ignore_ascii_case(name) {
            let text = Text::new("write `").text(NAMES[i]);
            let text =
                text.text("` without quotes and with a capital letter, for example `optimizer = ");
            panic!("{}", text.text(NAMES[i]).text("`").as_str());
        }
        i += 1;
    }
    panic!("write the type of an optimizer without quotes, for example `optimizer = Adam`");
}

/// An optimizer: settings, and an update of sixteen weights.
///
/// Its state is [`SLOTS`](Optimizer::SLOTS) vectors for every vector of weights, zeros at first if
/// [`initial`](Optimizer::initial) does not say otherwise. A weight of 0 with a gradient of 0 has to
/// stay 0: the numbers that fill up the last vector of an array are such weights.
///
/// [`optimizer!`](crate::optimizer!) declares one with its settings, and has an example; by hand it is:
///
/// ```
/// use kerust::memory::Vector16;
/// use kerust::optimizers::{Optimizer, Settings};
///
/// /// Steps of one size, by the gradient's sign.
/// #[derive(Clone, Debug)]
/// pub struct SignSgd {
///     settings: Settings,
/// }
///
/// impl SignSgd {
///     pub const fn new() -> Self {
///         SignSgd { settings: Settings::new(0.001) }
///     }
///
///     // `learning_rate`, `weight_decay`, `clipnorm` and what else all optimizers have.
///     kerust::optimizer_settings!();
/// }
///
/// impl Optimizer for SignSgd {
///     const SLOTS: usize = 0;
///     type Step = f32;
///
///     fn settings(&self) -> &Settings {
///         &self.settings
///     }
///
///     fn settings_mut(&mut self) -> &mut Settings {
///         &mut self.settings
///     }
///
///     fn step(&self, learning_rate: f32, _: u64) -> f32 {
///         learning_rate
///     }
///
///     fn update(step: &f32, weights: &mut Vector16, gradient: &Vector16, _: &mut [Vector16]) {
///         for (w, g) in weights.iter_mut().zip(gradient) {
///             *w -= if *g == 0.0 { 0.0 } else { step * g.signum() };
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an optimizer",
    label = "not an optimizer",
    note = "optimizers are `Adam`, `SGD`, `RMSprop`, `AdamW`, `Adamax`, `Nadam`, `Adagrad`, `Adadelta`, `Ftrl`, `Lion`, `Adafactor`, `Lamb`, `ScheduleFreeAdamW`, `Muon`, and types that implement `Optimizer`"
)]
pub trait Optimizer: Clone + Send + Sync + 'static {
    /// The number of numbers that are kept for each weight.
    const SLOTS: usize;

    /// Whether an update takes whole arrays, by [`update_array`](Optimizer::update_array), so that
    /// gradients have to be stored.
    const WHOLE: bool = false;

    /// Whether updates take [`weight_decay`](Settings::weight_decay) upon themselves: otherwise weights
    /// have decayed before.
    const DECAYS: bool = false;

    /// The values that all weights share in one step.
    type Step: Copy + Send + Sync;

    /// The identity of a state in a backup: the name of the type.
    fn kind(&self) -> &'static str {
        core::any::type_name::<Self>()
    }

    /// The settings that all optimizers have.
    fn settings(&self) -> &Settings;

    /// The settings that all optimizers have, to be changed.
    fn settings_mut(&mut self) -> &mut Settings;

    /// A check of the settings.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    fn check(&self) -> Result<(), Error> {
        self.settings().check()
    }

    /// The initial value of slot `slot` of each weight.
    fn initial(&self, slot: usize) -> f32 {
        let _ = slot;
        0.0
    }

    /// The `iteration`-th update, counted from 0, with this learning rate.
    fn step(&self, learning_rate: f32, iteration: u64) -> Self::Step;

    /// Updates sixteen weights and their slots.
    fn update(
        step: &Self::Step,
        weights: &mut Vector16,
        gradient: &Vector16,
        slots: &mut [Vector16],
    );

    /// The number of vectors of the state of an array of the layer of this name.
    #[must_use]
    fn state_vectors(&self, layer: &str, weight: &Weight) -> usize {
        let _ = layer;
        weight.vectors() * Self::SLOTS
    }

    /// The number of vectors that the update of such an array needs while it lasts.
    #[must_use]
    fn scratch_vectors(&self, layer: &str, weight: &Weight) -> usize {
        let _ = (layer, weight);
        0
    }

    /// Updates an array and its state, where an update takes [whole arrays](Optimizer::WHOLE).
    #[inline(always)]
    fn update_array(&self, step: &Self::Step, array: WholeArray<'_>) {
        let _ = (step, array);
    }

    /// Updates weights, one vector after the other, by code for the processor `cpu`.
    #[doc(hidden)]
    fn run_vectors(
        cpu: Cpu,
        step: &Self::Step,
        weights: &mut [Vector16],
        gradients: &[Vector16],
        state: &mut [Vector16],
    ) {
        cpu.run(UpdateVectors::<Self> {
            step,
            weights,
            gradients,
            state,
        });
    }

    /// Updates an array, by code for the processor `cpu`.
    #[doc(hidden)]
    fn run_array(&self, cpu: Cpu, step: &Self::Step, array: WholeArray<'_>) {
        if Self::WHOLE {
            let optimizer = self;
            return cpu.run(UpdateArray {
                optimizer,
                step,
                array,
            });
        }
        Self::run_vectors(cpu, step, array.weights, array.gradient, array.state);
    }

    /// Fills a state of zeros as it is before the first step.
    fn begin(&self, state: &mut [Vector16]) {
        for slot in 0..Self::SLOTS {
            let initial = self.initial(slot);
            if initial != 0.0 {
                let vectors = state.iter_mut().skip(slot).step_by(Self::SLOTS);
                vectors.for_each(|vector| vector.fill(initial));
            }
        }
    }

    /// The optimizer with its state for the weights of `M`.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn build<M: Model>(self) -> Built<M, Self> {
        Built::new(self)
    }
}
