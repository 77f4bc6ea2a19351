//! `losses.json`, `reductions`: every loss with every reduction, without weights, with some, and with
//! weights that are all 0.

use kerust::prelude::*;
use serde_json::{Map, Value};

use super::arrays::{classes, rows};
use super::batches::batch;
use super::report::Report;
use kerust_tests::fixtures::{list, text};

model! { struct Linear < Vector<3>, Activation(linear) > }
model! { struct Sigmoid < Vector<3>, Activation(sigmoid) > }
model! { struct Softmax < Vector<3>, Activation(softmax) > }
model! { struct Images < Image<2, 2, 2>, Activation(sigmoid) > }
model! { struct Steps < Sequence<2, 3>, Activation(linear) > }

/// Compares all losses.
pub fn compare(report: &mut Report) {
    for group in list(&read()) {
        let (loss, rank) = (text(&group["loss"]), list(&group["z"]["shape"]).len());
        macro_rules! losses {
            ($($keras:literal $rank:literal $loss:expr, $net:ident $y:expr;)*) => {
                match (loss, rank) {
                    $(($keras, $rank) => for case in cases(group) {
                        let loss = $loss.reduction(reduction(&case));
                        batch::<$net, _, _>(report, &case, &loss, &$y(&group["y"]));
                    },)*
                    other => panic!("losses.json has a loss that this test does not know: {other:?}"),
                }
            };
        }
        let (row, steps, class) = (rows::<[f32; 3]>, rows::<[[f32; 3]; 2]>, classes::<u8>);
        let image = rows::<[[[f32; 2]; 2]; 2]>;
        let missed = tversky::new().alpha(0.3).beta(0.9);
        losses! {
            "MeanSquaredError" 2 mse::new(), Linear row;
            "MeanAbsoluteError" 2 mae::new(), Linear row;
            "MeanAbsolutePercentageError" 2 mape::new(), Linear row;
            "MeanSquaredLogarithmicError" 2 msle::new(), Linear row;
            "Huber" 2 huber::new(), Linear row;
            "LogCosh" 2 log_cosh::new(), Linear row;
            "Hinge" 2 hinge::new(), Linear row;
            "SquaredHinge" 2 squared_hinge::new(), Linear row;
            "CategoricalHinge" 2 categorical_hinge::new(), Linear row;
            "CosineSimilarity" 2 cosine_similarity::new(), Linear row;
            "Poisson" 2 poisson::new(), Linear row;
            "KLDivergence" 2 kl_divergence::new(), Linear row;
            "BinaryCrossentropy" 2 binary_crossentropy::new(), Sigmoid row;
            "BinaryFocalCrossentropy" 2 binary_focal_crossentropy::new(), Sigmoid row;
            "CategoricalCrossentropy" 2 categorical_crossentropy::new(), Softmax row;
            "CategoricalFocalCrossentropy" 2 categorical_focal_crossentropy::new(), Softmax row;
            "SparseCategoricalCrossentropy" 2 sparse_categorical_crossentropy::new(), Softmax class;
            "CategoricalGeneralizedCrossEntropy" 2 categorical_generalized_cross_entropy::new(), Softmax class;
            "MeanSquaredError" 3 mse::new(), Steps steps;
            "CosineSimilarity" 3 cosine_similarity::new(), Steps steps;
            "Dice(axis=(1, 2, 3))" 4 dice::new().axis(Axis::Row), Images image;
            "Dice(axis=(1, 2))" 4 dice::new().axis(Axis::Channel), Images image;
            "Tversky(alpha=0.3, beta=0.9, axis=(1, 2, 3))" 4 missed.clone().axis(Axis::Row), Images image;
            "Tversky(alpha=0.3, beta=0.9, axis=(1, 2))" 4 missed.clone().axis(Axis::Channel), Images image;
        }
    }
}

fn read() -> Value {
    kerust_tests::fixtures::read("losses.json")["reductions"].take()
}

/// The group's batches, as those of `batches` are written.
fn cases(group: &Value) -> impl Iterator<Item = Value> {
    let common = group.as_object().expect("an object");
    list(&group["reduced"]).iter().map(|one| {
        let mut case: Map<String, Value> = common.clone();
        case.extend(one.as_object().expect("an object").clone());
        Value::Object(case)
    })
}

fn reduction(case: &Value) -> Reduction {
    match text(&case["reduction"]) {
        "sum_over_batch_size" => Reduction::SumOverBatchSize,
        "sum" => Reduction::Sum,
        "mean_with_sample_weight" => Reduction::MeanWithSampleWeight,
        other => panic!("losses.json has a reduction that this test does not know: {other}"),
    }
}
