//! Where the time of a training step goes, on one thread, on the images of Fashion-MNIST:
//! `cargo run --release -p kerust-benches --bin profile`.
//!
//! The step of the README's model, written out call by call with a clock in between; a region's time
//! is its median over an epoch.

use std::time::Instant;

use kerust::activations::{relu, softmax};
use kerust::contract::Metrics;
use kerust::datasets::fashion_mnist;
use kerust::labels::LabelsOf;
use kerust::layers::{Dense, Dropout, Layer, Pass};
use kerust::losses::sparse_categorical_crossentropy;
use kerust::memory::Lane;
use kerust::metrics::accuracy;
use kerust::optimizers::{Adam, Update};
use kerust::prelude::*;
use kerust::step::{Judgement, Totals, judge};

const ROWS: usize = 32;

model! { struct Mlp < Dense<784, 128>(relu), Dropout(0.2), Dense<128, 10>(softmax) > }

type Hidden = Dense<784, 128, relu>;
type Last = Dense<128, 10, softmax>;

/// The parts of a step, in order, and the multiplications and additions of one row in each.
const REGIONS: [(&str, usize); 8] = [
    ("784-128 forward, bias, relu", 2 * 784 * 128),
    ("dropout forward", 0),
    ("128-10 forward, bias, softmax", 2 * 128 * 10),
    ("loss, accuracy and their gradient", 0),
    ("128-10 backward and Adam", 4 * 128 * 10),
    ("dropout backward", 0),
    ("relu backward", 0),
    ("784-128 backward and Adam", 2 * 784 * 128),
];

/// Notes how long each region takes, from one look at the clock to the next.
struct Clock {
    last: Instant,
    nanoseconds: Vec<Vec<u64>>,
}

impl Clock {
    fn lap(&mut self, region: usize) {
        let now = Instant::now();
        let lap = (now - self.last).as_nanos() as u64;
        self.nanoseconds[region].push(lap);
        self.last = Instant::now();
    }
}

fn median(values: &mut [u64]) -> u64 {
    values.sort_unstable();
    values[values.len() / 2]
}

fn main() -> kerust::Result<()> {
    let (train, _) = fashion_mnist::load::<Mlp>()?;
    let mut net = Mlp::new(42);
    let adam = Adam::new();
    // Aligned to cache lines, as `compile` has it.
    let mut memory = vec![[0.0; 16]; 2 * Mlp::LANES + 1];
    let offset = memory.as_ptr().align_offset(64).min(15);
    let state: &mut [Lane] = memory.as_flattened_mut()[offset..].as_chunks_mut().0;

    let mut order: Vec<u32> = (0..train.x.len() as u32).collect();
    kerust::random::shuffle(&mut order, &mut kerust::random::generator(1));
    let loss = sparse_categorical_crossentropy::new();
    let mut labels = LabelsOf::<_, Vector<10>, _>::new(&loss, &train.y);
    let metrics = (accuracy::new(),);
    let states = Metrics::<sparse_categorical_crossentropy, softmax>::states::<[f32; 10]>(&metrics);
    let mut totals = Totals::new(states);
    let (hidden, dropout, last) = (Hidden::new(), Dropout::new(0.2), Last::new());
    let [mut y1, mut y2, mut d1, mut d2] = [[[0.0_f32; 128]; ROWS]; 4];
    let [mut y3, mut d3] = [[[0.0_f32; 10]; ROWS]; 2];

    let nanoseconds = vec![Vec::with_capacity(order.len() / ROWS); REGIONS.len()];
    let mut clock = Clock {
        last: Instant::now(),
        nanoseconds,
    };
    for (step, order) in order.chunks_exact(ROWS).enumerate() {
        let rows: [&[f32; 784]; ROWS] = std::array::from_fn(|i| &train.x[order[i] as usize]);
        let x = &rows[..];
        let pass = Pass::train(0, step as u64).on_this_processor();
        let passes: [Pass; 3] =
            std::array::from_fn(|i| pass.layer(i as u32 + 1).split(Mlp::PLAN[i]));
        let update = Update::new(&adam, step as u64);
        let mut learner = update.learner(state);

        clock.last = Instant::now();
        hidden.forward(net.lanes(0), x, &mut y1, &passes[0]);
        clock.lap(0);
        Layer::<Vector<128>, _>::forward(&dropout, &[], &y1[..], &mut y2, &passes[1]);
        clock.lap(1);
        last.forward(net.lanes(2), &y2[..], &mut y3, &passes[2]);
        clock.lap(2);
        let judgement = Judgement {
            loss: &loss,
            metrics: &metrics,
            labels: &mut labels,
        };
        judge::<Mlp, _, _>(judgement, order, &y3, &mut d3, &mut totals)?;
        clock.lap(3);
        let sink = &mut learner.sink(net.lanes_mut(2), Mlp::LANES - 129);
        last.backward(&y2[..], &y3, &d3, Some(&mut d2), sink, &passes[2]);
        clock.lap(4);
        let sink = &mut learner.sink(&mut [], 0);
        Layer::<Vector<128>, _>::backward(
            &dropout,
            &y1[..],
            &y2,
            &d2,
            Some(&mut d1),
            sink,
            &passes[1],
        );
        clock.lap(5);
        Hidden::activation_backward(&[], &y1, &mut d1, &passes[0]);
        clock.lap(6);
        hidden.backward(
            x,
            &y1,
            &d1,
            None,
            &mut learner.sink(net.lanes_mut(0), 0),
            &passes[0],
        );
        clock.lap(7);
    }

    let peak = kerust_benches::limit();
    let mut regions: Vec<u64> = clock
        .nanoseconds
        .iter_mut()
        .map(|laps| median(laps))
        .collect();
    // What a region without work would take.
    let empty = median(
        &mut (0..999)
            .map(|_| Instant::now().elapsed().as_nanos() as u64)
            .collect::<Vec<_>>(),
    );
    regions
        .iter_mut()
        .for_each(|region| *region = region.saturating_sub(empty));
    let all: u64 = regions.iter().sum();
    println!(
        "| region | µs | share | of the limit ({peak:.0} GFLOP/s) |\n| --- | --- | --- | --- |"
    );
    let operations: usize = REGIONS.iter().map(|(_, row)| row * ROWS).sum();
    let lines = REGIONS
        .into_iter()
        .zip(regions)
        .map(|((name, row), time)| (name, row * ROWS, time));
    for (name, operations, time) in lines.chain([("all", operations, all)]) {
        let share = 100.0 * time as f64 / all as f64;
        print!("| {name} | {:.1} | {share:.0} % |", time as f64 / 1000.0);
        match operations {
            0 => println!(" |"),
            _ => println!(" {:.0} % |", 100.0 * operations as f64 / time as f64 / peak),
        }
    }
    Ok(())
}
