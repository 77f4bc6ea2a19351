//! `settings.json`: whole fits with settings that change what is computed.

use kerust::prelude::*;

use super::arrays::{classes, model, rows, x};
use super::fits::judge;
use super::report::Report;
use kerust_tests::fixtures::{list, read, text};

model! { struct Two < Dense<3, 4>(tanh), Dense<4, 2> > }
model! { struct Probabilities < Dense<3, 4>(tanh), Dense<4, 3>(softmax) > }
model! { struct Logits < Dense<3, 4>(tanh), Dense<4, 3> > }
model! { struct Probability < Dense<3, 4>(tanh), Dense<4, 1>(sigmoid) > }
model! { struct Logit < Dense<3, 4>(tanh), Dense<4, 1> > }
model! {
    struct Regularized <
        Dense<3, 4>(tanh, kernel_regularizer = l2(0.02), bias_regularizer = l1(0.01)),
        Dense<4, 2>(kernel_regularizer = l1_l2(l1 = 0.01, l2 = 0.03)),
    >
}
model! {
    struct Constrained <
        Dense<3, 4>(tanh, kernel_constraint = max_norm(0.6), bias_constraint = non_neg),
        Dense<4, 2>(kernel_constraint = unit_norm),
    >
}

model! {
    struct Activities <
        Dense<3, 4>(tanh, activity_regularizer = l1(0.02), kernel_regularizer = l2(0.01)),
        Activation(relu, activity_regularizer = orthogonal_regularizer(0.1, mode = columns)),
        Dense<4, 3>(softmax, activity_regularizer = l1_l2(l1 = 0.03, l2 = 0.1)),
    >
}

const FIRST: &str = "Dense(4, activation='tanh')";
const TWO: [&str; 2] = [FIRST, "Dense(2)"];
const PROBABILITIES: [&str; 2] = [FIRST, "Dense(3, activation='softmax')"];
const LOGITS: [&str; 2] = [FIRST, "Dense(3)"];
const PROBABILITY: [&str; 2] = [FIRST, "Dense(1, activation='sigmoid')"];
const LOGIT: [&str; 2] = [FIRST, "Dense(1)"];
const REGULARIZED: [&str; 2] = [
    "Dense(4, activation='tanh', kernel_regularizer=L2(0.02), bias_regularizer=L1(0.01))",
    "Dense(2, kernel_regularizer=L1L2(0.01, 0.03))",
];
const CONSTRAINED: [&str; 2] = [
    "Dense(4, activation='tanh', kernel_constraint=MaxNorm(0.6), bias_constraint=NonNeg())",
    "Dense(2, kernel_constraint=UnitNorm())",
];

const ACTIVITIES: [&str; 3] = [
    "Dense(4, activation='tanh', activity_regularizer=L1(0.02), kernel_regularizer=L2(0.01))",
    "Activation('relu', activity_regularizer=OrthogonalRegularizer(0.1, 'columns'))",
    "Dense(3, activation='softmax', activity_regularizer=L1L2(0.03, 0.1))",
];

