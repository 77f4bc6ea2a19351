//! The computation of a model as a text that is saved with its weights.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{ActivationInfo, LayerInfo, Model};
use crate::graph::Kind;

/// The separator of two steps.
const THEN: &str = " > ";

/// The steps of a model as they are found, each with the name of its layer.
struct Steps {
    all: Vec<(String, String)>,
    /// The number of the model's inputs. Values have numbers: the inputs, and then each step.
    inputs: usize,
}

impl Steps {
    /// The number of the last value.
    fn last(&self) -> usize {
        self.inputs + self.all.len() - 1
    }

    /// Adds a step that takes these values; a step that takes the last one alone does not say so. Its own number is
    /// returned.
    fn add(&mut self, layer: String, mut step: String, takes: &[usize]) -> usize {
        if *takes != [self.last()] {
            step = format!("{step} of {}", listed(takes));
        }
        self.all.push((layer, step));
        self.last()
    }
}

/// `3, 1`
fn listed(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|number| format!("{number}")).collect();
    numbers.join(", ")
}

/// The step of a layer, with its options.
fn layer_step(layer: &LayerInfo) -> String {
    let options = layer.config.settings().iter();
    let options = options.filter(|option| !option.is_size);
    let options: Vec<String> = options
        .map(|option| format!("{} = {}", option.name, option.value))
        .collect();
    with_options(layer.kind, &options)
}

/// The step of an activation, with its settings.
fn activation_step(activation: &ActivationInfo) -> String {
    let name = (activation.path)();
    let name = name.split('<').next().unwrap_or(name);
    let name = name.rsplit("::").next().unwrap_or(name);
    let settings: Vec<String> = activation.settings.iter().map(|n| format!("{n}")).collect();
    with_options(name, &settings)
}

/// `relu`, `leaky_relu(0.3)`
fn with_options(name: &str, options: &[String]) -> String {
    if options.is_empty() {
        return name.into();
    }
    format!("{name}({})", options.join(", "))
}

/// The steps of a model, each with the name of its layer.
fn all<M: Model>() -> Vec<(String, String)> {
    let operations = M::GRAPH.operations;
    let mut steps = Steps {
        all: Vec::new(),
        inputs: M::GRAPH.inputs,
    };
    // The number of the value that each operation gives, and of the first call of each layer.
    let mut values: Vec<usize> = (0..operations.len()).collect();
    let mut calls = alloc::vec![None; M::LAYERS.len()];
    for (number, operation) in operations.iter().enumerate() {
        let takes: Vec<usize> = operation
            .inputs()
            .iter()
            .map(|input| values[*input])
            .collect();
        let Some(layer) = operation.layer.checked_sub(1) else {
            continue;
        };
        let info = &M::LAYERS[layer];
        values[number] = match (operation.kind, info.activation) {
            (Kind::Layer, _) if info.computes => {
                let mut step = layer_step(info);
                if let Some(first) = calls[layer] {
                    step = format!("{step} again as {first}");
                }
                let value = steps.add(info.path(), step, &takes);
                calls[layer] = calls[layer].or(Some(value));
                value
            }
            (Kind::Activation, Some(activation)) => {
                steps.add(info.path(), activation_step(&activation), &takes)
            }
            _ => takes[0],
        };
    }
    let outputs = M::GRAPH
        .outputs
        .iter()
        .map(|output| values[output.operation]);
    let outputs: Vec<usize> = outputs.collect();
    if outputs != [steps.last()] {
        let layer = M::LAYERS[M::LAYERS.len() - 1].path();
        steps
            .all
            .push((layer, format!("outputs {}", listed(&outputs))));
    }
    steps.all
}

/// The computation of a model: its layers and activations, with the options that decide it. Sizes,
/// which the arrays' shapes tell, names, and what is only for training, as `Dropout`, are not in it; however it
/// is written, the same function has the same text.
#[must_use]
pub fn architecture<M: Model>() -> String {
    let steps: Vec<String> = all::<M>().into_iter().map(|(_, step)| step).collect();
    steps.join(THEN)
}

/// The first difference between what a model computes and the architecture that weights were saved with.
#[must_use]
pub fn difference<M: Model>(saved: &str) -> Option<String> {
    let own = all::<M>();
    let mut saved = saved.split(THEN);
    for (layer, step) in &own {
        match saved.next() {
            Some(theirs) if theirs == step => {}
            Some(theirs) => {
                return Some(format!(
                    "layer `{layer}` of `{}` is `{step}` where they have `{theirs}`",
                    M::NAME
                ));
            }
            None => {
                return Some(format!(
                    "layer `{layer}` of `{}` is `{step}` where they end",
                    M::NAME
                ));
            }
        }
    }
    let more = saved.next()?;
    Some(format!("`{}` ends where they have `{more}`", M::NAME))
}
