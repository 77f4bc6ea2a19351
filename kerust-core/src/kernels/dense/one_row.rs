use core::ops::Range;

use super::Sizes;
use crate::parallel::{Partition, Split};
use crate::simd::accumulators::{Accumulators, One, Take, store};
use crate::simd::{LANES, Processor, Task, Vector16, compile_task};

/// The row `y` of `x · kernel + bias`.
pub struct OneRow<'a> {
    /// The split of the layer, which decides the order of the sums.
    pub(crate) split: Split,
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Vector16],
    pub(crate) x: &'a [f32],
    pub(crate) y: &'a mut [f32],
}

compile_task!(OneRow<'_>);

/// [`OneRow`] with constant sizes, so that of a small layer nothing but the arithmetic is left.
pub struct SmallRow<'a, const I: usize, const O: usize> {
    pub(crate) split: Split,
    pub(crate) weights: &'a [Vector16],
    pub(crate) x: &'a [f32; I],
    pub(crate) y: &'a mut [f32; O],
}

impl<const I: usize, const O: usize> SmallRow<'_, I, O> {
    /// Whether a layer of this size is small: it is compiled again in every program.
    pub(crate) const FITS: bool = I * O <= 8192;
}

impl<const I: usize, const O: usize> Task for SmallRow<'_, I, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let row = OneRow {
            split: self.split,
            sizes: Sizes {
                inputs: I,
                outputs: O,
            },
            weights: self.weights,
            x: self.x,
            y: self.y,
        };
        row.run::<P>();
    }
}

impl Task for OneRow<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(mut self) {
        let panels = self.sizes.panels();
        let mut panel = 0;
        while panel + P::Few::COUNT <= panels {
            self.panels::<P, P::Few>(panel);
            panel += P::Few::COUNT;
        }
        while panel < panels {
            self.panels::<P, One<1>>(panel);
            panel += 1;
        }
    }
}

impl OneRow<'_> {
    /// As many panels as `S` has vectors, from number `first`.
    #[inline(always)]
    fn panels<P: Processor, S: Accumulators<Vectors = One<1>>>(&mut self, first: usize) {
        let inputs = self.sizes.inputs;
        let bias = &self.weights[self.sizes.panels() * inputs..];
        let mut totals = S::from_fn(first, &mut |panel| [bias[panel]]);
        match self.split {
            Split::Inputs { groups, .. } => {
                let partition = Partition::alone(self.split);
                for group in 0..groups {
                    totals.add(&self.sums::<P, S>(first, partition.group_columns(group, inputs)));
                }
            }
            _ => totals.add(&self.sums::<P, S>(first, 0..inputs)),
        }
        totals.give(first, &mut Outputs(self.y));
    }

    /// The sums over some of the inputs.
    #[inline(always)]
    fn sums<P: Processor, S: Accumulators<Vectors = One<1>>>(
        &self,
        first: usize,
        inputs: Range<usize>,
    ) -> S {
        let x = &self.x[inputs.clone()];
        let vectors = S::of(first, &mut |panel| {
            &self.weights[panel * self.sizes.inputs + inputs.start..][..x.len()]
        });
        let mut sums = S::ZERO;
        for (input, number) in (0..x.len()).zip(x) {
            sums.add_inner::<P>(*number, &vectors, input);
        }
        sums
    }
}

/// Panels of outputs.
struct Outputs<'a>(&'a mut [f32]);

impl Take<One<1>> for Outputs<'_> {
    #[inline(always)]
    fn take(&mut self, panel: usize, [sums]: &One<1>) {
        store(sums, self.0, panel * LANES);
    }
}
