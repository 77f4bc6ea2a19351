"""Options of layers: what initializers draw from, penalties with their gradients, and constraints."""

import contextlib
import math

import jax
import jax.numpy as jnp
import keras
import numpy as np
from keras.src.initializers import random_initializers

from common import array, arrays, fill

@contextlib.contextmanager
def float64():
    """In float32 Keras' gradients of orthogonality are up to 2e-6 off."""

    def use(dtype):
        keras.config.set_floatx(dtype)
        keras.config.set_dtype_policy(dtype)

    use("float64")
    with jax.enable_x64(True):
        yield
    use("float32")


SHAPES = [(7,), (4, 6), (40, 3), (3, 3, 5, 20)]


class Recorder:
    """In place of Keras' generator: keeps what is asked for."""

    def __getattr__(self, name):
        def draw(shape, seed=None, dtype=None, **asked):
            self.asked = {"draws": name, **{key: float(value) for key, value in asked.items()}}
            return np.zeros(shape, np.float32)

        return draw


def drawn(initializer, shape):
    recorder, real = Recorder(), random_initializers.random
    random_initializers.random = recorder
    try:
        initializer(shape)
    finally:
        random_initializers.random = real
    return {"shape": list(shape), **recorder.asked}


def random_cases():
    scalings = [
        dict(scale=scale, mode=mode, distribution=distribution)
        for scale in (1.0, 0.3)
        for mode in ("fan_in", "fan_out", "fan_avg")
        for distribution in ("truncated_normal", "untruncated_normal", "uniform")
    ]
    configs = [
        *((name, {}) for name in (
            "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal",
            "variance_scaling", "random_normal", "random_uniform", "truncated_normal")),
        ("random_normal", dict(mean=0.5, stddev=0.1)),
        ("random_uniform", dict(minval=-0.25, maxval=1.5)),
        ("truncated_normal", dict(mean=-1.0, stddev=2.0)),
        *(("variance_scaling", config) for config in scalings),
    ]
    cases = []
    for name, config in configs:
        initializer = getattr(keras.initializers, name)(**config)
        cases.append({"name": name, "config": config, "draws": [drawn(initializer, shape) for shape in SHAPES]})
    return cases


def constant_cases():
    configs = [("zeros", {}), ("ones", {}), ("constant", {}), ("constant", dict(value=-0.3)), ("identity", {}),
               ("identity", dict(gain=0.7))]
    shapes = {"identity": [(2, 2), (3, 5), (20, 18)]}
    return [
        {"name": name, "config": config, "values": arrays(
            np.asarray(getattr(keras.initializers, name)(**config)(shape)) for shape in shapes.get(name, [(3,), (2, 3)]))}
        for name, config in configs
    ]


MATRIX = np.array([[3, 1], [4, -2]], np.float32)
# Columns and rows of norm exactly 1 and 2, above, below, and of zeros.
BOUNDS = np.array([[0, 2, 0, 0.6], [0, 0, -1, 0.8], [0, 0, 0, -3e-8]], np.float32)
ARRAYS = {
    "vector": fill(7, scale=3.0),
    "zeros": np.array([0, -1.5, -0.0, 2, 0], np.float32),
    "matrix": MATRIX,
    "bounds": BOUNDS,
    "wide": fill(3, 18, scale=2.0),
    "tall": fill(18, 2, k=2),
    "kernel": fill(2, 3, 1, 18, k=1),
}


def rounded(values):
    return array(np.asarray(values, np.float32))


def regularizer_cases():
    configs = [("l1", {}), ("l1", dict(l1=0.3)), ("l1", dict(l1=0.0)), ("l2", {}), ("l2", dict(l2=0.3)),
               ("l1_l2", {}), ("l1_l2", dict(l1=0.1, l2=0.2)), ("l1_l2", dict(l1=0.3)), ("l1_l2", dict(l2=0.3))]
    configs += [("orthogonal_regularizer", config) for config in
                ({}, dict(mode="columns"), dict(factor=0.5), dict(factor=2.0, mode="columns"))]
    more = {"identity": np.eye(3, dtype=np.float32), "short": np.array([[1, 2], [3e-8, -2e-8], [0.5, 0.1]], np.float32)}
    cases = []
    for name, config in configs:
        regularizer = getattr(keras.regularizers, name)(**config)
        given = ARRAYS
        if name == "orthogonal_regularizer":
            # Where a vector is all zeros the gradient is NaN on JAX.
            given = {name: ARRAYS[name] for name in ("matrix", "wide", "tall")} | more
        with float64():
            cases.append({"name": name, "config": config, "arrays": [
                {"array": key, "penalty": float(regularizer(w)), "gradient": rounded(jax.grad(regularizer)(w))}
                for key, w in given.items() for w in [jnp.asarray(w, np.float64)]]})
    return cases, ARRAYS | more


