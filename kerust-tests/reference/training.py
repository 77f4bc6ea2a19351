"""Training runs: single steps of an MLP and of convolutional models, and whole fits.

The inputs' `k` and `scale` are chosen so that `assert_clear` holds in every step.
"""

import keras
import numpy as np
from keras import callbacks, layers, optimizers

from common import array, arrays, fill

# The options that a fixture states for each optimizer, with Keras' defaults.
OPTIONS = {
    "SGD": {"learning_rate": 0.01, "momentum": 0.0, "nesterov": False},
    "Adam": {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7},
}


def optimizer(name, **options):
    return {"name": name, **OPTIONS[name], **options}


def compiled(spec, optimizer):
    """The model of a fixture's entry, with its initial weights, compiled."""
    keras.utils.clear_session()
    built = [eval(layer, {**vars(layers)}) for layer in spec["layers"]]
    model = keras.Sequential([keras.Input(spec["input_shape"]), *built])
    if "initial_weights" not in spec:
        weights = [fill(*w.shape, k=k) for k, w in enumerate(model.get_weights(), 1)]
        spec["initial_weights"] = arrays(weights)
    model.set_weights([np.reshape(w["data"], w["shape"]) for w in spec["initial_weights"]])
    options = dict(optimizer)
    model.compile(getattr(optimizers, options.pop("name"))(**options), loss=spec["loss"], metrics=spec["metrics"])
    return model


