use crate::simd::Cpu;
use crate::simd::Lane;

/// The rule of one step of an optimizer: the update of weights when their gradient is known.
pub(crate) trait Rule: Sync {
    /// How many lanes of state belong to each lane of weights.
    fn slots(&self) -> usize;

    /// Updates the weights and their state, by code for the processor `cpu`.
    fn update(&self, cpu: Cpu, weights: &mut [Lane], gradients: &[Lane], state: &mut [Lane]);
}

/// Takes the gradients of a model's weights, one layer after the other: it keeps them, or updates the
/// weights at once.
///
/// It is one type for all optimizers, so that layers and kernels are compiled once.
#[allow(missing_debug_implementations)]
pub struct Learner<'a>(Goal<'a>);

/// Where gradients go.
enum Goal<'a> {
    Store(&'a mut [Lane]),
    Update {
        rule: &'a dyn Rule,
        slots: usize,
        state: &'a mut [Lane],
        cpu: Cpu,
    },
}

impl<'a> Learner<'a> {
    /// Keeps the gradients: lane `i` of `gradients` becomes the gradient of the model's lane `i`.
    #[must_use]
    pub fn store(gradients: &'a mut [Lane]) -> Self {
        Learner(Goal::Store(gradients))
    }

    /// Updates each weight by `rule` as soon as its gradient is known.
    pub(crate) fn update(rule: &'a dyn Rule, state: &'a mut [Lane]) -> Self {
        Learner(Goal::Update {
            rule,
            slots: rule.slots(),
            state,
            cpu: Cpu::detect(),
        })
    }

    /// The sink of the layer with these weights, whose first lane is the model's lane `first`.
    ///
    /// # Panics
    /// If there are not as many lanes of gradients or of state.
    pub fn sink<'b>(&'b mut self, weights: &'b mut [Lane], first: usize) -> Sink<'b> {
        let last = first + weights.len();
        let goal = match &mut self.0 {
            Goal::Store(gradients) => Goal::Store(&mut gradients[first..last]),
            Goal::Update {
                rule,
                slots,
                state,
                cpu,
            } => Goal::Update {
                rule: *rule,
                slots: *slots,
                state: &mut state[first * *slots..last * *slots],
                cpu: *cpu,
            },
        };
        Sink { weights, goal }
    }
}

/// Takes the gradient of one layer's weights.
#[allow(missing_debug_implementations)]
pub struct Sink<'a> {
    weights: &'a mut [Lane],
    goal: Goal<'a>,
}

impl Sink<'_> {
    /// The layer's weights as they are now.
    #[must_use]
    pub fn weights(&self) -> &[Lane] {
        self.weights
    }

    /// A sink of the same weights that keeps their gradients.
    pub(crate) fn keep<'b>(&'b mut self, gradients: &'b mut [Lane]) -> Sink<'b> {
        Sink {
            weights: self.weights,
            goal: Goal::Store(gradients),
        }
    }

    /// Takes the gradient of lane `index`, summed over the batch. Each lane is given once a step.
    ///
    /// # Panics
    /// If the layer has not as many lanes.
    pub fn give(&mut self, index: usize, gradient: &Lane) {
        self.give_all(index, core::slice::from_ref(gradient));
    }

    /// Takes the gradients of the lanes from `first`, one after the other: one call for a block of them.
    ///
    /// # Panics
    /// If the layer has not as many lanes.
    pub fn give_all(&mut self, first: usize, given: &[Lane]) {
        match &mut self.goal {
            Goal::Store(gradients) => {
                gradients[first..][..given.len()].copy_from_slice(given);
            }
            Goal::Update {
                rule,
                slots,
                state,
                cpu,
            } => {
                let weights = &mut self.weights[first..][..given.len()];
                let state = &mut state[first * *slots..][..given.len() * *slots];
                rule.update(*cpu, weights, given, state);
            }
        }
    }
}
