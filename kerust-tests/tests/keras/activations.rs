//! `activations.json`: values and gradients of every activation, and models that train with them.

use kerust::activations::Float;
use kerust::layers::Pass;
use kerust::prelude::*;
use kerust::shape::Row;
use serde_json::Value;

use super::arrays::{rows, weights};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{counts, list, numbers, read, text};

/// The type of a number, which `model!` makes of one that is written out.
macro_rules! n {
    ($number:literal) => {
        Float<{ f32::to_bits($number) }>
    };
}

/// Compares all cases.
pub fn compare(report: &mut Report) {
    let file = read("activations.json");
    for case in list(&file["elementwise"]) {
        elementwise(report, &file, case);
    }
    for case in list(&file["rows"]) {
        let width = *counts(&case["x"]["shape"]).last().expect("a shape");
        let report = &mut *report;
        match text(&case["name"]) {
            "softmax" => whole::<softmax>(report, case, width),
            "log_softmax" => whole::<log_softmax>(report, case, width),
            "sparsemax" => whole::<sparsemax>(report, case, width),
            "glu" => gated(report, case),
            other => panic!("an activation that this test does not know: {other}"),
        }
    }
    for run in list(&file["trained"]) {
        train(report, run);
    }
}

fn elementwise(report: &mut Report, file: &Value, case: &Value) {
    macro_rules! each {
        ($($word:ident)*) => {
            match text(&case["name"]) {
                $(stringify!($word) => each::<$word>(report, file, case),)*
                "gelu_approximate" => each::<gelu<true>>(report, file, case),
                "leaky_relu<0.3>" => each::<leaky_relu<n!(0.3)>>(report, file, case),
                "leaky_relu<0.0>" => each::<leaky_relu<n!(0.0)>>(report, file, case),
                "leaky_relu<-0.5>" => each::<leaky_relu<n!(-0.5)>>(report, file, case),
                "elu<0.5>" => each::<elu<n!(0.5)>>(report, file, case),
                "elu<3.0>" => each::<elu<n!(3.0)>>(report, file, case),
                "elu<0.0>" => each::<elu<n!(0.0)>>(report, file, case),
                "elu<-1.0>" => each::<elu<n!(-1.0)>>(report, file, case),
                "celu<0.5>" => each::<celu<n!(0.5)>>(report, file, case),
                "celu<3.0>" => each::<celu<n!(3.0)>>(report, file, case),
                "celu<-1.0>" => each::<celu<n!(-1.0)>>(report, file, case),
                "hard_shrink<1.0>" => each::<hard_shrink<n!(1.0)>>(report, file, case),
                "hard_shrink<0.0>" => each::<hard_shrink<n!(0.0)>>(report, file, case),
                "hard_shrink<-1.0>" => each::<hard_shrink<n!(-1.0)>>(report, file, case),
                "soft_shrink<3.0>" => each::<soft_shrink<n!(3.0)>>(report, file, case),
                "soft_shrink<0.0>" => each::<soft_shrink<n!(0.0)>>(report, file, case),
                "soft_shrink<-0.5>" => each::<soft_shrink<n!(-0.5)>>(report, file, case),
                "squareplus<2.0>" => each::<squareplus<n!(2.0)>>(report, file, case),
                "squareplus<0.0>" => each::<squareplus<n!(0.0)>>(report, file, case),
                "relu<0.1>" => each::<relu<n!(0.1)>>(report, file, case),
                "relu<0.0, 6.0>" => each::<relu<n!(0.0), n!(6.0)>>(report, file, case),
                "relu<0.0, 3.0>" => each::<relu<n!(0.0), n!(3.0)>>(report, file, case),
                "relu<0.1, 6.0>" => each::<relu<n!(0.1), n!(6.0)>>(report, file, case),
                "relu<-0.2, 3.0>" => each::<relu<n!(-0.2), n!(3.0)>>(report, file, case),
                "relu<0.0, Infinity, 0.5>" => each::<relu<n!(0.0), Infinity, n!(0.5)>>(report, file, case),
                "relu<0.0, Infinity, -1.0>" => each::<relu<n!(0.0), Infinity, n!(-1.0)>>(report, file, case),
                "relu<0.1, Infinity, 0.5>" => each::<relu<n!(0.1), Infinity, n!(0.5)>>(report, file, case),
                "relu<0.0, 3.0, -1.0>" => each::<relu<n!(0.0), n!(3.0), n!(-1.0)>>(report, file, case),
                "relu<0.1, 3.0, 0.5>" => each::<relu<n!(0.1), n!(3.0), n!(0.5)>>(report, file, case),
                "relu<0.1, 6.0, -1.0>" => each::<relu<n!(0.1), n!(6.0), n!(-1.0)>>(report, file, case),
                "threshold<0.5, 0.0>" => each::<threshold<n!(0.5), n!(0.0)>>(report, file, case),
                "threshold<-1.0, -1.0>" => each::<threshold<n!(-1.0), n!(-1.0)>>(report, file, case),
                "threshold<-0.5, 3.0>" => each::<threshold<n!(-0.5), n!(3.0)>>(report, file, case),
                other => panic!("an activation that this test does not know: {other}"),
            }
        };
    }
    each! {
        celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear
        log_sigmoid mish relu relu6 selu sigmoid silu soft_shrink softplus softsign sparse_plus
        sparse_sigmoid squareplus tanh tanh_shrink
    }
}

