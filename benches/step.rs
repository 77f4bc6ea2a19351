//! One training step, and the prediction of one row: `cargo bench -p kerust-benches`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kerust::datasets::digits;
use kerust::model::Sequential;
use kerust::prelude::*;

model! { struct Small < Dense<64, 16>(relu), Dense<16, 10>(softmax) > }
model! { struct Wide < Dense<64, 512>(relu), Dropout(0.2), Dense<512, 10>(softmax) > }
model! {
    struct Convolution <
        Image<8, 8, 1>,
        Conv2D<1, 16, 3>(relu, padding = same), MaxPooling2D<2>,
        Conv2D<16, 32, 3>(relu), Flatten,
        Dense<128, 10>(softmax),
    >
}

fn bench<M>(criterion: &mut Criterion, model: Box<M>)
where
    M: Sequential<Input: kerust::datasets::Pixels<8, 8>, Output = Vector<10>, Head = softmax>,
{
    let data = digits::load::<M>();
    let mut net = compile!(
        model,
        optimizer = Adam,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let mut group = criterion.benchmark_group(M::NAME);
    group.throughput(Throughput::Elements(32));
    group.bench_function("train_on_batch, 32 rows", |bencher| {
        bencher.iter(|| net.train_on_batch(&data.x[..32], &data.y[..32]));
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("predict, 1 row", |bencher| {
        bencher.iter(|| net.predict(black_box(&data.x[0])));
    });
    group.finish();
}

fn all(criterion: &mut Criterion) {
    bench(criterion, Small::new(1));
    bench(criterion, Wide::new(1));
    bench(criterion, Convolution::new(1));
}

criterion_group!(benches, all);
criterion_main!(benches);