def constraint_cases():
    axes = {"vector": [0, -1], "zeros": [0], "matrix": [0, 1], "bounds": [0, 1, [0, 1]], "wide": [0, 1, -1],
            "tall": [0, 1], "kernel": [0, 1, 2, 3, -2, [0, 1], [1, 3], [0, 1, 2], [0, 1, 2, 3]]}
    configs = [("non_neg", {}), ("max_norm", {}), ("max_norm", dict(max_value=1.0)), ("max_norm", dict(max_value=0.0)),
               ("unit_norm", {}), ("min_max_norm", {}), ("min_max_norm", dict(min_value=0.5, max_value=2.0)),
               ("min_max_norm", dict(min_value=1.0, max_value=2.0, rate=0.3)), ("min_max_norm", dict(rate=0.0))]
    cases = []
    for name, config in configs:
        values = []
        for key, w in ARRAYS.items():
            # The large array along every axis once only.
            every = key != "kernel" or (name, config) == ("max_norm", dict(max_value=1.0))
            for axis in [None] if name == "non_neg" else axes[key] if every else [[0, 1, 2]]:
                along = {} if axis is None else {"axis": axis}
                constraint = getattr(keras.constraints, name)(**config, **along)
                listed = {} if axis is None else {"axis": axis if isinstance(axis, list) else [axis]}
                values.append({"array": key, **listed, "value": array(constraint(w))})
        cases.append({"name": name, "config": config, "arrays": values})
    return cases


def whole_model():
    """The sum of all penalties of a model, its gradient, and all weights after the constraints."""
    layers = [
        keras.Input((6, 6, 1)),
        keras.layers.Conv2D(3, 3, kernel_regularizer=keras.regularizers.L2(0.02),
                            kernel_constraint=keras.constraints.MaxNorm(0.9, axis=[0, 1, 2])),
        keras.layers.Flatten(),
        keras.layers.Dense(5, bias_regularizer=keras.regularizers.L1(0.05),
                           kernel_constraint=keras.constraints.NonNeg(),
                           bias_constraint=keras.constraints.UnitNorm()),
        keras.layers.Dense(2, kernel_regularizer=keras.regularizers.OrthogonalRegularizer(0.1)),
    ]
    model = keras.Sequential(layers)
    weights = [fill(*w.shape, k=k) for k, w in enumerate(model.get_weights())]
    model.set_weights(weights)
    regularizers = [variable.regularizer for variable in model.trainable_variables]
    total = float(sum(model.losses))
    gradient = [jax.grad(r)(jnp.asarray(w)) if r else np.zeros_like(w) for r, w in zip(regularizers, weights)]
    again = sum(float(r(jnp.asarray(w))) for r, w in zip(regularizers, weights) if r)
    assert math.isclose(total, again, rel_tol=1e-6)
    for variable in model.trainable_variables:
        if variable.constraint:
            variable.assign(variable.constraint(variable))
    return {"weights": arrays(weights), "penalty": total, "gradient": arrays(gradient),
            "constrained": arrays(model.get_weights())}


@float64()
def activities():
    """Penalties on outputs and weights, and the gradient of them and the sum of all outputs times `by`."""
    layers = [
        keras.Input((6, 6, 1)),
        keras.layers.Conv2D(3, 3, activation="gelu", activity_regularizer=keras.regularizers.L2(0.3)),
        keras.layers.Flatten(),
        keras.layers.Dense(5, activation="tanh", kernel_regularizer=keras.regularizers.L2(0.05),
                           activity_regularizer=keras.regularizers.OrthogonalRegularizer(0.4)),
        keras.layers.Activation("softmax", activity_regularizer=keras.regularizers.L1L2(0.2, 0.7)),
    ]
    model = keras.Sequential(layers)
    weights = [fill(*w.shape, k=k) for k, w in enumerate(model.get_weights())]
    model.set_weights(weights)
    x, by = fill(4, 6, 6, 1, k=3, scale=1.0), fill(4, 5, k=5)

    def value(weights):
        y, _, penalties = model.stateless_call(weights, [], x, return_losses=True)
        penalty = sum(penalties)
        return jnp.sum(y * by) + penalty, penalty

    differentiated = jax.value_and_grad(value, has_aux=True)
    (_, penalty), gradient = differentiated([jnp.asarray(w, np.float64) for w in weights])
    return {"weights": arrays(weights), "x": array(x), "by": array(by), "penalty": float(penalty),
            "gradient": [rounded(g) for g in gradient]}


def generate():
    regularizers, given = regularizer_cases()
    return {
        "initializers": random_cases(),
        "constants": constant_cases(),
        "arrays": [{"name": name, **array(w)} for name, w in given.items()],
        "regularizers": regularizers,
        "constraints": constraint_cases(),
        "model": whole_model(),
        "activities": activities(),
    }
