"""Losses with from_logits=False on an activation: value, and gradient with respect to the activation's input."""

import jax
import keras
import numpy as np

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


def case(name, loss, activation, y, z=LOGITS):
    activate, identifier = keras.activations.get(activation), {"class_name": loss, "config": {}}
    mean = keras.losses.get(identifier)
    each = keras.losses.get({**identifier, "config": {"reduction": None}})
    return {
        "name": name,
        "loss": mean.name,
        "activation": activation,
        "z": array(z),
        "y": array(y),
        "output": array(activate(z)),
        "per_sample": array(each(y, activate(z))),
        "mean": float(mean(y, activate(z))),
        "gradient": array(jax.grad(lambda z: mean(y, activate(z)))(z)),
    }


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
    ]}
