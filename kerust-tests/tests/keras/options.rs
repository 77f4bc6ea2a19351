//! `options.json`: penalties with their gradients, and constraints.

use kerust::constraints::Constraint;
use kerust::gradients::{GradientTape, Gradients};
use kerust::layers::Pass;
use kerust::memory::LANES;
use kerust::model::{add_penalty_gradients, constrain, penalty};
use kerust::prelude::*;
use kerust::regularizers::Regularizer;
use serde_json::Value;

use super::arrays::{Laid, rows, setting, weights};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{list, number, numbers, read, text};

pub fn compare(report: &mut Report) {
    let file = read("options.json");
    for case in list(&file["regularizers"]) {
        penalties(report, case, &file["arrays"]);
    }
    for case in list(&file["constraints"]) {
        constrained(report, case, &file["arrays"]);
    }
    whole_model(report, &file["model"]);
    activities(report, &file["activities"]);
}

fn regularizer(case: &Value) -> Box<dyn Regularizer> {
    let get = |name, default| setting(case, name, default);
    match text(&case["name"]) {
        "l1" => Box::new(if case["config"]["l1"].is_null() {
            l1::new()
        } else {
            l1::of(get("l1", 0.0))
        }),
        "l2" => Box::new(if case["config"]["l2"].is_null() {
            l2::new()
        } else {
            l2::of(get("l2", 0.0))
        }),
        "l1_l2" => Box::new(l1_l2::of(get("l1", 0.0), get("l2", 0.0))),
        "orthogonal_regularizer" => {
            let regularizer = orthogonal_regularizer::of(get("factor", 0.01));
            let is_columns = case["config"]["mode"].as_str() == Some("columns");
            Box::new(if is_columns {
                regularizer.mode::<columns>()
            } else {
                regularizer
            })
        }
        other => panic!("no such regularizer: {other}"),
    }
}

/// The array of this name.
fn array(arrays: &Value, name: &Value) -> Laid {
    let found = list(arrays).iter().find(|array| array["name"] == *name);
    Laid::of(found.unwrap_or_else(|| panic!("no array {name}")))
}

fn penalties(report: &mut Report, case: &Value, arrays: &Value) {
    let (exact, regularizer) = (Tolerance::EXACT, regularizer(case));
    for entry in list(&case["arrays"]) {
        let array = array(arrays, &entry["array"]);
        let place = format!("{} {} {}", case["name"], case["config"], entry["array"]);
        let penalty = regularizer.penalty(&array.view());
        let expected = number(&entry["penalty"]);
        report.compare("options: penalties", &place, exact, &[expected], &[penalty]);
        // What is there already stays, and half of the gradient is half of it.
        let mut gradient = Laid::zeroed(array.weight.shape().to_vec());
        regularizer.add_gradient(0.5, &array.view(), &mut gradient.view_mut());
        regularizer.add_gradient(0.5, &array.view(), &mut gradient.view_mut());
        let expected = numbers(&entry["gradient"]["data"]);
        report.compare(
            "options: gradients",
            &place,
            exact,
            &expected,
            &gradient.values(),
        );
    }
}

fn constraint(case: &Value, axes: &Value) -> Box<dyn Constraint> {
    let get = |name, default| setting(case, name, default);
    macro_rules! along {
        ($constraint:expr) => {{
            let axes: Vec<isize> = list(axes)
                .iter()
                .map(|axis| number(axis) as isize)
                .collect();
            match axes[..] {
                [0] => Box::new($constraint),
                [axis] => Box::new($constraint.axis(axis)),
                [a, b] => Box::new($constraint.axes([a, b])),
                [a, b, c] => Box::new($constraint.axes([a, b, c])),
                [a, b, c, d] => Box::new($constraint.axes([a, b, c, d])),
                _ => panic!("{axes:?}"),
            }
        }};
    }
    match text(&case["name"]) {
        "non_neg" => Box::new(non_neg::new()),
        "max_norm" => along!(max_norm::new().max_value(get("max_value", 2.0))),
        "unit_norm" => along!(unit_norm::new()),
        "min_max_norm" => {
            along!(
                min_max_norm::of(get("min_value", 0.0), get("max_value", 1.0))
                    .rate(get("rate", 1.0))
            )
        }
        other => panic!("no such constraint: {other}"),
    }
}

