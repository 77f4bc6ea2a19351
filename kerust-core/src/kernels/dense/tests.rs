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
