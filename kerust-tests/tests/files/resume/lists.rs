//! Callbacks in lists remember as those one by one do.

use kerust::Error;
use kerust::prelude::*;

use super::net::{At, Interrupt, Net, ROWS, State, data, net, weights};

fn list<'a>(second: bool) -> CallbackList<'a, Net> {
    let mut list = CallbackList::new();
    list.append(EarlyStopping::new().monitor::<loss>().patience(3));
    let reduce = ReduceLROnPlateau::new().monitor::<loss>().patience(1);
    list.append(vec![reduce.factor(0.5).min_delta(0.05)]);
    if second {
        list.append(Some(TerminateOnNaN::new()));
    }
    list
}

fn run(at: At, list: CallbackList<'_, Net>, folder: &std::path::Path) -> Result<(u64, u64), Error> {
    let (x, y) = data(ROWS);
    let (mut net, mut state) = (net(Adam::new().learning_rate(0.01)), State::default());
    net.fit(&x, &y)
        .epochs(8)
        .callback(list)
        .callback(Interrupt { at, batches: 0 })
        .callback(BackupAndRestore::new(folder))
        .callback(&mut state)
        .run()?;
    Ok((weights(net.model()), state.0))
}

#[test]
fn a_training_with_a_list_goes_on() {
    let (never, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let whole = run(At::Never, list(true), never.path()).unwrap();
    for at in [At::Batch(17), At::Batch(6)] {
        run(at, list(true), folder.path()).expect_err("interrupted");
    }
    let error = run(At::Never, list(false), folder.path()).unwrap_err();
    let text = error.to_string();
    let end = "is a backup of another training: it has 6 callbacks, and this one has 5";
    assert!(text.ends_with(end), "{text}");
    assert_eq!(run(At::Never, list(true), folder.path()).unwrap(), whole);
}
