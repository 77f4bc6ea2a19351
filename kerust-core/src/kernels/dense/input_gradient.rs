use core::ops::Range;

use super::{own_inputs, own_panels};
use crate::kernels::Cpu;
use crate::kernels::dense::Target;
use crate::kernels::tile::{Sums, for_cpu, store};
use crate::memory::{LANE, Lane};
use crate::team::{Share, Split};

/// Rows whose sums are at hand at once.
const CHUNK: usize = 64;

/// The rows `dx` of `dy · kernelᵀ`, or a member's share of their columns.
#[inline(always)]
pub(crate) fn input_gradient<const I: usize, const O: usize>(
    cpu: Cpu,
    share: &Share<'_>,
    weights: &[Lane],
    dy: &[[f32; O]],
    dx: &mut [[f32; I]],
) {
    let inputs = own_inputs(share, I);
    match share.split {
        Split::Outputs { groups, .. } => {
            if let Some(team) = share.team {
                let lanes = dy.len() * I.div_ceil(LANE);
                for group in share.own_groups() {
                    let mut sums = team.publish(group, lanes);
                    let mut out = Partial::<I>(&mut sums);
                    let panels = core::iter::once(share.group(group));
                    for_cpu!(cpu, sweep::<_, _, I, _>(weights, dy, &inputs, panels, &mut out));
                }
                team.meet();
                team.sum(groups, I.div_ceil(LANE), lanes, &mut Finished(dx));
            } else {
                let panels = (0..groups).map(|group| share.group(group));
                for_cpu!(cpu, sweep::<_, _, I, _>(weights, dy, &inputs, panels, &mut Finished(dx)));
            }
        }
        _ => {
            let panels = core::iter::once(own_panels(share, O));
            for_cpu!(cpu, sweep::<_, _, I, _>(weights, dy, &inputs, panels, &mut Finished(dx)));
        }
    }
}

struct Finished<'a, const I: usize>(&'a mut [[f32; I]]);

impl<const I: usize> Target for Finished<'_, I> {
    #[inline(always)]
    fn start(&self, _: usize) -> Lane {
        [0.0; LANE]
    }

    #[inline(always)]
    fn put(&mut self, row: usize, lane: usize, sums: Lane) {
        store(&sums, &mut self.0[row], lane * LANE);
    }
}

/// Sums over a part of the outputs.
struct Partial<'a, const I: usize>(&'a mut [Lane]);

impl<const I: usize> Target for Partial<'_, I> {
    #[inline(always)]
    fn start(&self, _: usize) -> Lane {
        [0.0; LANE]
    }

    #[inline(always)]
    fn put(&mut self, row: usize, lane: usize, sums: Lane) {
        self.0[row * I.div_ceil(LANE) + lane] = sums;
    }
}

/// For sixteen inputs after the other: the sums over each of the ranges of `panels`, and over
/// these.
#[inline(always)]
fn sweep<
    P,
    T,
    const I: usize,
    const O: usize,
    const FMA: bool,
    Many: Sums,
    Few: Sums,
>(
    weights: &[Lane],
    dy: &[[f32; O]],
    inputs: &Range<usize>,
    panels: P,
    out: &mut T,
) where
    P: Iterator<Item = Range<usize>> + Clone,
    T: Target,
{
    for (chunk, dy) in dy.chunks(CHUNK).enumerate() {
        for lane in inputs.start / LANE..inputs.end.div_ceil(LANE) {
            let mut totals = [[0.0; LANE]; CHUNK];
            for panels in panels.clone() {
                let mut sums = [[0.0; LANE]; CHUNK];
                for panel in panels {
                    let across = transposed::<I>(&weights[panel * I..][..I], lane * LANE);
                    let mut row = 0;
                    while row + Many::COUNT <= dy.len() {
                        tile::<O, FMA, Many>(&across, &dy[row..], panel, &mut sums[row..]);
                        row += Many::COUNT;
                    }
                    while row + Few::COUNT <= dy.len() {
                        tile::<O, FMA, Few>(&across, &dy[row..], panel, &mut sums[row..]);
                        row += Few::COUNT;
                    }
                    while row < dy.len() {
                        tile::<O, FMA, Lane>(&across, &dy[row..], panel, &mut sums[row..]);
                        row += 1;
                    }
                }
                for (total, sum) in totals.iter_mut().zip(&sums).take(dy.len()) {
                    total.add(sum);
                }
            }
            for (row, total) in totals.iter().enumerate().take(dy.len()) {
                out.put(chunk * CHUNK + row, lane, *total);
            }
        }
    }
}

/// The weights of sixteen inputs from `first`, a lane for each output of the panel.
#[inline(always)]
fn transposed<const I: usize>(panel: &[Lane], first: usize) -> [Lane; LANE] {
    let mut across = [[0.0; LANE]; LANE];
    for (input, lane) in panel[first..].iter().enumerate().take(LANE) {
        for (across, weight) in across.iter_mut().zip(lane) {
            across[input] = *weight;
        }
    }
    across
}

/// Adds the products of one panel, for some rows.
#[inline(always)]
fn tile<const O: usize, const FMA: bool, S: Sums>(
    across: &[Lane; LANE],
    dy: &[[f32; O]],
    panel: usize,
    sums: &mut [Lane],
) {
    let outputs = panel * LANE..O.min((panel + 1) * LANE);
    let rows = S::of(0, &mut |row| &dy[row][outputs.clone()]);
    let mut own = S::read(sums);
    for (output, lane) in across.iter().enumerate().take(outputs.len()) {
        own.add_products::<FMA>(&rows, output, lane);
    }
    own.write(sums);
}
