use crate::simd::{Cpu, Vector16};

/// The rule of one step of an optimizer: the update of weights when their gradient is known.
pub(crate) trait Rule: Sync {
    /// The number of vectors of state for each vector of weights.
    fn slots(&self) -> usize;

    /// Updates the weights and their state, by code for the processor `cpu`.
    fn update(
        &self,
        cpu: Cpu,
        weights: &mut [Vector16],
        gradients: &[Vector16],
        state: &mut [Vector16],
    );
}

/// Takes the gradients of a model's weights, one layer after the other: it keeps them, or updates the
/// weights at once.
///
/// It is one type for all optimizers, so that layers and kernels are compiled once.
#[allow(missing_debug_implementations)]
pub struct Learner<'a>(Goal<'a>);

/// The destination of gradients.
enum Goal<'a> {
    /// None: the weights are not trained.
    Nothing,
    Store(&'a mut [Vector16]),
    Update {
        rule: &'a dyn Rule,
        slots: usize,
        state: &'a mut [Vector16],
        cpu: Cpu,
    },
}

impl<'a> Learner<'a> {
    /// Keeps the gradients: vector `i` of `gradients` becomes the gradient of the model's vector `i`.
    #[must_use]
    pub fn store(gradients: &'a mut [Vector16]) -> Self {
        Learner(Goal::Store(gradients))
    }

    /// Sets the gradients that are kept to 0, so that weights without a gradient have that one.
    pub fn clear(&mut self) {
        if let Goal::Store(gradients) = &mut self.0 {
            gradients.as_flattened_mut().fill(0.0);
        }
    }

    /// Updates each weight by `rule` as soon as its gradient is known.
    pub(crate) fn update(rule: &'a dyn Rule, state: &'a mut [Vector16]) -> Self {
        Learner(Goal::Update {
            rule,
            slots: rule.slots(),
            state,
            cpu: Cpu::detect(),
        })
    }

    /// The sink of the layer with these weights, whose first vector is the model's vector `first`.
    ///
    /// # Panics
    /// If there are not as many vectors of gradients or of state.
    pub fn sink<'b>(&'b mut self, weights: &'b mut [Vector16], first: usize) -> Sink<'b> {
        let last = first + weights.len();
        let goal = match &mut self.0 {
            Goal::Nothing => Goal::Nothing,
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

impl<'a> Sink<'a> {
    /// A sink of weights that are not trained.
    pub(crate) const fn frozen(weights: &'a mut [Vector16]) -> Self {
        Sink {
            weights,
            goal: Goal::Nothing,
        }
    }
}

/// Takes the gradient of one layer's weights.
#[allow(missing_debug_implementations)]
pub struct Sink<'a> {
    weights: &'a mut [Vector16],
    goal: Goal<'a>,
}

impl Sink<'_> {
    /// The layer's weights as they are now.
    #[must_use]
    pub fn weights(&self) -> &[Vector16] {
        self.weights
    }

    /// The same sink for a shorter time.
    #[inline(always)]
    pub(crate) fn reborrow(&mut self) -> Sink<'_> {
        Sink {
            weights: self.weights,
            goal: match &mut self.goal {
                Goal::Nothing => Goal::Nothing,
                Goal::Store(gradients) => Goal::Store(gradients),
                Goal::Update {
                    rule,
                    slots,
                    state,
                    cpu,
                } => Goal::Update {
                    rule: *rule,
                    slots: *slots,
                    state,
                    cpu: *cpu,
                },
            },
        }
    }

    /// A sink of the same weights that keeps their gradients, if they are wanted.
    pub(crate) fn keep<'b>(&'b mut self, gradients: &'b mut [Vector16]) -> Sink<'b> {
        Sink {
            weights: self.weights,
            goal: match &self.goal {
                Goal::Nothing => Goal::Nothing,
                Goal::Store(_) | Goal::Update { .. } => Goal::Store(gradients),
            },
        }
    }

    /// Whether the gradients of the weights are wanted: not if the layer has none, or if they are not trained.
    #[inline(always)]
    #[must_use]
    pub const fn is_wanted(&self) -> bool {
        !matches!(self.goal, Goal::Nothing)
    }

    /// Takes the gradient of vector `index`, summed over the batch. Each vector is given once a step.
    ///
    /// # Panics
    /// If the layer has not as many vectors.
    pub fn give(&mut self, index: usize, gradient: &Vector16) {
        self.give_all(index, core::slice::from_ref(gradient));
    }

    /// Takes the gradients of the vectors from `first`, one after the other: one call for a block of them.
    ///
    /// # Panics
    /// If the layer has not as many vectors.
    pub fn give_all(&mut self, first: usize, given: &[Vector16]) {
        match &mut self.goal {
            Goal::Nothing => {}
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
