//! A loss that is defined outside of kerust: it is trained with, measured and monitored.

use kerust::losses::Loss;
use kerust::prelude::*;
use own_layer::loss::{quantile, val_quantile};

model! { pub struct Line < Dense<1, 2> > }

#[test]
fn the_gradient_is_that_of_differences() {
    let loss = quantile::new().share(0.8);
    let (outputs, target) = ([0.5, -1.25, 2.0], [1.0, -2.0, 0.25]);
    let mut gradient = [0.0; 3];
    loss.gradient(&outputs, &target, 3, 2.0, &mut gradient);
    for i in 0..3 {
        let at = |step: f32| {
            let mut outputs = outputs;
            outputs[i] += step;
            2.0 * loss.value(&outputs, &target, 3)
        };
        let expected = (at(0.125) - at(-0.125)) / 0.25;
        let got = gradient[i];
        assert!((got - expected).abs() < 1e-5, "{i}: {got}, {expected}");
    }
}

#[test]
fn outputs_go_to_the_share_of_the_targets() {
    // Beside every x stand targets from 0 to 4, evenly: four fifths of them are below 3.2.
    let x: Vec<f32> = (0..200).map(|i| (i % 4) as f32 / 4.0).collect();
    let y: Vec<[f32; 2]> = (0..200)
        .map(|i| [(i / 4) as f32 * 0.08, (i / 4) as f32 * -0.08])
        .collect();
    let mut net = compile!(
        Line::new(1),
        optimizer = Adam(learning_rate = 0.05),
        loss = quantile(share = 0.8),
        metrics = [quantile, mae],
        weighted_metrics = [quantile],
    );
    let history = fit!(
        net,
        &x,
        &y,
        epochs = 60,
        validation_data = (&x, &y),
        callbacks = [ReduceLROnPlateau(
            monitor = val_quantile,
            patience = 4,
            factor = 0.5
        )],
        verbose = 0,
    )
    .unwrap();
    let [up, down] = net.predict(&[0.5]);
    assert!(
        (up - 3.2).abs() < 0.2 && (down + 0.8).abs() < 0.2,
        "{up}, {down}"
    );
    assert!(history["val_loss"][59] < 0.5 * history["val_loss"][0]);
    // With its default, a half of the mean absolute error.
    for (half, mae) in history["quantile"].iter().zip(&history["mae"]) {
        assert!((half - 0.5 * mae).abs() < 1e-5);
    }
    assert_eq!(history["weighted_quantile"].len(), 60);
}
