"""Learning rate schedules at some steps, and whole numbers of steps around each restart."""

import keras

STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 15, 19, 20, 21, 29, 30, 31, 45, 69, 70, 71, 100, 150, 151, 1000]

CASES = [
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}),
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": True}),
    ("ExponentialDecay", {"initial_learning_rate": 0.01, "decay_steps": 7, "decay_rate": 1.02}),
    ("PiecewiseConstantDecay", {"boundaries": [5, 10], "values": [0.1, 0.05, 0.01]}),
    ("PiecewiseConstantDecay", {"boundaries": [20], "values": [0.0, 0.3]}),
    ("PiecewiseConstantDecay", {"boundaries": [1, 2, 3, 70], "values": [0.5, 0.4, 0.3, 0.2, 0.1]}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 30, "end_learning_rate": 0.02}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 30, "power": 0.5}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "power": 2.0, "cycle": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.01, "decay_steps": 30, "end_learning_rate": 0.1, "cycle": True}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 2.0, "staircase": True}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 10}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 30, "alpha": 0.1}),
    ("CosineDecay", {"initial_learning_rate": 0.0, "decay_steps": 10, "warmup_target": 0.1, "warmup_steps": 4}),
    ("CosineDecay", {"initial_learning_rate": 0.05, "decay_steps": 25, "alpha": 0.2, "warmup_target": 0.1,
                     "warmup_steps": 6}),
    ("CosineDecay", {"initial_learning_rate": 0.05, "decay_steps": 25, "warmup_target": 0.1}),
    ("CosineDecay", {"initial_learning_rate": 0.05, "decay_steps": 25, "warmup_steps": 5}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 10}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 5, "t_mul": 1.0, "m_mul": 0.5,
                             "alpha": 0.1}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 10, "t_mul": 1.5, "m_mul": 0.9}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 1, "alpha": 0.01}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 1, "t_mul": 3.0}),
]


def case(name, options):
    schedule = getattr(keras.optimizers.schedules, name)(**options)
    return {"name": name, "options": options, "rates": [float(schedule(step)) for step in STEPS]}


def generate():
    return {"steps": STEPS, "cases": [case(name, options) for name, options in CASES]}
