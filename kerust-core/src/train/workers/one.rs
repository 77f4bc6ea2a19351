//! Without an operating system one thread trains.

use core::convert::Infallible;
use core::marker::PhantomData;

use crate::Error;
use crate::model::Model;
use crate::tensor::Vector16;
use crate::train::compile::Compiled;
use crate::train::data::Data;
use crate::train::data::losses::Losses;
use crate::train::step::Scoring;
use crate::train::step::TotalsOf;

/// The first of several threads, which never exists here.
pub(in crate::train) struct FirstWorker<'c, 'x, M, O>(Infallible, PhantomData<(&'c O, &'x M)>);

impl<'x, M: Model, O> FirstWorker<'_, 'x, M, O> {
    pub(in crate::train) fn step<L, Ms>(
        &mut self,
        _: &mut Compiled<M, O, L, Ms>,
        _: &mut Data<'x, L>,
        _: &[u32],
        _: u64,
        _: &mut TotalsOf<M, L, Ms>,
    ) -> Result<(), Error>
    where
        L: Losses,
        Ms: Scoring<M, L>,
    {
        match self.0 {}
    }

    pub(in crate::train) fn gather(&mut self, _: &mut M) {
        match self.0 {}
    }

    pub(in crate::train) fn spread_state(&mut self, _: &[Vector16]) {
        match self.0 {}
    }

    pub(in crate::train) fn gather_state(&mut self, _: &mut [Vector16]) {
        match self.0 {}
    }
}
