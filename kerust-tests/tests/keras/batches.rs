//! `losses.json`, `batches`: the loss of a batch and its gradient, with settings, weights and
//! reductions, through the pieces of a training step.

use kerust::contract::{LabelFor, LossAfter, RowFor};
use kerust::layers::Pass;
use kerust::model::{InputRow, Sequential};
use kerust::prelude::*;
use kerust::shape::Row;
use serde_json::Value;

use super::arrays::rows;
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{list, number, numbers, read, text};

model! { struct Linear < Vector<3>, Activation(linear) > }
model! { struct Tanh < Vector<3>, Activation(tanh) > }
model! { struct Sigmoid < Vector<3>, Activation(sigmoid) > }
model! { struct Softmax < Vector<3>, Activation(softmax) > }

/// Compares all batches.
pub fn compare(report: &mut Report) {
    for case in list(&read("losses.json")["batches"]) {
        let (loss, head) = (text(&case["loss"]), text(&case["activation"]));
        // A loss as Keras has it and as it is here, and the last layers that the cases have.
        macro_rules! losses {
            ($($labels:ident { $($keras:literal $made:expr, $($head:literal $net:ident)*;)* })*) => {
                match (loss, head) {
                    $($($(($keras, $head) => {
                        batch::<$net, _, _>(report, case, &$made, &labels!($labels));
                    })*)*)*
                    other => panic!("losses.json has a batch that this test does not know: {other:?}"),
                }
            };
        }
        macro_rules! labels {
            (numbers) => {
                rows::<[f32; 3]>(&case["y"])
            };
            (classes) => {
                list(&case["y"]["data"])
                    .iter()
                    .map(|class| class.as_i64().expect("a class"))
                    .collect::<Vec<i64>>()
            };
        }
        let focal = binary_focal_crossentropy::new();
        let balanced = focal.clone().apply_class_balancing(true).alpha(0.3);
        let balanced = balanced.gamma(1.5);
        let categories = categorical_focal_crossentropy::new();
        let sparse = sparse_categorical_crossentropy::new();
        let generalized = categorical_generalized_cross_entropy::new();
        losses! {
            numbers {
                "MeanSquaredError()" mse::new(), "linear" Linear "tanh" Tanh "softmax" Softmax;
                "MeanAbsoluteError()" mae::new(), "linear" Linear "tanh" Tanh "softmax" Softmax;
                "MeanAbsolutePercentageError()" mape::new(),
                    "linear" Linear "tanh" Tanh "softmax" Softmax;
                "Huber()" huber::new(), "linear" Linear "tanh" Tanh "softmax" Softmax;
                "Huber(delta=0.4)" huber::new().delta(0.4),
                    "linear" Linear "tanh" Tanh "softmax" Softmax;
                "LogCosh()" log_cosh::new(), "linear" Linear "tanh" Tanh "softmax" Softmax;
                "Hinge()" hinge::new(), "linear" Linear "tanh" Tanh "softmax" Softmax;
                "SquaredHinge()" squared_hinge::new(),
                    "linear" Linear "tanh" Tanh "softmax" Softmax;
                "CategoricalHinge()" categorical_hinge::new(),
                    "linear" Linear "tanh" Tanh "softmax" Softmax;
                "CosineSimilarity()" cosine_similarity::new(),
                    "linear" Linear "tanh" Tanh "softmax" Softmax;
                "MeanSquaredLogarithmicError()" msle::new(), "linear" Linear "sigmoid" Sigmoid;
                "Poisson()" poisson::new(), "linear" Linear "sigmoid" Sigmoid;
                "KLDivergence()" kl_divergence::new(),
                    "linear" Linear "sigmoid" Sigmoid "softmax" Softmax;
                "Dice(axis=1)" dice::new().axis(Axis::Row),
                    "linear" Linear "sigmoid" Sigmoid "softmax" Softmax;
                "Tversky(axis=1)" tversky::new().axis(Axis::Row),
                    "linear" Linear "sigmoid" Sigmoid "softmax" Softmax;
                "Tversky(alpha=0.3, beta=0.9, axis=1)"
                    tversky::new().alpha(0.3).beta(0.9).axis(Axis::Row),
                    "linear" Linear "sigmoid" Sigmoid "softmax" Softmax;
                "MeanSquaredError(reduction='sum')" mse::new().reduction(Reduction::Sum),
                    "linear" Linear;
                "MeanSquaredError(reduction='sum_over_batch_size')"
                    mse::new().reduction(Reduction::SumOverBatchSize), "linear" Linear;
                "MeanSquaredError(reduction='mean_with_sample_weight')"
                    mse::new().reduction(Reduction::MeanWithSampleWeight), "linear" Linear;
                "MeanAbsoluteError(reduction='sum')" mae::new().reduction(Reduction::Sum),
                    "linear" Linear;
                "MeanAbsoluteError(reduction='sum_over_batch_size')"
                    mae::new().reduction(Reduction::SumOverBatchSize), "linear" Linear;
                "MeanAbsoluteError(reduction='mean_with_sample_weight')"
                    mae::new().reduction(Reduction::MeanWithSampleWeight), "linear" Linear;
                "Huber(reduction='sum')" huber::new().reduction(Reduction::Sum), "linear" Linear;
                "Huber(reduction='sum_over_batch_size')"
                    huber::new().reduction(Reduction::SumOverBatchSize), "linear" Linear;
                "Huber(reduction='mean_with_sample_weight')"
                    huber::new().reduction(Reduction::MeanWithSampleWeight), "linear" Linear;
                "BinaryCrossentropy()" binary_crossentropy::new(), "sigmoid" Sigmoid;
                "BinaryCrossentropy(label_smoothing=0.2)"
                    binary_crossentropy::new().label_smoothing(0.2), "sigmoid" Sigmoid;
                "BinaryCrossentropy(from_logits=True)"
                    binary_crossentropy::new().from_logits::<true>(), "linear" Linear;
                "BinaryCrossentropy(from_logits=True, label_smoothing=0.2)"
                    binary_crossentropy::new().from_logits::<true>().label_smoothing(0.2),
                    "linear" Linear;
                "CategoricalCrossentropy()" categorical_crossentropy::new(), "softmax" Softmax;
                "CategoricalCrossentropy(label_smoothing=0.2)"
                    categorical_crossentropy::new().label_smoothing(0.2), "softmax" Softmax;
                "CategoricalCrossentropy(from_logits=True)"
                    categorical_crossentropy::new().from_logits::<true>(), "linear" Linear;
                "CategoricalCrossentropy(from_logits=True, label_smoothing=0.2)"
                    categorical_crossentropy::new().from_logits::<true>().label_smoothing(0.2),
                    "linear" Linear;
                "BinaryFocalCrossentropy()" focal, "sigmoid" Sigmoid;
                "BinaryFocalCrossentropy(label_smoothing=0.2)" focal.label_smoothing(0.2),
                    "sigmoid" Sigmoid;
                "BinaryFocalCrossentropy(from_logits=True)" focal.from_logits::<true>(),
                    "linear" Linear;
                "BinaryFocalCrossentropy(from_logits=True, label_smoothing=0.2)"
                    focal.from_logits::<true>().label_smoothing(0.2), "linear" Linear;
                "BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.3, gamma=1.5)"
                    balanced, "sigmoid" Sigmoid;
                "BinaryFocalCrossentropy(from_logits=True, apply_class_balancing=True, alpha=0.3, gamma=1.5)"
                    balanced.from_logits::<true>(), "linear" Linear;
                "CategoricalFocalCrossentropy()" categories, "softmax" Softmax;
                "CategoricalFocalCrossentropy(label_smoothing=0.2)"
                    categories.label_smoothing(0.2), "softmax" Softmax;
                "CategoricalFocalCrossentropy(alpha=0.6, gamma=3.0)"
                    categories.alpha(0.6).gamma(3.0), "softmax" Softmax;
                "CategoricalFocalCrossentropy(from_logits=True)"
                    categories.from_logits::<true>(), "linear" Linear;
                "CategoricalFocalCrossentropy(from_logits=True, label_smoothing=0.2)"
                    categories.from_logits::<true>().label_smoothing(0.2), "linear" Linear;
            }
            classes {
                "SparseCategoricalCrossentropy()" sparse, "softmax" Softmax;
                "SparseCategoricalCrossentropy(from_logits=True)" sparse.from_logits::<true>(),
                    "linear" Linear;
                "SparseCategoricalCrossentropy(ignore_class=0)" sparse.ignore_class(0),
                    "softmax" Softmax;
                "SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)"
                    sparse.from_logits::<true>().ignore_class(-1), "linear" Linear;
                "SparseCategoricalCrossentropy(ignore_class=0, reduction='sum')"
                    sparse.ignore_class(0).reduction(Reduction::Sum), "softmax" Softmax;
                "SparseCategoricalCrossentropy(reduction='mean_with_sample_weight')"
                    sparse.reduction(Reduction::MeanWithSampleWeight), "softmax" Softmax;
                "CategoricalGeneralizedCrossEntropy()" generalized, "softmax" Softmax;
                "CategoricalGeneralizedCrossEntropy(q=0.8)" generalized.q(0.8), "softmax" Softmax;
                "CategoricalGeneralizedCrossEntropy(q=0.1)" generalized.q(0.1), "softmax" Softmax;
            }
        }
    }
}

