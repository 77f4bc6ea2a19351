"""What fit() and evaluate() do with the arguments that say which batches are trained on and evaluated: a History and
the weights for each, and the calls of hooks."""

import warnings

import keras
import numpy as np

from common import array, arrays, fill

X = fill(11, 3, k=9, scale=1.0)
Y = np.stack([X.sum(axis=1) / 2, X[:, 0] - X[:, 1]], axis=1).astype(np.float32)
HELD_OUT = fill(7, 3, k=1, scale=1.0)
HELD_OUT_Y = np.stack([HELD_OUT.sum(axis=1) / 2, HELD_OUT[:, 0] - HELD_OUT[:, 1]], axis=1).astype(np.float32)

RUNS = [
    {"epochs": 3, "batch_size": 4},
    {"epochs": 5, "initial_epoch": 2, "batch_size": 4},
    {"epochs": 2, "initial_epoch": 2},
    {"epochs": 0},
    {"epochs": 3, "steps_per_epoch": 2, "batch_size": 2},
    {"epochs": 4, "steps_per_epoch": 2, "batch_size": 4},
    {"epochs": 2, "steps_per_epoch": 5, "batch_size": 4},
    {"epochs": 2, "steps_per_epoch": 3},
    {"epochs": 2, "steps_per_epoch": 1},
    {"epochs": 5, "validation_freq": 2, "batch_size": 4},
    {"epochs": 5, "validation_freq": [1, 4, 9], "batch_size": 4},
    {"epochs": 4, "initial_epoch": 1, "validation_freq": 3, "batch_size": 4},
    {"epochs": 2, "validation_steps": 1, "batch_size": 4},
    {"epochs": 2, "validation_steps": 9, "batch_size": 4},
    {"epochs": 2, "validation_batch_size": 2, "batch_size": 4},
    {"epochs": 2, "validation_batch_size": 2, "validation_steps": 3, "batch_size": 4},
    {"epochs": 3, "steps_per_epoch": 2, "initial_epoch": 1, "validation_freq": [2], "batch_size": 3},
    {"epochs": 100, "batch_size": 100, "validation_freq": 50},
]
EVALUATIONS = [{}, {"batch_size": 2}, {"batch_size": 2, "steps": 2}, {"batch_size": 50}, {"steps": 1}]


class Diary(keras.callbacks.Callback):
    """Every hook that is called, with the names and values that it is given."""

    def __init__(self):
        super().__init__()
        self.calls = []

    def write(self, name, logs):
        values = [f"{key}={float(value):.4g}" for key, value in (logs or {}).items() if key != "outputs"]
        self.calls.append(" ".join([name, *values]))


def hook(name, numbered):
    if numbered:
        return lambda self, number, logs=None: self.write(f"{name} {number}", logs)
    return lambda self, logs=None: self.write(name, logs)


for what in ("train", "test", "predict"):
    for end in ("begin", "end"):
        setattr(Diary, f"on_{what}_{end}", hook(f"{what} {end}", False))
        setattr(Diary, f"on_{what}_batch_{end}", hook(f"{what} batch {end}", True))
for end in ("begin", "end"):
    setattr(Diary, f"on_epoch_{end}", hook(f"epoch {end}", True))


def model(reduction="sum_over_batch_size"):
    keras.utils.clear_session()
    net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(2)])
    weights = [fill(*w.shape, k=k) for k, w in enumerate(net.get_weights(), 1)]
    net.set_weights(weights)
    net.compile(keras.optimizers.SGD(0.1, momentum=0.9), loss=keras.losses.MeanSquaredError(reduction=reduction),
                metrics=["mae"])
    return net, weights


def generate():
    warnings.simplefilter("ignore")
    runs, evaluations = [], []
    for arguments in RUNS:
        net, weights = model()
        history = net.fit(X, Y, shuffle=False, verbose=0, validation_data=(HELD_OUT, HELD_OUT_Y), **arguments)
        runs.append({
            "arguments": arguments, "epochs": history.epoch,
            "history": {key: list(map(float, values)) for key, values in history.history.items()},
            "final_weights": arrays(net.get_weights()),
        })
    for reduction in ("sum_over_batch_size", "sum"):
        for arguments in EVALUATIONS:
            net, _ = model(reduction)
            values = net.evaluate(HELD_OUT, HELD_OUT_Y, verbose=0, return_dict=True, **arguments)
            evaluations.append({"reduction": reduction, "arguments": arguments, "loss": float(values["loss"]),
                                "mae": float(values["mae"])})
    net, _ = model()
    batches = []
    for rows in (4, 1, 11):
        trained = net.train_on_batch(X[:rows], Y[:rows], return_dict=True)
        tested = net.test_on_batch(X[:rows], Y[:rows], return_dict=True)
        batches.append({"rows": rows, "trained": [float(trained["loss"]), float(trained["mae"])],
                        "tested": [float(tested["loss"]), float(tested["mae"])]})
    net, _ = model()
    net.optimizer.learning_rate = 0.0
    diary = Diary()
    net.fit(X, Y, shuffle=False, verbose=0, batch_size=6, epochs=2, validation_data=(HELD_OUT, HELD_OUT_Y),
            validation_batch_size=4, validation_freq=2, callbacks=[diary])
    net.evaluate(HELD_OUT, HELD_OUT_Y, verbose=0, batch_size=5, callbacks=[diary])
    net.predict(HELD_OUT, verbose=0, batch_size=4, callbacks=[diary])
    return {"x": array(X), "y": array(Y), "validation_x": array(HELD_OUT), "validation_y": array(HELD_OUT_Y),
            "initial_weights": arrays(weights), "runs": runs, "evaluations": evaluations, "batches": batches,
            "hooks": diary.calls}
