//! `losses.json`: values and gradients of every loss after every activation that it goes with.

use kerust::contract::LossAfter;
use kerust::losses::Target;
use kerust::prelude::*;
use serde_json::Value;

use super::arrays::{classes, rows};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{counts, list, number, numbers, read, text};

/// Compares all cases.
pub fn compare(report: &mut Report) {
    for case in list(&read("losses.json")["cases"]) {
        let y: Vec<f32> = numbers(&case["y"]["data"])
            .into_iter()
            .map(|y| y as f32)
            .collect();
        let width = *counts(&case["z"]["shape"]).last().expect("a shape");
        let y: Vec<&[f32]> = y.chunks_exact(width).collect();
        let report = &mut *report;
        match (text(&case["loss"]), text(&case["activation"])) {
            ("mean_squared_error", "linear") => judge::<mse, linear>(report, case, width, &y),
            ("mean_squared_error", "sigmoid") => judge::<mse, sigmoid>(report, case, width, &y),
            ("mean_squared_error", "tanh") => judge::<mse, tanh>(report, case, width, &y),
            ("mean_squared_error", "relu") => judge::<mse, relu>(report, case, width, &y),
            ("mean_squared_error", "softmax") => judge::<mse, softmax>(report, case, width, &y),
            ("binary_crossentropy", "sigmoid") => {
                judge::<binary_crossentropy, sigmoid>(report, case, width, &y);
            }
            ("categorical_crossentropy", "softmax") => {
                judge::<categorical_crossentropy, softmax>(report, case, width, &y);
            }
            ("sparse_categorical_crossentropy", "softmax") => {
                let y: Vec<usize> = classes(&case["y"]);
                let y: Vec<&usize> = y.iter().collect();
                judge::<sparse_categorical_crossentropy, softmax>(report, case, width, &y);
            }
            other => panic!("losses.json has a case that this test does not know: {other:?}"),
        }
        model(report, case, width);
    }
}

/// One case, row by row.
fn judge<L: LossAfter<A>, A: Activate>(
    report: &mut Report,
    case: &Value,
    width: usize,
    targets: &[&Target<L>],
) {
    let place = text(&case["name"]);
    let mut outputs: Vec<f32> = rows(&flat(&case["z"]));
    assert_eq!(
        outputs.len(),
        targets.len() * width,
        "numbers in `z` of {place}"
    );
    A::forward(&mut outputs, width);
    let one = Tolerance::EXACT;
    let expected = numbers(&case["output"]["data"]);
    report.compare("losses: activation", place, one, &expected, &outputs);

    let (loss, scale) = (L::default(), 1.0 / targets.len() as f32);
    let mut values = Vec::new();
    let (mut fused, mut chained) = (vec![f32::NAN; outputs.len()], vec![f32::NAN; outputs.len()]);
    for (row, (outputs, target)) in outputs.chunks_exact(width).zip(targets).enumerate() {
        values.push(loss.value(outputs, target, width));
        let range = row * width..(row + 1) * width;
        loss.gradient_before(outputs, target, width, scale, &mut fused[range.clone()]);
        let gradient = &mut chained[range];
        loss.gradient(outputs, target, width, scale, gradient);
        A::backward(&[], outputs, gradient, width);
    }
    let expected = numbers(&case["per_sample"]["data"]);
    report.compare("losses: value of a row", place, one, &expected, &values);
    // Keras' float32 has tanh(−8) = −1 and no gradient there; in float64 it is −9.947e-8, here −1.054e-7.
    let exact = &case["exact_gradient"]["data"];
    let gradient = &case["gradient"]["data"];
    let expected = numbers(if exact.is_null() { gradient } else { exact });
    let item = "losses: gradient, fused";
    report.compare(item, place, one, &expected, &fused);
    let item = "losses: gradient, chained";
    report.compare(item, place, one, &expected, &chained);
}

/// The array as a column of single numbers.
fn flat(array: &Value) -> Value {
    let data = &array["data"];
    serde_json::json!({ "shape": [list(data).len()], "data": data })
}

/// The mean of a batch, from a model that is its activation only.
fn model(report: &mut Report, case: &Value, width: usize) {
    macro_rules! evaluate {
        ($size:tt, $activation:ident, $loss:ident, $y:expr) => {{
            let net = model![< Vector<$size>, Activation($activation) >];
            let net = compile!(net, optimizer = SGD, loss = $loss);
            let x: Vec<[f32; $size]> = rows(&case["z"]);
            net.evaluate(&x, &$y).expect("good data").loss()
        }};
    }
    let y = &case["y"];
    let got = match (text(&case["loss"]), text(&case["activation"]), width) {
        ("mean_squared_error", "linear", 3) => evaluate!(3, linear, mse, rows::<[f32; 3]>(y)),
        ("mean_squared_error", "sigmoid", 3) => evaluate!(3, sigmoid, mse, rows::<[f32; 3]>(y)),
        ("mean_squared_error", "tanh", 3) => evaluate!(3, tanh, mse, rows::<[f32; 3]>(y)),
        ("mean_squared_error", "relu", 3) => evaluate!(3, relu, mse, rows::<[f32; 3]>(y)),
        ("mean_squared_error", "softmax", 3) => evaluate!(3, softmax, mse, rows::<[f32; 3]>(y)),
        ("binary_crossentropy", "sigmoid", 1) => {
            evaluate!(1, sigmoid, binary_crossentropy, rows::<[f32; 1]>(y))
        }
        ("binary_crossentropy", "sigmoid", 3) => {
            evaluate!(3, sigmoid, binary_crossentropy, rows::<[f32; 3]>(y))
        }
        ("categorical_crossentropy", "softmax", 3) => {
            evaluate!(3, softmax, categorical_crossentropy, rows::<[f32; 3]>(y))
        }
        ("sparse_categorical_crossentropy", "softmax", 3) => {
            evaluate!(
                3,
                softmax,
                sparse_categorical_crossentropy,
                classes::<u8>(y)
            )
        }
        other => panic!("losses.json has a case that this test does not know: {other:?}"),
    };
    let (place, expected) = (text(&case["name"]), number(&case["mean"]));
    let item = "losses: mean of a batch";
    report.compare(item, place, Tolerance::EXACT, &[expected], &[got]);
}
