//! Backups that a training cannot go on from.

use std::fs;
use std::path::{Path, PathBuf};

use kerust::Error;
use kerust::prelude::*;

use super::net::{At, Interrupt, ROWS, data, net};

model! { struct Wider < Dense<200, 65>(relu), Dropout(0.2), Dense<65, 10>(softmax) > }
model! { struct Deeper < Dense<200, 64>(relu), Dense<64, 10>(relu), Dense<10, 10>(softmax) > }

/// The backup of a training that was interrupted in its second epoch.
fn backup(folder: &Path) -> PathBuf {
    let (x, y) = data(ROWS);
    net(Adam::new())
        .fit(&x, &y)
        .epochs(3)
        .callback(BackupAndRestore::new(folder).save_freq(2))
        .callback(Interrupt {
            at: At::Batch(9),
            batches: 0,
        })
        .run()
        .unwrap_err();
    folder.join("latest.safetensors")
}

/// What is said of the backup by a training that may not go on from it, and is left as it was.
fn refused<M, O>(
    mut net: Compiled<M, O, sparse_categorical_crossentropy, (accuracy,)>,
    folder: &Path,
    rows: usize,
    callbacks: usize,
) -> String
where
    M: Model<Input = Vector<200>, Output = Vector<10>, Head = softmax>,
    O: Optimizer,
{
    let (x, y) = data(rows);
    let before = net.get_weights();
    let mut fit = net
        .fit(&x, &y)
        .epochs(3)
        .callback(BackupAndRestore::new(folder));
    for _ in 1..callbacks {
        fit = fit.callback(EarlyStopping::new().monitor::<loss>());
    }
    let error = fit.run().unwrap_err();
    assert_eq!(net.get_weights(), before);
    assert_eq!(net.iterations(), 0);
    match error {
        Error::Format { path, problem } => {
            assert_eq!(Path::new(&path), folder.join("latest.safetensors"));
            problem
        }
        other => panic!("{other:?}"),
    }
}

fn with<O: Optimizer>(
    optimizer: O,
) -> Compiled<super::net::Net, O, sparse_categorical_crossentropy, (accuracy,)> {
    Compile::new(super::net::Net::new(3))
        .optimizer(optimizer)
        .loss::<sparse_categorical_crossentropy>()
        .metric::<accuracy>()
}

#[test]
fn a_backup_of_another_training_is_refused_by_its_first_difference() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let file = backup(folder);
    let bytes = fs::read(&file).unwrap();

    let wider = Compile::new(Wider::new(0))
        .optimizer(Adam::new())
        .loss::<sparse_categorical_crossentropy>()
        .metric::<accuracy>();
    assert_eq!(
        refused(wider, folder, ROWS, 2),
        "is a backup of another model: `dense/kernel` has the shape [200, 64], and `Wider` needs [200, 65]"
    );
    let deeper = Compile::new(Deeper::new(0))
        .optimizer(Adam::new())
        .loss::<sparse_categorical_crossentropy>()
        .metric::<accuracy>();
    assert_eq!(
        refused(deeper, folder, ROWS, 2),
        "is a backup of another model: `dense_2/kernel` is missing"
    );
    assert_eq!(
        refused(with(AdamW::new()), folder, ROWS, 2),
        "is a backup of another training: its optimizer is `Adam`, and this one is `AdamW`"
    );
    assert_eq!(
        refused(with(Adam::new().use_ema(true)), folder, ROWS, 2),
        "is a backup of another training: its optimizer has no `use_ema`, and this one has `use_ema`"
    );
    assert_eq!(
        refused(
            with(Adam::new().gradient_accumulation_steps(2)),
            folder,
            ROWS,
            2
        ),
        "is a backup of another training: its optimizer has no `gradient_accumulation_steps`, and this one has such steps"
    );
    let scheduled = Adam::new().learning_rate(ExponentialDecay::new(0.1, 10, 0.5));
    assert_eq!(
        refused(with(scheduled), folder, ROWS, 2),
        "is a backup of another training: its learning rate is a number, and this one is a schedule"
    );
    assert_eq!(
        refused(net(Adam::new()), folder, ROWS, 3),
        "is a backup of another training: it has 2 callbacks, and this one has 3"
    );
    assert_eq!(
        refused(net(Adam::new()), folder, 64, 2),
        "is a backup of another training: it has done 3 batches of its epoch, 3 of its rows in this order, and here an epoch has 2, and there are 2 for all rows"
    );
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn a_file_that_is_not_a_whole_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let file = backup(folder);
    let whole = fs::read(&file).unwrap();
    for length in [0, 7, 8, 100, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        let problem = refused(net(Adam::new()), folder, ROWS, 2);
        assert!(problem.starts_with("is not a whole backup: "), "{problem}");
    }
    net(Adam::new()).save_weights(&file).unwrap();
    let problem = refused(net(Adam::new()), folder, ROWS, 2);
    assert_eq!(problem, "is not a backup of a training");

    let text = |from: &str, to: &str| {
        let at = whole
            .windows(from.len())
            .position(|part| part == from.as_bytes());
        let at = at.unwrap_or_else(|| panic!("no {from}"));
        let mut bytes = whole.clone();
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
        fs::write(&file, bytes).unwrap();
        refused(net(Adam::new()), folder, ROWS, 2)
    };
    assert_eq!(
        text("\"version\":\"1\"", "\"version\":\"7\""),
        "is a backup in version 7 of the format, and this is version 1"
    );
    assert_eq!(
        text("\"taken\":\"3\"", "\"taken\":\"x\""),
        "is a backup without a number for `taken`"
    );
    assert_eq!(
        text("optimizer/slots", "optimizer/slotz"),
        "is a backup without `optimizer/slots`"
    );
    assert_eq!(
        text("\"callbacks\":\"2\"", "\"callbacks\":\"0\""),
        "is a backup of another training: it has 0 callbacks, and this one has 2"
    );
}
