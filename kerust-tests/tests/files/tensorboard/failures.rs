//! Folders that cannot be had, and files that vanish.

use std::fs;
use std::path::Path;

use kerust::Error;
use kerust::formats::SummaryWriter;
use kerust::prelude::*;

use super::cases::{data, net};
use super::decoder::events;

#[test]
fn a_folder_that_cannot_be_made_is_an_error_before_the_first_step() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let (mut net, (x, y)) = (net(), data());
    let before = net.get_weights();
    let error = fit!(net, &x, &y, verbose = 0, callbacks = [TensorBoard(&file)]).unwrap_err();
    let Error::File { action, path, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*action, "make the folder");
    assert_eq!(Path::new(path), file.join("train"));
    assert_eq!(net.get_weights(), before);
}

#[test]
fn a_folder_of_the_validation_that_cannot_be_made_is_one_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("validation"), "").unwrap();
    let (mut net, (x, y)) = (net(), data());
    let logs = || TensorBoard::new(folder.path()).write_graph(false);
    let fit = net.fit(&x, &y).validation_data(&x, &y).callback(logs());
    let error = fit.run().unwrap_err().to_string();
    assert!(error.starts_with("cannot make the folder"), "{error}");
    assert_eq!(net.iterations(), 0);
    net.fit(&x, &y).callback(logs()).run().unwrap();
}

#[test]
fn no_batches_between_updates_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let (mut net, (x, y)) = (net(), data());
    let never = TensorBoard::new(folder.path()).update_freq(0);
    let error = fit!(net, &x, &y, verbose = 0, callbacks = [never]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`update_freq = 0`: it counts batches, from 1"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn nothing_is_lost_while_the_folder_is_away() {
    let folder = tempfile::tempdir().unwrap();
    let (logs, away) = (folder.path().join("logs"), folder.path().join("away"));
    let mut writer = SummaryWriter::new(&logs).unwrap();
    writer.scalar("a", 1.0, 1).unwrap();
    fs::rename(&logs, &away).unwrap();
    let error = writer.flush().unwrap_err();
    assert!(
        matches!(&error, Error::File { action: "write", path, .. } if Path::new(path) == writer.path())
    );
    writer.scalar("a", 2.0, 2).unwrap();
    fs::rename(&away, &logs).unwrap();
    writer.flush().unwrap();
    let steps: Vec<_> = events(writer.path())
        .iter()
        .map(|event| event.step)
        .collect();
    assert_eq!(steps, [1, 2]);
}

/// Takes a folder away after the first epoch.
struct Remove<'a>(&'a Path);

impl<'a> Remove<'a> {
    fn new(folder: &'a Path) -> Self {
        Remove(folder)
    }
}

impl<M: Model> Callback<M> for Remove<'_> {
    type Monitor = ();

    fn on_epoch_begin(&mut self, epoch: usize, _: &mut Training<'_, M>) -> kerust::Result<()> {
        if epoch == 1 {
            fs::remove_dir_all(self.0).unwrap();
        }
        Ok(())
    }
}

#[test]
fn a_folder_that_vanishes_ends_the_training_with_an_error_and_keeps_the_weights() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("logs");
    let (mut net, (x, y)) = (net(), data());
    let error = fit!(
        net,
        &x,
        &y,
        epochs = 5,
        verbose = 0,
        callbacks = [TensorBoard(&logs), Remove(&logs)],
    )
    .unwrap_err();
    assert!(
        matches!(
            error,
            Error::File {
                action: "write",
                ..
            }
        ),
        "{error:?}"
    );
    // Two epochs of one batch each.
    assert_eq!(net.iterations(), 2);
}
