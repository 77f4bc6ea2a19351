use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use crate::Error;
use crate::gradients::Learner;
use crate::graph::Weight;
use crate::model::{Array, Model, vectors_of, weights};
use crate::simd::math;
use crate::tensor::{Vector16, Vectors};

/// The gradients of all weights of a model, in the layout of the weights.
///
/// Only [`new`](Gradients::new) and [`arrays`](Gradients::arrays) allocate.
///
/// ```
/// use kerust::layers::Pass;
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<2, 3> > }
///
/// let (mut net, x) = (Net::new(1), [[0.5, 1.0]]);
/// let mut tape = GradientTape::<Net>::new(1);
/// tape.forward(&net, &x[..], Pass::PREDICT);
/// tape.loss(&mse::new(), &[[9.0; 3]])?;
///
/// let mut gradients = Gradients::new();
/// tape.gradient(&mut net, &x[..], &mut gradients);
/// assert_eq!(gradients.arrays()[0].shape, [2, 3]);
/// gradients.clip_by_global_norm(1.0);
/// assert!(gradients.norm() < 1.001);
/// # Ok::<(), kerust::Error>(())
/// ```
pub struct Gradients<M> {
    vectors: Vectors,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> Gradients<M> {
    /// Gradients of 0.
    #[must_use]
    pub fn new() -> Self {
        Gradients {
            vectors: Vectors::zeroed(M::VECTORS),
            model: PhantomData,
        }
    }

    /// Sets all gradients to 0.
    pub fn clear(&mut self) {
        self.vectors.as_flattened_mut().fill(0.0);
    }

    /// Adds other gradients.
    pub fn add(&mut self, other: &Gradients<M>) {
        math::zip(
            other.vectors.as_flattened(),
            self.vectors.as_flattened_mut(),
            |other, own| own + other,
        );
    }

    /// Multiplies all gradients by `factor`.
    pub fn scale(&mut self, factor: f32) {
        if factor.is_finite() {
            math::map(self.vectors.as_flattened_mut(), |g| g * factor);
        } else {
            self.each(|weight, vectors| each_number(weight, vectors, |g| g * factor));
        }
    }

    /// The norm: the root of the sum of the squares of all gradients.
    #[must_use]
    pub fn norm(&self) -> f32 {
        math::norm(&self.vectors)
    }

    /// Scales the gradient of each array to the norm `most`, if its norm is larger; Keras' `clipnorm`.
    pub fn clip_by_norm(&mut self, most: f32) {
        self.each(|weight, vectors| {
            let norm = math::norm(vectors);
            if norm.is_nan() {
                each_number(weight, vectors, |_| f32::NAN);
            } else {
                let norm = norm.max(most);
                math::map(vectors.as_flattened_mut(), |g| g * most / norm);
            }
        });
    }

    /// Limits each number to the range from `-most` to `most`; Keras' `clipvalue`.
    pub fn clip_by_value(&mut self, most: f32) {
        math::map(self.vectors.as_flattened_mut(), |g| {
            math::clip(g, -most, most)
        });
    }

    /// Scales all gradients by one factor to the [`norm`](Gradients::norm) `most`, if it is larger; Keras'
    /// `global_clipnorm`. If the norm is infinite or NaN, all gradients become NaN.
    pub fn clip_by_global_norm(&mut self, most: f32) {
        let norm = self.norm();
        if norm.is_finite() {
            self.scale(most * (1.0 / norm).min(1.0 / most));
        } else {
            self.scale(f32::NAN);
        }
    }

    /// All gradients as arrays, with the names and in the order of Keras' weights.
    #[must_use]
    pub fn arrays(&self) -> Vec<Array> {
        weights::get::<M, _>(|layer| &self.vectors[vectors_of::<M>(layer)])
    }

    /// Sets all gradients.
    ///
    /// # Errors
    /// If the arrays are not those of the model; nothing has changed then.
    pub fn set(&mut self, arrays: &[Array]) -> Result<(), Error> {
        weights::check::<M>(arrays)?;
        let mut given = arrays.iter();
        self.each(|weight, vectors| {
            let values = given.next().map_or(&[][..], |array| &array.values);
            for (index, value) in values.iter().enumerate() {
                *weight.at_mut(vectors, index) = *value;
            }
        });
        Ok(())
    }

    /// The gradients as vectors: vector `i` is the gradient of the model's vector `i`.
    #[must_use]
    pub fn vectors(&self) -> &[Vector16] {
        &self.vectors
    }

    /// The gradients as mutable vectors: vector `i` is the gradient of the model's vector `i`.
    pub fn vectors_mut(&mut self) -> &mut [Vector16] {
        &mut self.vectors
    }

    /// A learner that writes these gradients.
    #[must_use]
    pub fn store(&mut self) -> Learner<'_> {
        Learner::store(&mut self.vectors)
    }

    /// Calls `visit` with each array and its vectors.
    fn each(&mut self, mut visit: impl FnMut(&Weight, &mut [Vector16])) {
        let mut vectors = &mut *self.vectors;
        for weight in M::LAYERS.iter().flat_map(|layer| layer.weights) {
            let (own, rest) = vectors.split_at_mut(weight.vectors());
            visit(weight, own);
            vectors = rest;
        }
    }
}

impl<M: Model> Clone for Gradients<M> {
    fn clone(&self) -> Self {
        Gradients {
            vectors: self.vectors.clone(),
            model: PhantomData,
        }
    }
}

impl<M: Model> fmt::Debug for Gradients<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gradients<{}>", M::NAME)
    }
}

/// Applies `f` to each number of an array, but not to padding.
fn each_number(weight: &Weight, vectors: &mut [Vector16], f: impl Fn(f32) -> f32) {
    for index in 0..weight.len() {
        let number = weight.at_mut(vectors, index);
        *number = f(*number);
    }
}
