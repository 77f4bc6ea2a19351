use core::ops::Range;

use super::Sizes;
use crate::parallel::{Destination, Partition, Split};
use crate::simd::accumulators::{Accumulators, MOST_PANELS, Take, add, begin_or_add, load, store};
use crate::simd::{Processor, Task, compile_task};
use crate::tensor::{Block, LANES, Vector16};

/// Rows that are computed at once: few, so that little has to be made ready, or many, where there is
/// a stack for them.
const FEW: usize = 32;
const MANY: usize = if cfg!(feature = "std") { 64 } else { FEW };

/// Outputs whose weights are transposed at once: one panel, or as many as make enough products for
/// each sum that is written.
const PANEL: usize = LANES;
const PANELS: usize = 4 * LANES;

/// The rows `dx` of `dy · kernelᵀ`, or a worker's part of their columns.
pub struct InputGradient<'a, 't> {
    pub(crate) partition: Partition<'t>,
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Vector16],
    pub(crate) dy: &'a [f32],
    pub(crate) dx: &'a mut [f32],
}

compile_task!(InputGradient<'_, '_>);

impl Task for InputGradient<'_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let rows = self.dy.len() / self.sizes.outputs;
        if rows <= FEW && self.sizes.panels() == 1 {
            self.with_packed::<P, FEW, PANEL>();
        } else {
            self.with_packed::<P, MANY, PANELS>();
        }
    }
}

/// The destination of the sums of a group of panels.
enum Columns<'a> {
    /// To `dx`.
    First,
    /// To `dx`, added to those of the groups before.
    More,
    /// To memory for partial sums, with so many vectors a row.
    Partial(&'a mut [Vector16], usize),
}

impl InputGradient<'_, '_> {
    /// The kernel with memory for so many rows, and for transposed weights of so many outputs.
    #[inline(always)]
    fn with_packed<P: Processor, const ROWS: usize, const OUTPUTS: usize>(mut self) {
        let inputs = self.sizes.own_inputs(&self.partition);
        let vectors = inputs.start / LANES..inputs.end.div_ceil(LANES);
        let (groups, reducer) = match self.partition.split {
            Split::Outputs { groups, .. } => (groups, self.partition.reducer),
            _ => (1, None),
        };
        let rows = self.dy.len() / self.sizes.outputs;
        // Vectors of a row.
        let width = self.sizes.inputs.div_ceil(LANES);
        let own = match reducer {
            Some(_) => self.partition.own_groups(),
            None => 0..groups,
        };
        let mut packed = Packed::<ROWS, OUTPUTS> {
            transposed: [const { Block::ZERO }; MOST_PANELS],
            sums: [[[0.0; LANES]; MOST_PANELS]; ROWS],
        };
        for group in own {
            let panels = match self.partition.split {
                Split::Outputs { .. } => self.partition.group(group),
                _ => 0..self.sizes.panels(),
            };
            let mut published = reducer.map(|reducer| reducer.publish(group, rows * width));
            let mut target = match &mut published {
                Some(sums) => Columns::Partial(sums, width),
                None if group == 0 => Columns::First,
                None => Columns::More,
            };
            let mut vector = vectors.start;
            while vector < vectors.end {
                let panels = panels.clone();
                if P::Wide::fits(vectors.end - vector) {
                    self.vectors_of::<P, P::Wide, _, _>(&mut packed, vector, panels, &mut target);
                    vector += P::Wide::PANELS;
                } else {
                    type Narrow<P> = <<P as Processor>::Wide as Accumulators>::Narrow;
                    self.vectors_of::<P, Narrow<P>, _, _>(&mut packed, vector, panels, &mut target);
                    vector += 1;
                }
            }
        }
        if let Some(reducer) = reducer {
            reducer.wait();
            let mut out = Finished(self.dx, self.sizes.inputs);
            reducer.sum(groups, width, rows * width, &mut out);
        }
    }

    /// As many vectors of the rows as `S` has panels, from number `vector`: the sums over `panels`.
    #[inline(always)]
    fn vectors_of<P: Processor, S: Accumulators, const ROWS: usize, const OUTPUTS: usize>(
        &mut self,
        packed: &mut Packed<ROWS, OUTPUTS>,
        vector: usize,
        panels: Range<usize>,
        target: &mut Columns<'_>,
    ) {
        let Sizes { inputs, outputs } = self.sizes;
        for (chunk, dy) in self.dy.chunks(ROWS * outputs).enumerate() {
            let (first, rows) = (chunk * ROWS, dy.len() / outputs);
            for first_panel in panels.clone().step_by(OUTPUTS / LANES) {
                let block = first_panel..panels.end.min(first_panel + OUTPUTS / LANES);
                packed.pack::<S>(self.weights, inputs, vector, block.clone());
                let block = block.start * LANES..outputs.min(block.end * LANES);
                let goes_on = first_panel > panels.start;
                packed.products::<P, S>(dy, outputs, block, goes_on);
            }
            for (row, sums) in (first..).zip(&packed.sums[..rows]) {
                for (next, sums) in sums.iter().enumerate().take(S::PANELS) {
                    let vector = vector + next;
                    let mut sums = *sums;
                    if let Columns::Partial(to, width) = target {
                        to[row * *width + vector] = sums;
                        continue;
                    }
                    let dx = &mut self.dx[row * inputs..][..inputs];
                    if let Columns::More = target {
                        let own = sums;
                        sums = load(dx, vector * LANES);
                        add(&mut sums, &own);
                    }
                    store(&sums, dx, vector * LANES);
                }
            }
        }
    }
}

