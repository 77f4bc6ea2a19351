"""Layers that join inputs, and global pooling: what they give for inputs with equal values among them, and the
gradients of the sum of what they give times `by`."""

import jax
import keras
import numpy as np
from keras import layers

from common import array, arrays, fill

PAIRS = [
    [(5,), (5,)], [(4, 3), (4, 3)], [(2, 3, 2), (2, 3, 2)],
    [(5,), (1,)], [(4, 3), (3,)], [(2, 3, 2), (2,)], [(1, 1, 2), (2, 3, 2)],
]
TRIPLES = [
    [(5,), (5,), (5,)], [(4, 3), (4, 3), (4, 3)], [(2, 3, 2), (2, 3, 2), (2, 3, 2)],
    [(1,), (5,), (1,)], [(4, 1), (1, 3), (3,)], [(2, 3, 1), (3, 1), (2, 1, 2)],
]
DOTS = [
    ("axes=1", [(5,), (5,)]), ("axes=-1, normalize=True", [(5,), (5,)]), ("axes=1", [(4, 3), (4, 2)]),
    ("axes=2", [(4, 3), (2, 3)]), ("axes=(1, 2)", [(4, 3), (2, 4)]), ("axes=(2, 1), normalize=True", [(4, 3), (3, 2)]),
    ("axes=(1, 2)", [(3,), (4, 3)]), ("axes=-1", [(4, 3), (3,)]), ("axes=(1, 1), normalize=True", [(2,), (2, 3, 2)]),
    ("axes=(3, 1)", [(2, 3, 4), (4,)]), ("axes=(-2, -1)", [(2, 3, 4), (3,)]), ("axes=2", [(2, 3, 4), (2, 3)]),
]
CONCATENATED = [
    ("", [(5,), (3,)]), ("axis=1", [(5,), (3,), (1,)]), ("", [(4, 3), (4, 2)]), ("axis=1", [(4, 3), (2, 3), (1, 3)]),
    ("axis=-1", [(2, 3, 2), (2, 3, 1)]), ("axis=1", [(2, 3, 2), (1, 3, 2)]), ("axis=-2", [(2, 3, 2), (2, 2, 2), (2, 1, 2)]),
]
POOLED = [
    ("GlobalAveragePooling2D", (3, 2, 4)), ("GlobalMaxPooling2D", (3, 2, 4)),
    ("GlobalAveragePooling1D", (5, 3)), ("GlobalMaxPooling1D", (5, 3)),
]


def inputs(shapes, rows=2):
    """Multiples of a quarter, so that equal ones meet."""
    return [np.round(fill(rows, *shape, k=k, scale=1.0) * 4) / 4 for k, shape in enumerate(shapes)]


def case_of(expression, shapes):
    keras.utils.clear_session()
    layer = eval(expression, {**vars(layers)})
    x = inputs(shapes)
    y = np.asarray(layer(x if len(x) > 1 else x[0]))
    by = fill(*y.shape, k=40, scale=1.0)

    def value(x):
        return jax.numpy.sum(layer(x if len(x) > 1 else x[0]) * by)

    return {
        "layer": expression, "inputs": arrays(x), "output": array(y), "by": array(by),
        "gradients": arrays(jax.grad(value)(x)),
    }


def generate():
    cases = []
    for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
        cases += [case_of(f"{name}()", shapes) for shapes in PAIRS + (TRIPLES if name != "Subtract" else [])]
    cases += [case_of(f"Concatenate({options})", shapes) for options, shapes in CONCATENATED]
    cases += [case_of(f"Dot({options})", shapes) for options, shapes in DOTS]
    for name, shape in POOLED:
        cases += [case_of(f"{name}({options})", [shape]) for options in ("", "keepdims=True")]
    return {"cases": cases}
