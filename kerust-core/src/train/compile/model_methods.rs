//! The methods of a compiled model that are those of its model.

use alloc::string::String;
use alloc::vec::Vec;

use rand_core::Rng;

use super::Compiled;
use crate::Error;
use crate::model::{Array, AsModel, Model, OutputRow, Predictor, Summary};
use crate::samples::{InputData, RowFor, SampleFor};
use crate::tensor::{Shape, Vector16};

impl<M: Model, O, L, Ms> Compiled<M, O, L, Ms> {
    /// The layers, their shapes and numbers of weights: [`Model::summary`].
    pub fn summary(&self) -> Summary {
        self.model.summary()
    }

    /// The output for one row: [`Model::predict`].
    pub fn predict<R: SampleFor<M::Input>>(&self, row: R) -> OutputRow<M> {
        self.model.predict(row)
    }

    /// Writes the output for one row to `into`: [`Model::predict_into`].
    pub fn predict_into<R: SampleFor<M::Input>>(&self, row: R, into: &mut OutputRow<M>) {
        self.model.predict_into(row, into);
    }

    /// The outputs for the rows `x`, in their order: [`Model::predict_batch`].
    ///
    /// # Errors
    /// Those of [`Model::predict_batch`].
    pub fn predict_batch<'x, X>(&self, x: X) -> Result<Vec<OutputRow<M>>, Error>
    where
        X: InputData<'x, M::Input>,
    {
        self.model.predict_batch(x)
    }

    /// Freezes a layer, or has it trained again, in the next `fit`: [`Model::set_trainable`].
    ///
    /// # Errors
    /// If there is no such layer, or if it is frozen by `trainable = false` in `model!`.
    pub fn set_trainable(&mut self, name: &str, trainable: bool) -> Result<(), Error> {
        self.model.set_trainable(name, trainable)
    }

    /// All weights, as Keras orders and names them: [`Model::get_weights`].
    pub fn get_weights(&self) -> Vec<Array> {
        self.model.get_weights()
    }

    /// Sets all weights: [`Model::set_weights`]. The optimizer's state stays as it is.
    ///
    /// # Errors
    /// If the arrays are not those of the model; nothing is changed then.
    pub fn set_weights(&mut self, arrays: &[Array]) -> Result<(), Error> {
        self.model.set_weights(arrays)
    }

    /// Sets the weights whose name and shape these arrays have; the names of the others:
    /// [`Model::set_weights_skip_mismatch`].
    pub fn set_weights_skip_mismatch(&mut self, arrays: &[Array]) -> Vec<String> {
        self.model.set_weights_skip_mismatch(arrays)
    }

    /// Takes over all weights of a model of the same arrays: [`Model::copy_weights_from`].
    ///
    /// # Errors
    /// If the arrays are not those of the model; nothing is changed then.
    pub fn copy_weights_from(&mut self, other: &impl AsModel) -> Result<(), Error> {
        self.model.copy_weights_from(other)
    }

    /// Takes over the weights that `other` has by the same name and in the same shape; the names of those
    /// that it has not: [`Model::copy_weights_by_name`].
    pub fn copy_weights_by_name(&mut self, other: &impl AsModel) -> Vec<String> {
        self.model.copy_weights_by_name(other)
    }

    /// Takes over all weights of a model of the same type: [`Model::copy_from`].
    pub fn copy_from(&mut self, other: &M) {
        self.model.copy_from(other);
    }

    /// All weights as bytes: [`Model::to_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.model.to_bytes()
    }

    /// Fills all weights anew with the random numbers of `seed`: [`Model::init`].
    pub fn init(&mut self, seed: u64) {
        self.model.init(seed);
    }

    /// Fills all weights anew with the random numbers of `rng`: [`Model::init_with`].
    pub fn init_with(&mut self, rng: &mut dyn Rng) {
        self.model.init_with(rng);
    }

    /// The weights of layer `layer`, counted from 0: [`Model::vectors`].
    ///
    /// # Panics
    /// If there is no such layer.
    pub fn vectors(&self, layer: usize) -> &[Vector16] {
        self.model.vectors(layer)
    }

    /// The weights of layer `layer`, counted from 0, to be changed: [`Model::vectors_mut`].
    ///
    /// # Panics
    /// If there is no such layer.
    pub fn vectors_mut(&mut self, layer: usize) -> &mut [Vector16] {
        self.model.vectors_mut(layer)
    }
}

impl<M: Model, O, L, Ms> AsModel for Compiled<M, O, L, Ms> {
    type Model = M;

    fn as_model(&self) -> &M {
        &self.model
    }

    fn as_model_mut(&mut self) -> &mut M {
        &mut self.model
    }
}

impl<M, R, O, L, Ms> Predictor<R, OutputRow<M>> for Compiled<M, O, L, Ms>
where
    M: Model<Input: Shape>,
    R: RowFor<M::Input> + Clone,
    Compiled<M, O, L, Ms>: Send + Sync,
{
    fn predict_row(&self, row: &R) -> OutputRow<M> {
        self.predict(row)
    }

    fn predict_rows(&self, rows: &[R]) -> Vec<OutputRow<M>> {
        self.model.predict_rows(rows)
    }
}
