"""Losses with from_logits=False on an activation: value, and gradient with respect to the activation's input."""

from unittest import mock

import jax
import keras
import numpy as np
from keras.src.backend.common.dtypes import BIT64_TO_BIT32_DTYPE

from common import array, fill

# Ordinary, saturated, exactly zero, and only partly clipped (p = 1e-9, below Keras' epsilon) pre-activations.
LOGITS = np.array(
    [[0.5, -1.2, 0.3], [-30, 0, 30], [-30, 0, 30], [2, 1, -1], [-20, 0, 0.5], [-8, 0.25, 4]], np.float32)
LOGITS_1 = np.array([[0.5], [-30], [-30], [30], [30], [-1.25], [0], [4]], np.float32)
CLASSES = np.array([1, 0, 2, 0, 0, 0])
SOFT = np.array(
    [[0.2, 0.3, 0.5], [0.1, 0.2, 0.7], [1, 0, 0], [0.25, 0.25, 0.5], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]], np.float32)
BITS = np.array([[1, 0, 1], [1, 0, 0], [0, 1, 1], [0, 1, 0], [1, 1, 0], [0, 0, 1]], np.float32)
BITS_1 = np.array([[1], [1], [0], [1], [0], [0], [1], [0]], np.float32)


CLIP = jax.numpy.clip


def clip(x, low, high):
    """Bounds as they are in float32: 1 - 1e-7 is 1 - 2^-23 there, and the logarithm of what is left another one."""
    return CLIP(x, float(np.float32(low)), float(np.float32(high)))


def off(a, b):
    """The largest difference as the Rust tests count it."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    return np.max(np.where(np.isnan(a) & np.isnan(b), 0, np.abs(a - b) / (np.abs(b) + 0.02)))


def rounded(outputs):
    """A model's outputs are float32 whatever its loss is computed in: 1 - p of a p near 1 is of the rounded one."""
    return outputs.astype("float32").astype(outputs.dtype)


def exact(value, z, *given):
    """Value and gradient in float64 of the same float32 numbers; the value is that of rounded outputs."""
    keras.config.set_floatx("float64")
    wide = mock.patch.dict(BIT64_TO_BIT32_DTYPE, float64="float64")  # else ops.tanh and others come back to float32
    with jax.enable_x64(True), mock.patch("jax.numpy.clip", clip), wide:
        z, *given = (x.astype(np.float64) if isinstance(x, np.ndarray) and x.dtype == np.float32 else x for x in (z, *given))
        found = value(z, *given, rounded), np.asarray(jax.grad(value)(z, *given))
        assert found[0].dtype == found[1].dtype == np.float64
        found = float(found[0]), found[1]
    keras.config.set_floatx("float32")
    return found


def both(value, z, *given):
    """In float32; and in float64 where float32 is more than 1e-6 off."""
    entry = {"value": float(value(z, *given)), "gradient": array(jax.grad(value)(z, *given))}
    exact_value, exact_gradient = exact(value, z, *given)
    if off(entry["value"], exact_value) > 1e-6:
        entry["exact_value"] = exact_value
    if off(entry["gradient"]["data"], exact_gradient.ravel()) > 1e-6:
        entry["exact_gradient"] = array(exact_gradient)
    return entry


def case(name, loss, activation, y, z=LOGITS):
    activate, make = keras.activations.get(activation), getattr(keras.losses, loss)
    values = both(lambda z, y, round=lambda y: y: make()(y, round(activate(z))), z, y)
    return {
        "name": name,
        "loss": make().name,
        "activation": activation,
        "z": array(z),
        "y": array(y),
        "output": array(activate(z)),
        "per_sample": array(make(reduction=None)(y, activate(z))),
        "mean": values.pop("value"),
        **values,
    }


# ---- batches, with settings, weights and reductions ------------------------------------------------------

