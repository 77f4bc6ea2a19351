"""Optimizers: weights along 50 steps with given gradients, clipping by itself, and whole fits."""

import jax
import keras
import numpy as np

from common import arrays, fill

STEPS = 50
RECORDED = (1, 2, 3, 10, 50)
SHAPES = ((3, 4), (4,))


def gradient(step):
    """The gradients of one step: of another size each time, with zeros, tiny numbers and some large ones."""
    size = (0.3, 1.0, 2.5, 0.05, 1.5)[step % 5]
    values = fill(16, k=3 * step, scale=size)
    values[3] = 0.0
    values[step % 16] = 0.0
    values[5] *= 1e-4
    values[6] *= 1e-9
    values[14] *= 1e-19
    if step % 7 == 4:
        values[9] *= 40
    if 15 <= step < 40:
        values[11] = 0.0
    return split(values)


def split(values):
    return [values[:12].reshape(SHAPES[0]), values[12:].reshape(SHAPES[1])]


def flat(variables):
    return np.concatenate([np.asarray(v).ravel() for v in variables]).tolist()


def schedule(name, **options):
    return {"name": name, "options": options}


def make(name, options):
    options = dict(options)
    rate = options.get("learning_rate")
    if isinstance(rate, dict):
        options["learning_rate"] = getattr(keras.optimizers.schedules, rate["name"])(**rate["options"])
    return getattr(keras.optimizers, name)(**options)


def run(optimizer, initial, gradients):
    """The weights after each step, compiled as `fit` compiles it; the optimizer's variables are then as at the end."""
    variables = [keras.Variable(v) for v in initial]
    optimizer.build(variables)

    def step(state, gradient):
        state = optimizer.stateless_apply(state[1], gradient, state[0])
        return state, state[0]

    state = ([v.value for v in variables], [v.value for v in optimizer.variables])
    stacked = [np.stack(of_one) for of_one in zip(*gradients)]
    state, after = jax.jit(lambda: jax.lax.scan(step, state, stacked))()
    for variable, value in zip(variables + optimizer.variables, [*state[0], *state[1]]):
        variable.assign(value)
    return variables, [flat(weights) for weights in zip(*after)]


def trajectory(name, **options):
    optimizer = make(name, options)
    variables, after = run(optimizer, split(fill(16, k=100)), [gradient(step) for step in range(STEPS)])
    entry = {"name": name, "options": options, "weights": sum((after[step - 1] for step in RECORDED), [])}
    if options.get("use_ema"):
        optimizer.finalize_variable_values(variables)
        entry["finished"] = flat(variables)
    return entry


# At these rates each moves the weights a good deal in 50 steps.
RATES = {
    "SGD": 0.05, "RMSprop": 0.02, "Adam": 0.02, "AdamW": 0.02, "Adamax": 0.02, "Nadam": 0.02, "Adagrad": 0.1,
    "Adadelta": 1.0, "Ftrl": 0.1, "Lion": 0.01, "Adafactor": 0.05,
}
EXPONENTIAL = schedule("ExponentialDecay", initial_learning_rate=0.05, decay_steps=7, decay_rate=0.8, staircase=True)
COSINE = schedule("CosineDecay", initial_learning_rate=0.01, decay_steps=60, alpha=0.1, warmup_target=0.05, warmup_steps=5)
SHARED = [
    {},
    {"weight_decay": 0.1},
    {"clipnorm": 0.5},
    {"clipvalue": 0.2},
    {"global_clipnorm": 0.7},
    {"use_ema": True, "ema_momentum": 0.9},
    {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 3},
    {"gradient_accumulation_steps": 2},
    {"gradient_accumulation_steps": 3, "use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 2},
    {"gradient_accumulation_steps": 3, "clipnorm": 0.4, "weight_decay": 0.05},
    {"learning_rate": EXPONENTIAL},
    {"learning_rate": COSINE, "gradient_accumulation_steps": 2, "weight_decay": 0.01},
]
OWN = [
    ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.9, "nesterov": True}),
    ("SGD", {"momentum": 0.5, "weight_decay": 0.1, "global_clipnorm": 1.0}),
    ("SGD", {"nesterov": True}),
    ("RMSprop", {"rho": 0.7}),
    ("RMSprop", {"momentum": 0.9}),
    ("RMSprop", {"centered": True}),
    ("RMSprop", {"centered": True, "momentum": 0.5, "epsilon": 1e-3}),
    ("Adam", {"beta_1": 0.5, "beta_2": 0.9}),
    ("Adam", {"amsgrad": True}),
    ("Adam", {"amsgrad": True, "beta_2": 0.8, "epsilon": 1e-2}),
    ("AdamW", {"weight_decay": 0.2, "amsgrad": True, "beta_2": 0.9}),
    ("AdamW", {"beta_1": 0.7, "epsilon": 1e-4, "clipnorm": 1.0}),
    ("Adamax", {"beta_1": 0.6, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Nadam", {"beta_1": 0.6, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Adagrad", {"initial_accumulator_value": 0.0, "epsilon": 1e-4}),
    ("Adagrad", {"initial_accumulator_value": 2.0}),
    ("Adadelta", {"rho": 0.8, "epsilon": 1e-4}),
    ("Ftrl", {"learning_rate_power": -0.3}),
    ("Ftrl", {"learning_rate_power": 0.0}),
    ("Ftrl", {"initial_accumulator_value": 1.5}),
    ("Ftrl", {"l1_regularization_strength": 0.5}),
    ("Ftrl", {"l2_regularization_strength": 0.5}),
    ("Ftrl", {"l2_shrinkage_regularization_strength": 0.3}),
    ("Ftrl", {"beta": 0.5}),
    ("Ftrl", {"l1_regularization_strength": 0.1, "l2_regularization_strength": 0.1, "beta": 0.2,
              "l2_shrinkage_regularization_strength": 0.05, "learning_rate_power": -0.7}),
    ("Lion", {"beta_1": 0.5, "beta_2": 0.8}),
    ("Adafactor", {"relative_step": False}),
    ("Adafactor", {"learning_rate": 1.0}),
    ("Adafactor", {"clip_threshold": 0.3}),
    ("Adafactor", {"beta_2_decay": -0.4}),
    ("Adafactor", {"epsilon_1": 1e-3, "epsilon_2": 0.5}),
]


