use core::marker::PhantomData;
use core::ops::Range;

use super::own_panels;
use crate::activations::Activate;
use crate::kernels::Cpu;
use crate::kernels::tile::{Sums, for_cpu, store};
use crate::layers::Batch;
use crate::memory::{LANE, Lane};
use crate::team::{Share, Split};

/// The rows `y` of `A(x · kernel + bias)`, or a member's share of their columns.
#[inline(always)]
pub(crate) fn forward<A, X, const I: usize, const O: usize>(
    cpu: Cpu,
    share: &Share<'_>,
    weights: &[Lane],
    x: &X,
    y: &mut [[f32; O]],
) where
    A: Activate,
    X: Batch<[f32; I]> + ?Sized,
{
    if y.is_empty() {
        return;
    }
    let (kernel, bias) = weights.split_at(O.div_ceil(LANE) * I);
    let panels = own_panels(share, O);
    let count = y.len();
    let mut out = Finished::<A, O> {
        bias,
        y,
        activation: PhantomData,
    };
    match share.split {
        Split::Inputs { groups, .. } => {
            if let Some(team) = share.team {
                for group in share.own_groups() {
                    let mut sums = team.publish(group, count * panels.len());
                    let mut out = Partial {
                        panels: panels.len(),
                        sums: &mut sums,
                    };
                    let inputs = core::iter::once(share.group_columns(group, I));
                    for_cpu!(cpu, sweep::<_, _, _, _>(x, count, kernel, &panels, inputs, &mut out));
                }
                team.meet();
                team.sum(groups, panels.len(), count * panels.len(), &mut out);
            } else {
                let inputs = (0..groups).map(|group| share.group_columns(group, I));
                for_cpu!(cpu, sweep::<_, _, _, _>(x, count, kernel, &panels, inputs, &mut out));
            }
        }
        _ => {
            let inputs = core::iter::once(0..I);
            for_cpu!(cpu, sweep::<_, _, _, _>(x, count, kernel, &panels, inputs, &mut out));
        }
    }
    if !A::ELEMENTWISE {
        A::forward(out.y.as_flattened_mut(), O);
    }
}

/// Where the sums of products go.
pub(crate) trait Target {
    /// What is added to the sums of a panel.
    fn start(&self, panel: usize) -> Lane;

    /// Takes the sums of one row and one panel.
    fn put(&mut self, row: usize, panel: usize, sums: Lane);
}

/// Sums that are complete: they begin with the bias, and the activation follows.
struct Finished<'a, A, const O: usize> {
    bias: &'a [Lane],
    y: &'a mut [[f32; O]],
    activation: PhantomData<A>,
}

impl<A: Activate, const O: usize> Target for Finished<'_, A, O> {
    #[inline(always)]
    fn start(&self, panel: usize) -> Lane {
        self.bias[panel]
    }

    #[inline(always)]
    fn put(&mut self, row: usize, panel: usize, mut sums: Lane) {
        if A::ELEMENTWISE {
            A::forward(&mut sums, LANE);
        }
        store(&sums, &mut self.y[row], panel * LANE);
    }
}

/// Sums over a part of the inputs.
struct Partial<'a> {
    panels: usize,
    sums: &'a mut [Lane],
}

impl Target for Partial<'_> {
    #[inline(always)]
    fn start(&self, _: usize) -> Lane {
        [0.0; LANE]
    }

    #[inline(always)]
    fn put(&mut self, row: usize, panel: usize, sums: Lane) {
        self.sums[row * self.panels + panel] = sums;
    }
}

/// The sums over each of the ranges `inputs`, and over these, for `count` rows and some panels.
#[inline(always)]
fn sweep<X, P, T, const I: usize, const FMA: bool, Many: Sums, Few: Sums>(
    x: &X,
    count: usize,
    kernel: &[Lane],
    panels: &Range<usize>,
    inputs: P,
    out: &mut T,
) where
    X: Batch<[f32; I]> + ?Sized,
    P: Iterator<Item = Range<usize>> + Clone,
    T: Target,
{
    let mut first = 0;
    while first < count {
        let left = count - first;
        if left == 1 {
            return one_row::<P, T, I, FMA, Few>(x.row(first), first, kernel, panels, inputs, out);
        }
        if left == Many::COUNT || left >= Many::COUNT + Few::COUNT {
            tiles::<X, P, T, I, FMA, Many>(x, first, kernel, panels, &inputs, out);
            first += Many::COUNT;
        } else {
            tiles::<X, P, T, I, FMA, Few>(x, first, kernel, panels, &inputs, out);
            first += Few::COUNT;
        }
    }
}

/// Some rows from number `first`, one panel after the other.
#[inline(always)]
fn tiles<X, P, T, const I: usize, const FMA: bool, S: Sums>(
    x: &X,
    first: usize,
    kernel: &[Lane],
    panels: &Range<usize>,
    inputs: &P,
    out: &mut T,
) where
    X: Batch<[f32; I]> + ?Sized,
    P: Iterator<Item = Range<usize>> + Clone,
    T: Target,
{
    let last = x.len() - 1;
    // Beyond the last row it is taken again, and not kept.
    let rows = S::of(first, &mut |row| x.row(row.min(last)));
    for panel in panels.clone() {
        let start = out.start(panel);
        let mut totals = S::filled(&start);
        for inputs in inputs.clone() {
            let mut sums = S::ZERO;
            let lanes = &kernel[panel * I + inputs.start..][..inputs.len()];
            let rows = S::map(&rows, &mut |row: &[f32; I]| &row[inputs.clone()]);
            for (input, lane) in lanes.iter().enumerate() {
                sums.add_products::<FMA>(&rows, input, lane);
            }
            totals.add(&sums);
        }
        totals.each(first, &mut |row, sums| {
            if row <= last {
                out.put(row, panel, *sums);
            }
        });
    }
}

/// A row by itself: panels instead of rows fill the registers.
#[inline(always)]
fn one_row<P, T, const I: usize, const FMA: bool, Few: Sums>(
    x: &[f32; I],
    row: usize,
    kernel: &[Lane],
    panels: &Range<usize>,
    inputs: P,
    out: &mut T,
) where
    P: Iterator<Item = Range<usize>> + Clone,
    T: Target,
{
    let mut panel = panels.start;
    while panel + Few::COUNT <= panels.end {
        some_panels::<P, T, I, FMA, Few>(x, row, kernel, panel, &inputs, out);
        panel += Few::COUNT;
    }
    while panel < panels.end {
        some_panels::<P, T, I, FMA, Lane>(x, row, kernel, panel, &inputs, out);
        panel += 1;
    }
}

/// A row by itself, some panels from number `first`.
#[inline(always)]
fn some_panels<P, T, const I: usize, const FMA: bool, S: Sums>(
    x: &[f32; I],
    row: usize,
    kernel: &[Lane],
    first: usize,
    inputs: &P,
    out: &mut T,
) where
    P: Iterator<Item = Range<usize>> + Clone,
    T: Target,
{
    let mut totals = S::ZERO;
    for inputs in inputs.clone() {
        let mut sums = S::ZERO;
        let lanes = S::of(first, &mut |panel| {
            &kernel[panel * I + inputs.start..][..inputs.len()]
        });
        for (input, x) in x[inputs.clone()].iter().enumerate() {
            sums.add_inner::<FMA>(*x, &lanes, input);
        }
        totals.add(&sums);
    }
    totals.each(first, &mut |panel, sums| {
        let mut total = out.start(panel);
        total.add(sums);
        out.put(row, panel, total);
    });
}
