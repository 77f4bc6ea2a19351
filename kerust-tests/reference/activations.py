"""Activations: values and gradients number by number and row by row, and models that train with them."""

import jax
import keras
import numpy as np

from common import array, arrays, fill

NAMES = """celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear log_sigmoid mish relu
    relu6 selu sigmoid silu soft_shrink softplus softsign sparse_plus sparse_sigmoid squareplus tanh tanh_shrink""".split()
ELEMENTWISE = {name: keras.activations.get(name) for name in NAMES}
ELEMENTWISE["gelu_approximate"] = lambda x: keras.activations.gelu(x, approximate=True)
ROWS = {name: keras.activations.get(name) for name in ("softmax", "log_softmax", "sparsemax")}
# Settings, by position, under the words that the Rust test writes; None is `Infinity` there.
WITH_SETTINGS = {
    "leaky_relu": [(0.3,), (0.0,), (-0.5,)],
    "elu": [(0.5,), (3.0,), (0.0,), (-1.0,)],
    "celu": [(0.5,), (3.0,), (-1.0,)],
    "hard_shrink": [(1.0,), (0.0,), (-1.0,)],
    "soft_shrink": [(3.0,), (0.0,), (-0.5,)],
    "squareplus": [(2.0,), (0.0,)],
    "relu": [(0.1,), (0.0, 6.0), (0.0, 3.0), (0.1, 6.0), (-0.2, 3.0), (0.0, None, 0.5), (0.0, None, -1.0), (0.1, None, 0.5),
             (0.0, 3.0, -1.0), (0.1, 3.0, 0.5), (0.1, 6.0, -1.0)],
    # The default below, at and above the threshold.
    "threshold": [(0.5, 0.0), (-1.0, -1.0), (-0.5, 3.0)],
}
for name, all_settings in WITH_SETTINGS.items():
    for settings in all_settings:
        written = ", ".join("Infinity" if number is None else str(number) for number in settings)
        f = getattr(keras.activations, name)
        ELEMENTWISE[f"{name}<{written}>"] = lambda x, f=f, settings=settings: f(x, *settings)

KINKS = np.array([-6, -3, -1, -0.5, -0.0, 0, 0.5, 1, 3, 6], np.float32)
# Each kink between its neighbours; ordinary, small, saturated numbers.
GRID = np.concatenate([
    KINKS, np.nextafter(KINKS, np.float32(-99)), np.nextafter(KINKS, np.float32(99)),
    np.linspace(-9.7, 9.7, 41), [-88, -50, -20, -12, -1e-3, -1e-6, 1e-6, 1e-3, 12, 20, 50, 88],
]).astype(np.float32)
GRID = np.where((np.abs(GRID) < 1e-30) & (GRID != 0), np.float32(1e-30) * np.sign(GRID), GRID)  # no subnormals
EXTREMES = np.array([np.inf, -np.inf, np.nan, 1e30, -1e30, 100, -100], np.float32)


# 1 - tanh² in float32 puts these derivatives up to 4e-6 off.
IN_FLOAT64 = ("gelu_approximate", "mish")


def gradient(name):
    f, weights = ELEMENTWISE[name], fill(len(GRID), scale=1.0)
    with jax.enable_x64(name in IN_FLOAT64):
        x = GRID.astype(np.float64 if name in IN_FLOAT64 else np.float32)
        return np.asarray(jax.grad(lambda x: (weights * f(x)).sum())(x), np.float32)


def elementwise(name):
    f = ELEMENTWISE[name]
    return {
        "name": name,
        "output": array(f(GRID)),
        "gradient": array(gradient(name)),
        "extremes": array(f(EXTREMES)),
    }


INPUTS = {
    "ordinary": fill(4, 5, scale=3.0),
    "near": fill(3, 4, k=1, scale=0.2),
    "one": fill(3, 1, k=2, scale=2.0),
    "wide": fill(2, 37, k=3, scale=4.0),
    "ties": np.array([[0, 0, 0], [1, 1, 0], [1, 0, 0], [2, 2, 2], [0.25, 0.25, -1], [-1, 0.5, 0.5]], np.float32),
    "extremes": np.array([[100, 0, -100], [1000, 1000, 999], [-1000, -999, -1000], [1e-6, 0, 0]], np.float32),
}