fn flat(array: &Value) -> Vec<f32> {
    let numbers = numbers(&array["data"]).into_iter();
    numbers.map(|number| number as f32).collect()
}

fn forward<A: Activate>(x: &[f32], width: usize) -> Vec<f32> {
    let mut y = x.to_vec();
    A::forward(&mut y, width);
    y
}

/// The gradient of the outputs' sum with weights.
fn backward<A: Activate>(x: &[f32], y: &[f32], weights: &[f32], width: usize) -> Vec<f32> {
    let mut gradient = weights.to_vec();
    let kept = if A::KEEPS_INPUT { x } else { &[] };
    A::backward(kept, y, &mut gradient, width);
    gradient
}

fn each<A: Activate>(report: &mut Report, file: &Value, case: &Value) {
    let (place, tolerance) = (text(&case["name"]), Tolerance::OF_ONE);
    let mut compare = |item, field: &str, got: &[f32]| {
        let expected = numbers(&case[field]["data"]);
        report.compare(item, place, tolerance, &expected, got);
    };
    let x = flat(&file["grid"]);
    let y = forward::<A>(&x, x.len());
    compare("activations: value", "output", &y);
    let gradient = backward::<A>(&x, &y, &flat(&file["weights"]), x.len());
    compare("activations: gradient", "gradient", &gradient);
    let x = flat(&file["extremes"]);
    let y = forward::<A>(&x, x.len());
    compare("activations: extremes", "extremes", &y);
}

fn whole<A: Activate>(report: &mut Report, case: &Value, width: usize) {
    let place = format!("{} of {}", text(&case["name"]), text(&case["rows"]));
    let mut compare = |item, field: &str, got: &[f32]| {
        let expected = numbers(&case[field]["data"]);
        report.compare(item, &place, Tolerance::OF_ONE, &expected, got);
    };
    let x = flat(&case["x"]);
    let y = forward::<A>(&x, width);
    compare("activations: rows", "output", &y);
    let gradient = backward::<A>(&x, &y, &flat(&case["weights"]), width);
    compare("activations: rows' gradient", "gradient", &gradient);
}

/// The layer `Activation(glu)` on rows of every shape.
fn gated(report: &mut Report, case: &Value) {
    macro_rules! gated {
        ($shape:ty, $row:ty, $out:ty) => {{
            let mut net = model![< $shape, Activation(glu) >].new(1);
            let x = rows::<$row>(&case["x"]);
            let mut tape = GradientTape::new(x.len());
            tape.forward(&*net, &x[..], Pass::PREDICT);
            let (outputs, gradient) = tape.outputs_and_gradient();
            let place = format!("glu of {}", text(&case["rows"]));
            let item = "activations: rows";
            report.rows(item, &place, Tolerance::OF_ONE, &case["output"], outputs);
            gradient.copy_from_slice(&rows::<$out>(&case["weights"]));
            let mut inputs = vec![<$row>::ZERO; x.len()];
            tape.gradient_with_inputs(&mut *net, &x[..], &mut Gradients::new(), &mut inputs);
            let item = "activations: rows' gradient";
            report.rows(item, &place, Tolerance::OF_ONE, &case["gradient"], &inputs);
        }};
    }
    match counts(&case["x"]["shape"])[1..] {
        [2] => gated!(Vector<2>, [f32; 2], [f32; 1]),
        [4] => gated!(Vector<4>, [f32; 4], [f32; 2]),
        [6] => gated!(Vector<6>, [f32; 6], [f32; 3]),
        [38] => gated!(Vector<38>, [f32; 38], [f32; 19]),
        [3, 4] => gated!(Sequence<3, 4>, [[f32; 4]; 3], [[f32; 2]; 3]),
        [2, 3, 4] => gated!(Image<2, 3, 4>, [[[f32; 4]; 3]; 2], [[[f32; 2]; 3]; 2]),
        ref other => panic!("a shape that this test does not know: {other:?}"),
    }
}

