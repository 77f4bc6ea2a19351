"""Keras' callbacks on scripted batches and schedules: when they save, stop, set the learning rate."""

import contextlib
import io

import keras
import numpy as np
from callback_stub import Stub

NAN, INF = float("nan"), float("inf")


def drive_batches(callback, weights):
    """One training whose batches have the loss weight squared. Yields (epoch, batch, model) after each batch."""
    model = Stub()
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, of_epoch in enumerate(weights):
        callback.on_epoch_begin(epoch)
        total = 0.0
        for batch, weight in enumerate(of_epoch):
            with np.errstate(over="ignore"):
                total += float(np.float32(weight) ** 2)
            mean = float(np.float32(total / (batch + 1)))
            callback.on_train_batch_end(batch, {"loss": mean})
            yield epoch, batch, model
            if model.stop_training:
                break
        callback.on_epoch_end(epoch, {"loss": mean, "val_loss": 0.5})
        if model.stop_training:
            break
    callback.on_train_end()


def save_freq(config, weights):
    """The [epoch, batch] pairs after which ModelCheckpoint(save_freq=int) saves."""
    callback = keras.callbacks.ModelCheckpoint("{epoch} {batch} .keras", **config)
    callback._set_monitor_op()  # Keras does so after the first epoch, and fails where it compares before
    *_, (_, _, model) = drive_batches(callback, weights)
    saved = [[int(part) - 1 for part in path.split()[:2]] for path in model.saved]
    return {"config": config, "weights": weights, "saved": saved, "best": callback.best}


def terminate_on_nan(raise_error, weights):
    """Where TerminateOnNaN stops, and what it prints or raises."""
    callback = keras.callbacks.TerminateOnNaN(raise_error=raise_error)
    error, stopped, text = None, None, io.StringIO()
    with contextlib.redirect_stdout(text):
        try:
            for epoch, batch, model in drive_batches(callback, weights):
                last = [epoch, batch]
                if model.stop_training:
                    stopped = last
        except RuntimeError as failure:
            error = str(failure)
    return {
        "raise_error": raise_error, "weights": weights, "stopped": stopped,
        "text": text.getvalue().splitlines(), "error": error,
    }


SCHEDULES = {
    "halves": lambda epoch, rate: rate * 0.5,
    "falls": lambda epoch, rate: rate - 0.0625,
    "stays": lambda epoch, rate: rate,
    "steps": lambda epoch, rate: rate * 0.25 if epoch % 3 == 2 else rate,
    "counts": lambda epoch, rate: float(epoch),
}


def scheduler(schedule, epochs):
    """The rates that LearningRateScheduler sets and logs, and what it prints; a schedule is a name or a list."""
    function = SCHEDULES[schedule] if isinstance(schedule, str) else lambda epoch, rate: schedule[epoch]
    callback = keras.callbacks.LearningRateScheduler(function, verbose=1)
    model = Stub()
    callback.set_model(model)
    callback.on_train_begin()
    lr, logged, text = [], [], io.StringIO()
    with contextlib.redirect_stdout(text):
        for epoch in range(epochs):
            callback.on_epoch_begin(epoch)
            lr.append(float(model.optimizer.learning_rate.value))
            logs = {"loss": 0.5}
            callback.on_epoch_end(epoch, logs)
            logged.append(logs["learning_rate"])
    lines = [line for line in text.getvalue().splitlines() if line]
    return {"schedule": schedule, "epochs": epochs, "lr": lr, "logged": logged, "text": lines}


def random_weights(rng, awkward):
    """Weights of the batches of some epochs: eighths, and others that make no finite loss."""
    epochs, batches = rng.randint(1, 4), rng.randint(2, 7)
    weights = (rng.randint(0, 9, size=(epochs, batches)) / 8).tolist()
    for of_epoch in weights:
        for batch in range(batches):
            if rng.randint(awkward) == 0:
                of_epoch[batch] = [NAN, INF, -INF, 1e25][rng.randint(4)]
    return weights


SAVE_FREQ = {
    "save_freq": 3, "save_best_only": False, "monitor": "loss", "mode": "min", "initial_value_threshold": None,
}
SAVE_FREQ_CASES = [
    ({}, [[.5] * 5] * 3),
    ({"save_freq": 1}, [[.5] * 2] * 2),
    ({"save_freq": 7}, [[.5] * 3] * 4),
    ({"save_freq": 1, "save_best_only": True}, [[.5, .25, .75, .25], [.25, .125, .5, 0]]),
    ({"save_freq": 2, "save_best_only": True, "monitor": "val_loss"}, [[.5, .25, .75, .25, 1]] * 2),
    ({"save_freq": 1, "save_best_only": True, "initial_value_threshold": .0625}, [[.5, .25, .75, .125]] * 2),
    ({"save_freq": 1, "save_best_only": True, "mode": "max"}, [[NAN, 1], [1, 2]]),
    ({"save_freq": 5, "save_best_only": True}, [[1], [.5], [.25], [.125], [.5], [.5]]),
]
TERMINATE_CASES = [
    [[.5, .25], [1, 1]], [[NAN, 1]], [[1, NAN, 1]], [[1, 1], [1, INF]], [[1, 1], [-INF, 1]], [[1e25, 1, 1]],
    [[1, 1], [1, 1], [1e25, 1]], [[1e15, 1, 1]], [[NAN], [1]], [[1, INF, NAN]],
]
SCHEDULER_CASES = [
    *((name, 8) for name in SCHEDULES),
    ([.1, .2, .3], 3), ([1e-5, 1e-6, 0.0], 3), ([1.0, 100.0, 1e6], 3), ([.1] * 6, 6), ([.05, .0001, .00005, 2.5e-7], 4),
]


def generate(rng):
    often = [
        ({
            "save_freq": int(rng.randint(1, 6)), "save_best_only": bool(rng.randint(3)),
            "monitor": ["loss", "loss", "val_loss"][rng.randint(3)], "mode": ["min", "max"][rng.randint(2)],
            "initial_value_threshold": [None, None, 1 / 4][rng.randint(3)],
        }, random_weights(rng, 20))
        for _ in range(22)
    ]
    terminate = [random_weights(rng, 12) for _ in range(10)]
    schedules = [((2.0 ** -rng.randint(0, 8, size=5)).tolist(), 5) for _ in range(10)]
    return {
        "save_freq": [
            save_freq({**SAVE_FREQ, **config}, [[float(w) for w in row] for row in weights])
            for config, weights in [*SAVE_FREQ_CASES, *often]
        ],
        "terminate_on_nan": [
            terminate_on_nan(raise_error, [[float(w) for w in row] for row in weights])
            for weights in [*TERMINATE_CASES, *terminate]
            for raise_error in (False, True)
        ],
        "learning_rate_scheduler": [scheduler(*case) for case in [*SCHEDULER_CASES, *schedules]],
    }
