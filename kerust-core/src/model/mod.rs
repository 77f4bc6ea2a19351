//! Models: the trait that `model!` implements.

mod activity;
#[cfg(feature = "alloc")]
pub(crate) mod architecture;
mod arena;
mod array_options;
mod as_model;
mod blueprint;
mod by_rows;
pub(crate) mod bytes;
mod calls;
mod checks;
mod clone;
mod constraints;
mod editor;
pub(crate) mod expansion;
mod fits;
#[cfg(feature = "alloc")]
pub(crate) mod gather;
#[cfg(feature = "alloc")]
mod gradients;
mod has_row;
mod layer_info;
pub(crate) mod node;
mod not_compiled;
#[cfg(feature = "alloc")]
mod outputs;
mod part;
mod penalties;
mod predict;
mod predictor;
mod sequential;
#[cfg(feature = "alloc")]
mod summary;
pub(crate) mod trainable;
mod weight_arrays;
#[cfg(feature = "alloc")]
pub(crate) mod weights;
#[cfg(feature = "std")]
pub(crate) mod worker_count;
#[cfg(feature = "alloc")]
mod workspace;

#[cfg(feature = "alloc")]
pub use architecture::{architecture, difference};
pub use arena::Arena;
pub use as_model::AsModel;
pub use blueprint::{Blueprint, IntoModel};
pub use constraints::constrain;
#[cfg(feature = "alloc")]
pub use gradients::Gradients;
pub use has_row::HasRow;
pub(crate) use layer_info::vectors_of;
pub use layer_info::{ActivationInfo, LayerInfo, PartInfo};
pub use node::Start;
pub use not_compiled::{Alone, IsCompiled};
#[cfg(feature = "alloc")]
pub(crate) use outputs::{EVALUATION_BATCH, Outputs, PREDICTED};
pub use part::{Element, Part, Submodel};
pub use penalties::{activity, add_penalty_gradients, penalty};
pub use predictor::Predictor;
use rand_core::Rng;
pub use sequential::Sequential;
#[cfg(feature = "alloc")]
pub use summary::Summary;
pub(crate) use weight_arrays::places;
#[cfg(feature = "alloc")]
pub use weights::Array;
#[cfg(feature = "alloc")]
pub(crate) use workspace::Workspace;

use self::trainable::Trained;
use crate::gradients::Learner;
use crate::graph::{Graph, Step};
use crate::layers::Pass;
#[cfg(feature = "alloc")]
use crate::samples::InputData;
use crate::samples::SampleFor;
use crate::tensor::{Dims, OfZeros, Rows, Structure, Vector16};

/// A row of the model's input: nested arrays.
pub type InputRow<M> = <<M as Model>::Input as Structure>::Row;

/// A row of the model's output: nested arrays.
pub type OutputRow<M> = <<M as Model>::Output as Structure>::Row;

/// Methods of compiled models, which only report that this model is not compiled.
macro_rules! only_compiled {
    ($($name:ident($($data:ident),+))+) => {$(
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        fn $name<$($data),+>(&self, $(_: $data),+) -> <Alone<Self> as IsCompiled>::Result
        where
            Alone<Self>: IsCompiled,
        {
            unreachable!("nothing implements `IsCompiled`")
        }
    )+};
}

