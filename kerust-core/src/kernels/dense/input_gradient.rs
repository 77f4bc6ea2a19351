use core::ops::Range;

use super::{Sizes, Target};
use crate::kernels::sums::{Sums, load, store};
use crate::kernels::{Processor, Task};
use crate::memory::{LANE, Lane};
use crate::team::{Share, Split};

/// Rows that are computed at once.
const CHUNK: usize = 64;

/// The rows `dx` of `dy · kernelᵀ`, or a member's share of their columns.
pub struct InputGradient<'a, 't> {
    pub(crate) share: Share<'t>,
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Lane],
    pub(crate) dy: &'a [f32],
    pub(crate) dx: &'a mut [f32],
}

impl Task for InputGradient<'_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        let InputGradient {
            share,
            sizes,
            weights,
            dy,
            dx,
        } = self;
        let inputs = sizes.own_inputs(&share);
        let all = inputs.start / LANE..inputs.end.div_ceil(LANE);
        let (groups, team) = match share.split {
            Split::Outputs { groups, .. } => (0..groups, share.team),
            _ => (0..1, None),
        };
        let panels = |group: usize| match share.split {
            Split::Outputs { .. } => share.group(group),
            _ => 0..sizes.panels(),
        };
        let (rows, lanes) = (dy.len() / sizes.outputs, sizes.inputs.div_ceil(LANE));
        let own = if team.is_some() {
            share.own_groups()
        } else {
            groups.clone()
        };
        let mut apart = [[0.0; LANE]; CHUNK];
        for group in own {
            let mut published = team.map(|team| team.publish(group, rows * lanes));
            for first in (0..rows).step_by(CHUNK) {
                let rows = first..rows.min(first + CHUNK);
                let dy = &dy[rows.start * sizes.outputs..rows.end * sizes.outputs];
                for lane in all.clone() {
                    // The first of all groups may begin in place; the others are added to it.
                    let mut sums = match &mut published {
                        Some(sums) => Place {
                            numbers: sums[rows.start * lanes..].as_flattened_mut(),
                            width: lanes * LANE,
                            lane,
                        },
                        None if group == groups.start => Place {
                            numbers: &mut dx[rows.start * sizes.inputs..],
                            width: sizes.inputs,
                            lane,
                        },
                        None => Place {
                            numbers: apart.as_flattened_mut(),
                            width: LANE,
                            lane: 0,
                        },
                    };
                    for panel in panels(group) {
                        let goes_on = panel > panels(group).start;
                        let outputs = panel * LANE..sizes.outputs.min((panel + 1) * LANE);
                        let weights = &weights[panel * sizes.inputs..][..sizes.inputs];
                        let across = transposed(weights, lane * LANE, outputs.len());
                        rows_of::<P>(&across, dy, sizes.outputs, outputs, goes_on, &mut sums);
                    }
                    if published.is_none() && group > groups.start {
                        let mut to = Place {
                            numbers: &mut dx[rows.start * sizes.inputs..],
                            width: sizes.inputs,
                            lane,
                        };
                        for (row, sums) in apart.iter().enumerate().take(rows.len()) {
                            let mut total = to.load(row);
                            total.add(sums);
                            to.store(row, &total);
                        }
                    }
                }
            }
        }
        if let Some(team) = team {
            team.meet();
            let mut out = Finished(dx, sizes.inputs);
            team.sum(groups.len(), lanes, rows * lanes, &mut out);
        }
    }
}

struct Finished<'a>(&'a mut [f32], usize);

impl Target for Finished<'_> {
    #[inline(always)]
    fn start(&self, _: usize) -> Lane {
        [0.0; LANE]
    }

    #[inline(always)]
    fn put(&mut self, row: usize, lane: usize, sums: Lane) {
        store(&sums, &mut self.0[row * self.1..][..self.1], lane * LANE);
    }
}

/// One lane of each row of some rows.
struct Place<'a> {
    numbers: &'a mut [f32],
    width: usize,
    lane: usize,
}

impl Place<'_> {
    #[inline(always)]
    fn load(&self, row: usize) -> Lane {
        load(
            &self.numbers[row * self.width..][..self.width],
            self.lane * LANE,
        )
    }

    #[inline(always)]
    fn store(&mut self, row: usize, lane: &Lane) {
        let row = &mut self.numbers[row * self.width..][..self.width];
        store(lane, row, self.lane * LANE);
    }
}

/// The weights of sixteen inputs from `first`, a lane for each output of the panel.
#[inline(always)]
fn transposed(panel: &[Lane], first: usize, outputs: usize) -> [Lane; LANE] {
    let mut across = [[0.0; LANE]; LANE];
    for (input, lane) in panel[first..].iter().enumerate().take(LANE) {
        for (across, weight) in across.iter_mut().zip(lane).take(outputs) {
            across[input] = *weight;
        }
    }
    across
}

/// The products of one panel, for all rows.
#[inline(always)]
fn rows_of<P: Processor>(
    across: &[Lane; LANE],
    dy: &[f32],
    width: usize,
    outputs: Range<usize>,
    goes_on: bool,
    sums: &mut Place<'_>,
) {
    let rows = dy.len() / width;
    let mut row = 0;
    while row + P::Many::COUNT <= rows {
        tile::<P, P::Many>(across, dy, width, &outputs, goes_on, row, sums);
        row += P::Many::COUNT;
    }
    while row + P::Few::COUNT <= rows {
        tile::<P, P::Few>(across, dy, width, &outputs, goes_on, row, sums);
        row += P::Few::COUNT;
    }
    while row < rows {
        tile::<P, Lane>(across, dy, width, &outputs, goes_on, row, sums);
        row += 1;
    }
}

#[inline(always)]
fn tile<P: Processor, S: Sums>(
    across: &[Lane; LANE],
    dy: &[f32],
    width: usize,
    outputs: &Range<usize>,
    goes_on: bool,
    first: usize,
    to: &mut Place<'_>,
) {
    let rows = S::of(first, &mut |row| &dy[row * width..][outputs.clone()]);
    let mut sums = S::ZERO;
    if goes_on {
        sums = S::from_fn(first, &mut |row| to.load(row));
    }
    for (output, lane) in across.iter().enumerate().take(outputs.len()) {
        sums.add_products::<P>(&rows, output, lane);
    }
    sums.each(first, &mut |row, sums| to.store(row, sums));
}
