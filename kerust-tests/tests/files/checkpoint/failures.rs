//! Paths that do not work.

use std::fs;

use kerust::Error;
use kerust::callbacks::ModelCheckpoint;
use kerust::prelude::*;

use super::net::{Script, X, Y, names, net};

/// The error before the first epoch, which leaves no file.
fn refused(template: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut net = net();
    let before = net.get_weights();
    let error = net
        .fit(&X, &Y)
        .validation_data(&X, &Y)
        .callback(ModelCheckpoint::new(folder.path().join(template)))
        .run()
        .unwrap_err();
    assert_eq!(net.get_weights(), before);
    assert!(names(folder.path()).is_empty());
    match error {
        Error::Format { path, problem } => {
            assert!(path.ends_with(template));
            problem
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_path_that_cannot_be_written_is_refused_before_the_first_epoch() {
    assert_eq!(
        refused("{epoch}_{val_los:.2f}"),
        "names `{val_los}`, but an epoch's logs have accuracy, epoch, loss, val_accuracy, val_loss"
    );
    assert_eq!(
        refused("m_{epoch:>4}"),
        "has `{epoch:>4}`, but `epoch` is written with a width and `d`, as `{epoch:02d}`"
    );
    assert_eq!(
        refused("m_{epoch"),
        "has a `{` of its own; the letter is `{{`"
    );
    let mut net = net();
    let error = net
        .fit(&X, &Y)
        .callback(ModelCheckpoint::new("{val_loss}"))
        .run()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`{val_loss}` names `{val_loss}`, but an epoch's logs have accuracy, epoch, loss"
    );
}

#[test]
fn settings_that_cannot_be_are_refused_before_the_first_epoch() {
    let refused = |checkpoint: ModelCheckpoint| {
        let mut net = net();
        let before = net.get_weights();
        let fit = net.fit(&X, &Y).validation_data(&X, &Y);
        let error = fit.callback(checkpoint).run().unwrap_err();
        assert_eq!(net.get_weights(), before);
        error.to_string()
    };
    let new = ModelCheckpoint::new;
    assert_eq!(
        refused(new("{epoch}_{batch}")),
        "`{epoch}_{batch}` names `{batch}`, but an epoch's logs have accuracy, epoch, loss, val_accuracy, val_loss"
    );
    assert_eq!(
        refused(new("{batch}_{val_loss}").save_freq(2)),
        "`{batch}_{val_loss}` names `{val_loss}`, but a batch's logs have accuracy, batch, epoch, loss"
    );
    assert_eq!(
        refused(new("net").save_freq(0)),
        "`save_freq = 0`: it counts batches, from 1"
    );
    assert_eq!(
        refused(new("net").save_weights_only(false)),
        "`save_weights_only = false`: the rest of a model is its type, which no file has; leave it out"
    );
}

#[test]
fn a_value_that_disappears_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = net()
        .fit(&X, &Y)
        .callback(Script {
            name: "loss",
            values: vec![None],
        })
        .callback(ModelCheckpoint::new(folder.path().join("{loss}")))
        .run()
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.ends_with("names `{loss}`, which these logs lack"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_saved_ends_the_fit_and_is_not_the_best() {
    let folder = tempfile::tempdir().unwrap();
    let (file, path) = (folder.path().join("file"), folder.path().join("best"));
    fs::write(&file, "old").unwrap();
    fs::create_dir(&path).unwrap();

    let mut net = net();
    let error = net
        .fit(&X, &Y)
        .callback(ModelCheckpoint::new(file.join("weights")))
        .run()
        .unwrap_err();
    let text = error.to_string();
    let start = format!("cannot make the folder `{}`: ", file.display());
    assert!(text.starts_with(&start), "{text}");
    assert_eq!(fs::read(&file).unwrap(), b"old");

    let mut checkpoint = ModelCheckpoint::new(&path).save_best_only(true);
    let before = net.get_weights();
    let error = net
        .fit(&X, &Y)
        .epochs(2)
        .validation_data(&X, &Y)
        .callback(Script::val_loss(&[0.5, 0.25]))
        .callback(&mut checkpoint)
        .run()
        .unwrap_err();
    let text = error.to_string();
    let start = format!("cannot write `{}`: ", path.display());
    assert!(text.starts_with(&start), "{text}");
    assert_eq!(
        net.get_weights(),
        before,
        "it is known before the first step"
    );

    fs::remove_dir(&path).unwrap();
    let error = net
        .fit(&X, &Y)
        .epochs(2)
        .validation_data(&X, &Y)
        .callback(Script::val_loss(&[0.5, 0.25]))
        .callback(LambdaCallback::new().on_epoch_begin(|_, _| fs::create_dir(&path).unwrap()))
        .callback(&mut checkpoint)
        .run()
        .unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with(&start), "{text}");
    assert_ne!(net.get_weights(), before, "the model stays as trained");
    assert_eq!(checkpoint.best(), None);

    fs::remove_dir(&path).unwrap();
    net.fit(&X, &Y)
        .validation_data(&X, &Y)
        .callback(Script::val_loss(&[0.75]))
        .callback(&mut checkpoint)
        .run()
        .unwrap();
    assert_eq!(checkpoint.best(), Some(0.75));
    assert!(path.is_file());
}
