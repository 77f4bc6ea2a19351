"""`Lamb`, `ScheduleFreeAdamW` and `Muon`: what `optimizers.py` has of the others, and matrices of many shapes."""

import keras
import numpy as np

from common import arrays, fill
from optimizers import EXPONENTIAL, SHARED, WIDE, fit, make, run, trajectory

# At these rates each moves the weights a good deal in 50 steps.
RATES = {"Lamb": 0.02, "ScheduleFreeAdamW": 0.05, "Muon": 0.02}
OWN = [
    ("Lamb", {"beta_1": 0.5, "beta_2": 0.9}),
    ("Lamb", {"epsilon": 1e-2}),
    ("ScheduleFreeAdamW", {"beta_1": 0.5, "beta_2": 0.9}),
    ("ScheduleFreeAdamW", {"epsilon": 1e-2}),
    ("ScheduleFreeAdamW", {"warmup_steps": 20}),
    ("ScheduleFreeAdamW", {"warmup_steps": 7, "weight_decay": 0.1, "gradient_accumulation_steps": 2}),
    ("Muon", {"adam_beta_1": 0.5, "adam_beta_2": 0.9, "epsilon": 1e-2}),
    ("Muon", {"adam_weight_decay": 0.2}),
    ("Muon", {"adam_weight_decay": 0.0, "weight_decay": 0.2}),
    ("Muon", {"adam_lr_ratio": 0.3, "adam_weight_decay": 0.2}),
    ("Muon", {"muon_a": 2.0, "muon_b": -1.5, "muon_c": 0.5}),
    ("Muon", {"momentum": 0.5}),
    ("Muon", {"momentum": 0.0}),
    ("Muon", {"nesterov": False}),
    ("Muon", {"ns_steps": 1}),
    ("Muon", {"ns_steps": 0}),
    ("Muon", {"ns_steps": 10}),
    ("Muon", {"rms_rate": None}),
    ("Muon", {"rms_rate": 1.0}),
]
# Upright, on its side, square; of less and of more than sixteen rows and columns.
MATRICES = ((20, 33), (33,), (33, 18), (18,), (18, 18), (18,), (18, 1), (1,))


def trajectories():
    found = [trajectory(name) for name in RATES]
    for name, rate in RATES.items():
        found += [trajectory(name, **{"learning_rate": rate, **options}) for options in SHARED]
    return found + [trajectory(name, **{"learning_rate": RATES[name], **options}) for name, options in OWN]


def of_shapes(shapes, name, **options):
    """The weights after 5 steps of arrays of these shapes."""
    initial = [fill(*shape, k=index) for index, shape in enumerate(shapes)]
    gradients = [[fill(*shape, k=10 * step + index) for index, shape in enumerate(shapes)] for step in range(5)]
    _, after = run(make(name, options), initial, gradients)
    return {"name": name, "options": options, "weights": after[-1]}


def path(name):
    """A variable in a layer of this name, as a model has it."""
    layer = keras.layers.Dense(2, name=name)
    layer.build((None, 3))
    return layer.kernel


def excluded():
    """For which of some variables Muon takes Adam."""
    paths = [path(name) for name in ("dense", "dense_1", "dense_12", "my_embedding")]
    given = [[], ["dense_1"], ["dense_1/kernel"], ["kernel"], ["bias"], ["dense", "nothing"]]
    found = []
    for layers in given:
        for embeddings in (True, False):
            muon = keras.optimizers.Muon(exclude_layers=layers, exclude_embeddings=embeddings)
            adam = [muon._should_use_adamw(variable) for variable in paths]
            found.append({"exclude_layers": layers, "exclude_embeddings": embeddings, "adam": adam})
    return {"paths": [variable.path for variable in paths], "cases": found}


def generate():
    rate = {"learning_rate": 0.05}
    return {
        "trajectories": trajectories(),
        "wide": [of_shapes(WIDE, name, **rate) for name in RATES],
        "matrices": [of_shapes(MATRICES, "Muon", **rate), of_shapes(MATRICES, "Lamb", **rate)],
        "excluded": excluded(),
        "fits": [
            fit("Lamb", 8, 5, learning_rate=EXPONENTIAL, weight_decay=0.05),
            fit("ScheduleFreeAdamW", 8, 5, learning_rate=0.05, warmup_steps=4, use_ema=True, ema_momentum=0.8),
            fit("Muon", 8, 5, learning_rate=0.05, global_clipnorm=1.0),
            fit("Muon", 4, 4, learning_rate=0.05, exclude_layers=["dense_1"], gradient_accumulation_steps=3),
        ],
    }
