//! `y = x · kernel + bias`, and its gradients.
//!
//! Weights of `I` inputs and `O` outputs: panels of sixteen outputs, each of `I` lanes, one after
//! the other; then the bias, a lane for every panel.

use super::{add_scaled, dot, load, store};
use crate::gradients::Sink;
use crate::layers::Batch;
use crate::memory::{LANE, Lane};

/// Rows, or inputs, that share one pass over a panel: their sums stay in registers.
const TILE: usize = 4;

/// The rows `y` of `x · kernel + bias`.
#[inline(always)]
pub(crate) fn forward<const I: usize, const O: usize, X>(
    weights: &[Lane],
    x: &X,
    y: &mut [[f32; O]],
) where
    X: Batch<[f32; I]> + ?Sized,
{
    let mut row = 0;
    while row + TILE <= y.len() {
        forward_tile::<I, O, TILE, X>(weights, x, y, row);
        row += TILE;
    }
    while row < y.len() {
        forward_tile::<I, O, 1, X>(weights, x, y, row);
        row += 1;
    }
}

#[inline(always)]
fn forward_tile<const I: usize, const O: usize, const ROWS: usize, X>(
    weights: &[Lane],
    x: &X,
    y: &mut [[f32; O]],
    row: usize,
) where
    X: Batch<[f32; I]> + ?Sized,
{
    let panels = O.div_ceil(LANE);
    let (kernel, bias) = weights.split_at(panels * I);
    let rows: [&[f32; I]; ROWS] = core::array::from_fn(|r| x.row(row + r));
    for panel in 0..panels {
        let mut sums = [bias[panel]; ROWS];
        for (input, lane) in kernel[panel * I..][..I].iter().enumerate() {
            for (sum, row) in sums.iter_mut().zip(rows) {
                add_scaled(sum, row[input], lane);
            }
        }
        for (r, sum) in sums.iter().enumerate() {
            store(sum, &mut y[row + r], panel * LANE);
        }
    }
}

/// The rows `dx` of `dy · kernelᵀ`.
#[inline(always)]
pub(crate) fn input_gradient<const I: usize, const O: usize>(
    weights: &[Lane],
    dy: &[[f32; O]],
    dx: &mut [[f32; I]],
) {
    for (dx, dy) in dx.iter_mut().zip(dy) {
        dx.fill(0.0);
        for panel in 0..O.div_ceil(LANE) {
            let dy = load(dy, panel * LANE);
            for (dx, lane) in dx.iter_mut().zip(&weights[panel * I..][..I]) {
                *dx += dot(&dy, lane);
            }
        }
    }
}

/// The gradient of the kernel, `xᵀ · dy`, and of the bias, the sum of the rows of `dy`.
#[inline(always)]
pub(crate) fn weight_gradient<const I: usize, const O: usize, X, S>(
    x: &X,
    dy: &[[f32; O]],
    sink: &mut S,
) where
    X: Batch<[f32; I]> + ?Sized,
    S: Sink,
{
    let panels = O.div_ceil(LANE);
    for panel in 0..panels {
        let mut input = 0;
        while input + TILE <= I {
            weight_tile::<I, O, TILE, X, S>(x, dy, sink, panel, input);
            input += TILE;
        }
        while input < I {
            weight_tile::<I, O, 1, X, S>(x, dy, sink, panel, input);
            input += 1;
        }
        let mut bias = [0.0; LANE];
        for dy in dy {
            add_scaled(&mut bias, 1.0, &load(dy, panel * LANE));
        }
        sink.give(panels * I + panel, &bias);
    }
}

