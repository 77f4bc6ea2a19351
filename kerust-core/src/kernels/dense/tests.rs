//! The kernels against sums written as the formulas are, in double precision: for each kind of
//! processor that this one can play, for odd sizes, and for every way to split them.

use std::vec::Vec;
use std::{format, thread, vec};

use super::*;
use crate::gradients::Learner;
use crate::graph::{Weight, vectors};
use crate::initializers::zeros;
use crate::layers::{LayerWeights, LayerWeightsMut};
use crate::parallel::{AllReduce, Reducer};
use crate::random::{generator, unit};
use crate::simd::Cpu;
use crate::tensor::{RowsOf, Vector16};

struct Case<const I: usize, const O: usize> {
    specs: [Weight; 2],
    weights: Vec<Vector16>,
    x: Vec<[f32; I]>,
    dy: Vec<[f32; O]>,
}

/// The results of the kernels.
#[derive(Clone, PartialEq)]
struct Given<const I: usize, const O: usize> {
    y: Vec<[f32; O]>,
    dx: Vec<[f32; I]>,
    gradients: Vec<Vector16>,
}

impl<const I: usize, const O: usize> Case<I, O> {
    const SHAPE: &'static [usize] = &[I, O];
    const UNITS: &'static [usize] = &[O];
    const SPECS: &'static [Weight] = &[
        Weight::new("kernel", Self::SHAPE, &zeros {}),
        Weight::new("bias", Self::UNITS, &zeros {}),
    ];

    fn new(rows: usize) -> Self {
        let mut rng = generator((I * 1000 + O * 10 + rows) as u64);
        let mut number = || unit(&mut rng) * 2.0 - 1.0;
        let mut weights = vec![[0.0; LANES]; vectors(Self::SPECS)];
        let named = LayerWeightsMut::<()>::new(Self::SPECS, &mut weights);
        named.at::<2>(0).set((0..I * O).map(|_| number()));
        let named = LayerWeightsMut::<()>::new(Self::SPECS, &mut weights);
        named.at::<1>(1).set((0..O).map(|_| number()));
        Case {
            specs: [Self::SPECS[0], Self::SPECS[1]],
            weights,
            x: (0..rows).map(|_| [0.0; I].map(|_| number())).collect(),
            dy: (0..rows).map(|_| [0.0; O].map(|_| number())).collect(),
        }
    }

    /// A row of numbers that is none of the kernel's business.
    fn nothing(&self) -> Given<I, O> {
        Given {
            y: vec![[f32::NAN; O]; self.x.len()],
            dx: vec![[f32::NAN; I]; self.x.len()],
            gradients: vec![[f32::NAN; LANES]; self.weights.len()],
        }
    }

    const SIZES: Sizes = Sizes {
        inputs: I,
        outputs: O,
    };

    /// All of it, on rows that lie in any order in memory.
    fn run(&self, cpu: Cpu, partition: &Partition<'_>) -> Given<I, O> {
        let rows: Vec<&[f32; I]> = self.x.iter().collect();
        let x = RowsOf::<_, [f32; I]>::new(&rows[..]);
        let mut given = self.nothing();
        cpu.run(Forward {
            partition: *partition,
            sizes: Self::SIZES,
            weights: &self.weights,
            x: &x,
            y: given.y.as_flattened_mut(),
        });
        cpu.run(InputGradient {
            partition: *partition,
            sizes: Self::SIZES,
            weights: &self.weights,
            dy: self.dy.as_flattened(),
            dx: given.dx.as_flattened_mut(),
        });
        let mut weights = self.weights.clone();
        let mut store = Learner::store(&mut given.gradients);
        cpu.run(WeightGradient {
            partition: *partition,
            sizes: Self::SIZES,
            x: &x,
            dy: self.dy.as_flattened(),
            sink: &mut store.sink(&mut weights, 0),
        });
        given
    }

    fn compare(&self, given: &Given<I, O>, name: &str) {
        let [kernel, _] = self.specs;
        let rows = self.x.len();
        let name = format!("{name}, {I} inputs, {O} outputs, {rows} rows");
        let weight = |i: usize, o: usize| f64::from(*kernel.at(&self.weights, i * O + o));
        let named = LayerWeights::<()>::new(Self::SPECS, &self.weights);
        let gradients = LayerWeights::<()>::new(Self::SPECS, &given.gradients);
        for r in 0..rows {
            for o in 0..O {
                let products = (0..I).map(|i| f64::from(self.x[r][i]) * weight(i, o));
                let exact = products.sum::<f64>() + f64::from(named.at::<1>(1)[[o]]);
                close(
                    given.y[r][o],
                    exact,
                    I,
                    &format!("{name}: output {o}, row {r}"),
                );
            }
            for i in 0..I {
                let products = (0..O).map(|o| f64::from(self.dy[r][o]) * weight(i, o));
                let exact = products.sum();
                let what = format!("{name}: gradient of input {i}, row {r}");
                close(given.dx[r][i], exact, O, &what);
            }
        }
        for o in 0..O {
            let column = |r: usize| f64::from(self.dy[r][o]);
            for i in 0..I {
                let products = (0..rows).map(|r| f64::from(self.x[r][i]) * column(r));
                let got = gradients.at::<2>(0)[[i, o]];
                let what = format!("{name}: gradient of weight {i}, {o}");
                close(got, products.sum(), rows, &what);
            }
            let what = format!("{name}: gradient of bias {o}");
            close(
                gradients.at::<1>(1)[[o]],
                (0..rows).map(column).sum(),
                rows,
                &what,
            );
        }
    }
}

