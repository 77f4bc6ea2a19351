use core::ops::Range;

use super::Sizes;
use crate::gradients::Sink;
use crate::parallel::Partition;
use crate::simd::accumulators::{Accumulators, MOST_PANELS, Take, add, begin_or_add, load_of};
use crate::simd::{Processor, Task, compile_task};
use crate::tensor::{Block, LANES, Rows, Vector16};

/// The number of vectors of the rows' gradients that are packed at once: few, so that little has to be made
/// ready, or many, where there is a stack for them.
const FEW: usize = 32;
const MANY: usize = if cfg!(feature = "std") { 256 } else { FEW };

/// Inputs that one panel after the other takes: their part of the rows, and the gradients that are
/// made of it, stay in the nearest cache. The sink then gets many at once.
const SHORT: usize = 16;
const LONG: usize = if cfg!(feature = "std") { 48 } else { SHORT };

/// The gradient of the kernel, `xᵀ · dy`, and of the bias, the sum of the rows of `dy`, for the
/// weights that are owned here.
pub struct WeightGradient<'a, 't, 's> {
    pub(crate) partition: Partition<'t>,
    pub(crate) sizes: Sizes,
    pub(crate) x: &'a dyn Rows,
    pub(crate) dy: &'a [f32],
    pub(crate) sink: &'a mut Sink<'s>,
}

compile_task!(WeightGradient<'_, '_, '_>);

impl Task for WeightGradient<'_, '_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        match self.x.count() * self.sizes.own_panels(&self.partition).len() {
            0 => {}
            1..=FEW => self.with_near::<P, FEW, SHORT>(),
            _ => self.with_near::<P, MANY, LONG>(),
        }
    }
}

/// A chunk of rows, their gradients in some panels, one panel after the other, and what is made of
/// them.
struct Packed<'x, const CAPACITY: usize, const BLOCK: usize> {
    rows: [&'x [f32]; CAPACITY],
    dy: Block<CAPACITY>,
    /// The number of rows.
    count: usize,
    gradients: Gradients<BLOCK>,
}

/// The gradients of the weights of a block of inputs, in some panels.
struct Gradients<const BLOCK: usize> {
    vectors: [Block<BLOCK>; MOST_PANELS],
    /// Whether they are added to those of earlier rows.
    goes_on: bool,
}

impl<const BLOCK: usize, Vectors: AsRef<[Vector16]>> Take<Vectors> for Gradients<BLOCK> {
    #[inline(always)]
    fn take(&mut self, input: usize, vectors: &Vectors) {
        for (to, vector) in self.vectors.iter_mut().zip(vectors.as_ref()) {
            begin_or_add(&mut to.vectors_mut()[input], vector, self.goes_on);
        }
    }
}

