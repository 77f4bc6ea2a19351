//! What callbacks monitor: metrics with settings, metrics with weights, values without a direction.

use kerust::prelude::*;

model! { struct Net < Dense<2, 1>(sigmoid) > }

const X: [[f32; 2]; 6] = [
    [0.0, 1.0],
    [1.0, 0.5],
    [0.5, 0.5],
    [1.0, 0.0],
    [0.2, 0.9],
    [0.9, 0.1],
];
const Y: [bool; 6] = [true, false, true, false, true, false];

/// A callback that stops at once where its value becomes no better by 10.
macro_rules! epochs {
    ([$($compile:tt)*], $($monitor:tt)*) => {{
        let mut net = compile!(
            Net::new(1), optimizer = SGD, loss = binary_crossentropy, $($compile)*
        );
        let fit = fit!(
            net, &X, &Y, epochs = 5, verbose = 0, validation_split = 0.5,
            callbacks = [EarlyStopping(patience = 1, min_delta = 10.0, monitor = $($monitor)*)]
        );
        fit.map(|history| history.epochs().len())
    }};
}

#[test]
fn a_metric_with_weights_alone_keeps_its_name() {
    let stopped = epochs!([weighted_metrics = [accuracy]], val_accuracy);
    assert_eq!(stopped.expect("it is measured"), 2);
    let stopped = epochs!([weighted_metrics = [accuracy]], accuracy);
    assert_eq!(stopped.expect("it is measured"), 2);
}

#[test]
fn without_and_with_weights_the_first_is_monitored() {
    let both = epochs!(
        [metrics = [accuracy], weighted_metrics = [accuracy]],
        val_accuracy
    );
    assert_eq!(both.expect("it is measured"), 2);
}

#[test]
fn settings_do_not_change_what_is_monitored() {
    let settings = epochs!([metrics = [mse, auc(num_thresholds = 50)]], val_auc);
    assert_eq!(settings.expect("it is measured"), 2);
    let settings = epochs!([metrics = [auc(num_thresholds = 50)]], auc);
    assert_eq!(settings.expect("it is measured"), 2);
    let settings = epochs!(
        [weighted_metrics = [recall_at_precision(0.5)]],
        val_recall_at_precision
    );
    assert_eq!(settings.expect("it is measured"), 2);
}

#[cfg(feature = "safetensors")]
#[test]
fn a_count_needs_a_mode() {
    let counts = epochs!(
        [metrics = [true_positives]],
        true_positives,
        mode = Direction::Max
    );
    assert_eq!(counts.expect("a mode is given"), 2);
    let before = Net::new(1);
    let mut net = compile!(
        Net::new(1),
        optimizer = SGD,
        loss = binary_crossentropy,
        metrics = [true_positives, sum],
    );
    let directory = std::env::temp_dir();
    let path = directory.join("kerust-none.safetensors");
    let text = "` is monitored, but neither a lower nor a higher value is better by itself; \
                write `mode = Direction::Min` or `mode = Direction::Max`";
    let errors = [
        fit!(
            net,
            &X,
            &Y,
            callbacks = [EarlyStopping(monitor = true_positives)]
        ),
        fit!(net, &X, &Y, callbacks = [ReduceLROnPlateau(monitor = sum)]),
        fit!(
            net,
            &X,
            &Y,
            validation_split = 0.5,
            callbacks = [ModelCheckpoint(
                &path,
                monitor = val_sum,
                save_best_only = true
            )]
        ),
    ];
    for (error, name) in errors.into_iter().zip(["true_positives", "sum", "val_sum"]) {
        let error = error.expect_err("there is no direction");
        assert!(matches!(error, kerust::Error::NoDirection { monitor } if monitor == name));
        assert_eq!(error.to_string(), format!("`{name}{text}"));
    }
    assert_eq!(
        net.predict(&X[0]),
        before.predict(&X[0]),
        "no step was made"
    );
}