#[inline(always)]
fn weight_tile<const I: usize, const O: usize, const INPUTS: usize, X, S>(
    x: &X,
    dy: &[[f32; O]],
    sink: &mut S,
    panel: usize,
    input: usize,
) where
    X: Batch<[f32; I]> + ?Sized,
    S: Sink,
{
    let mut sums = [[0.0; LANE]; INPUTS];
    for (row, dy) in dy.iter().enumerate() {
        let dy = load(dy, panel * LANE);
        if let Some(x) = x.row(row)[input..].first_chunk::<INPUTS>() {
            for (sum, x) in sums.iter_mut().zip(x) {
                add_scaled(sum, *x, &dy);
            }
        }
    }
    for (i, sum) in sums.iter().enumerate() {
        sink.give(panel * I + input + i, sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gradients::{Learner, Store};
    use crate::initializers::{Initializer, zeros};
    use crate::memory::{LayerWeights, LayerWeightsMut, Weight, lanes};
    use crate::random::{generator, unit};
    use alloc::vec;

    /// Compares with sums written as the formulas are.
    fn check<const I: usize, const O: usize, const ROWS: usize>() {
        let specs: &'static [Weight] = alloc::boxed::Box::leak(alloc::boxed::Box::new([
            Weight::new(
                "kernel",
                alloc::boxed::Box::leak(alloc::boxed::Box::new([I, O])),
                zeros::fill,
            ),
            Weight::new(
                "bias",
                alloc::boxed::Box::leak(alloc::boxed::Box::new([O])),
                zeros::fill,
            ),
        ]));
        let mut rng = generator(I as u64);
        let mut number = || unit(&mut rng) * 2.0 - 1.0;
        let mut weights = vec![[0.0; LANE]; lanes(specs)];
        LayerWeightsMut::<()>::new(specs, &mut weights)
            .at::<2>(0)
            .set((0..I * O).map(|_| number()));
        LayerWeightsMut::<()>::new(specs, &mut weights)
            .at::<1>(1)
            .set((0..O).map(|_| number()));
        let x: [[f32; I]; ROWS] = core::array::from_fn(|_| core::array::from_fn(|_| number()));
        let dy: [[f32; O]; ROWS] = core::array::from_fn(|_| core::array::from_fn(|_| number()));
        let mut y = [[f32::NAN; O]; ROWS];
        let mut dx = [[f32::NAN; I]; ROWS];
        forward(&weights, &x[..], &mut y);
        input_gradient(&weights, &dy, &mut dx);
        let mut gradients = vec![[f32::NAN; LANE]; weights.len()];
        let mut store = Store(&mut gradients);
        let mut copy = weights.clone();
        weight_gradient(&x[..], &dy, &mut store.sink(&mut copy, 0));

        let close = |got: f32, expected: f32, what: &str| {
            assert!(
                (got - expected).abs() < 1e-4,
                "{what} of {I}×{O}×{ROWS}: {got}, expected {expected}"
            );
        };
        let named = LayerWeights::<()>::new(specs, &weights);
        let (kernel, bias) = (named.at::<2>(0), named.at::<1>(1));
        let gradient = LayerWeights::<()>::new(specs, &gradients);
        let (dkernel, dbias) = (gradient.at::<2>(0), gradient.at::<1>(1));
        for o in 0..O {
            for r in 0..ROWS {
                let sum: f32 = (0..I).map(|i| x[r][i] * kernel[[i, o]]).sum();
                close(y[r][o], sum + bias[[o]], "output");
            }
            close(dbias[[o]], dy.iter().map(|dy| dy[o]).sum(), "bias");
            for i in 0..I {
                close(
                    dkernel[[i, o]],
                    (0..ROWS).map(|r| x[r][i] * dy[r][o]).sum(),
                    "kernel",
                );
            }
        }
        for r in 0..ROWS {
            for i in 0..I {
                close(
                    dx[r][i],
                    (0..O).map(|o| dy[r][o] * kernel[[i, o]]).sum(),
                    "input",
                );
            }
        }
    }

    #[test]
    fn as_the_formulas_on_odd_sizes() {
        check::<1, 1, 1>();
        check::<5, 3, 2>();
        check::<16, 16, 4>();
        check::<17, 33, 7>();
        check::<30, 10, 32>();
        check::<3, 64, 5>();
    }
}
