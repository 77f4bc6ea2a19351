//! Every kernel by itself, in operations a second and as a share of what this processor's units for
//! multiplication and addition can do: `cargo bench -p kerust-benches --bench kernels`.

mod limit;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput};
use kerust::gradients::Learner;
use kerust::layers::{Dense, Pass};
use kerust::memory::{Block, Rows, RowsOf};
use kerust::model::Arena;
use kerust::optimizers::{Adam, SGD, Update};
use kerust::prelude::*;
use kerust::random::{generator, unit};
use kerust_benches::Alone;

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
/// `VECTORS` are those of its weights, `MOMENTS` twice as many.
fn dense<const I: usize, const O: usize, const VECTORS: usize, const MOMENTS: usize>(
    group: &mut Group<'_>,
) {
    let layer = Alone::new(Dense::<I, O>::new(), I, O, &[]);
    let mut weights = Box::new(Block::<VECTORS>::ZERO);
    let mut moments = Box::new(Block::<MOMENTS>::ZERO);
    let mut rng = generator(1);
    let numbers = weights.vectors_mut().as_flattened_mut();
    numbers.fill_with(|| unit(&mut rng) - 0.5);
    let pass = Pass::train(0, 0).on_this_processor();
    for count in [1, 32, 128] {
        let (x, dy, mut y) = (rows::<I>(count), rows::<O>(count), rows::<O>(count));
        let (none, mut dx) = (RowsOf::<_, [f32; I]>::new(&x[..0]), x.clone());
        let (x, dy) = (RowsOf::<_, [f32; I]>::new(&x[..]), dy.as_flattened());
        // A multiplication and an addition for every weight and row.
        group.throughput(Throughput::Elements((2 * I * O * count) as u64));
        let name = |kernel| format!("{I}-{O}, {count} rows: {kernel}");
        group.bench_function(name("forward"), |bencher| {
            bencher.iter(|| layer.forward(weights.vectors(), &x, y.as_flattened_mut(), &pass));
        });
        if count == 1 {
            continue;
        }
        group.bench_function(name("gradient of the rows"), |bencher| {
            let mut store = Learner::store(moments.vectors_mut());
            // Without rows there is no gradient of the weights.
            bencher.iter(|| {
                let sink = store.sink(weights.vectors_mut(), 0);
                layer.backward(&none, dy, Some(dx.as_flattened_mut()), sink, &pass);
            });
        });
        group.bench_function(name("gradient of the weights, kept"), |bencher| {
            let mut store = Learner::store(moments.vectors_mut());
            bencher.iter(|| {
                let sink = store.sink(weights.vectors_mut(), 0);
                layer.backward(&x, dy, None, sink, &pass);
            });
        });
        moments.vectors_mut().fill([0.0; 16]);
        group.bench_function(name("gradient of the weights, SGD"), |bencher| {
            let sgd = SGD::new().learning_rate(1e-6).momentum(0.9);
            let update = Update::new(&sgd, 10);
            let mut learner = update.learner(moments.vectors_mut());
            bencher.iter(|| {
                let sink = learner.sink(weights.vectors_mut(), 0);
                layer.backward(&x, dy, None, sink, &pass);
            });
        });
        moments.vectors_mut().fill([0.0; 16]);
        group.bench_function(name("gradient of the weights, Adam"), |bencher| {
            let adam = Adam::new().learning_rate(1e-6);
            let update = Update::new(&adam, 10);
            let mut learner = update.learner(moments.vectors_mut());
            bencher.iter(|| {
                let sink = learner.sink(weights.vectors_mut(), 0);
                layer.backward(&x, dy, None, sink, &pass);
            });
        });
    }
    black_box((weights, moments));
}

/// Kernels that do something to each number by itself: numbers a second.
fn elementwise(group: &mut Group<'_>) {
    const WIDTH: usize = 128;

    fn forward(group: &mut Group<'_>, name: &str, run: impl Fn(&dyn Rows, &mut [f32])) {
        let (x, mut y) = (rows::<WIDTH>(32), rows::<WIDTH>(32));
        let x = RowsOf::<_, [f32; WIDTH]>::new(&x[..]);
        group.throughput(Throughput::Elements(32 * WIDTH as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| run(&x, y.as_flattened_mut()));
        });
    }

    macro_rules! models {
        ($($name:literal $model:ident { $($layer:tt)* })*) => {$({
            model! { struct $model < Vector<128>, $($layer)* > }
            let (net, pass) = ($model::new(1), Pass::train(0, 0).on_this_processor());
            forward(group, $name, |x, y| {
                net.forward(&[x], &mut Arena::prediction(y, 32, $model::GRAPH), &pass);
            });
        })*};
    }

    models! {
        "Dropout(0.2)" Drops { Dropout(0.2) }
        "Rescaling(0.5)" Scales { Rescaling(0.5) }
        "relu" Relu { Activation(relu) }
        "sigmoid" Sigmoid { Activation(sigmoid) }
        "tanh" Tanh { Activation(tanh) }
        "softmax" Softmax { Activation(softmax) }
    }
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
