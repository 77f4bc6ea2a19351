//! Every kernel by itself, in operations a second and as a share of what this processor's units for
//! multiplication and addition can do: `cargo bench -p kerust-benches --bench kernels`.

mod limit;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput};
use kerust::activations::{relu, sigmoid, softmax, tanh};
use kerust::gradients::Learner;
use kerust::layers::{Activation, Dense, Dropout, Layer, Pass, Rescaling};
use kerust::memory::Block;
use kerust::optimizers::{Adam, SGD, Update};
use kerust::random::{generator, unit};
use kerust::shape::Vector;

use limit::OfLimit;

type Group<'c> = BenchmarkGroup<'c, OfLimit>;

/// Random numbers from −1 to 1.
fn rows<const N: usize>(count: usize) -> Vec<[f32; N]> {
    let mut rng = generator(N as u64);
    let mut rows = vec![[0.0; N]; count];
    let numbers = rows.as_flattened_mut();
    numbers.fill_with(|| 2.0 * unit(&mut rng) - 1.0);
    rows
}

/// A dense layer, forward and backward, with one optimizer and the other, or keeping its gradient.
/// `LANES` are those of its weights, `MOMENTS` twice as many.
fn dense<const I: usize, const O: usize, const LANES: usize, const MOMENTS: usize>(
    group: &mut Group<'_>,
) {
    let layer = Dense::<I, O, relu>::new();
    let mut weights = Box::new(Block::<LANES>::ZERO);
    let mut moments = Box::new(Block::<MOMENTS>::ZERO);
    let mut rng = generator(1);
    let numbers = weights.lanes_mut().as_flattened_mut();
    numbers.fill_with(|| unit(&mut rng) - 0.5);
    let pass = Pass::train(0, 0).on_this_processor();
    for count in [1, 32, 128] {
        let (x, dy, mut y) = (rows::<I>(count), rows::<O>(count), rows::<O>(count));
        let (x, dy, mut dx) = (&x[..], &dy[..], x.clone());
        // A multiplication and an addition for every weight and row.
        group.throughput(Throughput::Elements((2 * I * O * count) as u64));
        let name = |kernel| format!("{I}-{O}, {count} rows: {kernel}");
        group.bench_function(name("forward"), |bencher| {
            bencher.iter(|| layer.forward(weights.lanes(), x, &mut y, &pass));
        });
        if count == 1 {
            continue;
        }
        group.bench_function(name("gradient of the rows"), |bencher| {
            let mut store = Learner::store(moments.lanes_mut());
            let mut sink = store.sink(weights.lanes_mut(), 0);
            // Without rows there is no gradient of the weights.
            bencher.iter(|| layer.backward(&x[..0], dy, dy, Some(&mut dx), &mut sink, &pass));
        });
        group.bench_function(name("gradient of the weights, kept"), |bencher| {
            let mut store = Learner::store(moments.lanes_mut());
            let mut sink = store.sink(weights.lanes_mut(), 0);
            bencher.iter(|| layer.backward(x, dy, dy, None, &mut sink, &pass));
        });
        moments.lanes_mut().fill([0.0; 16]);
        group.bench_function(name("gradient of the weights, SGD"), |bencher| {
            let sgd = SGD::new().learning_rate(1e-6).momentum(0.9);
            let update = Update::new(&sgd, 10);
            let mut learner = update.learner(moments.lanes_mut());
            let mut sink = learner.sink(weights.lanes_mut(), 0);
            bencher.iter(|| layer.backward(x, dy, dy, None, &mut sink, &pass));
        });
        moments.lanes_mut().fill([0.0; 16]);
        group.bench_function(name("gradient of the weights, Adam"), |bencher| {
            let adam = Adam::new().learning_rate(1e-6);
            let update = Update::new(&adam, 10);
            let mut learner = update.learner(moments.lanes_mut());
            let mut sink = learner.sink(weights.lanes_mut(), 0);
            bencher.iter(|| layer.backward(x, dy, dy, None, &mut sink, &pass));
        });
    }
    black_box((weights, moments));
}

/// Kernels that do something to each number by itself: numbers a second.
fn elementwise(group: &mut Group<'_>) {
    const WIDTH: usize = 128;
    type Numbers = Vector<WIDTH>;

    fn forward<L: Layer<Numbers, Numbers>>(group: &mut Group<'_>, name: &str, layer: L) {
        let (x, mut y) = (rows::<WIDTH>(32), rows::<WIDTH>(32));
        let pass = Pass::train(0, 0).on_this_processor();
        group.throughput(Throughput::Elements(32 * WIDTH as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| layer.forward(&[], &x[..], &mut y, &pass));
        });
    }

    forward(group, "Dropout(0.2)", Dropout::new(0.2));
    forward(group, "Rescaling(0.5)", Rescaling::new(0.5));
    forward(group, "relu", Activation::<relu>::new());
    forward(group, "sigmoid", Activation::<sigmoid>::new());
    forward(group, "tanh", Activation::<tanh>::new());
    forward(group, "softmax", Activation::<softmax>::new());
}

fn main() {
    let limit = OfLimit(kerust_benches::limit());
    println!("{limit}");
    let mut criterion = Criterion::default()
        .with_measurement(limit)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let mut group = criterion.benchmark_group("dense");
    dense::<784, 128, { 8 * 785 }, { 16 * 785 }>(&mut group);
    dense::<512, 512, { 32 * 513 }, { 64 * 513 }>(&mut group);
    dense::<128, 10, 129, 258>(&mut group);
    group.finish();
    let mut group = criterion.benchmark_group("32 rows of 128 numbers");
    elementwise(&mut group);
    group.finish();
    criterion.final_summary();
}