/// Five steps, in which the activation is in the middle of a model and its last.
fn train(report: &mut Report, run: &Value) {
    macro_rules! dense {
        ($($activation:tt)*) => {
            steps!([f32; 4], [f32; 3], Dense<4, 6>($($activation)*), Dense<6, 3>(activation = $($activation)*))
        };
    }
    macro_rules! steps {
        ($x:ty, $y:ty, $($layer:tt)*) => {{
            let net = model![< $($layer)* >].new(1);
            let optimizer = SGD::new().learning_rate(0.2);
            let mut net = compile!(net, optimizer = optimizer, loss = mse);
            let initial = weights(net.model(), &run["initial_weights"]);
            net.set_weights(&initial).expect("the model's weights");
            let (x, y) = (rows::<$x>(&run["x"]), rows::<$y>(&run["y"]));
            let losses = [(); 5].map(|()| net.train_on_batch(&x, &y).expect("good data").loss());
            let (place, trained) = (text(&run["name"]), Tolerance::TRAINED);
            let expected = numbers(&run["losses"]);
            report.compare("activations: loss of a step", place, trained, &expected, &losses);
            let (item, exact) = ("activations: loss of the first", Tolerance::EXACT);
            report.compare(item, place, exact, &expected[..1], &losses[..1]);
            report.weights("activations: trained weights", place, &run["weights"], net.model());
            let got = net.predict_batch(&x).expect("rows in memory");
            let item = "activations: predictions";
            report.rows(item, place, trained, &run["predictions"], &got);
            // A row by itself goes another way through the layers.
            let got: Vec<$y> = x.iter().map(|x| net.predict(x)).collect();
            report.rows(item, place, trained, &run["predictions"], &got);
        }};
    }
    match text(&run["name"]) {
        "gelu" => dense!(gelu),
        "gelu_approximate" => dense!(gelu<true>),
        "silu" => dense!(swish),
        "mish" => dense!(mish),
        "softsign" => dense!(softsign),
        "squareplus" => dense!(squareplus),
        "hard_silu" => dense!(hard_swish),
        "hard_tanh" => dense!(hard_tanh),
        "tanh_shrink" => dense!(tanh_shrink),
        "sparse_plus" => dense!(sparse_plus),
        "sparse_sigmoid" => dense!(sparse_sigmoid),
        "sparsemax" => dense!(sparsemax),
        "log_softmax" => dense!(log_softmax),
        "softplus" => dense!(softplus),
        "elu" => dense!(elu),
        "relu6" => dense!(relu6),
        "threshold<0.5, 0.0>" => dense!(threshold<0.5, 0.0>),
        "leaky_relu<0.3>" => dense!(leaky_relu<0.3>),
        "celu<0.5>" => dense!(celu<0.5>),
        "relu<0.1, 3.0, 0.5>" => dense!(relu<0.1, 3.0, 0.5>),
        "gated" => steps!(
            [[[f32; 1]; 5]; 4],
            [f32; 2],
            Image<4, 5, 1>,
            Conv2D<1, 4, 2>,
            Activation(glu),
            Flatten,
            Dense<24, 6>,
            Activation(activation = glu),
            Dense<3, 2>(threshold<-0.5, 3.0>)
        ),
        "conv" => steps!(
            [[[f32; 1]; 5]; 4],
            [f32; 2],
            Image<4, 5, 1>,
            Conv2D<1, 2, 2>(silu),
            Conv2D<2, 3, 2>(gelu, padding = same),
            Activation(mish),
            Flatten,
            Dense<36, 2>(softsign)
        ),
        "conv_with_settings" => steps!(
            [[[f32; 1]; 5]; 4],
            [f32; 2],
            Image<4, 5, 1>,
            Conv2D<1, 2, 2>(leaky_relu<0.3>),
            Conv2D<2, 3, 2>(relu<0.1, Infinity, 0.5>, padding = same),
            Activation(squareplus<2.0>),
            Flatten,
            Dense<36, 2>(elu<0.5>)
        ),
        other => panic!("a model that this test does not know: {other}"),
    }
}
