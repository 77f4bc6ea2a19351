//! The computation of a model as a text that is saved with its weights.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{LayerInfo, Model};

/// The separator of two steps.
const THEN: &str = " > ";

/// Gives `step` the steps of a layer: itself, with its options, and its activation.
fn steps(layer: &LayerInfo, mut step: impl FnMut(String)) {
    if layer.computes {
        let options = layer
            .config
            .settings()
            .iter()
            .filter(|option| !option.is_size);
        let options: Vec<String> = options
            .map(|option| format!("{} = {}", option.name, option.value))
            .collect();
        step(with_options(layer.kind, &options));
    }
    if let Some(activation) = layer.activation {
        let name = (activation.path)();
        let name = name.split('<').next().unwrap_or(name);
        let name = name.rsplit("::").next().unwrap_or(name);
        let settings: Vec<String> = activation.settings.iter().map(|n| format!("{n}")).collect();
        step(with_options(name, &settings));
    }
}

/// `relu`, `leaky_relu(0.3)`
fn with_options(name: &str, options: &[String]) -> String {
    if options.is_empty() {
        return name.into();
    }
    format!("{name}({})", options.join(", "))
}

/// The steps of a model, each with the name of its layer.
fn all<M: Model>() -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for layer in M::LAYERS {
        steps(layer, |step| all.push((layer.name, step)));
    }
    all
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
