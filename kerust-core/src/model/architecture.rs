//! The computation of a model as a text that is saved with its weights.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::{TypeId, type_name};
use core::fmt::{Display, Write};

use super::Model;
use crate::activations::{Activate, linear};
use crate::layers::Definition;

/// The separator of two steps.
const THEN: &str = " > ";

/// The steps of layer `kind`: itself, with its options, and its activation; each is given to `step`.
pub fn steps<L: Definition>(layer: &L, kind: &str, step: &mut dyn FnMut(&dyn Display)) {
    if L::COMPUTES {
        let mut text = String::from(kind);
        let mut between = "(";
        layer.config(&mut |name, value| {
            let _ = write!(text, "{between}{name} = {value}");
            between = ", ";
        });
        if between != "(" {
            text.push(')');
        }
        step(&text);
    }
    if TypeId::of::<L::Ends>() != TypeId::of::<linear>() {
        step(&activation::<L::Ends>());
    }
}

/// `relu`, `leaky_relu(0.3)`
fn activation<A: Activate>() -> String {
    let name = type_name::<A>();
    let name = name.split('<').next().unwrap_or(name);
    let name = name.rsplit("::").next().unwrap_or(name);
    if A::SETTINGS.is_empty() {
        return name.into();
    }
    let settings: Vec<String> = A::SETTINGS.iter().map(|n| format!("{n}")).collect();
    format!("{name}({})", settings.join(", "))
}

/// The steps of a model, each with the name of its layer.
fn all<M: Model>() -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (index, layer) in M::LAYERS.iter().enumerate() {
        M::steps(index, &mut |step| all.push((layer.name, format!("{step}"))));
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