/// A model made by `model!`: a struct with a block of weights for every layer, and straight code
/// that calls one layer after the other.
///
/// A model can be large, so it is never moved: [`new`](Model::new) makes it on the heap, and
/// without a heap it is a `static`, or a place given to [`init`](Model::init).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "make one with `model!`"
)]
pub trait Model: AsModel<Model = Self> + Sized + OfZeros + Send + Sync + 'static {
    /// The shape of a row that goes in; a tuple of several, where the model has several inputs.
    type Input: Structure;
    /// The shape of a row that comes out; a tuple of several, where the model has several outputs.
    type Output: Structure;
    /// The activation that a loss depends on: of the last layer that changes values; a tuple of several, where
    /// the model has several outputs.
    type Head: 'static;

    /// The model with all weights zero.
    const ZERO: Self;
    /// The name of the struct.
    const NAME: &'static str;
    /// The layers.
    const LAYERS: &'static [LayerInfo];
    /// The calls of its layers.
    #[doc(hidden)]
    const STEPS: &'static [Step];
    /// The numbers of the values that it gives, where its inputs have the first numbers and then each call one.
    #[doc(hidden)]
    const OUTPUT_VALUES: &'static [usize];
    /// The graph of its operations.
    const GRAPH: &'static Graph;
    /// The number of vectors before each layer, and of all.
    #[doc(hidden)]
    const FIRST_VECTORS: &'static [usize];
    /// Whether the first layer casts rows of bytes itself.
    const CASTS_BYTES: bool;
    /// Whether an array has a regularizer.
    const IS_REGULARIZED: bool = layer_info::has_options(Self::LAYERS).0;
    /// Whether an array has a constraint.
    const IS_CONSTRAINED: bool = layer_info::has_options(Self::LAYERS).1;
    /// Whether a layer has a penalty on its outputs.
    const IS_ACTIVITY_REGULARIZED: bool = layer_info::has_activity(Self::LAYERS);
    /// The number of the model's weights.
    const PARAMS: usize = layer_info::params(Self::LAYERS);
    /// The number of bytes of its weights, without what memory adds to fill vectors.
    const BYTES: usize = Self::PARAMS * size_of::<f32>();
    /// The number of vectors of sixteen numbers that its weights take in memory.
    const VECTORS: usize = layer_info::vectors(Self::LAYERS);
    /// The shapes of the rows that go in, of each input.
    const INPUTS: &'static [Dims];
    /// The shapes of the rows that come out, of each output.
    const OUTPUTS: &'static [Dims];
    /// The names of the outputs, empty for one without a name.
    const OUTPUT_NAMES: &'static [&'static str];

    /// The weights of all layers, one after the other.
    #[doc(hidden)]
    fn all_vectors(&self) -> &[Vector16];

    /// The weights of all layers, one after the other, to be changed.
    #[doc(hidden)]
    fn all_vectors_mut(&mut self) -> &mut [Vector16];

    /// The weights of layer `layer`, counted from 0.
    ///
    /// # Panics
    /// If there is no such layer.
    #[inline(always)]
    fn vectors(&self, layer: usize) -> &[Vector16] {
        &self.all_vectors()[vectors_of::<Self>(layer)]
    }

    /// The weights of layer `layer`, counted from 0, to be changed.
    ///
    /// # Panics
    /// If there is no such layer.
    #[inline(always)]
    fn vectors_mut(&mut self, layer: usize) -> &mut [Vector16] {
        &mut self.all_vectors_mut()[vectors_of::<Self>(layer)]
    }

    /// The layers that are frozen while the program runs: see [`set_trainable`](Model::set_trainable).
    #[doc(hidden)]
    fn frozen(&self) -> &[bool];

    /// The same, to be changed.
    #[doc(hidden)]
    fn frozen_mut(&mut self) -> &mut [bool];

    /// [`forward`](Model::forward) in the model `H`, whose graph has the operations of this one from number `first`
    /// on, with the weights of this one.
    #[doc(hidden)]
    fn forward_in<H: Model>(
        first: usize,
        weights: &[Vector16],
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        pass: &Pass<'_>,
    );

    /// [`backward`](Model::backward) in the model `H`. The first of the weights is the vector of `H` whose number
    /// stands with them.
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn backward_in<H: Model>(
        first: usize,
        weights: (&mut [Vector16], usize),
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        from: Start,
        inputs: Option<&mut [&mut [f32]]>,
        learner: &mut Learner<'_>,
        trained: &Trained<'_>,
        pass: &Pass<'_>,
    );

    /// Gives `run` memory in place for the prediction of one row.
    #[doc(hidden)]
    fn with_memory_of_row<T>(run: impl FnOnce(&mut [f32]) -> T) -> T;

    /// The outputs of all layers for the rows `x` of each of the inputs.
    ///
    /// # Panics
    /// If `arena` has room for fewer rows.
    #[inline(always)]
    fn forward(&self, x: &[&dyn Rows], arena: &mut Arena<'_>, pass: &Pass<'_>) {
        Self::forward_in::<Self>(Self::GRAPH.inputs, self.all_vectors(), x, arena, pass);
    }

    /// The gradients of all layers, after [`forward`](Model::forward) on the same rows with the
    /// same `pass`, from the gradients of the outputs, which lie in the arena.
    ///
    /// Of a pass that is [`penalized`](Pass::penalized) the gradient of [`activity`] is among it. With
    /// `inputs` also the gradients with respect to the rows `x`, which go there, for each of the inputs; without,
    /// the layers before the first weights are left out.
    ///
    /// # Panics
    /// If `inputs` has not as many numbers as the rows.
    fn backward(
        &mut self,
        x: &[&dyn Rows],
        arena: &mut Arena<'_>,
        from: Start,
        inputs: Option<&mut [&mut [f32]]>,
        learner: &mut Learner<'_>,
        pass: &Pass<'_>,
    );

    /// Whether the weights of layer `layer`, counted from 0, are trained.
    ///
    /// # Panics
    /// If there is no such layer.
    #[inline(always)]
    fn is_trainable(&self, layer: usize) -> bool {
        Self::LAYERS[layer].is_trainable && !self.frozen()[layer]
    }

    /// Freezes the layer `name`, or all layers of a model that is called in this one, or has them trained again.
    /// Frozen layers keep their weights: they have no gradient, no decay, no penalty and no constraint, and nothing is
    /// computed behind the last weights that are trained. Keras' `layer.trainable`, without another `compile`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Net < Dense<2, 8>(relu), Dense<8, 1>(name = head) > }
    ///
    /// let (x, y) = ([[0.5, 1.0]; 8], [3.0; 8]);
    /// let mut net = Net::new(1);
    /// let before = net.get_weights();
    /// net.set_trainable("dense", false)?;
    /// let mut net = compile!(net, optimizer = Adam, loss = mse);
    /// fit!(net, &x, &y, verbose = 0)?;
    /// assert_eq!(net.get_weights()[..2], before[..2]);
    /// assert_ne!(net.get_weights()[2..], before[2..]);
    ///
    /// net.set_trainable("dense", true)?;
    /// fit!(net, &x, &y, verbose = 0)?;
    /// assert_ne!(net.get_weights()[..2], before[..2]);
    /// # Ok::<(), kerust::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is no such layer, or if one that is frozen by `trainable = false` in `model!` should be trained.
    #[cfg(feature = "alloc")]
    fn set_trainable(&mut self, name: &str, trainable: bool) -> Result<(), crate::Error> {
        for layer in trainable::find(Self::LAYERS, name, trainable)? {
            self.frozen_mut()[layer] = !trainable;
        }
        Ok(())
    }

    /// Fills all weights anew by the layers' initializers, with the random numbers of `seed`.
    fn init(&mut self, seed: u64) {
        self.init_with(&mut crate::random::generator(seed));
    }

    /// Fills all weights anew by the layers' initializers, with the random numbers of `rng`.
    fn init_with(&mut self, rng: &mut dyn Rng) {
        for place in places::<Self>() {
            let vectors = &mut self.vectors_mut(place.layer)[place.vectors];
            (place.weight.initializer).fill(&mut place.weight.view_mut(vectors), rng);
        }
    }

    /// A new model on the heap, with the random weights of `seed`; the same seed gives the same
    /// weights. It is `Clone` as a box.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn new(seed: u64) -> alloc::boxed::Box<Self> {
        Self::with_rng(&mut crate::random::generator(seed))
    }

    /// A new model on the heap, with random weights from any generator of `rand`.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn with_rng(rng: &mut impl Rng) -> alloc::boxed::Box<Self> {
        let mut model = crate::tensor::zeroed::<Self>();
        model.init_with(rng);
        model
    }

    only_compiled! {
        fit(x, y)
        evaluation(x, y)
        evaluate(x, y)
        prediction(x)
        train_on_batch(x, y)
        test_on_batch(x, y)
    }

    /// Takes over all weights of `other`.
    fn copy_from(&mut self, other: &Self) {
        self.all_vectors_mut().copy_from_slice(other.all_vectors());
    }

    /// The layers, their shapes and numbers of weights, as Keras' table.
    #[cfg(feature = "alloc")]
    fn summary(&self) -> Summary {
        Summary::of(self)
    }

    /// All weights, as Keras orders and names them.
    #[cfg(feature = "alloc")]
    fn get_weights(&self) -> alloc::vec::Vec<Array> {
        weights::get::<Self, _>(|layer| self.vectors(layer))
    }

    /// All weights as bytes, what `from_bytes` of every model makes a constant of: numbers of four
    /// bytes, the lowest first, in Keras' order. Only their number is compared: what the layers are is not in
    /// them, as it is in a file of `save_weights`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Net < Dense<2, 1> > }
    ///
    /// let net = Net::new(1);
    /// assert_eq!(net.to_bytes().len(), Net::BYTES); // `std::fs::write("net.bin", net.to_bytes())?`
    ///
    /// // In another program, with the same model: no file, no memory of its own, no start-up.
    /// static NET: Net = Net::from_bytes(&[0; 12]); // `include_bytes!("net.bin")`
    /// assert_eq!(NET.predict(&[0.5, 1.0]), [0.0]);
    /// ```
    #[cfg(feature = "alloc")]
    fn to_bytes(&self) -> alloc::vec::Vec<u8> {
        let arrays = weights::get::<Self, _>(|layer| self.vectors(layer)).into_iter();
        let numbers = arrays.flat_map(|array| array.values);
        numbers.flat_map(f32::to_le_bytes).collect()
    }

    /// Takes over all weights of another model, array by array in their order, whatever their names; Keras'
    /// `set_weights(other.get_weights())`.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Trained < Dense<4, 8>(relu), Dropout(0.5), Dense<8, 3>(softmax) > }
    /// model! { struct Logits < Dense<4, 8>(relu), Dense<8, 3> > }
    ///
    /// let (trained, mut logits) = (Trained::new(1), Logits::new(0));
    /// logits.copy_weights_from(&trained)?;
    /// assert_eq!(logits.get_weights(), trained.get_weights());
    /// # Ok::<(), kerust::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first array that has no equal, with both shapes; nothing is changed then.
    #[cfg(feature = "alloc")]
    fn copy_weights_from(&mut self, other: &impl AsModel) -> Result<(), crate::Error> {
        weights::copy(self, other.as_model())
    }

    /// Takes over the arrays that have the same name and shape in another model, and leaves the others as they
    /// are: their names. Keras' `load_weights(by_name=True, skip_mismatch=True)`, without a file.
    ///
    /// ```
    /// use kerust::prelude::*;
    ///
    /// model! { struct Digits < Dense<4, 8>(relu), Dense<8, 10>(softmax) > }
    /// model! { struct Letters < Dense<4, 8>(relu), Dense<8, 26>(softmax) > }
    ///
    /// let (digits, mut letters) = (Digits::new(1), Letters::new(0));
    /// let left = letters.copy_weights_by_name(&digits);
    /// assert_eq!(left, ["dense_1/kernel", "dense_1/bias"]);
    /// ```
    #[cfg(feature = "alloc")]
    fn copy_weights_by_name(
        &mut self,
        other: &impl AsModel,
    ) -> alloc::vec::Vec<alloc::string::String> {
        weights::copy_by_name(self, &other.as_model().get_weights())
    }

    /// Sets the weights whose name and shape these arrays have, and leaves the others as they are: their names.
    #[cfg(feature = "alloc")]
    fn set_weights_skip_mismatch(
        &mut self,
        arrays: &[Array],
    ) -> alloc::vec::Vec<alloc::string::String> {
        weights::copy_by_name(self, arrays)
    }

    /// Sets all weights.
    ///
    /// # Errors
    /// If the arrays are not those of the model; nothing is changed then.
    #[cfg(feature = "alloc")]
    fn set_weights(&mut self, arrays: &[Array]) -> Result<(), crate::Error> {
        weights::set(self, arrays)
    }

    /// The model's outputs for the rows `x`.
    ///
    /// # Errors
    /// If the rows of an array have another shape than the model's input, and those of a source; a list of rows
    /// has none.
    #[cfg(feature = "alloc")]
    fn predict_batch<'x, X>(&self, x: X) -> Result<alloc::vec::Vec<OutputRow<Self>>, crate::Error>
    where
        X: InputData<'x, Self::Input>,
    {
        outputs::predict_batch(self, x)
    }

    /// The model's output for one row: an array. For one that is too large for the stack use
    /// [`predict_into`](Model::predict_into) or [`predict_batch`](Model::predict_batch).
    fn predict<R: SampleFor<Self::Input>>(&self, row: R) -> OutputRow<Self> {
        predict::predict(self, row, Self::Output::copied)
    }

    /// Writes the model's output for one row to `into`, so that an output of any size needs no stack.
    ///
    /// ```
    /// use kerust::memory::Zeroed;
    /// use kerust::prelude::*;
    ///
    /// model! { struct Blur < Image<512, 512, 3>, Conv2D<3, 3, 5>(padding = same) > }
    ///
    /// let net = Blur::new(1);
    /// let (image, mut blurred) = (Zeroed::<[[[f32; 3]; 512]; 512]>::new(), Zeroed::new());
    /// net.predict_into(&*image, &mut blurred);
    /// assert_eq!(blurred[511][511], [0.0; 3]);
    /// ```
    fn predict_into<R: SampleFor<Self::Input>>(&self, row: R, into: &mut OutputRow<Self>) {
        predict::predict(self, row, |output| Self::Output::copy(output, into));
    }
}