def trajectories():
    found = [trajectory(name) for name in RATES]
    for name, rate in RATES.items():
        found += [trajectory(name, **{"learning_rate": rate, **options}) for options in SHARED]
    return found + [trajectory(name, **{"learning_rate": RATES[name], **options}) for name, options in OWN]


# What a convolution and a dense layer have: arrays of four axes, of more than sixteen columns, of few.
WIDE = ((2, 2, 3, 18), (18,), (72, 2), (2,))


def wide(name, **options):
    initial = [fill(*shape, k=index) for index, shape in enumerate(WIDE)]
    gradients = [[fill(*shape, k=10 * step + index) for index, shape in enumerate(WIDE)] for step in range(5)]
    _, after = run(make(name, options), initial, gradients)
    return {"name": name, "options": options, "weights": after[-1]}


def clipping():
    """Gradients before and after each way of clipping."""
    plain = fill(16, k=5)
    given = [plain, plain * 0.01, plain * 0.0, plain * 1e10, plain * 1e-25]
    for strange in (np.inf, -np.inf, np.nan):
        values = plain.copy()
        values[2] = strange
        given.append(values)
    found = []
    for option in ("clipnorm", "clipvalue", "global_clipnorm"):
        optimizer = keras.optimizers.SGD(**{option: 0.3})
        for values in given:
            clipped = optimizer._clip_gradients([keras.ops.convert_to_tensor(v) for v in split(values)])
            found.append({"option": option, "value": 0.3, "given": values.tolist(), "clipped": flat(clipped)})
    return found


def fit(name, batch_size, epochs, **options):
    model = keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(4, activation="tanh", name="dense"), keras.layers.Dense(1, name="dense_1")])
    initial = [fill(*v.shape, k=k) for k, v in enumerate(model.get_weights())]
    model.set_weights(initial)
    model.compile(make(name, options), "mse")
    x, y = fill(20, 3, k=50, scale=1.0), fill(20, 1, k=60, scale=1.0)
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return {
        "name": name, "options": options, "fit": {"batch_size": batch_size, "epochs": epochs},
        "initial_weights": arrays(initial), "x": arrays([x])[0], "y": arrays([y])[0],
        "loss": history.history["loss"], "final_weights": arrays(model.get_weights()),
    }


def generate():
    return {
        "initial": fill(16, k=100).tolist(),
        "gradients": [{"step": step + 1, "data": flat(gradient(step))} for step in range(STEPS)],
        "recorded": list(RECORDED),
        "trajectories": trajectories(),
        "wide": [wide("Adafactor", learning_rate=0.05), wide("Adam", learning_rate=0.02),
                 wide("SGD", learning_rate=0.1, clipnorm=1.0), wide("Ftrl", learning_rate=0.1, global_clipnorm=2.0)],
        "clipping": clipping(),
        "fits": [
            fit("Adam", 8, 5, learning_rate=EXPONENTIAL, weight_decay=0.05),
            fit("SGD", 6, 5, learning_rate=0.1, momentum=0.9, clipnorm=0.5, use_ema=True, ema_momentum=0.8),
            fit("RMSprop", 4, 4, learning_rate=0.01, centered=True, gradient_accumulation_steps=3),
            fit("AdamW", 8, 5, learning_rate=0.02, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=4),
            fit("Adafactor", 8, 5, learning_rate=0.05, clip_threshold=0.5),
        ],
    }
