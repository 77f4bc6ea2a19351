//! Where the time of a training step goes, on one thread, on the images of Fashion-MNIST:
//! `cargo run --release -p kerust-benches --bin profile`.
//!
//! The step of the README's model, written out call by call with a clock in between; a region's time
//! is its median over an epoch.

use std::marker::PhantomData;
use std::time::Instant;

use kerust::activations::softmax;
use kerust::contract::Metrics;
use kerust::datasets::fashion_mnist;
use kerust::gradients::Learner;
use kerust::labels::LabelsOf;
use kerust::layers::Pass;
use kerust::losses::sparse_categorical_crossentropy;
use kerust::memory::{Rows, RowsOf, Vector16};
use kerust::metrics::accuracy;
use kerust::model::{Arena, OutputRow, Sequential, Start};
use kerust::optimizers::{Adam, Update};
use kerust::prelude::*;
use kerust::step::{OutputObjective, Totals, evaluate};

const ROWS: usize = 32;

// The layers of the model, each by itself.
model! { struct Hidden < Dense<784, 128>(relu) > }
model! { struct Drops < Vector<128>, Dropout(0.2) > }
model! { struct Last < Dense<128, 10>(softmax) > }

/// The parts of a step, in order, and the multiplications and additions of one row in each.
const REGIONS: [(&str, usize); 7] = [
    ("784-128 forward, bias, relu", 2 * 784 * 128),
    ("dropout forward", 0),
    ("128-10 forward, bias, softmax", 2 * 128 * 10),
    ("loss, accuracy and their gradient", 0),
    ("128-10 backward and Adam", 4 * 128 * 10),
    ("dropout backward", 0),
    ("relu and 784-128 backward and Adam", 2 * 784 * 128),
];

/// A layer with memory for its passes and its optimizer.
struct Part<M> {
    net: Box<M>,
    memory: Vec<f32>,
    state: Vec<Vector16>,
}

impl<M: Sequential> Part<M> {
    fn new() -> Self {
        Part {
            net: M::new(42),
            memory: vec![0.0; M::GRAPH.training.numbers(ROWS)],
            state: vec![[0.0; 16]; 2 * M::VECTORS],
        }
    }

    fn forward(&mut self, x: &dyn Rows, pass: &Pass<'_>) {
        let mut arena = Arena::training(&mut self.memory, ROWS, M::GRAPH);
        self.net.forward(&[x], &mut arena, pass);
    }

    fn outputs(&mut self) -> Vec<OutputRow<M>> {
        Arena::training(&mut self.memory, ROWS, M::GRAPH)
            .outputs(0, ROWS)
            .to_vec()
    }

    fn set_gradient(&mut self, gradient: &[OutputRow<M>]) {
        let mut arena = Arena::training(&mut self.memory, ROWS, M::GRAPH);
        arena
            .outputs_and_gradient(0, ROWS)
            .1
            .copy_from_slice(gradient);
    }

    /// The backward pass, with the update of Adam.
    fn backward(
        &mut self,
        x: &dyn Rows,
        from: Start,
        dx: Option<&mut [f32]>,
        update: &Update<Adam>,
        pass: &Pass<'_>,
    ) {
        let mut arena = Arena::training(&mut self.memory, ROWS, M::GRAPH);
        let learner: &mut Learner<'_> = &mut update.learner(&mut self.state);
        let mut dx = dx.map(|dx| [dx]);
        let dx = dx.as_mut().map(|dx| &mut dx[..]);
        self.net.backward(&[x], &mut arena, from, dx, learner, pass);
    }
}

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
    let (train, _) = fashion_mnist::load::<Hidden>()?;
    let adam = Adam::new();
    let mut order: Vec<u32> = (0..train.x.len() as u32).collect();
    kerust::random::shuffle(&mut order, &mut kerust::random::generator(1));
    let loss = sparse_categorical_crossentropy::new();
    let mut labels = LabelsOf::<_, Vector<10>, _>::new(&loss, &train.y);
    let metrics = (accuracy::new(),);
    let states = Metrics::<sparse_categorical_crossentropy, softmax>::states::<[f32; 10]>(&metrics);
    let mut totals = Totals::new(states);
    let (mut hidden, mut drops, mut last) = (
        Part::<Hidden>::new(),
        Part::<Drops>::new(),
        Part::<Last>::new(),
    );
    let (mut d1, mut d2, mut d3) = ([[0.0; 128]; ROWS], [[0.0; 128]; ROWS], [[0.0; 10]; ROWS]);

    let nanoseconds = vec![Vec::with_capacity(order.len() / ROWS); REGIONS.len()];
    let mut clock = Clock {
        last: Instant::now(),
        nanoseconds,
    };
    for (step, order) in order.chunks_exact(ROWS).enumerate() {
        let rows: [&[f32; 784]; ROWS] = std::array::from_fn(|i| &train.x[order[i] as usize]);
        let x = RowsOf::<_, [f32; 784]>::new(&rows[..]);
        let pass = &Pass::train(0, step as u64).on_this_processor();
        let update = Update::new(&adam, step as u64);

        clock.last = Instant::now();
        hidden.forward(&x, pass);
        clock.lap(0);
        let y1 = hidden.outputs();
        let y1 = RowsOf::<_, [f32; 128]>::new(&y1[..]);
        clock.last = Instant::now();
        drops.forward(&y1, pass);
        clock.lap(1);
        let y2 = drops.outputs();
        let y2 = RowsOf::<_, [f32; 128]>::new(&y2[..]);
        clock.last = Instant::now();
        last.forward(&y2, pass);
        clock.lap(2);
        let y3 = last.outputs();
        let objective = OutputObjective {
            loss: &loss,
            metrics: &metrics,
            labels: &mut labels,
            of: PhantomData,
        };
        clock.last = Instant::now();
        let rows = (&y3[..], &mut d3[..]);
        evaluate::<Last, 0, Vector<10>, softmax, _, _>(objective, order, rows, 1.0, &mut totals)?;
        clock.lap(3);
        last.set_gradient(&d3);
        clock.last = Instant::now();
        let (from, dx) = (Start::Losses, Some(d2.as_flattened_mut()));
        last.backward(&y2, from, dx, &update, pass);
        clock.lap(4);
        drops.set_gradient(&d2);
        clock.last = Instant::now();
        let (from, dx) = (Start::Outputs, Some(d1.as_flattened_mut()));
        drops.backward(&y1, from, dx, &update, pass);
        clock.lap(5);
        hidden.set_gradient(&d1);
        clock.last = Instant::now();
        hidden.backward(&x, Start::Outputs, None, &update, pass);
        clock.lap(6);
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