/// Compares all runs.
pub fn compare(report: &mut Report) {
    let file = &read("settings.json");
    let held_out_x = rows::<[f32; 3]>(&file["validation_x"]);
    let held_out_y = rows::<[f32; 2]>(&file["validation_y"]);
    let held_out_weights = rows::<f32>(&file["validation_weight"]);
    let (held_x, held_y, held_w) = (&held_out_x, &held_out_y, &held_out_weights);
    let weights = &rows::<f32>(&file["sample_weight"]);
    for run in list(&file["runs"]) {
        // The loss and the optimizer as Keras has them, then as they are written here.
        macro_rules! fits {
            (
                $net:ident $layers:ident, $y:expr,
                $keras_loss:literal, $keras_optimizer:literal;
                $($compiled:tt)*
            ) => { fits!(@ $net $layers, $y, $keras_loss, $keras_optimizer; [$($compiled)*] []) };
            (@ $net:ident $layers:ident, $y:expr, $keras_loss:literal, $keras_optimizer:literal;
                [$($compiled:tt)*] [$($fit:tt)*]) => {{
                let given = (text(&run["loss"]), text(&run["optimizer"]));
                let name = &run["name"];
                assert_eq!(given, ($keras_loss, $keras_optimizer), "compile() of {name}");
                let mut net = compile!(model::<$net>(run, &$layers), $($compiled)*);
                let (x, y) = (x::<$net>(run), $y);
                let history = fit!(
                    net, &x, &y, epochs = 5, batch_size = 4, shuffle = false, verbose = 0, $($fit)*
                );
                judge(report, "settings.json", run, &net, &history.expect("good data"));
            }};
        }
        let y = &run["y"];
        let numbers = || rows::<[f32; 2]>(y);
        macro_rules! two {
            ($keras_optimizer:literal, $optimizer:expr $(, $($fit:tt)*)?) => {
                fits!(@ Two TWO, numbers(), "MeanSquaredError()", $keras_optimizer;
                    [optimizer = $optimizer, loss = mse] [$($($fit)*)?])
            };
        }
        let momentum = SGD::new().learning_rate(0.1).momentum(0.9);
        let small_adam = Adam::new().learning_rate(0.02);
        match text(&run["name"]) {
            "sample_weight" => fits!(@ Two TWO, numbers(),
                "MeanSquaredError()", "SGD(0.1, momentum=0.9)";
                [optimizer = momentum, loss = mse, metrics = [mae], weighted_metrics = [mse, mae]]
                [sample_weight = weights, validation_split = 0.3]),
            "validation_weight" => fits!(@ Two TWO, numbers(),
                "MeanSquaredError()", "SGD(0.1, momentum=0.9)";
                [optimizer = momentum, loss = mse, weighted_metrics = [mae]]
                [sample_weight = weights, validation_data = (held_x, held_y, held_w)]),
            "class_weight" => fits!(@ Probabilities PROBABILITIES, classes::<u8>(y),
                "SparseCategoricalCrossentropy()", "Adam(0.02)";
                [optimizer = small_adam, loss = sparse_categorical_crossentropy,
                    metrics = [accuracy], weighted_metrics = [accuracy]]
                [class_weight = [(0, 2.0), (2, 0.5)], validation_split = 0.2]),
            "class_weight_one_hot" => fits!(@ Probabilities PROBABILITIES, rows::<[f32; 3]>(y),
                "CategoricalCrossentropy()", "Adam(0.02)";
                [optimizer = small_adam, loss = categorical_crossentropy, weighted_metrics = [accuracy]]
                // And a class 7, which no output has: Keras takes no notice of it, here it is an error.
                [class_weight = [(1, 3.0)]]),
            "class_weight_binary" => fits!(@ Probability PROBABILITY, rows::<f32>(y),
                "BinaryCrossentropy()", "Adam(0.02)";
                [optimizer = small_adam, loss = binary_crossentropy, metrics = [accuracy]]
                [class_weight = &[(0, 0.25), (1, 4.0)]]),
            "sparse_logits" => fits!(Logits LOGITS, classes::<i64>(y),
                "SparseCategoricalCrossentropy(from_logits=True)", "Adam(0.02)";
                optimizer = small_adam, loss = sparse_categorical_crossentropy(from_logits = true),
                metrics = [accuracy]),
            "one_hot_logits" => fits!(Logits LOGITS, rows::<[f32; 3]>(y),
                "CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)", "Adam(0.02)";
                optimizer = small_adam,
                loss = categorical_crossentropy(from_logits = true, label_smoothing = 0.1),
                metrics = [accuracy]),
            "binary_logits" => fits!(Logit LOGIT, rows::<f32>(y),
                "BinaryCrossentropy(from_logits=True, label_smoothing=0.2)", "Adam(0.02)";
                optimizer = small_adam,
                loss = binary_crossentropy(from_logits = true, label_smoothing = 0.2),
                metrics = [accuracy]),
            "label_smoothing" => fits!(Probabilities PROBABILITIES, rows::<[f32; 3]>(y),
                "CategoricalCrossentropy(label_smoothing=0.3)", "Adam(0.02)";
                optimizer = small_adam, loss = categorical_crossentropy(label_smoothing = 0.3)),
            "sum" => fits!(@ Two TWO, numbers(), "MeanSquaredError(reduction='sum')", "SGD(0.02)";
                [optimizer = SGD(learning_rate = 0.02), loss = mse(reduction = Reduction::Sum)]
                [sample_weight = weights, validation_data = (held_x, held_y, held_w)]),
            "mean_with_sample_weight" => fits!(@ Two TWO, numbers(),
                "MeanSquaredError(reduction='mean_with_sample_weight')", "SGD(0.1, momentum=0.9)";
                [optimizer = momentum, loss = mse(reduction = Reduction::MeanWithSampleWeight)]
                [sample_weight = weights, validation_data = (held_x, held_y, held_w)]),
            "ignore_class" => fits!(@ Probabilities PROBABILITIES, classes::<u8>(y),
                "SparseCategoricalCrossentropy(ignore_class=1)", "Adam(0.02)";
                [optimizer = small_adam, loss = sparse_categorical_crossentropy(ignore_class = 1),
                    metrics = [accuracy]]
                [validation_split = 0.3]),
            "mae" => fits!(Two TWO, numbers(), "MeanAbsoluteError()", "SGD(0.1, momentum=0.9)";
                optimizer = momentum, loss = mae, metrics = [mse]),
            "regularized" => fits!(@ Regularized REGULARIZED, numbers(),
                "MeanSquaredError()", "Adam(0.02)";
                [optimizer = small_adam, loss = mse, metrics = [mse]]
                [validation_data = (held_x, held_y)]),
            "constrained" => fits!(Constrained CONSTRAINED, numbers(),
                "MeanSquaredError()", "SGD(0.1, momentum=0.9)";
                optimizer = momentum, loss = mse),
            "activity" => fits!(@ Activities ACTIVITIES, classes::<u8>(y),
                "SparseCategoricalCrossentropy()", "Adam(0.02)";
                [optimizer = small_adam, loss = sparse_categorical_crossentropy,
                    metrics = [accuracy]]
                [validation_split = 0.3]),
            "clipped_norm" => two!("Adam(0.02, clipnorm=0.1)", small_adam.clipnorm(0.1)),
            "clipped_global_norm" => two!(
                "SGD(0.2, momentum=0.9, global_clipnorm=0.2)",
                SGD(learning_rate = 0.2, momentum = 0.9, global_clipnorm = 0.2)
            ),
            "clipped_value" => two!(
                "RMSprop(0.01, clipvalue=0.05)",
                RMSprop(learning_rate = 0.01, clipvalue = 0.05)
            ),
            "average" => two!(
                "Adam(0.05, use_ema=True, ema_momentum=0.8)",
                Adam(learning_rate = 0.05, use_ema = true, ema_momentum = 0.8),
                validation_data = (held_x, held_y)
            ),
            "average_overwrites" => two!(
                "SGD(0.1, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=4)",
                SGD(
                    learning_rate = 0.1,
                    use_ema = true,
                    ema_momentum = 0.5,
                    ema_overwrite_frequency = 4
                )
            ),
            "accumulated" => two!(
                "Adam(0.05, gradient_accumulation_steps=2)",
                Adam(learning_rate = 0.05, gradient_accumulation_steps = 2)
            ),
            "weight_decay" => two!(
                "SGD(0.1, weight_decay=0.05)",
                SGD(learning_rate = 0.1, weight_decay = 0.05)
            ),
            "adamw_cosine" => two!(
                "AdamW(CosineDecay(0.05, 12, alpha=0.1), weight_decay=0.02)",
                AdamW(
                    learning_rate = CosineDecay(0.05, 12, alpha = 0.1),
                    weight_decay = 0.02
                )
            ),
            "amsgrad" => two!(
                "Adam(0.05, amsgrad=True)",
                Adam(learning_rate = 0.05, amsgrad = true)
            ),
            "adamax" => two!("Adamax(0.02)", Adamax(learning_rate = 0.02)),
            "nadam" => two!("Nadam(0.02)", Nadam(learning_rate = 0.02)),
            "adagrad" => two!("Adagrad(0.02)", Adagrad(learning_rate = 0.02)),
            "adadelta" => two!("Adadelta(0.02)", Adadelta(learning_rate = 0.02)),
            "ftrl" => two!("Ftrl(0.02)", Ftrl(learning_rate = 0.02)),
            "lion" => two!("Lion(0.02)", Lion(learning_rate = 0.02)),
            "adafactor" => two!("Adafactor(0.02)", Adafactor(learning_rate = 0.02)),
            "lamb" => two!("Lamb(0.02)", Lamb(learning_rate = 0.02)),
            "schedulefreeadamw" => two!(
                "ScheduleFreeAdamW(0.02, warmup_steps=5)",
                ScheduleFreeAdamW(learning_rate = 0.02, warmup_steps = 5)
            ),
            "muon" => two!(
                "Muon(0.02, exclude_layers=['dense_1'], rms_rate=None, ns_steps=3)",
                Muon(
                    learning_rate = 0.02,
                    exclude_layers = ["dense_1"],
                    rms_rate = None,
                    ns_steps = 3
                )
            ),
            other => panic!("settings.json has a run that this test does not know: {other}"),
        }
    }
}