def assert_clear(model, x, pool_gap=1e-4):
    """No decision hangs on rounding: ReLU's kink, a max pool's winner, a predicted class."""
    def gap(values):  # between the two largest of the last axis
        return -np.diff(-np.sort(-values, axis=-1)[..., :2])[..., 0]

    h = x
    for layer in model.layers:
        if isinstance(layer, layers.MaxPooling2D):
            n, height, width, channels = h.shape
            windows = np.reshape(h, (n, height // 2, 2, width // 2, 2, channels))
            windows = np.moveaxis(windows, (2, 4), (-2, -1)).reshape(-1, 4)
            windows = windows[windows.max(axis=-1) > 0]  # ties of ReLU's zeros carry no gradient
            assert gap(windows).min() > pool_gap, f"max pool: {gap(windows).min()}"
        if getattr(layer, "activation", None) is keras.activations.relu:
            layer.activation = keras.activations.linear
            margin = np.abs(layer(h)).min()
            layer.activation = keras.activations.relu
            assert margin > 1e-5, f"relu: {margin}"
        h = np.asarray(layer(h))
    margin = gap(h) if h.shape[-1] > 1 else np.abs(h - 0.5)
    assert margin.min() > 1e-4, f"class: {margin.min()}"


class AssertClear(callbacks.Callback):
    def __init__(self, x):
        super().__init__()
        self.x = x

    def on_train_batch_end(self, batch, logs=None):
        assert_clear(self.model, self.x)


def one_hot(labels, classes):
    return np.eye(classes, dtype=np.float32)[labels]


# ---- single steps ---------------------------------------------------------------------------------------

def steps_run(spec, x, y, optimizer):
    """`steps` calls of train_on_batch on consecutive batches, starting again at row 0 after the last row."""
    model = compiled(spec, optimizer)
    size, count = spec["batch_size"], spec["steps"]
    results, snapshots = [], []
    assert_clear(model, x, pool_gap=1e-3)
    for step in range(1, count + 1):
        first = (step - 1) % -(-len(x) // size) * size
        results.append(model.train_on_batch(x[first:first + size], y[first:first + size]))
        assert_clear(model, x)
        if step in (1, 2, 3, count):
            snapshots.append({"step": step, "weights": arrays(model.get_weights())})
    names = ["loss", *spec["metrics"]]
    return {
        "optimizer": optimizer,
        "steps": dict(zip(names, map(list, zip(*np.asarray(results, float).tolist())))),
        "snapshots": snapshots,
        "predictions": array(model.predict(x, verbose=0)),
        "evaluate": dict(zip(names, map(float, model.evaluate(x, y, batch_size=size, verbose=0)))),
    }


def steps_model(x, y, optimizers, **spec):
    spec["input_shape"] = list(x.shape[1:])
    runs = [steps_run(spec, x, y, optimizer) for optimizer in optimizers]
    return {**spec, "x": array(x), "y": array(y), "runs": runs}


def mlp():
    return {"models": [steps_model(
        fill(10, 5, k=2, scale=1.0),
        2 * np.arange(10) % 3,
        [
            optimizer("Adam", learning_rate=0.01),
            optimizer("Adam", learning_rate=0.05, beta_1=0.8, beta_2=0.9, epsilon=1e-4),
            optimizer("SGD", learning_rate=0.1),
            optimizer("SGD", learning_rate=0.1, momentum=0.9),
            optimizer("SGD", learning_rate=0.1, momentum=0.9, nesterov=True),
        ],
        name="mlp",
        layers=["Dense(8, activation='relu')", "Dense(6, activation='tanh')", "Dense(3, activation='softmax')"],
        loss="sparse_categorical_crossentropy", metrics=["accuracy"], batch_size=4, steps=12,
    )]}


def conv():
    return {"models": [
        steps_model(
            fill(6, 8, 8, 2, scale=2.0),
            one_hot(np.arange(6) % 3, 3),
            [optimizer("SGD", learning_rate=0.1, momentum=0.9), optimizer("Adam", learning_rate=0.01)],
            name="pooled",
            layers=[
                "Conv2D(3, 3, activation='relu', padding='same')",
                "MaxPooling2D(2)",
                "Conv2D(4, 2, activation='tanh')",
                "Flatten()",
                "Dense(3, activation='softmax')",
            ],
            loss="categorical_crossentropy", metrics=["accuracy"], batch_size=4, steps=6,
        ),
        *(steps_model(
            fill(4, size, size, 1, scale=1.0),
            one_hot(np.arange(4) % 2, 2),
            [optimizer("SGD", learning_rate=0.5)],
            name=name,
            layers=[
                "Conv2D(2, 3, activation='sigmoid', strides=2, padding='same')",
                "Flatten()",
                "Dense(2, activation='sigmoid')",
            ],
            loss="mean_squared_error", metrics=["mae"], batch_size=4, steps=3,
        ) for name, size in [("strided", 7), ("strided_even", 6)]),  # padding 1 and 1; none before, 1 after
    ]}


# ---- whole fits -----------------------------------------------------------------------------------------

def fit_run(x, y, validation_data=None, callbacks=(), **spec):
    """One fit without shuffling: its History, final weights and predictions."""
    spec["input_shape"] = list(x.shape[1:])
    model = compiled(spec, spec["optimizer"])
    everything = x if validation_data is None else np.concatenate([x, validation_data[0]])
    assert_clear(model, everything)
    made = [eval(callback, {**vars(keras.callbacks)}) for callback in callbacks]
    history = model.fit(
        x, y, shuffle=False, verbose=0, validation_data=validation_data,
        callbacks=[*made, AssertClear(everything)], **spec["fit"],
    )
    data = {"x": array(x), "y": array(y)}
    if validation_data is not None:
        data |= {"validation_x": array(validation_data[0]), "validation_y": array(validation_data[1])}
    if callbacks:
        data["callbacks"] = list(callbacks)
    return {
        **spec, **data,
        "history": {key: list(map(float, values)) for key, values in history.history.items()},
        "final_weights": arrays(model.get_weights()),
        "predictions": array(model.predict(x, verbose=0)),
    }, made


def fit():
    softmax_mlp = dict(
        x=fill(10, 3, k=9, scale=1.0), y=2 * np.arange(10) % 3,
        layers=["Dense(4, activation='relu')", "Dense(3, activation='softmax')"],
        loss="sparse_categorical_crossentropy", metrics=["accuracy"],
    )
    x, held_out = fill(10, 3, scale=1.0), fill(6, 3, k=1, scale=1.0)
    runs = [
        fit_run(
            name="softmax", **softmax_mlp, optimizer=optimizer("Adam", learning_rate=0.05),
            fit={"batch_size": 4, "epochs": 5, "validation_split": 0.2},
        ),
        fit_run(
            name="regression", x=x, y=x.sum(axis=1) / 2,
            validation_data=(held_out, held_out.sum(axis=1) / 2),
            layers=["Dense(4, activation='tanh')", "Dense(1)"], loss="mse", metrics=["mae"],
            optimizer=optimizer("SGD", learning_rate=0.1, momentum=0.9, nesterov=True),
            fit={"batch_size": 4, "epochs": 5},
        ),
        fit_run(
            name="binary", x=x, y=(np.arange(10) // 2 + np.arange(10)) % 2,
            layers=["Dense(6, activation='sigmoid')", "Dense(1, activation='sigmoid')"],
            loss="binary_crossentropy", metrics=["accuracy"],
            optimizer=optimizer("Adam", learning_rate=0.02), fit={"batch_size": 3, "epochs": 4},
        ),
        fit_run(
            name="activation_layer", x=x, y=one_hot(2 * np.arange(10) % 4, 4),
            layers=["Dense(4)", "Activation('softmax')"],
            loss="categorical_crossentropy", metrics=["accuracy"],
            optimizer=optimizer("SGD", learning_rate=0.2), fit={"batch_size": 4, "epochs": 3},
        ),
        fit_run(
            name="callbacks", **softmax_mlp, optimizer=optimizer("Adam", learning_rate=0.2),
            fit={"batch_size": 4, "epochs": 12, "validation_split": 0.2},
            callbacks=[
                "ReduceLROnPlateau(monitor='val_loss', factor=0.5, patience=1)",
                "EarlyStopping(monitor='val_accuracy', patience=3, restore_best_weights=True)",
            ],
        ),
    ]
    # The last run is there for its callbacks: both fire, and the best epoch is neither the first nor the last.
    entry, (_, stopping) = runs[-1]
    rates = entry["history"]["learning_rate"]
    assert rates[-1] < rates[0], "the learning rate was never reduced"
    assert 0 < stopping.best_epoch < stopping.stopped_epoch < 11, "training was not stopped early"
    entry |= {"stopped_epoch": stopping.stopped_epoch, "best_epoch": stopping.best_epoch}
    return {"runs": [entry for entry, _ in runs]}
