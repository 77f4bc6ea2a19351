//! A training that was interrupted, at any moment and any number of times, ends with the bits of one
//! that never was. The table of hashes: `cargo test --test files resume -- --nocapture`.

use std::path::Path;

use kerust::Error;
use kerust::prelude::*;

use super::net::{At, Interrupt, ROWS, State, data, hash, net, weights};

const EPOCHS: usize = 8;

#[derive(Clone)]
struct Case {
    name: &'static str,
    optimizer: Adam,
    threads: usize,
    steps_per_epoch: Option<usize>,
    shuffle: bool,
    /// Whether the model has the weights' averages between epochs.
    swaps: bool,
    save_freq: SaveFreq,
    /// The moments at which the training is interrupted, one after the other.
    at: &'static [At],
}

/// What a training came to.
#[derive(Debug, PartialEq)]
struct End {
    weights: u64,
    state: u64,
    /// Epochs, and the bits of their logs.
    logs: Vec<(usize, Vec<(&'static str, u32)>)>,
}

fn run(case: &Case, at: At, folder: Option<&Path>) -> Result<End, Error> {
    let (x, y) = data(ROWS);
    let (val_x, val_y) = data(40);
    let (mut net, mut state) = (net(case.optimizer.clone()), State::default());
    let mut fit = net
        .fit(&x, &y)
        .epochs(EPOCHS)
        .seed(9)
        .threads(case.threads)
        .shuffle(case.shuffle)
        .validation_data(&val_x, &val_y);
    if let Some(steps) = case.steps_per_epoch {
        fit = fit.steps_per_epoch(steps);
    }
    fit = fit
        .callback(
            ReduceLROnPlateau::new()
                .patience(1)
                .factor(0.5)
                .min_delta(0.05),
        )
        .callback(
            EarlyStopping::new()
                .patience(3)
                .restore_best_weights(true)
                .min_delta(0.01),
        )
        .callback(Interrupt { at, batches: 0 });
    if case.swaps {
        fit = fit.callback(SwapEMAWeights::new().swap_on_epoch(true));
    }
    if let Some(folder) = folder {
        fit = fit.callback(BackupAndRestore::new(folder).save_freq(case.save_freq));
    }
    let history = fit.callback(&mut state).run()?;
    let logs = history.epochs().iter().enumerate().map(|(index, epoch)| {
        let values = history
            .iter()
            .map(|(name, values)| (name, values[index].to_bits()));
        (*epoch, values.collect())
    });
    Ok(End {
        weights: weights(net.model()),
        state: state.0,
        logs: logs.collect(),
    })
}

impl Case {
    /// Compares with the training that was never interrupted, and prints a line of the table.
    fn check(&self) {
        let never = run(self, At::Never, None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("backup");
        for at in self.at {
            match run(self, *at, Some(&backup)) {
                Err(Error::Other(error)) => assert_eq!(error.to_string(), "interrupted"),
                other => panic!("{}, {at:?}: {other:?}", self.name),
            }
        }
        let last = run(self, At::Never, Some(&backup)).unwrap();
        assert!(!backup.exists(), "{}", self.name);
        let bits = |end: &End| {
            hash(
                end.logs
                    .iter()
                    .flat_map(|(_, logs)| logs)
                    .map(|(_, v)| f32::from_bits(*v)),
            )
        };
        println!(
            "| {} | {:?} | {} | {:016x} | {:016x} | {:016x} | {:016x} |",
            self.name,
            self.at,
            last.logs.len(),
            never.weights,
            last.weights,
            never.state,
            last.state,
        );
        assert_eq!(last.weights, never.weights, "weights of {}", self.name);
        assert_eq!(last.state, never.state, "optimizer of {}", self.name);
        let epochs = |end: &End| end.logs.iter().map(|(epoch, _)| *epoch).collect::<Vec<_>>();
        assert_eq!(epochs(&last), epochs(&never), "{}", self.name);
        let mut others = 0;
        for (ours, theirs) in last.logs.iter().zip(&never.logs) {
            let validation = |logs: &[(&'static str, u32)]| {
                let logs = logs.iter().filter(|(name, _)| name.starts_with("val_"));
                logs.copied().collect::<Vec<_>>()
            };
            assert_eq!(validation(&ours.1), validation(&theirs.1), "{}", self.name);
            others += usize::from(ours != theirs);
        }
        // An epoch that was interrupted has the training's values of its rest.
        let halves = match self.save_freq {
            SaveFreq::Epoch => 0,
            SaveFreq::Batches(_) => self.at.len(),
        };
        assert!(
            others <= halves,
            "{others} logs of {}: {:x}",
            self.name,
            bits(&last)
        );
    }
}

const PLAIN: Case = Case {
    name: "Adam, 1 thread",
    optimizer: Adam::new(),
    threads: 1,
    steps_per_epoch: None,
    shuffle: true,
    swaps: false,
    save_freq: SaveFreq::Epoch,
    at: &[At::Batch(17)],
};

#[test]
fn interrupted_trainings_end_with_the_same_bits() {
    use At::{Batch, End};
    println!(
        "| training | interrupted | epochs | weights: never | interrupted | optimizer: never | interrupted |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let fast = || Adam::new().learning_rate(0.01);
    let cases = [
        PLAIN,
        Case {
            name: "at once",
            at: &[Batch(0)],
            ..PLAIN
        },
        Case {
            name: "in each epoch",
            at: &[Batch(6); 5],
            ..PLAIN
        },
        Case {
            name: "at the end",
            at: &[End],
            ..PLAIN
        },
        Case {
            name: "2 threads",
            threads: 2,
            at: &[Batch(17), Batch(8)],
            ..PLAIN
        },
        Case {
            name: "every 3 batches",
            save_freq: SaveFreq::Batches(3),
            at: &[Batch(13)],
            ..PLAIN
        },
        Case {
            name: "every batch, 2 threads",
            threads: 2,
            save_freq: SaveFreq::Batches(1),
            at: &[Batch(12), Batch(9)],
            ..PLAIN
        },
        Case {
            name: "every 7 batches",
            save_freq: SaveFreq::Batches(7),
            at: &[Batch(9), Batch(8), Batch(3)],
            ..PLAIN
        },
        Case {
            name: "not shuffled",
            shuffle: false,
            at: &[Batch(17)],
            ..PLAIN
        },
        Case {
            name: "steps_per_epoch 3",
            steps_per_epoch: Some(3),
            at: &[Batch(10)],
            ..PLAIN
        },
        Case {
            name: "steps_per_epoch 3, 2 batches",
            steps_per_epoch: Some(3),
            save_freq: SaveFreq::Batches(2),
            at: &[Batch(11), Batch(4)],
            ..PLAIN
        },
        Case {
            name: "steps_per_epoch 7, 2 threads",
            steps_per_epoch: Some(7),
            threads: 2,
            save_freq: SaveFreq::Batches(4),
            at: &[Batch(11), Batch(12)],
            ..PLAIN
        },
        Case {
            name: "use_ema",
            optimizer: fast().use_ema(true).ema_momentum(0.9),
            at: &[Batch(17)],
            ..PLAIN
        },
        Case {
            name: "use_ema, at the end",
            optimizer: fast().use_ema(true).ema_momentum(0.9),
            at: &[End],
            ..PLAIN
        },
        Case {
            name: "SwapEMAWeights",
            optimizer: fast().use_ema(true).ema_momentum(0.9),
            swaps: true,
            at: &[Batch(17), Batch(9), End],
            ..PLAIN
        },
        Case {
            name: "SwapEMAWeights, 2 batches",
            optimizer: fast().use_ema(true).ema_momentum(0.9),
            swaps: true,
            save_freq: SaveFreq::Batches(2),
            at: &[Batch(18), Batch(9), End],
            ..PLAIN
        },
        Case {
            name: "accumulation of 4, 3 batches",
            optimizer: fast().gradient_accumulation_steps(4),
            save_freq: SaveFreq::Batches(3),
            at: &[Batch(14), Batch(2)],
            ..PLAIN
        },
        Case {
            name: "amid a plateau",
            optimizer: Adam::new().learning_rate(0.05),
            at: &[Batch(17), Batch(4)],
            ..PLAIN
        },
        Case {
            name: "stopped early, at the end",
            optimizer: Adam::new().learning_rate(0.05),
            at: &[End],
            ..PLAIN
        },
        Case {
            name: "stopped early, batches, 2 threads",
            threads: 2,
            optimizer: Adam::new().learning_rate(0.05),
            save_freq: SaveFreq::Batches(2),
            at: &[Batch(13), End],
            ..PLAIN
        },
    ];
    cases.iter().for_each(Case::check);
}
