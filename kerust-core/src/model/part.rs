//! The parts that a model calls: layers, and other models.

#[cfg(feature = "alloc")]
use alloc::{boxed::Box, vec::Vec};
use core::marker::PhantomData;

use super::node::{self, Start};
use super::trainable::Trained;
#[cfg(feature = "alloc")]
use super::vectors_of;
#[cfg(feature = "alloc")]
use super::weights::{self, Array};
use super::{Arena, AsModel, LayerInfo, Model};
use crate::activations::Activate;
use crate::gradients::Learner;
use crate::graph::{Ending, Inferred, Inner, Spec};
#[cfg(feature = "alloc")]
use crate::layers::LayerWeights;
use crate::layers::{Infer, Layer, LayerWeightsMut, Node, Pass};
use crate::message::Text;
#[cfg(feature = "alloc")]
use crate::tensor::zeroed;
use crate::tensor::{Dims, Rows, Vector16};

/// The types that may stand behind an arrow in `model!`: a layer, or a model with one output.
pub trait Element {
    /// The part of a model that it becomes: the layer itself, or a [`Submodel`].
    type Part: Part;
    /// The names of all keys that may stand in its parentheses: see [`Layer::OPTIONS`].
    const OPTIONS: Option<&'static [&'static str]>;
}

impl<L: Layer> Element for L {
    type Part = L;
    const OPTIONS: Option<&'static [&'static str]> = L::OPTIONS;
}

/// A part of a model, with its passes in the model `H`, whose graph has its operations from number `number` on.
pub trait Part: Sized + 'static {
    /// The activation that a loss depends on.
    type Activation: Activate;
    /// The activation as the graph sees it.
    const ENDING: Ending = ending::<Self::Activation>();
    /// The calls of a model; a layer has none.
    const INNER: Option<Inner> = None;
    /// The layers of a model; a layer has none.
    const LAYERS: Option<&'static [LayerInfo]> = None;

    /// Computes the outputs.
    fn forward<H: Model, N: Node<Layer = Self>>(
        number: usize,
        weights: &[Vector16],
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        pass: &Pass<'_>,
    ) where
        Self: Infer<N>;

    /// Computes the gradients.
    #[allow(clippy::too_many_arguments)]
    fn backward<H: Model, N: Node<Layer = Self>>(
        number: usize,
        weights: (&mut [Vector16], usize),
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        from: Start,
        inputs: Option<&mut [&mut [f32]]>,
        learner: &mut Learner<'_>,
        trained: &Trained<'_>,
        pass: &Pass<'_>,
    ) where
        Self: Infer<N>;
}

/// An activation as the graph sees it.
const fn ending<A: Activate>() -> Ending {
    Ending {
        is_identity: A::IS_IDENTITY,
        is_elementwise: A::ELEMENTWISE,
        reads_input: A::KEEPS_INPUT,
    }
}

impl<L: Layer> Part for L {
    type Activation = L::Activation;

    #[inline(always)]
    fn forward<H: Model, N: Node<Layer = Self>>(
        number: usize,
        weights: &[Vector16],
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        pass: &Pass<'_>,
    ) where
        Self: Infer<N>,
    {
        node::forward::<H, N, L>(number, weights, x, arena, pass);
    }

    #[inline(always)]
    fn backward<H: Model, N: Node<Layer = Self>>(
        number: usize,
        weights: (&mut [Vector16], usize),
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        from: Start,
        inputs: Option<&mut [&mut [f32]]>,
        learner: &mut Learner<'_>,
        trained: &Trained<'_>,
        pass: &Pass<'_>,
    ) where
        Self: Infer<N>,
    {
        node::backward::<H, N, L>(
            number, weights, x, arena, from, inputs, learner, trained, pass,
        );
    }
}

/// A model as a part of another one. Its operations and its layers are among those of the outer model, so that
/// memory, threads and gradients are planned for all of them together.
#[derive(Debug)]
pub struct Submodel<M>(PhantomData<fn() -> M>);

impl<M> Submodel<M> {
    /// The part; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        Submodel(PhantomData)
    }
}