#[track_caller]
fn close(got: f32, exact: f64, terms: usize, what: &str) {
    let allowed = 2e-7 * (terms + 3) as f64;
    let difference = (f64::from(got) - exact).abs();
    assert!(difference <= allowed, "{what}: {got}, expected {exact}");
}

fn on_all_processors<const I: usize, const O: usize>(rows: &[usize]) {
    for rows in rows {
        let case = Case::<I, O>::new(*rows);
        for cpu in Cpu::levels() {
            let given = case.run(cpu, &Partition::alone(Split::Whole));
            case.compare(&given, &format!("{cpu:?}"));
        }
    }
}

#[test]
fn as_the_formulas_on_odd_sizes() {
    on_all_processors::<1, 1>(&[1, 2, 3, 17]);
    on_all_processors::<5, 3>(&[1, 2, 5, 40]);
    on_all_processors::<16, 16>(&[1, 4, 8, 16, 24, 25]);
    on_all_processors::<17, 33>(&[1, 7, 31, 33]);
    on_all_processors::<30, 10>(&[1, 6, 10, 12, 32]);
    on_all_processors::<3, 64>(&[2, 5, 65]);
    on_all_processors::<100, 130>(&[1, 9, 32]);
    // More rows than are brought near at once, for each of the kernels.
    on_all_processors::<20, 18>(&[128, 129, 300]);
}

/// The parts of all workers together, for outputs `y`, `dx` and the gradients of weights.
fn in_parts<const I: usize, const O: usize>(
    case: &Case<I, O>,
    split: Split,
    workers: usize,
) -> Given<I, O> {
    let all_reduce = AllReduce::new(workers);
    let parts: Vec<Given<I, O>> = thread::scope(|scope| {
        let parts: Vec<_> = (0..workers)
            .map(|worker| {
                let all_reduce = &all_reduce;
                scope.spawn(move || {
                    let reducer = Reducer::new(all_reduce, worker, workers);
                    let partition = Partition {
                        split,
                        worker,
                        workers,
                        reducer: Some(&reducer),
                    };
                    case.run(Cpu::detect(), &partition)
                })
            })
            .collect();
        let joined = parts.into_iter().map(|part| part.join().expect("no panic"));
        joined.collect()
    });
    let mut whole = case.nothing();
    let take = |to: &mut [f32], from: &[f32]| {
        for (to, from) in to.iter_mut().zip(from) {
            assert!(
                to.is_nan() || from.is_nan() || to.to_bits() == from.to_bits(),
                "two workers give {to} and {from}"
            );
            if to.is_nan() {
                *to = *from;
            }
        }
    };
    for part in &parts {
        take(whole.y.as_flattened_mut(), part.y.as_flattened());
        take(whole.dx.as_flattened_mut(), part.dx.as_flattened());
        take(
            whole.gradients.as_flattened_mut(),
            part.gradients.as_flattened(),
        );
    }
    whole
}

fn same_bits<const I: usize, const O: usize>(rows: usize) {
    let case = Case::<I, O>::new(rows);
    let splits = [(O, true), (I, false)].map(|(numbers, outputs)| {
        let panels = numbers.div_ceil(LANES);
        let groups = panels.min(8);
        let split = if outputs {
            Split::Outputs { panels, groups }
        } else {
            Split::Inputs { panels, groups }
        };
        (split, groups)
    });
    for (split, groups) in splits {
        let alone = case.run(Cpu::detect(), &Partition::alone(split));
        case.compare(&alone, &format!("{split:?}"));
        // WebAssembly has no threads for them.
        let most = if cfg!(target_family = "wasm") { 0 } else { 4 };
        for workers in 1..=groups.min(most) {
            let together = in_parts(&case, split, workers);
            assert!(
                alone == together,
                "{I} inputs, {O} outputs, {rows} rows, {split:?}: {workers} workers differ"
            );
        }
    }
}

#[test]
fn the_same_bits_for_any_number_of_members() {
    same_bits::<40, 64>(5);
    same_bits::<200, 130>(33);
    same_bits::<33, 200>(1);
}

/// The first row by itself.
fn one_row<const I: usize, const O: usize>(split: Split) {
    let case = Case::<I, O>::new(3);
    for cpu in Cpu::levels() {
        let expected = case.run(cpu, &Partition::alone(split)).y[0];
        let (weights, x, mut y) = (&case.weights[..], &case.x[0], [0.0; O]);
        let row = SmallRow {
            split,
            weights,
            x,
            y: &mut y,
        };
        cpu.run(row);
        assert_eq!(y, expected, "{I} inputs, {O} outputs, constant sizes");
        y.fill(0.0);
        let row = OneRow {
            split,
            sizes: Case::<I, O>::SIZES,
            weights,
            x,
            y: &mut y,
        };
        row.on(cpu);
        assert_eq!(y, expected, "{I} inputs, {O} outputs");
    }
}

#[test]
fn one_row_has_the_bits_of_many() {
    one_row::<4, 16>(Split::Whole);
    one_row::<20, 18>(Split::Whole);
    one_row::<100, 70>(Split::Inputs {
        panels: 7,
        groups: 7,
    });
}
