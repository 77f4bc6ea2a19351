use core::marker::PhantomData;
use core::ops::Range;

use super::{Sizes, Target};
use crate::kernels::sums::{MOST_PANELS, Sums, add, load, store};
use crate::kernels::{Processor, Task};
use crate::memory::{Block, LANE, Lane};
use crate::team::{Share, Split};

/// Rows that are computed at once: few, so that little has to be made ready, or many, where there is
/// a stack for them.
const FEW: usize = 16;
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

impl Task for InputGradient<'_, '_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(mut self) {
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
            while lane + P::Wide::PANELS <= lanes.end {
                self.lanes_of::<P, P::Wide>(lane, panels.clone(), rows, &mut target);
                lane += P::Wide::PANELS;
            }
            if lane < lanes.end {
                type Narrow<P> = <<P as Processor>::Wide as Sums>::Narrow;
                self.lanes_of::<P, Narrow<P>>(lane, panels, rows, &mut target);
            }
        }
        if let Some(team) = team {
            team.meet();
            let mut out = Finished(self.dx, self.sizes.inputs);
            team.sum(groups, width, rows * width, &mut out);
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
    /// As many lanes of the rows as `S` has panels, from number `lane`: the sums over `panels`.
    #[inline(always)]
    fn lanes_of<P: Processor, S: Sums>(
        &mut self,
        lane: usize,
        panels: Range<usize>,
        rows: usize,
        target: &mut Columns<'_>,
    ) {
        if rows <= FEW && panels.len() == 1 {
            self.sums::<P, S, FEW, PANEL>(lane, panels, target);
        } else {
            self.sums::<P, S, MANY, PANELS>(lane, panels, target);
        }
    }

    /// The same, `ROWS` rows and `OUTPUTS` outputs at once.
    #[inline(always)]
    fn sums<P: Processor, S: Sums, const ROWS: usize, const OUTPUTS: usize>(
        &mut self,
        lane: usize,
        panels: Range<usize>,
        target: &mut Columns<'_>,
    ) {
        let Sizes { inputs, outputs } = self.sizes;
        let mut across = Across::<S, OUTPUTS>::new();
        let mut sums = [[[0.0; LANE]; MOST_PANELS]; ROWS];
        for (chunk, dy) in self.dy.chunks(ROWS * outputs).enumerate() {
            let (first, rows) = (chunk * ROWS, dy.len() / outputs);
            for first_panel in panels.clone().step_by(OUTPUTS / LANE) {
                let block = first_panel..panels.end.min(first_panel + OUTPUTS / LANE);
                across.bring(self.weights, inputs, lane, block.clone());
                let block = block.start * LANE..outputs.min(block.end * LANE);
                let goes_on = first_panel > panels.start;
                across.products::<P>(dy, outputs, block, goes_on, &mut sums[..rows]);
            }
            for (row, sums) in (first..).zip(&sums[..rows]) {
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

/// Weights of some outputs, transposed: sixteen inputs in each lane.
struct Across<S, const OUTPUTS: usize>([Block<OUTPUTS>; MOST_PANELS], PhantomData<S>);

impl<S: Sums, const OUTPUTS: usize> Across<S, OUTPUTS> {
    #[inline(always)]
    fn new() -> Self {
        Across([const { Block::ZERO }; MOST_PANELS], PhantomData)
    }

    /// Transposes the weights of the inputs in the lanes from `lane` and of some panels.
    #[inline(always)]
    fn bring(&mut self, weights: &[Lane], inputs: usize, lane: usize, panels: Range<usize>) {
        for (next, to) in self.0.iter_mut().enumerate().take(S::PANELS) {
            for (panel, to) in panels.clone().zip(to.lanes_mut().as_chunks_mut().0) {
                let panel = &weights[panel * inputs..][..inputs];
                *to = transposed(&panel[(lane + next) * LANE..]);
            }
        }
    }

    /// The sums of the products with `outputs` of the rows `dy`, each of `width` numbers.
    #[inline(always)]
    fn products<P: Processor>(
        &self,
        dy: &[f32],
        width: usize,
        outputs: Range<usize>,
        goes_on: bool,
        sums: &mut [[Lane; MOST_PANELS]],
    ) {
        let mut row = 0;
        while row + S::COUNT <= sums.len() {
            let dy = &dy[row * width..];
            self.tile::<P, S>(dy, width, &outputs, goes_on, &mut sums[row..][..S::COUNT]);
            row += S::COUNT;
        }
        while row < sums.len() {
            let dy = &dy[row * width..];
            self.tile::<P, S::Single>(dy, width, &outputs, goes_on, &mut sums[row..][..1]);
            row += 1;
        }
    }

    #[inline(always)]
    fn tile<P: Processor, T: Sums>(
        &self,
        dy: &[f32],
        width: usize,
        outputs: &Range<usize>,
        goes_on: bool,
        to: &mut [[Lane; MOST_PANELS]],
    ) {
        let count = outputs.len();
        let rows = T::of(0, &mut |row| &dy[row * width..][outputs.clone()]);
        let lanes: [&[Lane]; MOST_PANELS] =
            core::array::from_fn(|next| &self.0[next].lanes()[..count]);
        let mut sums = T::ZERO;
        for output in 0..count {
            let lanes = T::lanes(&mut |next| lanes[next][output]);
            sums.add_products::<P>(&rows, output, &lanes);
        }
        sums.each(0, &mut |row, lanes| {
            for (to, lane) in to[row].iter_mut().zip(lanes.as_ref()) {
                if goes_on {
                    add(to, lane);
                } else {
                    *to = *lane;
                }
            }
        });
    }
}

/// The weights of up to sixteen inputs in a panel, a lane for each output.
#[inline(always)]
fn transposed(panel: &[Lane]) -> [Lane; LANE] {
    let mut across = [[0.0; LANE]; LANE];
    let mut last = [[0.0; LANE]; LANE];
    // As many as ever, so that no number is moved by itself.
    let panel = panel.first_chunk().unwrap_or_else(|| {
        last[..panel.len()].copy_from_slice(panel);
        &last
    });
    for (input, lane) in panel.iter().enumerate() {
        for (across, weight) in across.iter_mut().zip(lane) {
            across[input] = *weight;
        }
    }
    across
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