NUMBERS = np.array([[0.5, -1.2, 0.3], [0, 0, 0], [-3, 0.25, 2], [1, 1, -1], [1e-4, 2, -0.5], [100, -8, 4]], np.float32)
TARGETS = np.array([[0.25, -1, 0.3], [1, 0, -1], [-3, 2, 0.5], [0, 1, 1], [0.5, 0.5, -2], [90, 8, 0]], np.float32)
POSITIVE, POSITIVE_TARGETS = np.abs(NUMBERS) / 8 + 0.01, np.abs(TARGETS)
SIGNS = np.array([[1, -1, 1], [1, -1, -1], [-1, 1, 1], [-1, 1, -1], [1, 1, -1], [-1, -1, 1]], np.float32)
WEIGHTS = np.array([1, 0, 2, 0.5, 3, 0.25], np.float32)
ONE_HOT = np.eye(3, dtype=np.float32)[CLASSES]
NO_NUMBER = np.where(np.arange(18).reshape(6, 3) == 4, np.nan, ONE_HOT).astype(np.float32)


def batch(loss, z, y, activation="linear", weights=None):
    """One batch: its loss, and the gradient with respect to what the activation is applied to."""
    activate = keras.activations.get(activation)

    def value(z, y, weights, round=lambda y: y):
        made = eval(loss, vars(keras.losses))  # here, because a loss keeps the precision that it is made with
        return made(y, round(activate(z)), sample_weight=weights)

    entry = {"loss": loss, "activation": activation, "z": array(z), "y": array(y)}
    if weights is not None:
        entry["sample_weight"] = array(weights)
    return {**entry, **both(value, z, y, weights)}


