use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use super::{Destination, Partition};
use crate::simd::Vector16;

/// Without an operating system there are no threads, and so no reducer.
#[derive(Debug)]
pub(crate) struct Reducer<'t>(Infallible, PhantomData<&'t ()>);

impl Reducer<'_> {
    pub(crate) fn worker(&self) -> usize {
        match self.0 {}
    }

    pub(crate) fn workers(&self) -> usize {
        match self.0 {}
    }

    pub(crate) fn publish(&self, _: usize, _: usize) -> Published {
        match self.0 {}
    }

    pub(crate) fn wait(&self) {
        match self.0 {}
    }

    pub(crate) fn gather(&self, _: &Partition<'_>, _: &mut [f32], _: usize) {
        match self.0 {}
    }

    pub(crate) fn add(&self, _: usize, _: &mut [Vector16]) {
        match self.0 {}
    }

    pub(crate) fn sum(&self, _: usize, _: usize, _: usize, _: &mut impl Destination) {
        match self.0 {}
    }
}

/// Partial sums, which never exist here.
pub(crate) struct Published(Infallible);

impl Deref for Published {
    type Target = [Vector16];

    fn deref(&self) -> &[Vector16] {
        match self.0 {}
    }
}

impl DerefMut for Published {
    fn deref_mut(&mut self) -> &mut [Vector16] {
        match self.0 {}
    }
}
