//! Values of outputs that callbacks monitor.

use kerust::prelude::*;

use super::{Data, House, data};

#[test]
fn a_training_stops_at_the_value_of_an_output() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        ..
    } = data();
    let house = compile!(
        House::new(3),
        optimizer = SGD(learning_rate = 0.01),
        loss = (kind = sparse_categorical_crossentropy, price = mse),
        metrics = (kind = [accuracy], price = [mae])
    );
    let (x, y) = ((&photos, &facts), (&kinds, &prices));
    let whole = fit!(
        house.clone(),
        x,
        y,
        epochs = 12,
        validation_split = 0.25,
        verbose = 0
    )
    .unwrap();
    // The epoch at which Keras' rule ends it, from the values of a training to the end.
    let values = &whole["val_kind_accuracy"];
    let (mut best, mut wait, mut expected) = (f32::MIN, 0, values.len());
    for (epoch, value) in values.iter().enumerate() {
        wait += 1;
        if *value > best {
            (best, wait) = (*value, 0);
        } else if wait >= 2 {
            expected = epoch + 1;
            break;
        }
    }
    assert!(expected < 12, "a training that stops: {values:?}");
    let mut stopped = house.clone();
    let history = fit!(
        stopped,
        x,
        y,
        epochs = 12,
        validation_split = 0.25,
        verbose = 0,
        callbacks = [EarlyStopping(monitor = kind::val_accuracy, patience = 2)]
    )
    .unwrap();
    assert_eq!(history.epochs().len(), expected);
    assert_eq!(history["val_kind_accuracy"], values[..expected]);
}

#[test]
fn a_loss_and_a_metric_of_an_output_are_values() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        ..
    } = data();
    let mut house = compile!(
        House::new(3),
        optimizer = SGD(learning_rate = 0.0),
        loss = (kind = sparse_categorical_crossentropy, price = mse),
        metrics = (price = [mae])
    );
    // Nothing improves, so that each ends the training after its patience.
    let mut epochs = |callback: usize| {
        let (x, y) = ((&photos, &facts), (&kinds, &prices));
        let history = match callback {
            0 => fit!(
                house,
                x,
                y,
                epochs = 9,
                verbose = 0,
                callbacks = [EarlyStopping(monitor = price::loss, patience = 1)]
            ),
            1 => fit!(
                house,
                x,
                y,
                epochs = 9,
                verbose = 0,
                callbacks = [EarlyStopping(monitor = price::mae, patience = 2)]
            ),
            _ => fit!(
                house,
                x,
                y,
                epochs = 9,
                verbose = 0,
                validation_data = (x, y),
                callbacks = [
                    ReduceLROnPlateau(monitor = kind::val_loss),
                    EarlyStopping(monitor = kind::val_loss, patience = 3),
                ]
            ),
        };
        history.unwrap().epochs().len()
    };
    assert_eq!([epochs(0), epochs(1), epochs(2)], [2, 3, 4]);
}