def batches():
    pointwise = [
        "MeanSquaredError()", "MeanAbsoluteError()", "MeanAbsolutePercentageError()", "Huber()", "Huber(delta=0.4)",
        "LogCosh()", "Hinge()", "SquaredHinge()", "CategoricalHinge()", "CosineSimilarity()",
    ]
    for loss in pointwise:
        no_zeros = loss == "CosineSimilarity()"  # where Keras' gradient is NaN
        rows = [0, 2, 3, 4, 5] if no_zeros else slice(None)
        targets = TARGETS[rows].copy()
        targets[-3, 2] += "Hinge" in loss  # no row of 0 and 1 alone, which kerust takes for -1 and 1 by itself
        yield batch(loss, NUMBERS[rows], targets)
        yield batch(loss, NUMBERS[rows] / 4, targets, "tanh", WEIGHTS[rows])
        yield batch(loss, NUMBERS[rows], targets, "softmax", WEIGHTS[rows])
    for loss in ("MeanSquaredLogarithmicError()", "Poisson()", "KLDivergence()"):
        yield batch(loss, POSITIVE, POSITIVE_TARGETS)
        yield batch(loss, POSITIVE, POSITIVE_TARGETS, weights=WEIGHTS)
        yield batch(loss, NUMBERS / 4, POSITIVE_TARGETS, "sigmoid")
    yield batch("MeanSquaredLogarithmicError()", NUMBERS, TARGETS)
    yield batch("KLDivergence()", NUMBERS, SOFT, "softmax")
    yield batch("KLDivergence()", NUMBERS, ONE_HOT, "softmax", WEIGHTS)
    for loss in ("Hinge()", "SquaredHinge()"):
        yield batch(loss, NUMBERS, SIGNS, "tanh")
        yield batch(loss, NUMBERS, BITS, "tanh")
    yield batch("CategoricalHinge()", NUMBERS, ONE_HOT, "softmax")
    for name in ("MeanSquaredError", "MeanAbsoluteError", "Huber"):
        for reduction in ("sum", "mean_with_sample_weight", "sum_over_batch_size"):
            yield batch(f"{name}(reduction='{reduction}')", NUMBERS, TARGETS, weights=WEIGHTS)
            yield batch(f"{name}(reduction='{reduction}')", NUMBERS, TARGETS, weights=0 * WEIGHTS)
    balanced = "apply_class_balancing=True, alpha=0.3, gamma=1.5"
    for settings in ("", "label_smoothing=0.2"):
        comma = ", " if settings else ""
        for z in (LOGITS / 4, LOGITS):
            yield batch(f"BinaryCrossentropy({settings})", z, BITS, "sigmoid", WEIGHTS)
            yield batch(f"BinaryCrossentropy(from_logits=True{comma}{settings})", z, BITS, weights=WEIGHTS)
            yield batch(f"CategoricalCrossentropy({settings})", z, SOFT, "softmax", WEIGHTS)
            yield batch(f"CategoricalCrossentropy(from_logits=True{comma}{settings})", z, SOFT, weights=WEIGHTS)
            yield batch(f"BinaryFocalCrossentropy({settings})", z, BITS, "sigmoid")
            yield batch(f"BinaryFocalCrossentropy(from_logits=True{comma}{settings})", z, BITS, weights=WEIGHTS)
            yield batch(f"CategoricalFocalCrossentropy({settings})", z, SOFT, "softmax")
            yield batch(f"CategoricalFocalCrossentropy(from_logits=True{comma}{settings})", z, ONE_HOT)
    yield batch(f"BinaryFocalCrossentropy({balanced})", LOGITS / 4, BITS, "sigmoid", WEIGHTS)
    yield batch(f"BinaryFocalCrossentropy(from_logits=True, {balanced})", LOGITS / 4, BITS)
    yield batch("CategoricalFocalCrossentropy(alpha=0.6, gamma=3.0)", LOGITS / 4, SOFT, "softmax", WEIGHTS)
    sparse = "SparseCategoricalCrossentropy"
    for z in (LOGITS / 4, LOGITS):
        for weights in (None, WEIGHTS):
            yield batch(f"{sparse}()", z, CLASSES, "softmax", weights)
            yield batch(f"{sparse}(from_logits=True)", z, CLASSES, "linear", weights)
            yield batch(f"{sparse}(ignore_class=0)", z, CLASSES, "softmax", weights)
            yield batch(f"{sparse}(from_logits=True, ignore_class=-1)", z, CLASSES - (CLASSES == 2) * 3, "linear", weights)
    yield batch(f"{sparse}(ignore_class=0)", LOGITS / 4, 0 * CLASSES, "softmax")
    yield batch(f"{sparse}(ignore_class=0, reduction='sum')", LOGITS / 8, CLASSES, "softmax", WEIGHTS)
    yield batch(f"{sparse}(reduction='mean_with_sample_weight')", LOGITS / 4, CLASSES, "softmax", WEIGHTS)
    generalized = "CategoricalGeneralizedCrossEntropy"
    for z in (LOGITS / 4, LOGITS):
        yield batch(f"{generalized}()", z, CLASSES, "softmax")
        yield batch(f"{generalized}(q=0.8)", z, CLASSES, "softmax", WEIGHTS)
        yield batch(f"{generalized}(q=0.1)", z, CLASSES, "softmax")
    for loss in ("Dice(axis=1)", "Tversky(axis=1)", "Tversky(alpha=0.3, beta=0.9, axis=1)"):
        yield batch(loss, LOGITS / 4, BITS, "sigmoid", WEIGHTS)
        yield batch(loss, LOGITS, SOFT, "softmax")
        yield batch(loss, POSITIVE, 0 * BITS)
    yield batch("CategoricalCrossentropy()", LOGITS / 4, NO_NUMBER, "softmax")
    no_prediction = np.where(np.arange(18).reshape(6, 3) == 4, np.nan, POSITIVE).astype(np.float32)
    targets = TARGETS + np.array([0, 0, 0.5], np.float32)
    for loss in (*pointwise[:2], "Huber()", "LogCosh()", *pointwise[6:9], "MeanSquaredLogarithmicError()", "Poisson()",
                 "KLDivergence()"):
        yield batch(loss, no_prediction, targets)
    for loss in ("MeanSquaredError()", "MeanAbsoluteError()", "Huber()", "LogCosh()", "Hinge()"):
        yield batch(loss, 1e4 * NUMBERS[[0, 2, 4]], targets[[0, 2, 4]], weights=0 * WEIGHTS[:3] + 0.5)


