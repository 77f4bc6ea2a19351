//! The trainings that `keras_run.py` does too: same weights, rows, settings.

use std::fs;
use std::path::{Path, PathBuf};

use kerust::prelude::*;

model! { pub struct Net < Dense<4, 3>(relu), Dense<3, 2>(softmax) > }

pub const CASES: [&str; 5] = ["epoch", "batch", "two", "three", "plateau"];

pub type Trained = Compiled<Net, SGD, sparse_categorical_crossentropy, (accuracy,)>;

/// Ten rows.
pub fn data() -> (Vec<[f32; 4]>, Vec<u8>) {
    let number = |row: usize, column: usize| ((row * 5 + column * 3) % 8) as f32 / 8.0;
    let row = |row| core::array::from_fn(|column| number(row, column));
    (
        (0..10).map(row).collect(),
        (0..10).map(|row| row % 2).collect(),
    )
}

pub fn net() -> Trained {
    let mut net = compile!(
        Net::new(0),
        optimizer = SGD(learning_rate = 0.1),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let mut weights = net.get_weights();
    for array in &mut weights {
        for (index, value) in array.values.iter_mut().enumerate() {
            *value = (index * 7 % 11) as f32 / 10.0 - 0.5;
        }
    }
    net.set_weights(&weights).unwrap();
    net
}

/// A `fit` of three epochs of three batches that does not show itself.
macro_rules! three_epochs {
    ($net:expr, $x:expr, $y:expr, $($more:tt)*) => {
        fit!($net, $x, $y, epochs = 3, batch_size = 4, shuffle = false, verbose = 0, $($more)*)
    };
}

/// What is logged into a folder.
pub fn run(case: &str, logs: &Path) -> History {
    let (x, y) = data();
    let mut net = net();
    let history = match case {
        "epoch" => three_epochs!(
            net,
            &x,
            &y,
            validation_data = (&x[..6], &y[..6]),
            callbacks = [TensorBoard(logs, histogram_freq = 1)],
        ),
        "batch" => three_epochs!(
            net,
            &x,
            &y,
            validation_data = (&x[..6], &y[..6]),
            callbacks = [TensorBoard(
                logs,
                histogram_freq = 2,
                update_freq = UpdateFreq::Batch
            )],
        ),
        "two" => three_epochs!(
            net,
            &x,
            &y,
            validation_data = (&x[..6], &y[..6]),
            callbacks = [TensorBoard(logs, histogram_freq = 1, update_freq = 2)],
        ),
        "three" => three_epochs!(
            net,
            &x,
            &y,
            validation_data = (&x, &y),
            callbacks = [TensorBoard(logs, update_freq = 3, write_graph = false)],
        ),
        "plateau" => three_epochs!(
            net,
            &x,
            &y,
            callbacks = [
                ReduceLROnPlateau(monitor = loss, factor = 0.5, patience = 1, min_delta = 10.0),
                TensorBoard(
                    logs,
                    update_freq = UpdateFreq::Batch,
                    write_steps_per_second = true
                ),
            ],
        ),
        other => panic!("no case is named {other}"),
    };
    history.unwrap()
}

/// The only file of a folder.
pub fn only_file(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).unwrap();
    let file = files.next().expect("a file").unwrap().path();
    assert!(files.next().is_none(), "one file in {}", folder.display());
    file
}
