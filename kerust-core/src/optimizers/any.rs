use alloc::boxed::Box;
use core::fmt;

use super::{Optimizer, Settings, Update, WholeArray};
use crate::Error;
use crate::graph::Weight;
use crate::simd::Cpu;
use crate::tensor::Vector16;

/// An optimizer whose type is not known until the program runs: any one in a box.
///
/// It trains to the same bits as the optimizer in it. Like [`Muon`](struct@super::Muon) it takes whole arrays: gradients
/// are stored, and one thread trains. A function that is generic over the optimizer,
/// `fn train(optimizer: impl Optimizer)`, has its choice at run time too, and all of the speed.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// # let name = "sgd";
/// let optimizer = match name {
///     "adam" => AnyOptimizer::new(Adam::new().learning_rate(0.01)),
///     "sgd" => AnyOptimizer::new(SGD::new().learning_rate(0.1).momentum(0.5)),
///     other => panic!("there is no optimizer `{other}`"),
/// };
/// let mut line = Compile::new(Line::new(7)).optimizer(optimizer).loss::<mse>();
/// let history = fit!(line, &[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0], epochs = 50, verbose = 0)?;
/// assert!(history["loss"][49] < 0.01);
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct AnyOptimizer(Box<dyn Erased>);

impl AnyOptimizer {
    /// Takes any optimizer.
    #[must_use]
    pub fn new(optimizer: impl Optimizer) -> Self {
        AnyOptimizer(Box::new(optimizer))
    }
}

/// The values that all shared values of a step follow from.
#[derive(Clone, Copy, Debug)]
pub struct AnyStep {
    learning_rate: f32,
    iteration: u64,
}

/// An optimizer whose type is forgotten; each method is that of [`Optimizer`].
trait Erased: Send + Sync {
    fn boxed(&self) -> Box<dyn Erased>;
    fn kind(&self) -> &'static str;
    fn settings(&self) -> &Settings;
    fn settings_mut(&mut self) -> &mut Settings;
    fn check(&self) -> Result<(), Error>;
    fn state_vectors(&self, layer: &str, weight: &Weight) -> usize;
    fn scratch_vectors(&self, layer: &str, weight: &Weight) -> usize;
    fn begin(&self, state: &mut [Vector16]);
    fn update_array(&self, step: AnyStep, array: WholeArray<'_>);
}

impl<O: Optimizer> Erased for O {
    fn boxed(&self) -> Box<dyn Erased> {
        Box::new(self.clone())
    }

    fn kind(&self) -> &'static str {
        Optimizer::kind(self)
    }

    fn settings(&self) -> &Settings {
        Optimizer::settings(self)
    }

    fn settings_mut(&mut self) -> &mut Settings {
        Optimizer::settings_mut(self)
    }

    fn check(&self) -> Result<(), Error> {
        Optimizer::check(self)
    }

    fn state_vectors(&self, layer: &str, weight: &Weight) -> usize {
        Optimizer::state_vectors(self, layer, weight)
    }

    fn scratch_vectors(&self, layer: &str, weight: &Weight) -> usize {
        Optimizer::scratch_vectors(self, layer, weight)
    }

    fn begin(&self, state: &mut [Vector16]) {
        Optimizer::begin(self, state);
    }

    fn update_array(&self, step: AnyStep, array: WholeArray<'_>) {
        let update = Update::at(self, step.learning_rate, step.iteration);
        update.update_array(self, Cpu::detect(), array);
    }
}

impl Optimizer for AnyOptimizer {
    const SLOTS: usize = 0;
    const WHOLE: bool = true;
    // Or not: the one in the box says so.
    const DECAYS: bool = true;
    type Step = AnyStep;

    fn kind(&self) -> &'static str {
        self.0.kind()
    }

    fn settings(&self) -> &Settings {
        self.0.settings()
    }

    fn settings_mut(&mut self) -> &mut Settings {
        self.0.settings_mut()
    }

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    fn step(&self, learning_rate: f32, iteration: u64) -> AnyStep {
        AnyStep {
            learning_rate,
            iteration,
        }
    }

    fn update(_: &AnyStep, _: &mut Vector16, _: &Vector16, _: &mut [Vector16]) {}

    fn state_vectors(&self, layer: &str, weight: &Weight) -> usize {
        self.0.state_vectors(layer, weight)
    }

    fn scratch_vectors(&self, layer: &str, weight: &Weight) -> usize {
        self.0.scratch_vectors(layer, weight)
    }

    fn update_array(&self, step: &AnyStep, array: WholeArray<'_>) {
        self.0.update_array(*step, array);
    }

    fn begin(&self, state: &mut [Vector16]) {
        self.0.begin(state);
    }
}

impl Clone for AnyOptimizer {
    fn clone(&self) -> Self {
        AnyOptimizer(self.0.boxed())
    }
}

impl fmt::Debug for AnyOptimizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyOptimizer")
            .field("optimizer", &format_args!("{}", self.0.kind()))
            .field("settings", self.0.settings())
            .finish_non_exhaustive()
    }
}