# ---- every loss, with every reduction and with weights, without, and with weights of 0 ------------------------

SOME_WEIGHTS = np.array([1, 0, 2.5], np.float32)
PAIRS = np.stack([NUMBERS[[0, 2]], NUMBERS[[3, 2]], NUMBERS[[4, 0]]])
PAIRS_TARGETS = np.stack([TARGETS[[1, 2]], TARGETS[[3, 4]], TARGETS[[4, 5]]])


# Images of two channels, and masks.
IMAGES = fill(3, 2, 2, 2, scale=3.0)
MASKS = (fill(3, 2, 2, 2, k=3, scale=1.0) > 0).astype(np.float32)


def reduced(name, z, y, activation="linear", settings=(), spread=None):
    """`spread`: how many losses a row has, of which Keras weighs each by itself; a sequence has one for each step."""
    made = []
    if spread is None and z.ndim == 3:
        spread = z.shape[1]
    for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight"):
        for weights in (None, SOME_WEIGHTS, 0 * SOME_WEIGHTS):
            loss = f"{name}({', '.join([*settings, f'reduction={reduction!r}'])})"
            many = weights if weights is None or spread is None else np.repeat(weights[:, None], spread, axis=1)
            one = batch(loss, z, y, activation, many)
            given = {} if weights is None else {"sample_weight": array(weights)}
            for key in ("loss", "activation", "z", "y", "sample_weight"):
                one.pop(key, None)
            made.append({"reduction": reduction, **given, **one})
    loss = f"{name}({', '.join(settings)})" if settings else name
    return {"loss": loss, "activation": activation, "z": array(z), "y": array(y), "reduced": made}


def reductions():
    some = [0, 2, 4]
    for loss in ("MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError",
                 "Huber", "LogCosh", "Hinge", "SquaredHinge", "CategoricalHinge", "CosineSimilarity"):
        yield reduced(loss, NUMBERS[some], TARGETS[some])
    for loss in ("Poisson", "KLDivergence"):
        yield reduced(loss, POSITIVE[some], POSITIVE_TARGETS[some])
    z = LOGITS[[0, 3, 5]] / 4
    for loss in ("BinaryCrossentropy", "BinaryFocalCrossentropy"):
        yield reduced(loss, z, BITS[some], "sigmoid")
    for loss in ("CategoricalCrossentropy", "CategoricalFocalCrossentropy"):
        yield reduced(loss, z, SOFT[[0, 3, 4]], "softmax")
    for loss in ("SparseCategoricalCrossentropy", "CategoricalGeneralizedCrossEntropy"):
        yield reduced(loss, z, CLASSES[some], "softmax")
    for loss in ("MeanSquaredError", "CosineSimilarity"):
        yield reduced(loss, PAIRS, PAIRS_TARGETS)
    for loss, *settings in (("Dice",), ("Tversky", "alpha=0.3", "beta=0.9")):
        yield reduced(loss, IMAGES, MASKS, "sigmoid", [*settings, "axis=(1, 2, 3)"])
        yield reduced(loss, IMAGES, MASKS, "sigmoid", [*settings, "axis=(1, 2)"], spread=2)


def generate():
    mse = [
        case(f"mse_{activation}", "MeanSquaredError", activation, fill(*LOGITS.shape, scale=1.0))
        for activation in ("linear", "sigmoid", "tanh", "relu", "softmax")
    ]
    return {"cases": [
        *mse,
        case("binary_1", "BinaryCrossentropy", "sigmoid", BITS_1, LOGITS_1),
        case("binary_3", "BinaryCrossentropy", "sigmoid", BITS),
        case("categorical_one_hot", "CategoricalCrossentropy", "softmax", np.eye(3, dtype=np.float32)[CLASSES]),
        case("categorical_soft", "CategoricalCrossentropy", "softmax", SOFT),
        case("sparse", "SparseCategoricalCrossentropy", "softmax", CLASSES),
    ], "batches": list(batches()), "reductions": list(reductions())}
