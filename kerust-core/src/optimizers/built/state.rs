use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Built;
use crate::Error;
use crate::model::Model;
use crate::optimizers::{LearningRate, Optimizer};
use crate::tensor::{Vector16, Vectors};

/// An optimizer's state between steps, as numbers: a training continues from it as if it had never stopped.
///
/// The numbers lie as this version of kerust has them in memory, for a model of the same layers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptimizerState {
    /// The optimizer's type.
    pub name: String,
    /// The number of batches that were trained on.
    pub iterations: u64,
    /// The learning rate; none if it is a schedule.
    pub learning_rate: Option<f32>,
    /// The moments, or what else the rule keeps for each weight.
    pub slots: Vec<f32>,
    /// The moving averages of the weights, 0 before the first step; empty if there are none.
    pub averages: Vec<f32>,
    /// The gradients since the last update; empty if they are not accumulated.
    pub accumulated: Vec<f32>,
}

/// A type's name without modules.
fn short(name: &'static str) -> String {
    let parts = name.split_inclusive(['<', '>', ',', ' ']);
    let last = |part: &'static str| part.rsplit("::").next().unwrap_or(part);
    parts.map(last).collect()
}

impl<M: Model, O: Optimizer> Built<M, O> {
    /// The optimizer's state.
    #[must_use]
    pub fn state(&self) -> OptimizerState {
        let numbers = |vectors: &[Vector16]| vectors.as_flattened().to_vec();
        let averages = self.averages.as_deref();
        let accumulated = self.accumulated.as_ref();
        OptimizerState {
            name: short(self.optimizer.kind()),
            iterations: self.iterations,
            learning_rate: match self.optimizer.settings().learning_rate {
                LearningRate::Constant(rate) => Some(rate),
                LearningRate::Schedule(_) => None,
            },
            slots: numbers(&self.state),
            averages: averages.map(numbers).unwrap_or_default(),
            accumulated: accumulated
                .map(|gradients| numbers(gradients.vectors()))
                .unwrap_or_default(),
        }
    }

    /// # Errors
    /// The first difference to the state of an optimizer of this kind, with these settings, for this model.
    pub fn check_state(&self, state: &OptimizerState) -> Result<(), Error> {
        let own = self.state();
        let has = |is_there: bool| if is_there { "" } else { "no " };
        let (its_averages, averages) = (!state.averages.is_empty(), !own.averages.is_empty());
        let (its_sums, sums) = (!state.accumulated.is_empty(), !own.accumulated.is_empty());
        let (its_rate, rate) = (state.learning_rate.is_some(), own.learning_rate.is_some());
        let kind = |is_number: bool| if is_number { "a number" } else { "a schedule" };
        let lengths = |state: &OptimizerState| {
            [&state.slots, &state.averages, &state.accumulated].map(Vec::len)
        };
        let difference = if state.name != own.name {
            let (its, ours) = (&state.name, &own.name);
            format!("its optimizer is `{its}`, and this one is `{ours}`")
        } else if its_rate != rate {
            let (its, ours) = (kind(its_rate), kind(rate));
            format!("its learning rate is {its}, and this one is {ours}")
        } else if its_averages != averages {
            let (its, ours) = (has(its_averages), has(averages));
            format!("its optimizer has {its}`use_ema`, and this one has {ours}`use_ema`")
        } else if its_sums != sums {
            let (its, ours) = (has(its_sums), has(sums));
            format!(
                "its optimizer has {its}`gradient_accumulation_steps`, and this one has {ours}such steps"
            )
        } else if lengths(state) != lengths(&own) {
            let (its, ours) = (lengths(state), lengths(&own));
            format!("its optimizer remembers {its:?} numbers, and this one {ours:?}")
        } else {
            return Ok(());
        };
        Err(Error::Backup { difference })
    }

    /// Goes on from what another one remembered, of the same kind and for the same model.
    ///
    /// # Errors
    /// If it is of an optimizer with other settings or another model; nothing has changed then.
    pub fn restore(&mut self, state: &OptimizerState) -> Result<(), Error> {
        self.check_state(state)?;
        if let Some(rate) = state.learning_rate {
            self.set_learning_rate(rate)?;
        }
        self.iterations = state.iterations;
        self.state.as_flattened_mut().copy_from_slice(&state.slots);
        if let Some(averages) = &mut self.averages {
            averages.as_flattened_mut().copy_from_slice(&state.averages);
        }
        if let Some(accumulated) = &mut self.accumulated {
            let own = accumulated.vectors_mut().as_flattened_mut();
            own.copy_from_slice(&state.accumulated);
        }
        Ok(())
    }

    /// Exchanges the weights and their averages; `false` if there are none. Before the first step the
    /// averages are the weights.
    pub fn swap_averages(&mut self, model: &mut M) -> bool {
        if self.iterations() == 0 {
            self.reset_averages(model);
        }
        let Some(averages) = &mut self.averages else {
            return false;
        };
        // A layer that is frozen between two exchanges takes part in both.
        for (layer, info) in M::LAYERS.iter().enumerate() {
            if info.is_trainable {
                let averages = &mut averages[crate::model::vectors_of::<M>(layer)];
                model.vectors_mut(layer).swap_with_slice(averages);
            }
        }
        true
    }

    /// Makes the moving averages of the weights, if there are any, what the weights are now.
    pub fn reset_averages(&mut self, model: &M) {
        let Some(averages) = &mut self.averages else {
            return;
        };
        for layer in 0..M::LAYERS.len() {
            let averages = &mut averages[crate::model::vectors_of::<M>(layer)];
            averages.copy_from_slice(model.vectors(layer));
        }
    }

    #[cfg(feature = "std")]
    pub(crate) fn slots(&self) -> &Vectors {
        &self.state
    }

    pub(crate) fn slots_mut(&mut self) -> &mut Vectors {
        &mut self.state
    }
}
