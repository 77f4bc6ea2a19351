use core::ops::Range;

use super::Sizes;
use crate::parallel::Destination;
use crate::parallel::{Share, Split};
use crate::simd::accumulators::{MOST_PANELS, Sums, Take, add, begin_or_add, load, store};
use crate::simd::{Processor, Task, compile_task};
use crate::tensor::{Block, LANE, Lane};

/// Rows that are computed at once: few, so that little has to be made ready, or many, where there is
/// a stack for them.
const FEW: usize = 32;
const MANY: usize = if cfg!(feature = "std") { 64 } else { FEW };

/// Outputs whose weights are transposed at once: one panel, or as many as make enough products for
/// each sum that is written.
const PANEL: usize = LANE;
const PANELS: usize = 4 * LANE;

/// The rows `dx` of `dy · kernelᵀ`, or a member's share of their columns.
pub struct InputGradient<'a, 't> {
    pub(crate) share: Share<'t>,
    pub(crate) sizes: Sizes,
    pub(crate) weights: &'a [Lane],
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
            self.with_room::<P, FEW, PANEL>();
        } else {
            self.with_room::<P, MANY, PANELS>();
        }
    }
}

/// Where the sums of a group of panels go.
enum Columns<'a> {
    /// To `dx`.
    First,
    /// To `dx`, added to those of the groups before.
    More,
    /// To memory for partial sums, with so many lanes a row.
    Partial(&'a mut [Lane], usize),
}

impl InputGradient<'_, '_> {
    /// With room for as many rows, and transposed weights of as many outputs.
    #[inline(always)]
    fn with_room<P: Processor, const ROWS: usize, const OUTPUTS: usize>(mut self) {
        let inputs = self.sizes.own_inputs(&self.share);
        let lanes = inputs.start / LANE..inputs.end.div_ceil(LANE);
        let (groups, team) = match self.share.split {
            Split::Outputs { groups, .. } => (groups, self.share.team),
            _ => (1, None),
        };
        let rows = self.dy.len() / self.sizes.outputs;
        // Lanes of a row.
        let width = self.sizes.inputs.div_ceil(LANE);
        let own = match team {
            Some(_) => self.share.own_groups(),
            None => 0..groups,
        };
        let mut room = Room::<ROWS, OUTPUTS> {
            across: [const { Block::ZERO }; MOST_PANELS],
            sums: [[[0.0; LANE]; MOST_PANELS]; ROWS],
        };
        for group in own {
            let panels = match self.share.split {
                Split::Outputs { .. } => self.share.group(group),
                _ => 0..self.sizes.panels(),
            };
            let mut published = team.map(|team| team.publish(group, rows * width));
            let mut target = match &mut published {
                Some(sums) => Columns::Partial(sums, width),
                None if group == 0 => Columns::First,
                None => Columns::More,
            };
            let mut lane = lanes.start;
            while lane < lanes.end {
                let panels = panels.clone();
                if P::Wide::fits(lanes.end - lane) {
                    self.lanes_of::<P, P::Wide, _, _>(&mut room, lane, panels, &mut target);
                    lane += P::Wide::PANELS;
                } else {
                    type Narrow<P> = <<P as Processor>::Wide as Sums>::Narrow;
                    self.lanes_of::<P, Narrow<P>, _, _>(&mut room, lane, panels, &mut target);
                    lane += 1;
                }
            }
        }
        if let Some(team) = team {
            team.meet();
            let mut out = Finished(self.dx, self.sizes.inputs);
            team.sum(groups, width, rows * width, &mut out);
        }
    }

    /// As many lanes of the rows as `S` has panels, from number `lane`: the sums over `panels`.
    #[inline(always)]
    fn lanes_of<P: Processor, S: Sums, const ROWS: usize, const OUTPUTS: usize>(
        &mut self,
        room: &mut Room<ROWS, OUTPUTS>,
        lane: usize,
        panels: Range<usize>,
        target: &mut Columns<'_>,
    ) {
        let Sizes { inputs, outputs } = self.sizes;
        for (chunk, dy) in self.dy.chunks(ROWS * outputs).enumerate() {
            let (first, rows) = (chunk * ROWS, dy.len() / outputs);
            for first_panel in panels.clone().step_by(OUTPUTS / LANE) {
                let block = first_panel..panels.end.min(first_panel + OUTPUTS / LANE);
                room.bring::<S>(self.weights, inputs, lane, block.clone());
                let block = block.start * LANE..outputs.min(block.end * LANE);
                let goes_on = first_panel > panels.start;
                room.products::<P, S>(dy, outputs, block, goes_on);
            }
            for (row, sums) in (first..).zip(&room.sums[..rows]) {
                for (next, sums) in sums.iter().enumerate().take(S::PANELS) {
                    let lane = lane + next;
                    let mut sums = *sums;
                    if let Columns::Partial(to, width) = target {
                        to[row * *width + lane] = sums;
                        continue;
                    }
                    let dx = &mut self.dx[row * inputs..][..inputs];
                    if let Columns::More = target {
                        let own = sums;
                        sums = load(dx, lane * LANE);
                        add(&mut sums, &own);
                    }
                    store(&sums, dx, lane * LANE);
                }
            }
        }
    }
}

