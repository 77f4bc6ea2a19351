use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use super::{Destination, Share};
use crate::simd::Lane;

/// Without an operating system there are no threads, and so no team.
#[derive(Debug)]
pub(crate) struct Team<'t>(Infallible, PhantomData<&'t ()>);

impl Team<'_> {
    pub(crate) fn member(&self) -> usize {
        match self.0 {}
    }

    pub(crate) fn members(&self) -> usize {
        match self.0 {}
    }

    pub(crate) fn publish(&self, _: usize, _: usize) -> Published {
        match self.0 {}
    }

    pub(crate) fn meet(&self) {
        match self.0 {}
    }

    pub(crate) fn gather(&self, _: &Share<'_>, _: &mut [f32], _: usize) {
        match self.0 {}
    }

    pub(crate) fn add(&self, _: usize, _: &mut [Lane]) {
        match self.0 {}
    }

    pub(crate) fn sum(&self, _: usize, _: usize, _: usize, _: &mut impl Destination) {
        match self.0 {}
    }
}

/// Partial sums, which never exist here.
pub(crate) struct Published(Infallible);

impl Deref for Published {
    type Target = [Lane];

    fn deref(&self) -> &[Lane] {
        match self.0 {}
    }
}

impl DerefMut for Published {
    fn deref_mut(&mut self) -> &mut [Lane] {
        match self.0 {}
    }
}