impl<'a> WeightGradient<'a, '_, '_> {
    #[inline(always)]
    fn with_near<P: Processor, const CAPACITY: usize, const BLOCK: usize>(self) {
        let mut packed = Packed::<CAPACITY, BLOCK> {
            rows: [&[]; CAPACITY],
            dy: Block::ZERO,
            count: 0,
            gradients: Gradients {
                vectors: [const { Block::ZERO }; MOST_PANELS],
                goes_on: false,
            },
        };
        let count = self.x.count();
        let panels = self.sizes.own_panels(&self.partition);
        let chunk = match count * panels.len() {
            all if all <= CAPACITY => count,
            _ => count.min(CAPACITY / MOST_PANELS),
        };
        let inputs = self.sizes.own_inputs(&self.partition);
        for first in panels.clone().step_by(CAPACITY / chunk) {
            let panels = first..panels.end.min(first + CAPACITY / chunk);
            if chunk == count {
                self.pack(&mut packed, 0..count, panels.clone());
            }
            for first in inputs.clone().step_by(BLOCK) {
                let inputs = first..inputs.end.min(first + BLOCK);
                let mut panel = panels.start;
                while panel < panels.end {
                    let wide = P::Wide::fits(panels.end - panel);
                    let next = panel + if wide { P::Wide::PANELS } else { 1 };
                    for first in (0..count).step_by(chunk) {
                        let mut place = (panel - panels.start) * count;
                        if chunk < count {
                            self.pack(&mut packed, first..count.min(first + chunk), panel..next);
                            place = 0;
                        }
                        packed.gradients.goes_on = first > 0;
                        if wide {
                            packed.block::<P, P::Wide>(place, inputs.clone());
                        } else {
                            packed.block::<P, P::Many>(place, inputs.clone());
                        }
                    }
                    for (panel, gradients) in (panel..next).zip(&packed.gradients.vectors) {
                        let first = panel * self.sizes.inputs + inputs.start;
                        (self.sink).give_all(first, &gradients.vectors()[..inputs.len()]);
                    }
                    panel = next;
                }
            }
            for (place, panel) in panels.enumerate() {
                let mut sums = [0.0; LANES];
                if chunk == count {
                    for vector in &packed.dy.vectors()[place * count..][..count] {
                        add(&mut sums, vector);
                    }
                } else {
                    for row in 0..count {
                        add(&mut sums, &self.gradients(row, panel));
                    }
                }
                let bias = self.sizes.panels() * self.sizes.inputs;
                self.sink.give(bias + panel, &sums);
            }
        }
    }

    /// Packs some rows, and their gradients in some panels.
    #[inline(always)]
    fn pack<const CAPACITY: usize, const BLOCK: usize>(
        &self,
        packed: &mut Packed<'a, CAPACITY, BLOCK>,
        rows: Range<usize>,
        panels: Range<usize>,
    ) {
        packed.count = rows.len();
        for (row, x) in rows.clone().zip(&mut packed.rows) {
            *x = self.x.numbers(row);
        }
        let mut room = packed.dy.vectors_mut().iter_mut();
        for panel in panels {
            for (row, dy) in rows.clone().zip(&mut room) {
                *dy = self.gradients(row, panel);
            }
        }
    }

    /// The gradients of row `row` in panel `panel`.
    #[inline(always)]
    fn gradients(&self, row: usize, panel: usize) -> Vector16 {
        load_of(self.dy, row, self.sizes.outputs, panel * LANES)
    }
}

impl<const CAPACITY: usize, const BLOCK: usize> Packed<'_, CAPACITY, BLOCK> {
    /// The gradients of the weights of some inputs and as many panels as `S` has; the rows' gradients
    /// lie from `place`.
    #[inline(always)]
    fn block<P: Processor, S: Accumulators>(&mut self, place: usize, inputs: Range<usize>) {
        let mut input = inputs.start;
        while input + S::COUNT <= inputs.end {
            self.tile::<P, S>(place, input, input - inputs.start);
            input += S::COUNT;
        }
        if S::PANELS == 1 {
            while input + P::Few::COUNT <= inputs.end {
                self.tile::<P, P::Few>(place, input, input - inputs.start);
                input += P::Few::COUNT;
            }
        }
        while input < inputs.end {
            self.tile::<P, S::Single>(place, input, input - inputs.start);
            input += 1;
        }
    }

    /// As many inputs, from number `input`, and panels as `S` has.
    #[inline(always)]
    fn tile<P: Processor, S: Accumulators>(
        &mut self,
        place: usize,
        input: usize,
        place_in_block: usize,
    ) {
        let [a, b] = core::array::from_fn(|next| {
            let place = place + next.min(S::PANELS - 1) * self.count;
            &self.dy.vectors()[place..][..self.count]
        });
        let mut sums = S::ZERO;
        for (x, (a, b)) in self.rows.iter().zip(a.iter().zip(b)) {
            let vectors = S::vectors(&mut |next| if next == 0 { *a } else { *b });
            sums.add_outer::<P>(&x[input..][..S::COUNT], &vectors);
        }
        sums.give(place_in_block, &mut self.gradients);
    }
}
