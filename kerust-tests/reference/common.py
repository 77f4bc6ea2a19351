"""Keras set up the same way everywhere, the data pattern, and reading, writing, comparing fixtures."""

import json
import math
import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"
# Newer instruction sets round differently; this one every x86-64 machine of the last ten years has.
os.environ["XLA_FLAGS"] = "--xla_cpu_max_isa=AVX2"

import keras
import numpy as np

# Whatever the user's own Keras configuration says.
keras.config.set_floatx("float32")
keras.config.set_epsilon(1e-7)
keras.config.set_image_data_format("channels_last")

RELATIVE_TOLERANCE = 1e-6


def fill(*shape, k=0, scale=0.5):
    """A float32 array without symmetry: element i is scale * sin(0.7 i² + 1 + k), row-major."""
    i = np.arange(math.prod(shape), dtype=np.float64)
    return (scale * np.sin(0.7 * i * i + 1 + k)).astype(np.float32).reshape(shape)


def array(values):
    """An array as the fixtures hold it: its shape and its elements, row-major."""
    values = np.asarray(values)
    return {"shape": list(values.shape), "data": values.ravel().tolist()}


def arrays(values):
    return [array(value) for value in values]


def number(value):
    """A float with 9 significant digits (enough for any float32), always with a point or an exponent."""
    if not math.isfinite(value):
        return json.dumps(str(float(value)))  # "nan", "inf", "-inf"
    text = format(value, ".9g")
    return text if set(text) & set(".e") else text + ".0"


def to_json(value, indent=""):
    """JSON with one line for each list of scalars, so that a fixture can be read and diffed."""
    inner = indent + " "
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dict) and value:
        items = [f"{json.dumps(key)}: {to_json(item, inner)}" for key, item in value.items()]
    elif isinstance(value, (list, tuple)) and any(isinstance(item, dict) for item in value):
        items = [to_json(item, inner) for item in value]
    elif isinstance(value, (list, tuple)):
        return "[" + ", ".join(to_json(item) for item in value) + "]"
    else:
        return json.dumps(value, ensure_ascii=False)
    open_, close = "{}" if isinstance(value, dict) else "[]"
    one_line = open_ + ", ".join(items) + close
    if "\n" not in one_line and len(one_line) <= 100:
        return one_line
    return open_ + "\n" + ",\n".join(inner + item for item in items) + "\n" + indent + close


def differences(old, new, name):
    """Where two JSON texts differ by more than the tolerance; numbers of one list share its largest as scale."""
    found = []

    def visit(a, b, where, scale=0.0):
        if type(a) is not type(b):
            found.append(f"{where}: {a!r} became {b!r}")
        elif isinstance(a, float):
            if abs(a - b) > RELATIVE_TOLERANCE * max(abs(a), abs(b), scale):
                found.append(f"{where}: {a!r} became {b!r}")
        elif isinstance(a, (dict, list)):
            if len(a) != len(b) or (isinstance(a, dict) and list(a) != list(b)):
                found.append(f"{where}: other keys or another length")
                return
            scale = max((abs(x) for x in a if isinstance(x, float)), default=0.0)
            for key in a if isinstance(a, dict) else range(len(a)):
                visit(a[key], b[key], f"{where}/{key}", scale)
        elif a != b:
            found.append(f"{where}: {a!r} became {b!r}")

    visit(json.loads(old), json.loads(new), name)
    return found
