use core::ops::Range;

use super::Sizes;
use crate::parallel::{Destination, Partition, Split};
use crate::simd::accumulators::{Accumulators, MOST_PANELS, Take, store};
use crate::simd::{Processor, Task, compile_task};
use crate::tensor::{LANES, Rows, Vector16};

/// The rows `y` of `x · kernel + bias`, or a worker's part of their columns.
pub struct Forward<'a, 't> {
    pub(crate) partition: Partition<'t>,
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Vector16],
    pub(crate) x: &'a dyn Rows,
    pub(crate) y: &'a mut [f32],
}

compile_task!(Forward<'_, '_>);

impl Task for Forward<'_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let Forward {
            partition,
            sizes,
            weights,
            x,
            y,
        } = self;
        let count = x.count();
        if count == 0 {
            return;
        }
        let (kernel, bias) = weights.split_at(sizes.panels() * sizes.inputs);
        let panels = sizes.own_panels(&partition);
        let (groups, reducer) = match partition.split {
            Split::Inputs { groups, .. } => (groups, partition.reducer),
            _ => (1, None),
        };
        // With others, each group of inputs by itself; else all of them.
        let rounds = match reducer {
            Some(_) => partition.own_groups(),
            None => 0..1,
        };
        for round in rounds {
            let mut partial = reducer.map(|reducer| reducer.publish(round, count * panels.len()));
            let mut out = Out {
                partial: partial.as_deref_mut(),
                ..Out::new(sizes, bias, y)
            };
            let sweep = Sweep {
                partition: &partition,
                inputs: sizes.inputs,
                groups: if reducer.is_some() {
                    round..round + 1
                } else {
                    0..groups
                },
                kernel,
                panels: panels.clone(),
                x,
                count,
            };
            sweep.run::<P>(&mut out);
        }
        if let Some(reducer) = reducer {
            reducer.wait();
            let vectors = count * panels.len();
            reducer.sum(groups, panels.len(), vectors, &mut Out::new(sizes, bias, y));
        }
    }
}

/// Sums that begin with the bias; or partial ones.
struct Out<'a> {
    sizes: Sizes,
    bias: &'a [Vector16],
    y: &'a mut [f32],
    partial: Option<&'a mut [Vector16]>,
    /// A 0 that the compiler does not know, for [`Out::whole`].
    zero: u32,
}

impl<'a> Out<'a> {
    #[inline(always)]
    fn new(sizes: Sizes, bias: &'a [Vector16], y: &'a mut [f32]) -> Self {
        Out {
            sizes,
            bias,
            y,
            partial: None,
            zero: core::hint::black_box(0),
        }
    }

    /// The same sums, after an operation on each number: sums that are only copied are cut into halves for the
    /// copy, and with them those of the loop before, half of which are then in memory.
    #[inline(always)]
    fn whole(&self, mut sums: Vector16) -> Vector16 {
        for i in 0..LANES {
            sums[i] = f32::from_bits(sums[i].to_bits() ^ self.zero);
        }
        sums
    }
}

impl Destination for Out<'_> {
    #[inline(always)]
    fn start(&self, panel: usize) -> Vector16 {
        match self.partial {
            Some(_) => [0.0; LANES],
            None => self.bias[panel],
        }
    }

    #[inline(always)]
    fn put(&mut self, row: usize, panel: usize, sums: Vector16) {
        let sums = self.whole(sums);
        if let Some(partial) = &mut self.partial {
            partial[row * self.sizes.panels() + panel] = sums;
            return;
        }
        let width = self.sizes.outputs;
        store(&sums, &mut self.y[row * width..][..width], panel * LANES);
    }
}

/// Sums over groups of inputs, for all rows and some panels.
struct Sweep<'a, 't> {
    partition: &'a Partition<'t>,
    inputs: usize,
    groups: Range<usize>,
    kernel: &'a [Vector16],
    panels: Range<usize>,
    x: &'a dyn Rows,
    /// The number of rows, asked for once: a call between sums would have them leave the registers.
    count: usize,
}

impl Sweep<'_, '_> {
    #[inline(always)]
    fn run<P: Processor>(&self, out: &mut Out<'_>) {
        if P::Wide::fits(self.panels.len()) {
            self.all::<P, P::Wide>(out);
        } else {
            self.all::<P, P::Many>(out);
        }
    }

    #[inline(always)]
    fn all<P: Processor, S: Accumulators>(&self, out: &mut Out<'_>) {
        let mut first = 0;
        while first < self.count {
            let left = self.count - first;
            if left == S::COUNT || left >= S::COUNT + P::Few::COUNT {
                self.tiles::<P, S>(first, out);
                first += S::COUNT;
            } else {
                self.tiles::<P, P::Few>(first, out);
                first += P::Few::COUNT;
            }
        }
    }

    /// The inputs of group `group`.
    #[inline(always)]
    fn inputs(&self, group: usize) -> Range<usize> {
        match self.partition.split {
            Split::Inputs { .. } => self.partition.group_columns(group, self.inputs),
            _ => 0..self.inputs,
        }
    }

    /// Some rows from number `first`: one panel after the other, or as many as `S` has.
    #[inline(always)]
    fn tiles<P: Processor, S: Accumulators>(&self, first: usize, out: &mut Out<'_>) {
        let last = self.count - 1;
        // Beyond the last row it is taken again, and not kept.
        let mut row = |row: usize| self.x.numbers(row.min(last));
        let mut panel = self.panels.start;
        let rows = S::of(first, &mut row);
        while panel + S::PANELS <= self.panels.end {
            self.tile::<P, S>(first, &rows, panel, out);
            panel += S::PANELS;
        }
        if S::PANELS > 1 && panel < self.panels.end {
            let rows = S::Narrow::of(first, &mut row);
            self.tile::<P, S::Narrow>(first, &rows, panel, out);
        }
    }

    /// Some rows and as many panels as `S` has.
    #[inline(always)]
    fn tile<P: Processor, S: Accumulators>(
        &self,
        first: usize,
        rows: &S::Of<&[f32]>,
        panel: usize,
        out: &mut Out<'_>,
    ) {
        let mut totals = S::from_fn(0, &mut |_| {
            S::vectors(&mut |place| out.start(panel + place))
        });
        for group in self.groups.clone() {
            let inputs = self.inputs(group);
            let rows = S::map(rows, &mut |row: &[f32]| &row[inputs.clone()]);
            let vectors: [&[Vector16]; MOST_PANELS] = core::array::from_fn(|place| {
                let panel = panel + place.min(S::PANELS - 1);
                &self.kernel[panel * self.inputs + inputs.start..][..inputs.len()]
            });
            let mut sums = S::ZERO;
            for input in 0..inputs.len() {
                let vectors = S::vectors(&mut |place| vectors[place][input]);
                sums.add_products::<P>(&rows, input, &vectors);
            }
            totals.add(&sums);
        }
        let rows = self.count;
        totals.give(first, &mut Put { rows, panel, out });
    }
}

/// Puts the sums of rows and panels, from `panel`, where they belong; beyond the last row nowhere.
struct Put<'a, T> {
    rows: usize,
    panel: usize,
    out: &'a mut T,
}

impl<T: Destination, Vectors: AsRef<[Vector16]>> Take<Vectors> for Put<'_, T> {
    #[inline(always)]
    fn take(&mut self, row: usize, vectors: &Vectors) {
        if row < self.rows {
            for (panel, sums) in (self.panel..).zip(vectors.as_ref()) {
                self.out.put(row, panel, *sums);
            }
        }
    }
}
