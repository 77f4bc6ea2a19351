use super::{own_inputs, own_panels};
use crate::gradients::Sink;
use crate::kernels::Cpu;
use crate::kernels::tile::{Sums, for_cpu, load};
use crate::layers::Batch;
use crate::memory::{LANE, Lane};
use crate::team::Share;

/// Rows that are at hand at once: their references, and their gradients in one run.
const CHUNK: usize = 128;

/// Inputs that one panel after the other takes: their part of the rows stays in the nearest cache.
const BLOCK: usize = 96;

/// The gradient of the kernel, `xᵀ · dy`, and of the bias, the sum of the rows of `dy`, for the
/// weights that are owned here.
#[inline(always)]
pub(crate) fn weight_gradient<X, S, const I: usize, const O: usize>(
    cpu: Cpu,
    share: &Share<'_>,
    x: &X,
    dy: &[[f32; O]],
    sink: &mut S,
) where
    X: Batch<[f32; I]> + ?Sized,
    S: Sink,
{
    for_cpu!(cpu, sweep::<_, _, _, _>(share, x, dy, sink));
    for panel in own_panels(share, O) {
        let mut bias = [0.0; LANE];
        for dy in dy {
            bias.add(&load(dy, panel * LANE));
        }
        sink.give(O.div_ceil(LANE) * I + panel, &bias);
    }
}

#[inline(always)]
fn sweep<
    X,
    K,
    const I: usize,
    const O: usize,
    const FMA: bool,
    Many: Sums,
    Few: Sums,
>(
    share: &Share<'_>,
    x: &X,
    dy: &[[f32; O]],
    sink: &mut K,
) where
    X: Batch<[f32; I]> + ?Sized,
    K: Sink,
{
    if dy.is_empty() {
        return;
    }
    let mut near = Near::<I> {
        rows: [x.row(0); CHUNK],
        dy: [[0.0; LANE]; CHUNK],
    };
    let (panels, inputs) = (own_panels(share, O), own_inputs(share, I));
    let one_chunk = dy.len() <= CHUNK;
    let together = if one_chunk { CHUNK / dy.len() } else { 1 };
    for first_panel in panels.clone().step_by(together) {
        let panels = first_panel..panels.end.min(first_panel + together);
        if one_chunk {
            for (place, panel) in panels.clone().enumerate() {
                near.bring(x, dy, 0, panel, place * dy.len());
            }
        }
        for first in inputs.clone().step_by(BLOCK) {
            let last = inputs.end.min(first + BLOCK);
            for (place, panel) in panels.clone().enumerate() {
                let place = (panel, place * dy.len());
                let mut input = first;
                while input + Many::COUNT <= last {
                    tile::<X, K, I, O, FMA, Many>(&mut near, x, dy, sink, place, input);
                    input += Many::COUNT;
                }
                while input + Few::COUNT <= last {
                    tile::<X, K, I, O, FMA, Few>(&mut near, x, dy, sink, place, input);
                    input += Few::COUNT;
                }
                while input < last {
                    tile::<X, K, I, O, FMA, Lane>(&mut near, x, dy, sink, place, input);
                    input += 1;
                }
            }
        }
    }
}

/// A chunk of rows, and of one panel of their gradients.
struct Near<'x, const I: usize> {
    rows: [&'x [f32; I]; CHUNK],
    dy: [Lane; CHUNK],
}

impl<'x, const I: usize> Near<'x, I> {
    /// Brings near the rows from `first`, as many as there is room for, and the gradients of a
    /// panel, from `place`.
    #[inline(always)]
    fn bring<X, const O: usize>(
        &mut self,
        x: &'x X,
        dy: &[[f32; O]],
        first: usize,
        panel: usize,
        place: usize,
    ) where
        X: Batch<[f32; I]> + ?Sized,
    {
        let all = dy[first..].iter().take(CHUNK);
        let near = self.rows.iter_mut().zip(&mut self.dy[place..]);
        for (row, (dy, near)) in all.zip(near).enumerate() {
            (*near.0, *near.1) = (x.row(first + row), load(dy, panel * LANE));
        }
    }
}

/// The gradients of the weights of some inputs, from number `input`, and one panel.
#[inline(always)]
fn tile<'x, X, K, const I: usize, const O: usize, const FMA: bool, S: Sums>(
    near: &mut Near<'x, I>,
    x: &'x X,
    dy: &[[f32; O]],
    sink: &mut K,
    (panel, place): (usize, usize),
    input: usize,
) where
    X: Batch<[f32; I]> + ?Sized,
    K: Sink,
{
    let mut sums = S::ZERO;
    for first in (0..dy.len()).step_by(CHUNK) {
        if dy.len() > CHUNK {
            near.bring(x, dy, first, panel, place);
        }
        let count = CHUNK.min(dy.len() - first);
        for (x, dy) in near.rows[..count].iter().zip(&near.dy[place..][..count]) {
            sums.add_outer::<FMA>(&x[input..][..S::COUNT], dy);
        }
    }
    let mut gradients = [[0.0; LANE]; 16];
    sums.write(&mut gradients);
    sink.give_all(panel * I + input, &gradients[..S::COUNT]);
}
