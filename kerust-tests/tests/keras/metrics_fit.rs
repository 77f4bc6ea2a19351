//! `metrics.json`: a whole fit with metrics, with and without weights.

use kerust::model::IntoModel;
use kerust::prelude::*;

use super::arrays::{rows, weights as arrays};
use super::metrics::singles;
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{numbers, read};

/// The names and values in the history of a whole fit.
pub fn compare(report: &mut Report) {
    let fit = &read("metrics.json")["fit"];
    let mut net = model![< Vector<3>, Dense<3, 1>(sigmoid) >].into_model();
    net.set_weights(&arrays(&*net, &fit["initial_weights"]))
        .expect("weights of this model");
    let mut net = compile!(
        net,
        optimizer = SGD(learning_rate = 0.5),
        loss = binary_crossentropy,
        metrics = [
            accuracy,
            precision(thresholds = 0.4),
            auc(num_thresholds = 50),
            true_positives
        ],
        weighted_metrics = [accuracy, recall, f1_score(threshold = 0.5)],
    );
    let (x, y) = (rows::<[f32; 3]>(&fit["x"]), rows::<[f32; 1]>(&fit["y"]));
    let weights = singles(&fit["sample_weight"]);
    let history = net
        .fit(&x[..16], &y[..16])
        .epochs(6)
        .batch_size(5)
        .shuffle(false)
        .sample_weight(&weights)
        .validation_data(&x[16..], &y[16..])
        .validation_sample_weight(&weights[..8])
        .run()
        .expect("good data");
    let expected = fit["history"].as_object().expect("an object");
    for (name, expected) in expected {
        let item = "metrics: history of a fit";
        let got = history.get(name).unwrap_or_default();
        report.compare(item, name, Tolerance::TRAINED, &numbers(expected), got);
    }
}
