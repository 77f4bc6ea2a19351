//! kerust in the race: `race-kerust WORK` with `RACE_THREADS` and `RACE_EPOCHS`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use kerust::datasets::fashion_mnist;
use kerust::prelude::*;

model! { struct Mlp < Dense<784, 128>(relu), Dropout(0.2), Dense<128, 10>(softmax) > }
model! { struct Tiny < Dense<4, 16>(relu), Dense<16, 3>(softmax) > }

fn main() -> kerust::Result<()> {
    let work = std::env::args().nth(1).unwrap_or_default();
    match work.as_str() {
        "mlp32" | "mlp32-1" => mlp(&work, 32)?,
        "mlp128" => mlp(&work, 128)?,
        "tiny" => tiny(&work)?,
        "predict" => {
            let (net, row) = (Mlp::new(1), [0.5; 784]);
            best_call(&work, || {
                black_box(net.predict(black_box(&row)));
            });
        }
        "predict-tiny" => {
            let (net, row) = (Tiny::new(1), [0.5; 4]);
            best_call(&work, || {
                black_box(net.predict(black_box(&row)));
            });
        }
        _ => eprintln!("race-kerust mlp32 | mlp32-1 | mlp128 | tiny | predict | predict-tiny"),
    }
    Ok(())
}

fn setting(name: &str, default: usize) -> usize {
    let value = std::env::var(name).ok();
    value.and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn mlp(work: &str, batch_size: usize) -> kerust::Result<()> {
    let (train, test) = fashion_mnist::load::<Mlp>()?;
    let mut net = compile!(
        Mlp::new(42),
        optimizer = Adam(learning_rate = 0.001),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let mut clock = Clock::default();
    fit!(
        net,
        &train.x,
        &train.y,
        epochs = setting("RACE_EPOCHS", 4) + 1,
        batch_size = batch_size,
        threads = setting("RACE_THREADS", 2),
        verbose = 0,
        callbacks = [&mut clock],
    )?;
    let scores = net.evaluate(&test.x, &test.y)?;
    report(work, &clock.seconds[1..], scores["accuracy"]);
    Ok(())
}

/// The table of irises, as the runner writes it: four numbers and a class in each line.
fn tiny(work: &str) -> kerust::Result<()> {
    let path = std::env::var("RACE_IRIS").unwrap_or_else(|_| "iris.csv".into());
    let table = std::fs::read_to_string(&path)
        .map_err(|error| kerust::Error::Other(format!("{path}: {error}").into()))?;
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for line in table.lines() {
        let numbers: Vec<f32> = line.split(',').flat_map(str::parse).collect();
        if let [a, b, c, d, class] = numbers[..] {
            x.push([a, b, c, d]);
            y.push(class as u8);
        }
    }
    let mut net = compile!(
        Tiny::new(42),
        optimizer = Adam(learning_rate = 0.001),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let mut clock = Clock::default();
    fit!(net, &x, &y, epochs = 51, batch_size = 16, verbose = 0, callbacks = [&mut clock])?;
    report(work, &clock.seconds[1..], net.evaluate(&x, &y)?["accuracy"]);
    Ok(())
}

/// How long each epoch takes.
#[derive(Default)]
struct Clock {
    start: Option<Instant>,
    seconds: Vec<f64>,
}

impl<M: Model> Callback<M> for Clock {
    type Monitor = ();

    fn on_epoch_begin(&mut self, _: usize, _: &mut Training<'_, M>) -> kerust::Result<()> {
        self.start = Some(Instant::now());
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        _: usize,
        _: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> kerust::Result<()> {
        // The epoch is over when all threads are.
        black_box(training.model());
        let elapsed = self.start.map_or(Duration::ZERO, |start| start.elapsed());
        self.seconds.push(elapsed.as_secs_f64());
        Ok(())
    }
}

/// The best of many blocks of calls.
fn best_call(work: &str, mut call: impl FnMut()) {
    let mut best = f64::INFINITY;
    for _ in 0..500 {
        let start = Instant::now();
        (0..200).for_each(|_| call());
        best = best.min(start.elapsed().as_secs_f64() / 200.0);
    }
    report(work, &[best], 1.0);
}

fn report(work: &str, seconds: &[f64], accuracy: f32) {
    println!(
        r#"{{"peer": "kerust", "work": "{work}", "seconds": {seconds:?}, "accuracy": {accuracy}}}"#
    );
}
