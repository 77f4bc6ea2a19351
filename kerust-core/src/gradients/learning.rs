use super::{Learner, Sink, Store, StoreSink, Update, UpdateSink};
use crate::memory::Lane;
use crate::optimizers::Optimizer;

/// Updates at once, or keeps the gradients: one type, so that kernels are compiled once for both.
pub(crate) enum Learning<'s, O: Optimizer> {
    Update(Update<'s, O>),
    Store(Store<'s>),
}

impl<O: Optimizer> Learner for Learning<'_, O> {
    type Sink<'a>
        = LearningSink<'a, O>
    where
        Self: 'a;

    #[inline(always)]
    fn sink<'a>(&'a mut self, weights: &'a mut [Lane], first: usize) -> LearningSink<'a, O> {
        match self {
            Learning::Update(update) => LearningSink::Update(update.sink(weights, first)),
            Learning::Store(store) => LearningSink::Store(store.sink(weights, first)),
        }
    }
}

/// The sink of [`Learning`].
pub(crate) enum LearningSink<'a, O: Optimizer> {
    Update(UpdateSink<'a, O>),
    Store(StoreSink<'a>),
}

impl<O: Optimizer> Sink for LearningSink<'_, O> {
    #[inline(always)]
    fn weights(&self) -> &[Lane] {
        match self {
            LearningSink::Update(sink) => sink.weights(),
            LearningSink::Store(sink) => sink.weights(),
        }
    }

    #[inline(always)]
    fn give(&mut self, index: usize, gradient: &Lane) {
        self.give_all(index, core::slice::from_ref(gradient));
    }

    #[inline(always)]
    fn give_all(&mut self, first: usize, gradients: &[Lane]) {
        match self {
            LearningSink::Update(sink) => sink.give_all(first, gradients),
            LearningSink::Store(sink) => sink.give_all(first, gradients),
        }
    }
}