/// One batch: the loss, the gradient of the model's input, and what `evaluate` says of it.
pub fn batch<M, L, Y>(report: &mut Report, case: &Value, loss: &L, y: &[Y])
where
    M: Sequential,
    InputRow<M>: RowFor<M::Input>,
    L: LossAfter<M::Head, Is = L>,
    Y: LabelFor<L, M::Output> + Clone,
{
    let place = format!(
        "{} after {}",
        text(&case["loss"]),
        text(&case["activation"])
    );
    let z: Vec<InputRow<M>> = rows(&case["z"]);
    let weights = (!case["sample_weight"].is_null()).then(|| rows::<f32>(&case["sample_weight"]));
    let mut net = M::new(0);
    let (mut tape, mut gradients) = (GradientTape::<M>::new(z.len()), Gradients::new());
    tape.forward(&net, &z[..], Pass::train(0, 0));
    let value = match &weights {
        Some(weights) => tape.weighted_loss(loss, y, weights),
        None => tape.loss(loss, y),
    };
    let mut inputs = vec![InputRow::<M>::ZERO; z.len()];
    tape.gradient_with_inputs(&mut net, &z[..], &mut gradients, &mut inputs);
    let got = [value.expect("good data")];
    judge(report, "losses: batches", &place, case, "value", &got);
    let (item, got) = (
        "losses: gradients of batches",
        InputRow::<M>::flatten(&inputs),
    );
    judge(report, item, &place, case, "gradient", got);

    let net = Compile::new(net)
        .optimizer(SGD::new())
        .loss_with(loss.clone());
    let logs = match &weights {
        Some(weights) => net.evaluate_weighted(&z, y, weights),
        None => net.evaluate(&z, y),
    };
    let got = [logs.expect("good data").loss()];
    judge(report, "losses: evaluate", &place, case, "value", &got);
}

/// Numbers beside Keras' in float32; where those are more than 1e-6 off, beside Keras' in float64.
fn judge(
    report: &mut Report,
    item: &'static str,
    place: &str,
    case: &Value,
    key: &str,
    got: &[f32],
) {
    let read = |value: &Value| match value["data"].is_null() {
        true => vec![number(value)],
        false => numbers(&value["data"]),
    };
    let exact = &case[&format!("exact_{key}")];
    let expected = read(if exact.is_null() { &case[key] } else { exact });
    // Losses with either sign, of which the mean is what is left.
    let tolerance = match (text(&case["loss"]), key) {
        ("Poisson()", "value") => Tolerance::OF_ONE,
        _ => Tolerance::EXACT,
    };
    report.compare(item, place, tolerance, &expected, got);
}
