use core::marker::PhantomData;
use core::ops::Range;

use crate::activations::{Activate, Applied};
use crate::kernels::sums::{One, Sums, Take, store};
use crate::kernels::{Processor, Task};
use crate::memory::{LANE, Lane};
use crate::team::{Share, Split};

/// The row `y` of `A(x · kernel + bias)`. Its sizes are constants, so that of a small layer nothing
/// but the arithmetic is left.
pub struct OneRow<'a, A, const I: usize, const O: usize> {
    /// How the layer would be split: it decides the order of the sums.
    pub(crate) split: Split,
    pub(crate) weights: &'a [Lane],
    pub(crate) x: &'a [f32; I],
    pub(crate) y: &'a mut [f32; O],
    pub(crate) activation: PhantomData<A>,
}

impl<A: Activate, const I: usize, const O: usize> Task for OneRow<'_, A, I, O> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(mut self) {
        let panels = O.div_ceil(LANE);
        let mut panel = 0;
        while panel + P::Few::COUNT <= panels {
            self.panels::<P, P::Few>(panel);
            panel += P::Few::COUNT;
        }
        while panel < panels {
            self.panels::<P, One<1>>(panel);
            panel += 1;
        }
        if Applied::of::<A>() == Applied::ToRows {
            A::forward(self.y, O);
        }
    }
}

impl<A: Activate, const I: usize, const O: usize> OneRow<'_, A, I, O> {
    /// As many panels as `S` has lanes, from number `first`.
    #[inline(always)]
    fn panels<P: Processor, S: Sums<Lanes = One<1>>>(&mut self, first: usize) {
        let bias = &self.weights[O.div_ceil(LANE) * I..];
        let mut totals = S::from_fn(first, &mut |panel| [bias[panel]]);
        match self.split {
            Split::Inputs { groups, .. } => {
                let share = Share::alone(self.split);
                for group in 0..groups {
                    totals.add(&self.sums::<P, S>(first, share.group_columns(group, I)));
                }
            }
            _ => totals.add(&self.sums::<P, S>(first, 0..I)),
        }
        totals.give(first, &mut Outputs::<A>(self.y, PhantomData));
    }

    /// The sums over some of the inputs.
    #[inline(always)]
    fn sums<P: Processor, S: Sums<Lanes = One<1>>>(&self, first: usize, inputs: Range<usize>) -> S {
        let lanes = S::of(first, &mut |panel| {
            &self.weights[panel * I + inputs.start..][..inputs.len()]
        });
        let mut sums = S::ZERO;
        for (input, number) in self.x[inputs].iter().enumerate() {
            sums.add_inner::<P>(*number, &lanes, input);
        }
        sums
    }
}

/// Panels of outputs, behind the activation.
struct Outputs<'a, A>(&'a mut [f32], PhantomData<A>);

impl<A: Activate> Take<One<1>> for Outputs<'_, A> {
    #[inline(always)]
    fn take(&mut self, panel: usize, [sums]: &One<1>) {
        let mut sums = *sums;
        if Applied::of::<A>() == Applied::ToSums {
            A::forward(&mut sums, LANE);
        }
        store(&sums, self.0, panel * LANE);
    }
}
