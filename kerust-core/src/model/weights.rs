//! All weights of a model with Keras' names, shapes and order.

#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::Error;
use crate::graph::Weight;
use crate::model::Model;
use crate::tensor::Vector16;

/// An array of weights with its name and shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// The layer's name and the array's: `dense_1/kernel`.
    pub name: String,
    /// The sizes of the axes.
    pub shape: Vec<usize>,
    /// The numbers, last axis fastest.
    pub values: Vec<f32>,
}

/// The arrays of a model: layer, offset in vectors within the layer, name, array.
fn arrays<M: Model>() -> impl Iterator<Item = (usize, usize, String, &'static Weight)> {
    M::LAYERS.iter().enumerate().flat_map(|(index, layer)| {
        let mut first = 0;
        layer.weights.iter().map(move |weight| {
            let start = first;
            first += weight.vectors();
            (
                index,
                start,
                format!("{}/{}", layer.path(), weight.name),
                weight,
            )
        })
    })
}

fn read(weight: &Weight, vectors: &[Vector16]) -> Vec<f32> {
    (0..weight.len())
        .map(|index| *weight.at(vectors, index))
        .collect()
}

/// The numbers in the vectors of each layer, in the order of Keras' `get_weights`.
pub(crate) fn get<'a, M: Model, F: Fn(usize) -> &'a [Vector16]>(vectors_of: F) -> Vec<Array> {
    let arrays = arrays::<M>().map(|(layer, start, name, weight)| Array {
        name,
        shape: weight.shape().into(),
        values: read(weight, &vectors_of(layer)[start..]),
    });
    arrays.collect()
}

/// Sets all weights.
///
/// # Errors
/// If the arrays are not those of the model; nothing has changed then.
pub(crate) fn set<M: Model>(model: &mut M, given: &[Array]) -> Result<(), Error> {
    check::<M>(given)?;
    for ((layer, start, _, weight), array) in arrays::<M>().zip(given) {
        fill(weight, &mut model.vectors_mut(layer)[start..], array);
    }
    Ok(())
}

fn fill(weight: &Weight, vectors: &mut [Vector16], array: &Array) {
    for (index, value) in array.values.iter().enumerate() {
        *weight.at_mut(vectors, index) = *value;
    }
}

/// Sets all weights to those of another model, by position.
///
/// # Errors
/// The first array without a counterpart; nothing has changed then.
pub(crate) fn copy<M: Model, N: Model>(model: &mut M, other: &N) -> Result<(), Error> {
    let mut given = other.get_weights();
    let (mut own, mut theirs) = (arrays::<M>(), given.iter());
    let difference = loop {
        break match (own.next(), theirs.next()) {
            (None, None) => None,
            (Some((_, _, name, weight)), Some(array)) if weight.shape() != array.shape => {
                Some(format!(
                    "`{}` of `{}` has the shape {:?}, and `{name}` of `{}` needs {:?}",
                    array.name,
                    N::NAME,
                    array.shape,
                    M::NAME,
                    weight.shape()
                ))
            }
            (Some(_), Some(_)) => continue,
            (Some((_, _, name, weight)), None) => Some(format!(
                "`{}` has no array for `{name}` of `{}`, whose shape is {:?}",
                N::NAME,
                M::NAME,
                weight.shape()
            )),
            (None, Some(array)) => Some(format!(
                "`{}` has no array for `{}` of `{}`, whose shape is {:?}",
                M::NAME,
                array.name,
                N::NAME,
                array.shape
            )),
        };
    };
    if let Some(difference) = difference {
        return Err(Error::Weights { difference });
    }
    for ((_, _, name, _), array) in arrays::<M>().zip(&mut given) {
        array.name = name;
    }
    set(model, &given)
}

/// Sets the weights that have the name and the shape of an array, and returns the names of the others.
pub(crate) fn copy_by_name<M: Model>(model: &mut M, given: &[Array]) -> Vec<String> {
    let mut left = Vec::new();
    for (layer, start, name, weight) in arrays::<M>() {
        let fits = |array: &&Array| {
            array.name == name
                && array.shape == weight.shape()
                && array.values.len() == weight.len()
        };
        match given.iter().find(fits) {
            Some(array) => fill(weight, &mut model.vectors_mut(layer)[start..], array),
            None => left.push(name),
        }
    }
    left
}

/// A check that arrays are those of the model.
///
/// # Errors
/// If they are not.
pub(crate) fn check<M: Model>(given: &[Array]) -> Result<(), Error> {
    match first_difference::<M>(given) {
        None => Ok(()),
        Some(difference) => Err(Error::Weights { difference }),
    }
}

fn first_difference<M: Model>(given: &[Array]) -> Option<String> {
    let mut wanted = arrays::<M>();
    for array in given {
        let Some((_, _, name, weight)) = wanted.next() else {
            return Some(format!(
                "`{}` is none of `{}`'s arrays",
                array.name,
                M::NAME
            ));
        };
        if array.name != name {
            return Some(format!("`{}` in the place of `{name}`", array.name));
        }
        if array.shape != weight.shape() {
            return Some(format!(
                "`{name}` has the shape {:?}, and `{}` needs {:?}",
                array.shape,
                M::NAME,
                weight.shape()
            ));
        }
        if array.values.len() != weight.len() {
            return Some(format!(
                "`{name}` has {} numbers, and its shape {:?} has {}",
                array.values.len(),
                weight.shape(),
                weight.len()
            ));
        }
    }
    let (_, _, missing, _) = wanted.next()?;
    Some(format!("`{missing}` is missing"))
}
