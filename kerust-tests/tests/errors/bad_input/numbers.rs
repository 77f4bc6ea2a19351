//! NaN, infinities and huge numbers: they go through, as in Keras, and nothing panics.

use kerust::prelude::*;

use super::data::{self, Binary, X, Y};

model! {
    struct Pictures <
        Image<5, 4, 1>,
        Rescaling(0.5),
        Conv2D<1, 3, 2>(relu, padding = same),
        MaxPooling2D<2>,
        Dropout(0.2),
        Flatten,
        Dense<12, 4>(tanh),
        Activation(sigmoid),
        Dense<4, 2>(softmax),
    >
}

const STRANGE: [f32; 5] = [
    f32::NAN,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::MAX,
    f32::MIN_POSITIVE,
];

#[test]
fn nan_in_one_row_makes_the_rest_nan() {
    let mut x = X;
    x[3][1] = f32::NAN;
    let mut net = data::net();
    let got = net.evaluate(&x, &Y).expect("NaN is no error");
    assert!(
        got.loss().is_nan(),
        "loss with NaN in a row, got {}",
        got.loss()
    );
    assert!(
        net.predict(&x[3]).iter().all(|y| y.is_nan()),
        "prediction of the row with NaN"
    );
    let alone = net.predict_batch(&x).expect("rows in memory");
    assert_eq!(
        alone[2],
        net.predict(&X[2]),
        "prediction of the row before it"
    );

    let history = net.fit(&x, &Y).epochs(2).run().expect("NaN is no error");
    let losses = &history["loss"];
    assert!(
        losses.iter().all(|loss| loss.is_nan()),
        "losses, got {losses:?}"
    );
    assert_eq!(history["accuracy"].len(), 2, "epochs with an accuracy");
    let kernel = net.model().dense_1().kernel().to_vec();
    assert!(
        kernel.iter().all(|w| w.is_nan()),
        "weights of the last layer, got {kernel:?}"
    );
}

#[test]
fn callbacks_take_nan() {
    let mut net = data::net();
    let x = [[f32::NAN; 2]; 10];
    let mut stopping = EarlyStopping::new().patience(2).restore_best_weights(true);
    let fit = net.fit(&x, &Y).epochs(9).validation_split(0.2);
    let fit = fit.callback(ReduceLROnPlateau::new().patience(1).factor(0.5));
    let history = fit.callback(&mut stopping).run().expect("NaN is no error");
    assert_eq!(
        stopping.stopped_epoch(),
        Some(2),
        "the first NaN is the best forever"
    );
    assert_eq!(history["learning_rate"], [0.1, 0.1, 0.05], "rates");
}

#[test]
fn every_layer_and_loss_takes_every_number() {
    for (place, strange) in (0..20).flat_map(|place| STRANGE.map(|x| (place, x))) {
        let mut x = [[[[0.5f32]; 4]; 5]; 3];
        x[1].as_flattened_mut()[place][0] = strange;
        macro_rules! train {
            ($loss:ident, $y:expr) => {{
                let mut net = compile!(
                    Pictures::new(1),
                    optimizer = Adam,
                    loss = $loss,
                    metrics = [accuracy]
                );
                let history = net.fit(&x, &$y).epochs(2).batch_size(2).run();
                let history = history.expect("a number is no error");
                assert_eq!(history.epochs(), [0, 1], "epochs with {strange} at {place}");
                let rows = net.predict_batch(&x).expect("rows in memory");
                assert!(
                    rows.iter().all(|row| row.argmax() < 2),
                    "class with {strange} at {place}"
                );
                net.evaluate(&x, &$y).expect("a number is no error");
            }};
        }
        train!(sparse_categorical_crossentropy, [0u8, 1, 0]);
        train!(
            categorical_crossentropy,
            [[0.5f32, strange], [1.0, 0.0], [0.0, 1.0]]
        );
        train!(mse, [[0.5f32, strange], [1.0, 0.0], [0.0, 1.0]]);
    }
    let mut net = compile!(
        Binary::new(1),
        optimizer = SGD,
        loss = binary_crossentropy,
        metrics = [accuracy, mae]
    );
    for strange in STRANGE {
        let x = [[strange, 1.0], [0.0, -1.0]];
        net.fit(&x, &[strange, 1.0])
            .epochs(2)
            .run()
            .expect("a number is no error");
    }
}
