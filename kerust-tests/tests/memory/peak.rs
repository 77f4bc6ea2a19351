//! Memory of every call: a batch of rows and a constant, however many rows there are.

use kerust::contract::{RowFor, Samples};
use kerust::memory::zeroed_rows;
use kerust::prelude::*;

/// Together more than [`BEYOND`].
const ROWS: usize = 250;
const SIDE: usize = 64;
const WIDTH: usize = 100_000;

type Pixels = [[[f32; 3]; SIDE]; SIDE];

model! { struct Shade < Image<SIDE, SIDE, 3>, Dropout(0.1), Rescaling(0.5) > }
model! { struct Wide < Dense<1, WIDTH>(relu), Dense<WIDTH, 1> > }

/// What a call may hold beside its batch: rows that several threads share, a row and a label from a
/// source, the history.
const BEYOND: usize = 9 << 20;

/// How often a row of a batch is held: its copy, what each layer makes of it, and the gradients of these.
const TIMES: usize = 6;

/// Rows, or labels, that are in no memory.
struct Far<R>(usize, fn(&mut R));

impl<R> Samples for Far<R> {
    type Item = R;

    fn sample_count(&self) -> usize {
        self.0
    }

    fn read_sample(&self, _: usize, into: &mut R) -> kerust::Result<()> {
        self.1(into);
        Ok(())
    }
}

/// How many bytes are held at once in a call, at most, beyond `bytes`.
fn beyond<T>(bytes: usize, call: impl FnOnce() -> kerust::Result<T>) -> usize {
    let memory = allocation_counter::measure(|| drop(call().unwrap()));
    (memory.bytes_max as usize).saturating_sub(bytes)
}

#[test]
fn large_rows() {
    let labels = &Far::<Pixels>(ROWS, |row| row.as_flattened_mut().fill([0.5; 3]));
    let in_place = zeroed_rows::<Pixels>(ROWS);
    // Copied, without these numbers.
    let mut subnormal = in_place.clone();
    subnormal
        .as_flattened_mut()
        .as_flattened_mut()
        .fill([1e-40; 3]);
    let bytes = vec![[[[7_u8; 3]; SIDE]; SIDE]; ROWS];
    for batch in [1, 40] {
        check_all(&in_place, labels, batch);
        check_all(&subnormal, labels, batch);
        check_all(&bytes, labels, batch);
    }
}

fn check_all<X>(x: &X, y: &Far<Pixels>, batch: usize)
where
    X: Samples<Item: RowFor<Image<SIDE, SIDE, 3>>>,
{
    let mut net = compile!(
        Shade::new(1),
        optimizer = SGD(),
        loss = mse,
        metrics = [mae]
    );
    let result = ROWS * size_of::<Pixels>();
    let [one, by_itself] = [batch, 32].map(|batch| batch * TIMES * size_of::<Pixels>());
    let held = [
        (
            "evaluate!",
            beyond(one, || {
                evaluate!(net, x, y, batch_size = batch, verbose = 0)
            }),
        ),
        ("evaluate", beyond(by_itself, || net.evaluate(x, y))),
        (
            "fit!",
            beyond(2 * one, || {
                let validation = (x, y);
                fit!(
                    net,
                    x,
                    y,
                    batch_size = batch,
                    verbose = 0,
                    validation_data = validation
                )
            }),
        ),
        (
            "predict!",
            beyond(one + result, || {
                predict!(net, x, batch_size = batch, verbose = 0)
            }),
        ),
        (
            "predict_batch",
            beyond(by_itself + result, || net.predict_batch(x)),
        ),
    ];
    for (call, held) in held {
        assert!(held <= BEYOND, "{call} in batches of {batch}: {held} bytes");
    }
}

#[test]
fn large_rows_between_layers() {
    let mut net = compile!(Wide::new(1), optimizer = SGD(), loss = mse);
    let (x, y) = (&[[0.5_f32]; 30], &[0.5_f32; 30]);
    let held = beyond(0, || evaluate!(net, x, y, batch_size = 1, verbose = 0));
    assert!(held <= BEYOND, "{held} bytes");
}