/// Weights of some outputs, transposed: sixteen inputs in each vector; and sums of rows.
struct Packed<const ROWS: usize, const OUTPUTS: usize> {
    transposed: [Block<OUTPUTS>; MOST_PANELS],
    sums: [[Vector16; MOST_PANELS]; ROWS],
}

impl<const ROWS: usize, const OUTPUTS: usize> Packed<ROWS, OUTPUTS> {
    /// Transposes the weights of the inputs in the vectors from `vector` and of some panels.
    #[inline(always)]
    fn pack<S: Accumulators>(
        &mut self,
        weights: &[Vector16],
        inputs: usize,
        vector: usize,
        panels: Range<usize>,
    ) {
        for (next, to) in self.transposed.iter_mut().enumerate().take(S::PANELS) {
            for (panel, to) in panels.clone().zip(to.vectors_mut().as_chunks_mut().0) {
                let panel = &weights[panel * inputs..][..inputs];
                *to = transposed(&panel[(vector + next) * LANES..]);
            }
        }
    }

    /// The sums of the products with `outputs` of the rows `dy`, each of `width` numbers.
    #[inline(always)]
    fn products<P: Processor, S: Accumulators>(
        &mut self,
        dy: &[f32],
        width: usize,
        outputs: Range<usize>,
        goes_on: bool,
    ) {
        let rows = dy.len() / width;
        let mut row = 0;
        while row + S::COUNT <= rows {
            self.tile::<P, S>(dy, width, &outputs, row, goes_on);
            row += S::COUNT;
        }
        while row < rows {
            self.tile::<P, S::Single>(dy, width, &outputs, row, goes_on);
            row += 1;
        }
    }

    #[inline(always)]
    fn tile<P: Processor, T: Accumulators>(
        &mut self,
        dy: &[f32],
        width: usize,
        outputs: &Range<usize>,
        first: usize,
        goes_on: bool,
    ) {
        let count = outputs.len();
        let rows = T::of(first, &mut |row| &dy[row * width..][outputs.clone()]);
        let vectors: [&[Vector16]; MOST_PANELS] =
            core::array::from_fn(|next| &self.transposed[next].vectors()[..count]);
        let mut sums = T::ZERO;
        for output in 0..count {
            let vectors = T::vectors(&mut |next| vectors[next][output]);
            sums.add_products::<P>(&rows, output, &vectors);
        }
        let to = &mut self.sums;
        sums.give(first, &mut Rows { to, goes_on });
    }
}

/// Sums of rows, which are added to what is there, or replace it.
struct Rows<'a> {
    to: &'a mut [[Vector16; MOST_PANELS]],
    goes_on: bool,
}

impl<Vectors: AsRef<[Vector16]>> Take<Vectors> for Rows<'_> {
    #[inline(always)]
    fn take(&mut self, row: usize, vectors: &Vectors) {
        for (to, vector) in self.to[row].iter_mut().zip(vectors.as_ref()) {
            begin_or_add(to, vector, self.goes_on);
        }
    }
}

/// The weights of up to sixteen inputs in a panel, a vector for each output.
#[inline(always)]
fn transposed(panel: &[Vector16]) -> [Vector16; LANES] {
    if let Some(panel) = panel.first_chunk() {
        return transposed_whole(panel);
    }
    // As many as ever, so that no number is moved by itself.
    let mut whole = [[0.0; LANES]; LANES];
    whole[..panel.len()].copy_from_slice(panel);
    transposed_whole(&whole)
}

#[inline(always)]
fn transposed_whole(panel: &[Vector16; LANES]) -> [Vector16; LANES] {
    let mut transposed = [[0.0; LANES]; LANES];
    for (input, vector) in panel.iter().enumerate() {
        for (transposed, weight) in transposed.iter_mut().zip(vector) {
            transposed[input] = *weight;
        }
    }
    transposed
}

struct Finished<'a>(&'a mut [f32], usize);

impl Destination for Finished<'_> {
    #[inline(always)]
    fn start(&self, _: usize) -> Vector16 {
        [0.0; LANES]
    }

    #[inline(always)]
    fn put(&mut self, row: usize, vector: usize, sums: Vector16) {
        store(&sums, &mut self.0[row * self.1..][..self.1], vector * LANES);
    }
}
