use core::ops::Range;

use super::Sizes;
use crate::gradients::Sink;
use crate::kernels::sums::{MOST_PANELS, One, Sums, Take, add, load_of};
use crate::kernels::{Processor, Rows, Task};
use crate::memory::{Block, LANE, Lane};
use crate::team::Share;

/// Lanes of the rows' gradients that are brought near at once: few, so that little has to be made
/// ready, or many, where there is a stack for them.
const FEW: usize = 16;
const SOME: usize = 64;
const MANY: usize = if cfg!(feature = "std") { 256 } else { SOME };

/// Inputs that one panel after the other takes: their part of the rows stays in the nearest cache.
const BLOCK: usize = 96;

/// The gradient of the kernel, `xᵀ · dy`, and of the bias, the sum of the rows of `dy`, for the
/// weights that are owned here.
pub struct WeightGradient<'a, 't, K> {
    pub(crate) share: Share<'t>,
    pub(crate) sizes: Sizes,
    pub(crate) x: &'a dyn Rows,
    pub(crate) dy: &'a [f32],
    pub(crate) sink: &'a mut K,
}

impl<K: Sink> Task for WeightGradient<'_, '_, K> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        match self.x.count() * self.sizes.own_panels(&self.share).len() {
            0 => {}
            1..=FEW => self.with_near::<P, FEW>(),
            ..=SOME => self.with_near::<P, SOME>(),
            _ => self.with_near::<P, MANY>(),
        }
    }
}

/// The most inputs whose weights' gradients are summed at once.
const MOST: usize = 16;

/// A chunk of rows, and of some panels of their gradients.
struct Near<'x, const ROOM: usize> {
    rows: [&'x [f32]; ROOM],
    dy: Block<ROOM>,
    /// On their way to the sink.
    gradients: Gradients,
}

/// Of some inputs and panels.
struct Gradients([Block<MOST>; MOST_PANELS]);

impl<Lanes: AsRef<[Lane]>> Take<Lanes> for Gradients {
    #[inline(always)]
    fn take(&mut self, input: usize, lanes: &Lanes) {
        for (to, lane) in self.0.iter_mut().zip(lanes.as_ref()) {
            to.lanes_mut()[input] = *lane;
        }
    }
}

impl<'a, K: Sink> WeightGradient<'a, '_, K> {
    #[inline(always)]
    fn with_near<P: Processor, const ROOM: usize>(mut self) {
        let count = self.x.count();
        let mut near = Near::<ROOM> {
            rows: [&[]; ROOM],
            dy: Block::ZERO,
            gradients: Gradients([const { Block::ZERO }; MOST_PANELS]),
        };
        let panels = self.sizes.own_panels(&self.share);
        let inputs = self.sizes.own_inputs(&self.share);
        let together = (ROOM / count).max(1);
        for first_panel in panels.clone().step_by(together) {
            let panels = first_panel..panels.end.min(first_panel + together);
            if count <= ROOM {
                for (place, panel) in panels.clone().enumerate() {
                    self.bring(&mut near, 0, panel, place * count);
                }
            }
            for first in inputs.clone().step_by(BLOCK) {
                let block = first..inputs.end.min(first + BLOCK);
                let mut panel = panels.start;
                if count <= ROOM {
                    while panel + P::Wide::PANELS <= panels.end {
                        let place = (panel - panels.start) * count;
                        self.block::<P, P::Wide, ROOM>(&mut near, panel, place, block.clone());
                        panel += P::Wide::PANELS;
                    }
                }
                for panel in panel..panels.end {
                    let place = (panel - panels.start) * count;
                    self.block::<P, P::Many, ROOM>(&mut near, panel, place, block.clone());
                }
            }
            for (place, panel) in panels.enumerate() {
                let near = near.dy.lanes()[place * count..].iter().take(count);
                self.bias(panel, near);
            }
        }
    }

    /// Brings near the rows from `first`, as many as there is room for, and the gradients of a
    /// panel, from `place`.
    #[inline(always)]
    fn bring<const ROOM: usize>(
        &self,
        near: &mut Near<'a, ROOM>,
        first: usize,
        panel: usize,
        place: usize,
    ) {
        let rows = first..self.x.count().min(first + ROOM);
        let room = near.rows.iter_mut().zip(&mut near.dy.lanes_mut()[place..]);
        for (row, (x, dy)) in rows.zip(room) {
            *x = self.x.numbers(row);
            *dy = self.gradients(row, panel);
        }
    }

    /// The gradients of row `row` in panel `panel`.
    #[inline(always)]
    fn gradients(&self, row: usize, panel: usize) -> Lane {
        load_of(self.dy, row, self.sizes.outputs, panel * LANE)
    }

    /// The gradients of the weights of some inputs and as many panels as `S` has.
    #[inline(always)]
    fn block<P: Processor, S: Sums, const ROOM: usize>(
        &mut self,
        near: &mut Near<'a, ROOM>,
        panel: usize,
        place: usize,
        inputs: Range<usize>,
    ) {
        let mut input = inputs.start;
        while input + S::COUNT <= inputs.end {
            self.tile::<P, S, ROOM>(near, panel, place, input);
            input += S::COUNT;
        }
        let count = self.x.count();
        let places = || (0..S::PANELS).map(|next| (panel + next, place + next * count));
        while input + P::Few::COUNT <= inputs.end {
            for (panel, place) in places() {
                self.tile::<P, P::Few, ROOM>(near, panel, place, input);
            }
            input += P::Few::COUNT;
        }
        while input < inputs.end {
            for (panel, place) in places() {
                self.tile::<P, One<1>, ROOM>(near, panel, place, input);
            }
            input += 1;
        }
    }

    /// The gradients of the weights of as many inputs, from number `input`, and panels as `S` has.
    #[inline(always)]
    fn tile<P: Processor, S: Sums, const ROOM: usize>(
        &mut self,
        near: &mut Near<'a, ROOM>,
        panel: usize,
        place: usize,
        input: usize,
    ) {
        let count = self.x.count();
        let mut sums = S::ZERO;
        for first in (0..count).step_by(ROOM) {
            if count > ROOM {
                self.bring(near, first, panel, place);
            }
            let rows = ROOM.min(count - first);
            let [a, b] = core::array::from_fn(|next| {
                let place = place + next.min(S::PANELS - 1) * count;
                &near.dy.lanes()[place..][..rows]
            });
            for (x, (a, b)) in near.rows[..rows].iter().zip(a.iter().zip(b)) {
                let lanes = S::lanes(&mut |next| if next == 0 { *a } else { *b });
                sums.add_outer::<P>(&x[input..][..S::COUNT], &lanes);
            }
        }
        sums.give(0, &mut near.gradients);
        let gradients = near.gradients.0.iter().enumerate();
        for (next, gradients) in gradients.take(S::PANELS) {
            let first = (panel + next) * self.sizes.inputs + input;
            self.sink.give_all(first, &gradients.lanes()[..S::COUNT]);
        }
    }

    /// The gradient of the bias of a panel, from the rows' gradients where all of them are near.
    #[inline(always)]
    fn bias<'n>(&mut self, panel: usize, near: impl ExactSizeIterator<Item = &'n Lane>) {
        let mut sums = [0.0; LANE];
        if near.len() == self.x.count() {
            near.for_each(|lane| add(&mut sums, lane));
        } else {
            (0..self.x.count()).for_each(|row| add(&mut sums, &self.gradients(row, panel)));
        }
        let first = self.sizes.panels() * self.sizes.inputs;
        self.sink.give(first + panel, &sums);
    }
}
