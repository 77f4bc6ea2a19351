//! What is saved, and under which name.

use kerust::callbacks::ModelCheckpoint;
use kerust::formats::SaveWeights;
use kerust::prelude::*;

use super::net::{Net, Script, X, Y, names, net};

#[test]
fn every_epoch_needs_no_validation_and_holds_its_weights() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder
        .path()
        .join("runs/{epoch:03d}/{loss:.1e}_{learning_rate:.2f}");
    let mut net = net();
    let history = net
        .fit(&X, &Y)
        .epochs(3)
        .callback(ModelCheckpoint::new(&path))
        .run()
        .unwrap();
    let runs = folder.path().join("runs");
    assert_eq!(names(&runs), ["001", "002", "003"]);
    let loss = history["loss"][2];
    let [file] = &names(&runs.join("003"))[..] else {
        panic!("not one file");
    };
    assert_eq!(*file, format!("{loss:.1e}_0.01").replace("e-", "e-0"));
    let mut loaded = Net::new(9);
    loaded.load_weights(runs.join("003").join(file)).unwrap();
    assert_eq!(loaded.get_weights(), net.get_weights());
}

#[test]
fn monitors_what_it_is_told_to() {
    for before in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("{epoch}");
        let checkpoint = match before {
            true => ModelCheckpoint::new(path)
                .monitor::<accuracy>()
                .save_best_only(true),
            false => ModelCheckpoint::new(path)
                .save_best_only(true)
                .monitor::<accuracy>(),
        };
        // More is better, and no validation data are needed.
        net()
            .fit(&X, &Y)
            .epochs(4)
            .callback(Script {
                name: "accuracy",
                values: [0.5, 0.25, 0.75, 0.75].map(Some).to_vec(),
            })
            .callback(checkpoint)
            .run()
            .unwrap();
        assert_eq!(names(folder.path()), ["1", "3"]);
    }
}

#[test]
fn a_new_best_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("best.safetensors");
    let mut net = net();
    net.fit(&X, &Y)
        .epochs(4)
        .validation_data(&X, &Y)
        .callback(Script::val_loss(&[3.0, 2.0, 1.0, 0.5]))
        .callback(ModelCheckpoint::new(&path).save_best_only(true))
        .run()
        .unwrap();
    assert_eq!(names(folder.path()), ["best.safetensors"]);
    let mut loaded = Net::new(9);
    loaded.load_weights(&path).unwrap();
    assert_eq!(loaded.get_weights(), net.get_weights());
}

#[test]
fn batches_are_saved_with_their_values_and_weights() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("{epoch}-{batch:02d}-{accuracy:.1f}");
    let mut net = net();
    fit!(
        net,
        &X,
        &Y,
        epochs = 2,
        batch_size = 1,
        verbose = 0,
        callbacks = [ModelCheckpoint(
            &path,
            save_weights_only = true,
            save_freq = 1
        )],
    )
    .unwrap();
    let names = names(folder.path());
    let moments: Vec<_> = names.iter().map(|name| &name[..4]).collect();
    assert_eq!(moments, ["1-01", "1-02", "2-01", "2-02"]);
    let load = |name: &String| {
        let mut loaded = Net::new(9);
        loaded.load_weights(folder.path().join(name)).unwrap();
        loaded.get_weights()
    };
    assert_eq!(load(&names[3]), net.get_weights());
    assert_ne!(load(&names[2]), net.get_weights());
}
