//! What it says.

use kerust::callbacks::ModelCheckpoint;

use super::net::{Listener, Script, X, Y, net};

#[test]
fn says_what_keras_says() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let mut best = ModelCheckpoint::new(folder.path().join("b{epoch}"))
        .save_best_only(true)
        .verbose(1);
    let each = ModelCheckpoint::new(folder.path().join("e{epoch}")).verbose(1);
    let mut listener = Listener::default();
    net()
        .fit(&X, &Y)
        .epochs(3)
        .validation_data(&X, &Y)
        .callback(Script {
            name: "val_loss",
            values: vec![Some(1.0), None, Some(f32::NAN)],
        })
        .callback(&mut best)
        .callback(each)
        .callback(&mut listener)
        .run()
        .unwrap();
    assert_eq!(
        listener.0,
        [
            format!(
                "Epoch 1: val_loss improved from None to 1.00000, saving model to {}",
                at("b1")
            ),
            format!("Epoch 1: finished saving model to {}", at("b1")),
            format!("Epoch 1: saving model to {}", at("e1")),
            format!("Epoch 1: finished saving model to {}", at("e1")),
            "Can save best model only with val_loss available.".into(),
            format!("Epoch 2: finished saving model to {}", at("b2")),
            format!("Epoch 2: saving model to {}", at("e2")),
            format!("Epoch 2: finished saving model to {}", at("e2")),
            "Epoch 3: val_loss did not improve from 1.00000".into(),
            format!("Epoch 3: saving model to {}", at("e3")),
            format!("Epoch 3: finished saving model to {}", at("e3")),
        ]
    );

    let mut listener = Listener::default();
    net()
        .fit(&X, &Y)
        .epochs(2)
        .validation_data(&X, &Y)
        .callback(Script::val_loss(&[0.5, f32::NEG_INFINITY]))
        .callback(&mut best)
        .callback(&mut listener)
        .run()
        .unwrap();
    assert_eq!(
        [&listener.0[0], &listener.0[2]],
        [
            &format!(
                "Epoch 1: val_loss improved from 1.00000 to 0.50000, saving model to {}",
                at("b1")
            ),
            &format!(
                "Epoch 2: val_loss improved from 0.50000 to -inf, saving model to {}",
                at("b2")
            ),
        ]
    );
}