GATED = {
    "ordinary": fill(4, 6, scale=3.0),
    "two": fill(3, 2, k=2, scale=2.0),
    "wide": fill(2, 38, k=3, scale=4.0),
    "sequence": fill(2, 3, 4, k=4, scale=2.0),
    "image": fill(2, 2, 3, 4, k=5, scale=2.0),
    "extremes": np.array([[1, 2, 100, -100], [-3, 1e30, 50, -20], [0, -0.0, 0, 1000]], np.float32),
}


def rows(name, kind):
    f, x = (keras.activations.glu, GATED[kind]) if name == "glu" else (ROWS[name], INPUTS[kind])
    weights = fill(*f(x).shape, k=7, scale=1.0)
    return {
        "name": name,
        "rows": kind,
        "x": array(x),
        "weights": array(weights),
        "output": array(f(x)),
        "gradient": array(jax.grad(lambda x: (weights * f(x)).sum())(x)),
    }


def trained(name, layers, x):
    """Five steps of SGD on all rows."""
    model = keras.Sequential([keras.Input(x.shape[1:]), *layers])
    initial = [fill(*w.shape, k=k) for k, w in enumerate(model.get_weights(), 1)]
    model.set_weights(initial)
    model.compile(keras.optimizers.SGD(learning_rate=0.2), loss="mean_squared_error")
    y = fill(len(x), *model.output_shape[1:], k=5)
    return {
        "name": name,
        "initial_weights": arrays(initial),
        "x": array(x),
        "y": array(y),
        "losses": [float(model.train_on_batch(x, y)) for _ in range(5)],
        "weights": arrays(model.get_weights()),
        "predictions": array(model.predict(x, verbose=0)),
    }


def dense(name):
    f = {**ELEMENTWISE, **ROWS}[name]
    layers = [keras.layers.Dense(6, activation=f), keras.layers.Dense(3, activation=f)]
    return trained(name, layers, fill(6, 4, scale=1.5))


def gated():
    # Keras' `Activation("glu")` says that its output is as wide as its input.
    gate = keras.layers.Lambda
    layers = [
        keras.layers.Conv2D(4, 2),
        gate(keras.activations.glu),
        keras.layers.Flatten(),
        keras.layers.Dense(6),
        gate(keras.activations.glu),
        keras.layers.Dense(2, activation=ELEMENTWISE["threshold<-0.5, 3.0>"]),
    ]
    return trained("gated", layers, fill(4, 4, 5, 1, scale=1.5))


def conv(name, words):
    f = [ELEMENTWISE[word] for word in words]
    layers = [
        keras.layers.Conv2D(2, 2, activation=f[0]),
        keras.layers.Conv2D(3, 2, padding="same", activation=f[1]),
        keras.layers.Activation(f[2]),
        keras.layers.Flatten(),
        keras.layers.Dense(2, activation=f[3]),
    ]
    return trained(name, layers, fill(4, 4, 5, 1, scale=1.5))


def generate():
    return {
        "grid": array(GRID),
        "weights": array(fill(len(GRID), scale=1.0)),
        "extremes": array(EXTREMES),
        "elementwise": [elementwise(name) for name in ELEMENTWISE],
        "rows": [rows(name, kind) for name in ROWS for kind in INPUTS] + [rows("glu", kind) for kind in GATED],
        "trained": [*map(dense, (
            "gelu", "gelu_approximate", "silu", "mish", "softsign", "squareplus", "hard_silu", "hard_tanh", "tanh_shrink",
            "sparse_plus", "sparse_sigmoid", "sparsemax", "log_softmax", "softplus", "elu", "relu6",
            "threshold<0.5, 0.0>", "leaky_relu<0.3>", "celu<0.5>", "relu<0.1, 3.0, 0.5>",
        )), conv("conv", ["silu", "gelu", "mish", "softsign"]),
            conv("conv_with_settings", ["leaky_relu<0.3>", "relu<0.1, Infinity, 0.5>", "squareplus<2.0>", "elu<0.5>"]), gated()],
    }
