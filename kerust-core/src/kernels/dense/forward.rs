use core::ops::Range;

use super::Sizes;
use crate::parallel::Destination;
use crate::parallel::{Share, Split};
use crate::simd::accumulators::{MOST_PANELS, Sums, Take, store};
use crate::simd::{Processor, Task, compile_task};
use crate::tensor::{LANE, Lane, Rows};

/// The rows `y` of `x · kernel + bias`, or a member's share of their columns.
pub struct Forward<'a, 't> {
    pub(crate) share: Share<'t>,
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Lane],
    pub(crate) x: &'a dyn Rows,
    pub(crate) y: &'a mut [f32],
}

compile_task!(Forward<'_, '_>);

impl Task for Forward<'_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let Forward {
            share,
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
        let panels = sizes.own_panels(&share);
        let (groups, team) = match share.split {
            Split::Inputs { groups, .. } => (groups, share.team),
            _ => (1, None),
        };
        // With others, each group of inputs by itself; else all of them.
        let rounds = match team {
            Some(_) => share.own_groups(),
            None => 0..1,
        };
        for round in rounds {
            let mut partial = team.map(|team| team.publish(round, count * panels.len()));
            let mut out = Out {
                partial: partial.as_deref_mut(),
                ..Out::new(sizes, bias, y)
            };
            let sweep = Sweep {
                share: &share,
                inputs: sizes.inputs,
                groups: if team.is_some() {
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
        if let Some(team) = team {
            team.meet();
            let lanes = count * panels.len();
            team.sum(groups, panels.len(), lanes, &mut Out::new(sizes, bias, y));
        }
    }
}

/// Sums that begin with the bias; or partial ones.
struct Out<'a> {
    sizes: Sizes,
    bias: &'a [Lane],
    y: &'a mut [f32],
    partial: Option<&'a mut [Lane]>,
}

impl<'a> Out<'a> {
    #[inline(always)]
    fn new(sizes: Sizes, bias: &'a [Lane], y: &'a mut [f32]) -> Self {
        Out {
            sizes,
            bias,
            y,
            partial: None,
        }
    }
}

impl Destination for Out<'_> {
    #[inline(always)]
    fn start(&self, panel: usize) -> Lane {
        match self.partial {
            Some(_) => [0.0; LANE],
            None => self.bias[panel],
        }
    }

    #[inline(always)]
    fn put(&mut self, row: usize, panel: usize, sums: Lane) {
        if let Some(partial) = &mut self.partial {
            partial[row * self.sizes.panels() + panel] = sums;
            return;
        }
        let width = self.sizes.outputs;
        store(&sums, &mut self.y[row * width..][..width], panel * LANE);
    }
}

/// Sums over groups of inputs, for all rows and some panels.
struct Sweep<'a, 't> {
    share: &'a Share<'t>,
    inputs: usize,
    groups: Range<usize>,
    kernel: &'a [Lane],
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
    fn all<P: Processor, S: Sums>(&self, out: &mut Out<'_>) {
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
        match self.share.split {
            Split::Inputs { .. } => self.share.group_columns(group, self.inputs),
            _ => 0..self.inputs,
        }
    }

    /// Some rows from number `first`: one panel after the other, or as many as `S` has.
    #[inline(always)]
    fn tiles<P: Processor, S: Sums>(&self, first: usize, out: &mut Out<'_>) {
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
    fn tile<P: Processor, S: Sums>(
        &self,
        first: usize,
        rows: &S::Of<&[f32]>,
        panel: usize,
        out: &mut Out<'_>,
    ) {
        let mut totals = S::from_fn(0, &mut |_| S::lanes(&mut |place| out.start(panel + place)));
        for group in self.groups.clone() {
            let inputs = self.inputs(group);
            let rows = S::map(rows, &mut |row: &[f32]| &row[inputs.clone()]);
            let lanes: [&[Lane]; MOST_PANELS] = core::array::from_fn(|place| {
                let panel = panel + place.min(S::PANELS - 1);
                &self.kernel[panel * self.inputs + inputs.start..][..inputs.len()]
            });
            let mut sums = S::ZERO;
            for input in 0..inputs.len() {
                let lanes = S::lanes(&mut |place| lanes[place][input]);
                sums.add_products::<P>(&rows, input, &lanes);
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

impl<T: Destination, Lanes: AsRef<[Lane]>> Take<Lanes> for Put<'_, T> {
    #[inline(always)]
    fn take(&mut self, row: usize, lanes: &Lanes) {
        if row < self.rows {
            for (panel, sums) in (self.panel..).zip(lanes.as_ref()) {
                self.out.put(row, panel, *sums);
            }
        }
    }
}