fn constrained(report: &mut Report, case: &Value, arrays: &Value) {
    for entry in list(&case["arrays"]) {
        let mut array = array(arrays, &entry["array"]);
        constraint(case, &entry["axis"]).apply(&mut array.view_mut());
        let place = format!(
            "{} {} {} {}",
            case["name"], case["config"], entry["array"], entry["axis"]
        );
        let expected = numbers(&entry["value"]["data"]);
        let item = "options: constraints";
        report.compare(item, place, Tolerance::EXACT, &expected, &array.values());
    }
}

model! {
    struct Optioned <
        Image<6, 6, 1>,
        Conv2D<1, 3, 3>(kernel_regularizer = l2(0.02), kernel_constraint = max_norm(0.9, axes = [0, 1, 2])),
        Flatten,
        Dense<48, 5>(
            bias_regularizer = l1(0.05),
            kernel_constraint = non_neg,
            bias_constraint = unit_norm,
        ),
        Dense<5, 2>(kernel_regularizer = orthogonal_regularizer(0.1)),
    >
}

model! {
    struct Penalized <
        Image<6, 6, 1>,
        Conv2D<1, 3, 3>(gelu, activity_regularizer = l2(0.3)),
        Flatten,
        Dense<48, 5>(
            tanh,
            kernel_regularizer = l2(0.05),
            activity_regularizer = orthogonal_regularizer(0.4),
        ),
        Activation(softmax, activity_regularizer = l1_l2(l1 = 0.2, l2 = 0.7)),
    >
}

/// The gradient of outputs times numbers and all penalties, and without them.
fn activities(report: &mut Report, entry: &Value) {
    assert!(Penalized::IS_ACTIVITY_REGULARIZED && !Penalized::GRAPH.outputs[0].fuses_loss);
    let mut model = Penalized::new(1);
    let given = weights(&*model, &entry["weights"]);
    model.set_weights(&given).expect("the model's weights");
    let (x, by) = (
        rows::<[[[f32; 1]; 6]; 6]>(&entry["x"]),
        rows::<[f32; 5]>(&entry["by"]),
    );
    let (mut tape, mut gradients) = (GradientTape::new(x.len()), Gradients::new());
    let (item, exact) = ("options: activities", Tolerance::EXACT);
    tape.forward(&*model, &x[..], Pass::PREDICT);
    tape.outputs_and_gradient().1.copy_from_slice(&by);
    tape.gradient(&mut *model, &x[..], &mut gradients);
    let without = gradients.arrays();
    tape.forward(&*model, &x[..], Pass::PREDICT);
    tape.outputs_and_gradient().1.copy_from_slice(&by);
    let penalty = tape.penalty(&model);
    report.compare(
        item,
        "penalty",
        exact,
        &[number(&entry["penalty"])],
        &[penalty],
    );
    tape.gradient(&mut *model, &x[..], &mut gradients);
    for ((expected, got), without) in list(&entry["gradient"])
        .iter()
        .zip(gradients.arrays())
        .zip(without)
    {
        report.compare(
            "options: through layers",
            got.name,
            Tolerance::OF_ONE,
            &numbers(&expected["data"]),
            &got.values,
        );
        assert_ne!(got.values, without.values);
    }
}

fn whole_model(report: &mut Report, entry: &Value) {
    const { assert!(Optioned::IS_REGULARIZED && Optioned::IS_CONSTRAINED) };
    let mut model = Optioned::new(1);
    model
        .set_weights(&weights(&*model, &entry["weights"]))
        .expect("the model's weights");
    let (item, exact) = ("options: a whole model", Tolerance::EXACT);
    let penalty = penalty(&*model);
    report.compare(
        item,
        "penalty",
        exact,
        &[number(&entry["penalty"])],
        &[penalty],
    );
    let mut gradients = vec![[0.0; LANES]; Optioned::VECTORS];
    add_penalty_gradients(&*model, &mut gradients);
    let mut as_model = Optioned::new(1);
    let mut rest = &gradients[..];
    for layer in 0..Optioned::LAYERS.len() {
        let vectors = as_model.vectors_mut(layer);
        let (own, others) = rest.split_at(vectors.len());
        vectors.copy_from_slice(own);
        rest = others;
    }
    report.weights_within(
        exact,
        "options: a whole model",
        "gradient",
        &entry["gradient"],
        &*as_model,
    );
    constrain(&mut *model);
    report.weights_within(
        exact,
        "options: a whole model",
        "constraints",
        &entry["constrained"],
        &*model,
    );
}