/// Weights of some outputs, transposed: sixteen inputs in each lane; and sums of rows.
struct Room<const ROWS: usize, const OUTPUTS: usize> {
    across: [Block<OUTPUTS>; MOST_PANELS],
    sums: [[Lane; MOST_PANELS]; ROWS],
}

impl<const ROWS: usize, const OUTPUTS: usize> Room<ROWS, OUTPUTS> {
    /// Transposes the weights of the inputs in the lanes from `lane` and of some panels.
    #[inline(always)]
    fn bring<S: Sums>(
        &mut self,
        weights: &[Lane],
        inputs: usize,
        lane: usize,
        panels: Range<usize>,
    ) {
        for (next, to) in self.across.iter_mut().enumerate().take(S::PANELS) {
            for (panel, to) in panels.clone().zip(to.lanes_mut().as_chunks_mut().0) {
                let panel = &weights[panel * inputs..][..inputs];
                *to = transposed(&panel[(lane + next) * LANE..]);
            }
        }
    }

    /// The sums of the products with `outputs` of the rows `dy`, each of `width` numbers.
    #[inline(always)]
    fn products<P: Processor, S: Sums>(
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
    fn tile<P: Processor, T: Sums>(
        &mut self,
        dy: &[f32],
        width: usize,
        outputs: &Range<usize>,
        first: usize,
        goes_on: bool,
    ) {
        let count = outputs.len();
        let rows = T::of(first, &mut |row| &dy[row * width..][outputs.clone()]);
        let lanes: [&[Lane]; MOST_PANELS] =
            core::array::from_fn(|next| &self.across[next].lanes()[..count]);
        let mut sums = T::ZERO;
        for output in 0..count {
            let lanes = T::lanes(&mut |next| lanes[next][output]);
            sums.add_products::<P>(&rows, output, &lanes);
        }
        let to = &mut self.sums;
        sums.give(first, &mut Rows { to, goes_on });
    }
}

/// Sums of rows, which are added to what is there, or replace it.
struct Rows<'a> {
    to: &'a mut [[Lane; MOST_PANELS]],
    goes_on: bool,
}

impl<Lanes: AsRef<[Lane]>> Take<Lanes> for Rows<'_> {
    #[inline(always)]
    fn take(&mut self, row: usize, lanes: &Lanes) {
        for (to, lane) in self.to[row].iter_mut().zip(lanes.as_ref()) {
            begin_or_add(to, lane, self.goes_on);
        }
    }
}

/// The weights of up to sixteen inputs in a panel, a lane for each output.
#[inline(always)]
fn transposed(panel: &[Lane]) -> [Lane; LANE] {
    if let Some(panel) = panel.first_chunk() {
        return transposed_whole(panel);
    }
    // As many as ever, so that no number is moved by itself.
    let mut whole = [[0.0; LANE]; LANE];
    whole[..panel.len()].copy_from_slice(panel);
    transposed_whole(&whole)
}

#[inline(always)]
fn transposed_whole(panel: &[Lane; LANE]) -> [Lane; LANE] {
    let mut across = [[0.0; LANE]; LANE];
    for (input, lane) in panel.iter().enumerate() {
        for (across, weight) in across.iter_mut().zip(lane) {
            across[input] = *weight;
        }
    }
    across
}

struct Finished<'a>(&'a mut [f32], usize);

impl Destination for Finished<'_> {
    #[inline(always)]
    fn start(&self, _: usize) -> Lane {
        [0.0; LANE]
    }

    #[inline(always)]
    fn put(&mut self, row: usize, lane: usize, sums: Lane) {
        store(&sums, &mut self.0[row * self.1..][..self.1], lane * LANE);
    }
}
