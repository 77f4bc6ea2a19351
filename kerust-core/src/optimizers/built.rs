mod state;

use core::fmt;

pub use state::OptimizerState;

use super::{Optimizer, Update, WholeArray};
use crate::Error;
use crate::gradients::Learner;
use crate::graph::{Role, Weight};
use crate::model::{self, Gradients, Model, vectors_of};
use crate::simd::{Cpu, math};
use crate::tensor::Vectors;

/// An optimizer with its state for the weights of `M`: what Keras calls a built optimizer.
///
/// `compile!` makes one; by itself it updates a model by any gradients:
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 1> > }
///
/// let mut net = Net::new(1);
/// let mut gradients = Gradients::new(); // zeros; a `GradientTape` fills them
/// let mut optimizer = Adam::new().clipnorm(1.0).build::<Net>();
/// optimizer.apply(&mut gradients, &mut net);
/// assert_eq!(optimizer.iterations(), 1);
/// ```
pub struct Built<M: Model, O> {
    optimizer: O,
    state: Vectors,
    /// The temporary memory of updates of whole arrays.
    scratch: Vectors,
    iterations: u64,
    /// The moving average of the weights, if there is one, since the first step.
    averages: Option<Vectors>,
    /// The sum of the gradients since the last update, if there is one.
    accumulated: Option<Gradients<M>>,
    /// The gradients of a step until they are applied, since the first step.
    gradients: Option<Gradients<M>>,
}

impl<M: Model, O> Built<M, O> {
    /// The optimizer.
    #[must_use]
    pub fn optimizer(&self) -> &O {
        &self.optimizer
    }

    /// The number of steps, with an update or without.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.iterations
    }
}

impl<M: Model, O: Optimizer> Built<M, O> {
    pub(super) fn new(optimizer: O) -> Self {
        let mut state =
            Vectors::zeroed(vectors_of_each::<M>(|n, w| optimizer.state_vectors(n, w)).sum());
        let scratch = vectors_of_each::<M>(|n, w| optimizer.scratch_vectors(n, w));
        let scratch = Vectors::zeroed(scratch.max().unwrap_or(0));
        optimizer.begin(&mut state);
        let settings = optimizer.settings();
        let accumulates = settings.gradient_accumulation_steps.is_some();
        Built {
            averages: settings.use_ema.then(|| Vectors::zeroed(M::VECTORS)),
            accumulated: accumulates.then(Gradients::new),
            gradients: None,
            iterations: 0,
            state,
            scratch,
            optimizer,
        }
    }

    /// A check of the settings.
    ///
    /// # Errors
    /// The first setting with a value that it cannot have.
    pub fn check(&self) -> Result<(), Error> {
        self.optimizer.check()
    }

