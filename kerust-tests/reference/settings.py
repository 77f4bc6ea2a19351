"""Whole fits with the settings of compile() and fit() that change what is computed: weights of rows and classes,
reductions, logits, labels that do not count, regularizers, constraints, averages, accumulated gradients, schedules."""

import keras
import numpy as np
from keras import constraints, layers, losses, optimizers, regularizers

from common import array, arrays, fill

NAMES = {**vars(layers), **vars(losses), **vars(optimizers), **vars(optimizers.schedules),
         **vars(regularizers), **vars(constraints)}

X, HELD_OUT = fill(11, 3, k=9, scale=1.0), fill(6, 3, k=1, scale=1.0)
CLASSES, HELD_OUT_CLASSES = 2 * np.arange(11) % 3, np.arange(6) % 3
BITS = ((np.arange(11) // 2 + np.arange(11)) % 2).astype(np.float32)
ONE_HOT = np.eye(3, dtype=np.float32)[CLASSES]
NUMBERS = np.stack([X.sum(axis=1) / 2, X[:, 0] - X[:, 1]], axis=1).astype(np.float32)
HELD_OUT_NUMBERS = np.stack([HELD_OUT.sum(axis=1) / 2, HELD_OUT[:, 0] - HELD_OUT[:, 1]], axis=1).astype(np.float32)
WEIGHTS = np.array([1, 0, 2, 0.5, 3, 1, 0.25, 2, 1, 4, 0.5], np.float32)
HELD_OUT_WEIGHTS = np.array([1, 2, 0, 0.5, 1, 3], np.float32)

TWO = ["Dense(4, activation='tanh')", "Dense(2)"]
SOFTMAX = ["Dense(4, activation='tanh')", "Dense(3, activation='softmax')"]
LOGITS = ["Dense(4, activation='tanh')", "Dense(3)"]


def run(name, y, layers, loss, optimizer, fit=None, **options):
    """One fit over 5 epochs in batches of 4, the last of which is smaller; its History, weights and predictions."""
    keras.utils.clear_session()
    model = keras.Sequential([keras.Input((3,)), *(eval(layer, NAMES) for layer in layers)])
    weights = [fill(*w.shape, k=k) for k, w in enumerate(model.get_weights(), 1)]
    model.set_weights(weights)
    metrics, weighted = options.pop("metrics", []), options.pop("weighted_metrics", [])
    model.compile(eval(optimizer, NAMES), loss=eval(loss, NAMES), metrics=metrics or None,
                  weighted_metrics=weighted or None)
    history = model.fit(X, y, epochs=5, batch_size=4, shuffle=False, verbose=0, **(fit or {}), **options)
    entry = {
        "name": name, "layers": layers, "input_shape": [3], "loss": loss, "optimizer": optimizer,
        "metrics": metrics, "weighted_metrics": weighted, "initial_weights": arrays(weights),
        "x": array(X), "y": array(y),
        "history": {key: list(map(float, values)) for key, values in history.history.items()},
        "final_weights": arrays(model.get_weights()),
        "predictions": array(model.predict(X, verbose=0)),
    }
    return entry


def generate():
    mse, sparse = "MeanSquaredError()", "SparseCategoricalCrossentropy()"
    sgd, adam = "SGD(0.1, momentum=0.9)", "Adam(0.02)"
    held_out = (HELD_OUT, HELD_OUT_NUMBERS, HELD_OUT_WEIGHTS)
    runs = [
        run("sample_weight", NUMBERS, TWO, mse, sgd, sample_weight=WEIGHTS, validation_split=0.3,
            metrics=["mae"], weighted_metrics=["mse", "mae"]),
        run("validation_weight", NUMBERS, TWO, mse, sgd, sample_weight=WEIGHTS, validation_data=held_out,
            weighted_metrics=["mae"]),
        run("class_weight", CLASSES, SOFTMAX, sparse, adam, class_weight={0: 2.0, 2: 0.5}, validation_split=0.2,
            metrics=["accuracy"], weighted_metrics=["accuracy"]),
        run("class_weight_one_hot", ONE_HOT, SOFTMAX, "CategoricalCrossentropy()", adam, class_weight={1: 3.0, 7: 9.0},
            weighted_metrics=["accuracy"]),
        run("class_weight_binary", BITS, [*TWO[:1], "Dense(1, activation='sigmoid')"], "BinaryCrossentropy()", adam,
            class_weight={0: 0.25, 1: 4.0}, metrics=["accuracy"]),
        run("sparse_logits", CLASSES, LOGITS, "SparseCategoricalCrossentropy(from_logits=True)", adam,
            metrics=["accuracy"]),
        run("one_hot_logits", ONE_HOT, LOGITS, "CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)", adam,
            metrics=["accuracy"]),
        run("binary_logits", BITS, [*TWO[:1], "Dense(1)"], "BinaryCrossentropy(from_logits=True, label_smoothing=0.2)",
            adam, metrics=["accuracy"]),
        run("label_smoothing", ONE_HOT, SOFTMAX, "CategoricalCrossentropy(label_smoothing=0.3)", adam),
        run("sum", NUMBERS, TWO, "MeanSquaredError(reduction='sum')", "SGD(0.02)", sample_weight=WEIGHTS,
            validation_data=held_out),
        run("mean_with_sample_weight", NUMBERS, TWO, "MeanSquaredError(reduction='mean_with_sample_weight')", sgd,
            sample_weight=WEIGHTS, validation_data=held_out),
        run("ignore_class", CLASSES, SOFTMAX, "SparseCategoricalCrossentropy(ignore_class=1)", adam,
            metrics=["accuracy"], validation_split=0.3),
        run("mae", NUMBERS, TWO, "MeanAbsoluteError()", sgd, metrics=["mse"]),
        run("regularized", NUMBERS,
            ["Dense(4, activation='tanh', kernel_regularizer=L2(0.02), bias_regularizer=L1(0.01))",
             "Dense(2, kernel_regularizer=L1L2(0.01, 0.03))"],
            mse, adam, metrics=["mse"], validation_data=held_out[:2]),
        run("constrained", NUMBERS,
            ["Dense(4, activation='tanh', kernel_constraint=MaxNorm(0.6), bias_constraint=NonNeg())",
             "Dense(2, kernel_constraint=UnitNorm())"], mse, sgd),
        run("activity", CLASSES,
            ["Dense(4, activation='tanh', activity_regularizer=L1(0.02), kernel_regularizer=L2(0.01))",
             "Activation('relu', activity_regularizer=OrthogonalRegularizer(0.1, 'columns'))",
             "Dense(3, activation='softmax', activity_regularizer=L1L2(0.03, 0.1))"],
            sparse, adam, metrics=["accuracy"], validation_split=0.3),
        run("clipped_norm", NUMBERS, TWO, mse, "Adam(0.02, clipnorm=0.1)"),
        run("clipped_global_norm", NUMBERS, TWO, mse, "SGD(0.2, momentum=0.9, global_clipnorm=0.2)"),
        run("clipped_value", NUMBERS, TWO, mse, "RMSprop(0.01, clipvalue=0.05)"),
        run("average", NUMBERS, TWO, mse, "Adam(0.05, use_ema=True, ema_momentum=0.8)", validation_data=held_out[:2]),
        run("average_overwrites", NUMBERS, TWO, mse,
            "SGD(0.1, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=4)"),
        run("accumulated", NUMBERS, TWO, mse, "Adam(0.05, gradient_accumulation_steps=2)"),
        run("weight_decay", NUMBERS, TWO, mse, "SGD(0.1, weight_decay=0.05)"),
        run("adamw_cosine", NUMBERS, TWO, mse, "AdamW(CosineDecay(0.05, 12, alpha=0.1), weight_decay=0.02)"),
        run("amsgrad", NUMBERS, TWO, mse, "Adam(0.05, amsgrad=True)"),
        *(run(name.lower(), NUMBERS, TWO, mse, f"{name}(0.02)")
          for name in ("Adamax", "Nadam", "Adagrad", "Adadelta", "Ftrl", "Lion", "Adafactor", "Lamb")),
        run("schedulefreeadamw", NUMBERS, TWO, mse, "ScheduleFreeAdamW(0.02, warmup_steps=5)"),
        run("muon", NUMBERS, TWO, mse, "Muon(0.02, exclude_layers=['dense_1'], rms_rate=None, ns_steps=3)"),
    ]
    data = {"sample_weight": array(WEIGHTS), "validation_x": array(HELD_OUT),
            "validation_y": array(HELD_OUT_NUMBERS), "validation_weight": array(HELD_OUT_WEIGHTS)}
    return {**data, "runs": runs}
