//! Identities and orthogonal matrices.

use kerust::prelude::*;

use super::filled;

/// The sum of the products of two lists.
fn product(a: impl Iterator<Item = f32>, b: impl Iterator<Item = f32>) -> f64 {
    a.zip(b).map(|(a, b)| f64::from(a) * f64::from(b)).sum()
}

/// The shorter side's vectors are of length 1 and orthogonal to 1e-5.
fn check(shape: &'static [usize], seed: u64) {
    let numbers = filled(&orthogonal::new(), shape, seed);
    let (columns, before) = shape.split_last().unwrap();
    let (rows, columns) = (before.iter().product::<usize>(), *columns);
    let count = rows.min(columns);
    let vector = |index: usize| {
        let numbers = &numbers;
        let size = rows.max(columns);
        let by_rows = rows < columns;
        (0..size).map(move |place| {
            if by_rows {
                numbers[index * columns + place]
            } else {
                numbers[place * columns + index]
            }
        })
    };
    for a in 0..count {
        for b in 0..=a {
            let expected = if a == b { 1.0 } else { 0.0 };
            let got = product(vector(a), vector(b));
            assert!(
                (got - expected).abs() < 1e-5,
                "{shape:?}: {a} and {b}: {got}"
            );
        }
    }
    if rows < columns {
        return;
    }
    // The same bits as a matrix of normal numbers: it is this one's columns, times what is upper
    // triangular with a positive diagonal.
    let normal = filled(&random_normal::of(0.0, 1.0), shape, seed);
    for a in 0..count {
        for b in 0..count {
            let drawn = (0..rows).map(|row| normal[row * columns + b]);
            let factor = product(vector(a), drawn);
            assert!(
                a < b || (a == b && factor > 0.0) || (a > b && factor.abs() < 1e-4),
                "{a} {b} {factor}"
            );
        }
    }
}

#[test]
fn orthogonal_matrices() {
    for seed in 0..5 {
        check(&[1, 1], seed);
        check(&[3, 3], seed);
        check(&[40, 40], seed);
        check(&[64, 17], seed);
        check(&[17, 64], seed);
        check(&[3, 3, 2, 20], seed);
        check(&[3, 3, 5, 33], seed);
    }
    check(&[200, 200], 1);
}

#[test]
fn a_gain_is_a_length() {
    let (one, other) = (
        filled(&orthogonal::new(), &[5, 5], 1),
        filled(&orthogonal::of(1.5), &[5, 5], 1),
    );
    assert!(
        one.iter()
            .zip(&other)
            .all(|(a, b)| (1.5 * a - b).abs() < 1e-6)
    );
}

/// In a model the compiler does not let them be, but a layer of one's own can say anything.
#[test]
fn arrays_of_other_ranks_are_matrices() {
    let vector = filled(&orthogonal::new(), &[7], 2);
    assert!((product(vector.iter().copied(), vector.iter().copied()) - 1.0).abs() < 1e-6);
    assert_eq!(filled(&identity::of(2.0), &[3], 2), [2.0, 0.0, 0.0]);
}

#[test]
fn a_model_is_filled_by_its_options() {
    model! {
        struct Net <
            Dense<3, 3>(kernel_initializer = identity(2.0), bias_initializer = ones),
            Dense<3, 20>(kernel_initializer = orthogonal),
        >
    }
    let net = Net::new(5);
    assert_eq!(
        net.dense().kernel().to_vec(),
        [2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0]
    );
    assert_eq!(net.dense().bias().to_vec(), [1.0; 3]);
    // Neither identity nor ones draw anything.
    assert_eq!(
        net.dense_1().kernel().to_vec(),
        filled(&orthogonal::new(), &[3, 20], 5)
    );
    const { assert!(!Net::IS_REGULARIZED && !Net::IS_CONSTRAINED) };
}