    /// The learning rate of the next step.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.optimizer.settings().learning_rate.at(self.iterations)
    }

    /// Changes the learning rate for the steps to come.
    ///
    /// # Errors
    /// If it is a schedule, or if a learning rate cannot have the value.
    pub fn set_learning_rate(&mut self, rate: f32) -> Result<(), Error> {
        self.optimizer.settings_mut().learning_rate.set(rate)
    }

    /// Whether each weight can be updated as soon as its gradient is known.
    #[must_use]
    pub fn fused(&self) -> bool {
        !O::WHOLE && !M::IS_REGULARIZED && !self.optimizer.settings().need_whole_gradient()
    }

    /// Whether several threads may update a part of the weights each.
    #[cfg(feature = "std")]
    pub(crate) fn is_shared(&self) -> bool {
        let whole = M::IS_CONSTRAINED || M::IS_ACTIVITY_REGULARIZED;
        self.fused() && self.averages.is_none() && !whole
    }

    /// Updates the model by its gradients, which may be changed: Keras' `apply`.
    ///
    /// In this order: the gradients are averaged over as many batches as asked for, and clipped;
    /// weights decay and are updated; their average follows, and replaces them when it is time.
    pub fn apply(&mut self, gradients: &mut Gradients<M>, model: &mut M) {
        if self.accumulate(gradients) {
            self.clip(gradients);
            self.update(gradients, model);
        }
        self.after_update(model);
    }

    /// Replaces the weights by their average, if there is one: what `fit` does at its end. Before the first
    /// step the average is the weights themselves.
    pub fn finish(&self, model: &mut M) {
        if self.iterations > 0 {
            self.overwrite(model);
        }
    }

    /// Replaces the weights by their average, if there is one.
    fn overwrite(&self, model: &mut M) {
        if let Some(averages) = &self.averages {
            for layer in 0..M::LAYERS.len() {
                if model.is_trainable(layer) {
                    (model.vectors_mut(layer)).copy_from_slice(&averages[vectors_of::<M>(layer)]);
                }
            }
        }
    }

    /// The learner of the backward pass of the step `update`; [`learned`](Built::learned) is called after it.
    pub(crate) fn learner<'a>(&'a mut self, update: &'a Update<O>) -> Learner<'a> {
        if self.fused() {
            update.learner(&mut self.state)
        } else {
            self.gradients.get_or_insert_with(Gradients::new).store()
        }
    }

    /// The end of a step whose backward pass had the [`learner`](Built::learner).
    pub(crate) fn learned(&mut self, model: &mut M) {
        if self.fused() {
            self.after_update(model);
        } else if let Some(mut gradients) = self.gradients.take() {
            // They are the loss', not the optimizer's: an `apply` by itself knows nothing of them.
            if M::IS_REGULARIZED {
                model::add_penalty_gradients(model, gradients.vectors_mut());
            }
            self.apply(&mut gradients, model);
            self.gradients = Some(gradients);
        }
    }

    /// The next step.
    pub(crate) fn next(&self) -> Update<O> {
        Update::at(&self.optimizer, self.learning_rate(), self.updates())
    }

    /// The number of updates, which Keras calls the optimizer's `iterations`.
    pub(crate) fn updates(&self) -> u64 {
        let steps = self.optimizer.settings().gradient_accumulation_steps;
        self.iterations / u64::from(steps.unwrap_or(1).max(1))
    }

    /// Adds the gradients to those since the last update, or makes them the mean of all; whether there
    /// is an update.
    fn accumulate(&mut self, gradients: &mut Gradients<M>) -> bool {
        let steps = self.optimizer.settings().gradient_accumulation_steps;
        let (Some(steps), Some(accumulated)) = (steps, &mut self.accumulated) else {
            return true;
        };
        let is_update = (self.iterations + 1).is_multiple_of(steps.into());
        if is_update {
            let (sum, count) = (accumulated.vectors_mut().as_flattened_mut(), steps as f32);
            let own = gradients.vectors_mut().as_flattened_mut();
            math::zip(sum, own, |sum, own| (own + sum) / count);
            sum.fill(0.0);
        } else {
            accumulated.add(gradients);
        }
        is_update
    }

    fn clip(&self, gradients: &mut Gradients<M>) {
        let settings = self.optimizer.settings();
        if let Some(most) = settings.clipnorm {
            gradients.clip_by_norm(most);
        } else if let Some(most) = settings.global_clipnorm {
            gradients.clip_by_global_norm(most);
        } else if let Some(most) = settings.clipvalue {
            gradients.clip_by_value(most);
        }
    }

    fn update(&mut self, gradients: &Gradients<M>, model: &mut M) {
        let (step, cpu) = (self.next(), Cpu::detect());
        let mut state = &mut *self.state;
        let mut gradients = gradients.vectors();
        for (layer, info) in M::LAYERS.iter().enumerate() {
            let is_trainable = model.is_trainable(layer);
            let mut weights = model.vectors_mut(layer);
            for weight in info.weights {
                let vectors = self.optimizer.state_vectors(info.name, weight);
                let array = WholeArray {
                    layer: info.name,
                    weight,
                    weights: weights
                        .split_off_mut(..weight.vectors())
                        .unwrap_or_default(),
                    gradient: gradients.split_off(..weight.vectors()).unwrap_or_default(),
                    state: state.split_off_mut(..vectors).unwrap_or_default(),
                    scratch: &mut self.scratch,
                };
                if is_trainable && weight.role == Role::Trained {
                    step.update_array(&self.optimizer, cpu, array);
                }
            }
        }
    }

    /// The end of each step, with or without an update.
    fn after_update(&mut self, model: &mut M) {
        let updates = self.updates();
        let settings = self.optimizer.settings();
        if let Some(averages) = &mut self.averages {
            let momentum = if updates == 0 {
                0.0
            } else {
                settings.ema_momentum
            };
            for (layer, info) in M::LAYERS.iter().enumerate() {
                let averages = &mut averages[vectors_of::<M>(layer)];
                if !model.is_trainable(layer) {
                    // The average begins at the weights when they are trained again.
                    if info.is_trainable {
                        averages.copy_from_slice(model.vectors(layer));
                    }
                    continue;
                }
                math::zip(
                    model.vectors(layer).as_flattened(),
                    averages.as_flattened_mut(),
                    |weight, average| momentum * average + (1.0 - momentum) * weight,
                );
            }
            let frequency = settings.ema_overwrite_frequency;
            if frequency.is_some_and(|steps| (updates + 1).is_multiple_of(steps.into())) {
                self.overwrite(model);
            }
        }
        if M::IS_CONSTRAINED {
            model::constrain(model);
        }
        self.iterations += 1;
    }
}

/// The result of `vectors` for each array, by its layer's name and the array.
fn vectors_of_each<M: Model>(
    vectors: impl Fn(&str, &Weight) -> usize,
) -> impl Iterator<Item = usize> {
    let arrays = M::LAYERS.iter().flat_map(|layer| {
        let of_layer = layer.weights.iter();
        of_layer.map(move |weight| (layer.name, weight))
    });
    arrays.map(move |(layer, weight)| vectors(layer, weight))
}

impl<M: Model, O: Clone> Clone for Built<M, O> {
    fn clone(&self) -> Self {
        Built {
            optimizer: self.optimizer.clone(),
            state: self.state.clone(),
            scratch: self.scratch.clone(),
            iterations: self.iterations,
            averages: self.averages.clone(),
            accumulated: self.accumulated.clone(),
            gradients: None,
        }
    }
}

impl<M: Model, O: fmt::Debug> fmt::Debug for Built<M, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Built")
            .field("model", &M::NAME)
            .field("optimizer", &self.optimizer)
            .field("iterations", &self.iterations)
            .finish_non_exhaustive()
    }
}
