//! `losses.json`, `reductions`: every loss with every reduction, without weights, with some, and with
//! weights that are all 0.

use kerust::prelude::*;
use serde_json::{Map, Value};

use super::arrays::{classes, rows};
use super::batches::batch;
use super::json::{list, text};
use super::report::Report;

model! { struct Linear < Vector<3>, Activation(linear) > }
model! { struct Sigmoid < Vector<3>, Activation(sigmoid) > }
model! { struct Softmax < Vector<3>, Activation(softmax) > }
model! { struct Steps < Sequence<2, 3>, Activation(linear) > }

/// Compares all losses.
pub fn compare(report: &mut Report) {
    for group in list(&read()) {
        let (loss, rank) = (text(&group["loss"]), list(&group["z"]["shape"]).len());
        macro_rules! losses {
            ($($keras:literal $rank:literal $word:ident $net:ident $y:expr;)*) => {
                match (loss, rank) {
                    $(($keras, $rank) => for case in cases(group) {
                        let loss = $word::new().reduction(reduction(&case));
                        batch::<$net, _, _>(report, &case, &loss, &$y(&group["y"]));
                    },)*
                    other => panic!("losses.json has a loss that this test does not know: {other:?}"),
                }
            };
        }
        let (row, steps, class) = (rows::<[f32; 3]>, rows::<[[f32; 3]; 2]>, classes::<u8>);
        losses! {
            "MeanSquaredError" 2 mse Linear row;
            "MeanAbsoluteError" 2 mae Linear row;
            "MeanAbsolutePercentageError" 2 mape Linear row;
            "MeanSquaredLogarithmicError" 2 msle Linear row;
            "Huber" 2 huber Linear row;
            "LogCosh" 2 log_cosh Linear row;
            "Hinge" 2 hinge Linear row;
            "SquaredHinge" 2 squared_hinge Linear row;
            "CategoricalHinge" 2 categorical_hinge Linear row;
            "CosineSimilarity" 2 cosine_similarity Linear row;
            "Poisson" 2 poisson Linear row;
            "KLDivergence" 2 kl_divergence Linear row;
            "BinaryCrossentropy" 2 binary_crossentropy Sigmoid row;
            "BinaryFocalCrossentropy" 2 binary_focal_crossentropy Sigmoid row;
            "CategoricalCrossentropy" 2 categorical_crossentropy Softmax row;
            "CategoricalFocalCrossentropy" 2 categorical_focal_crossentropy Softmax row;
            "SparseCategoricalCrossentropy" 2 sparse_categorical_crossentropy Softmax class;
            "CategoricalGeneralizedCrossEntropy" 2 categorical_generalized_cross_entropy Softmax class;
            "MeanSquaredError" 3 mse Steps steps;
            "CosineSimilarity" 3 cosine_similarity Steps steps;
        }
    }
}

fn read() -> Value {
    super::json::read("losses.json")["reductions"].take()
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