impl<M: Model> Submodel<M> {
    /// The text is that of a layer that takes the model's inputs and gives its output.
    const fn spec(given: &[Dims]) -> Spec {
        let takes = M::INPUTS;
        let out = M::OUTPUTS[0];
        let mut inferred = Inferred::Shape(out);
        let mut place = 0;
        while place < given.len() && place < takes.len() {
            let (given, takes) = (given[place], takes[place]);
            if !given.is_unknown() && !given.same(takes) {
                let gives = Text::new("`").shape(given).text("`");
                let expects = Text::new("`").shape(takes).text("`");
                inferred = if place == 0 {
                    Inferred::Misfit {
                        expects,
                        gives,
                        help: Text::EMPTY,
                        out,
                    }
                } else {
                    Inferred::Invalid {
                        problem: Text::new("expects ")
                            .text(expects.as_str())
                            .text(" in place ")
                            .number(place + 1)
                            .text(", and is given ")
                            .text(gives.as_str()),
                        help: Text::EMPTY,
                        out,
                    }
                };
            }
            place += 1;
        }
        if given.len() > takes.len() && takes.len() > 1 {
            inferred = Inferred::Invalid {
                problem: Text::new("takes ")
                    .count(takes.len(), "input")
                    .text(", and is given ")
                    .number(given.len()),
                help: Text::EMPTY,
                out,
            };
        }
        let spec = Spec::new(M::NAME, inferred)
            .joins(takes.len())
            .takes_tokens()
            .by_batches();
        match *takes {
            [input] => spec.input(input),
            _ => spec,
        }
    }
}

impl<M: Model, N: Node<Layer = Self>> Infer<N> for Submodel<M> {
    const SPEC: Spec = Self::spec(N::INPUTS);
}

impl<M: Model> Part for Submodel<M>
where
    M::Head: Activate,
{
    type Activation = M::Head;
    const INNER: Option<Inner> = Some(Inner {
        steps: M::STEPS,
        output: M::OUTPUT_VALUES[0],
    });
    const LAYERS: Option<&'static [LayerInfo]> = Some(M::LAYERS);

    #[inline(always)]
    fn forward<H: Model, N: Node<Layer = Self>>(
        number: usize,
        weights: &[Vector16],
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        pass: &Pass<'_>,
    ) {
        M::forward_in::<H>(number, weights, x, arena, pass);
    }

    #[inline(always)]
    fn backward<H: Model, N: Node<Layer = Self>>(
        number: usize,
        weights: (&mut [Vector16], usize),
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        from: Start,
        inputs: Option<&mut [&mut [f32]]>,
        learner: &mut Learner<'_>,
        trained: &Trained<'_>,
        pass: &Pass<'_>,
    ) {
        M::backward_in::<H>(
            number, weights, x, arena, from, inputs, learner, trained, pass,
        );
    }
}

/// The weights of a model that is a part of another one.
#[cfg(feature = "alloc")]
impl<M: Model> LayerWeights<'_, M> {
    /// All arrays, with the names that they have in the model by itself.
    #[must_use]
    pub fn get_weights(&self) -> Vec<Array> {
        weights::get::<M, _>(|layer| &self.vectors()[vectors_of::<M>(layer)])
    }

    /// A copy as a model by itself: an encoder out of an autoencoder.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Encoder < Dense<4, 2>(tanh) > }
    /// model! { struct Decoder < Dense<2, 4> > }
    /// model! { struct Autoencoder < row: Vector<4> > { row -> Encoder -> Decoder } }
    ///
    /// let x = [[0.1, 0.2, 0.3, 0.4]; 8];
    /// let mut net = compile!(Autoencoder::new(1), optimizer = Adam, loss = mse);
    /// fit!(net, &x, &x, epochs = 3, verbose = 0)?;
    /// let encoder: Box<Encoder> = net.model().encoder().to_model();
    /// assert_eq!(encoder.get_weights()[0].values, net.get_weights()[0].values);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    #[must_use]
    pub fn to_model(&self) -> Box<M> {
        let mut model = zeroed::<M>();
        model.all_vectors_mut().copy_from_slice(self.vectors());
        model
    }
}

/// The weights of a model that is a part of another one, to be changed.
impl<M: Model> LayerWeightsMut<'_, M> {
    /// Takes over all weights of a model, which was trained by itself.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Trunk < Dense<4, 8>(relu) > }
    /// model! { struct Net < row: Vector<4> > { row -> Trunk -> Dense<_, 3>(softmax) } }
    ///
    /// let (trunk, mut net) = (Trunk::new(1), Net::new(2));
    /// net.trunk_mut().copy_from(&trunk);
    /// assert_eq!(net.trunk().get_weights(), trunk.get_weights());
    /// assert_eq!(net.get_weights()[0].name, "trunk/dense/kernel");
    /// ```
    pub fn copy_from(self, model: &impl AsModel<Model = M>) {
        let from = model.as_model().all_vectors();
        self.into_vectors().copy_from_slice(from);
    }
}
