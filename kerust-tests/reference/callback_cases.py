"""Keras' callbacks on scripted values of epochs: when they stop, reduce the learning rate, save."""

import operator
import warnings

import callback_batches
import keras
import numpy as np
from callback_stub import Stub
from keras import ops

NAN, INF, MISSING = float("nan"), float("inf"), None


def drive(callback, values, in_double=False):
    """One training with a value of val_loss an epoch. Yields (epoch, logs, model) after each, then the model."""
    model = Stub()
    callback.set_model(model)
    if in_double:  # Keras compares in float32
        callback._set_monitor_op()
        callback.monitor_op = operator.lt if callback.monitor_op is ops.less else operator.gt
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        model.epoch = epoch
        logs = {"loss": 0.5} if value is MISSING else {"loss": 0.5, "val_loss": value}
        callback.on_epoch_begin(epoch)
        callback.on_epoch_end(epoch, logs)
        yield epoch, logs, model
        if model.stop_training:
            break
    callback.on_train_end()


def early_stopping(config, values, in_double):
    callback = keras.callbacks.EarlyStopping(**config)
    wait, best_epoch = [], []
    for _, _, model in drive(callback, values, in_double):
        wait.append(callback.wait)
        best_epoch.append(callback.best_epoch)
    return {
        "wait": wait, "best_epoch": best_epoch,
        "stopped_epoch": len(wait) - 1 if model.stop_training else None,
        "restored_epoch": model.restored,
    }


def reduce_lr(config, values, in_double):
    callback = keras.callbacks.ReduceLROnPlateau(**config)
    lr, logged = [], []
    for _, logs, model in drive(callback, values, in_double):
        lr.append(float(model.optimizer.learning_rate.value))
        logged.append(logs["learning_rate"])
    return {"lr": lr, "logged": logged}


def checkpoint(config, values, in_double):
    callback = keras.callbacks.ModelCheckpoint("{epoch}.keras", save_best_only=True, **config)
    best = [callback.best for _ in drive(callback, values, in_double)]
    return {"saved_epochs": [int(path.split(".")[0]) - 1 for path in callback.model.saved], "best": best}


# The options that a fixture states for each callback, with Keras' defaults (mode: "auto" for val_loss is "min").
EARLY_STOPPING = {
    "mode": "min", "patience": 0, "min_delta": 0.0, "baseline": None,
    "restore_best_weights": False, "start_from_epoch": 0,
}
REDUCE_LR = {"mode": "min", "factor": 0.1, "patience": 10, "min_delta": 1e-4, "cooldown": 0, "min_lr": 0.0}
CHECKPOINT = {"mode": "min", "initial_value_threshold": None}

HALF = {"factor": 0.5}
EARLY_STOPPING_CASES = [
    ({}, [1, .9, .95, .8]),
    ({}, [1, 1]),
    ({}, [1]),
    ({"patience": 1}, [1, .9, .95, .8]),
    ({"patience": 2, "restore_best_weights": True}, [1, .5, .6, .7, .8]),
    ({"patience": 5, "restore_best_weights": True}, [1, .5, .6]),
    ({"patience": 2, "restore_best_weights": True}, [1, .9, .8]),
    ({"patience": 2, "min_delta": .1}, [1, .95, .91, .89]),
    ({"patience": 2, "min_delta": -.1}, [1, .95, .91, .89]),
    ({"patience": 2}, [1, 1, 1]),
    ({"patience": 2, "baseline": .5}, [1, .9, .8, .4]),
    ({"patience": 2, "baseline": .5}, [.4, .6, .45]),
    ({"patience": 2, "baseline": .5}, [1, 2, 3]),
    ({"patience": 2, "baseline": .5, "restore_best_weights": True}, [.6, .7, .55, .7, .8]),
    ({"patience": 2, "baseline": .5, "mode": "max"}, [.4, .45, .5, .5, .5]),
    ({"patience": 1, "start_from_epoch": 2}, [1, 2, 3, 2.5, 4]),
    ({"patience": 1, "start_from_epoch": 2, "restore_best_weights": True}, [.1, .2, .3, .4]),
    ({"patience": 1, "start_from_epoch": 9, "restore_best_weights": True}, [1, 2, 3]),
    ({"patience": 2}, [NAN, 1, .9]),
    ({"patience": 2, "mode": "max"}, [NAN, 1, 1.5]),
    ({"patience": 2}, [1, NAN, .5, NAN, NAN]),
    ({"patience": 1, "restore_best_weights": True}, [NAN, NAN]),
    ({"patience": 1}, [MISSING, MISSING]),
    ({"patience": 1, "restore_best_weights": True}, [MISSING, MISSING]),
    ({"patience": 2}, [1, MISSING, 2, MISSING, 3, 4]),
    ({"patience": 2}, [INF, INF, 1, 2, 3]),
    ({"patience": 2, "mode": "max"}, [-INF, 0, INF, INF, INF]),
    ({"patience": 2, "mode": "max"}, [.5, .6, .6, .55]),
    ({"patience": 2, "mode": "max", "min_delta": .25}, [0, .25, .5, .5, .5, .5]),
    ({"patience": 1, "min_delta": .1}, [1, .899999976, .7]),  # float32(.9) + .1 is 1 in float32
    ({"patience": 1}, [1, .999999999, .7]),
]
REDUCE_LR_CASES = [
    ({**HALF, "patience": 2}, [1, .9, .95, .92, .91, .93, .85, .9]),
    ({**HALF, "patience": 1, "cooldown": 2}, [1] * 8),
    ({**HALF, "patience": 1, "cooldown": 1}, [1] * 6),
    ({**HALF, "patience": 2, "cooldown": 3}, [1] * 12),
    ({**HALF, "patience": 0}, [1, 1, .5, .6]),
    ({"patience": 1, "min_lr": .05}, [1] * 6),
    ({**HALF, "patience": 1, "min_lr": 1.0}, [1, 2, 3]),
    ({**HALF, "patience": 1}, [1, .99995, .9998, .9997]),
    ({**HALF, "patience": 1, "min_delta": 0.0}, [1, .99995, .9998, .9998]),
    ({**HALF, "patience": 2}, [1, NAN, NAN, .5]),
    ({**HALF, "patience": 2}, [NAN, .9, .8, .7]),
    ({**HALF, "patience": 1}, [MISSING, 1, MISSING, 2, MISSING, 3]),
    ({**HALF, "patience": 1}, [INF, INF, 1, INF]),
    ({**HALF, "patience": 1, "mode": "max"}, [.5, .6, .6, .55, .7]),
    ({**HALF, "patience": 3, "cooldown": 2}, [1, 1, 1, 1, .5, 1, 1, 1, 1, 1, 1]),
    ({}, [1] * 12),
    ({**HALF, "patience": 1, "min_delta": .1}, [1, .899999976, .7]),
]
CHECKPOINT_CASES = [
    ({}, [1, .5, .6, NAN, .4]),
    ({"initial_value_threshold": .55}, [1, .5, .6]),
    ({}, [NAN, .5, .4]),
    ({}, [1, 1, 1]),
    ({}, [1, MISSING, .5, MISSING, .7]),
    ({"mode": "max"}, [.5, .6, .6, .55, .7]),
    ({"mode": "max", "initial_value_threshold": .6}, [.5, .6, .65, .7]),
    ({"initial_value_threshold": NAN}, [1, .5]),
    ({}, [INF, INF, 1, -INF, -INF]),
    ({}, [1, .999999999, .7]),
]


def random_cases(rng, options, count):
    """Settings and values that exercise equalities: sixteenths, with some NaN, infinities and gaps; in every fourth
    case only each second or third epoch is validated."""
    for i in range(count):
        config = {key: choices[rng.randint(len(choices))] for key, choices in options.items()}
        values = (rng.randint(0, 17, size=rng.randint(6, 13)) / 16).tolist()
        for j in range(len(values)):
            if rng.randint(8) == 0:
                values[j] = [NAN, MISSING, INF, -INF][rng.randint(4)]
        if i % 4 == 3:
            config["validation_freq"] = 2 + i // 4 % 2
        yield config, values


def record(run, defaults, cases):
    """What the callback does in each case, and whether comparing in float64 instead of float32 changes it."""
    entries = []
    for config, values in cases:
        config = {**defaults, **config}
        every = config.pop("validation_freq", 1)
        validated = [(epoch + 1) % every == 0 for epoch in range(len(values))]
        values = [float(value) if value is not MISSING and on else MISSING for value, on in zip(values, validated)]
        outcome = run({"monitor": "val_loss", **config}, values, in_double=False)
        in_double = run({"monitor": "val_loss", **config}, values, in_double=True)
        entries.append({
            "config": config, "validation_freq": every, "values": values, **outcome,
            "float32_matters": repr(outcome) != repr(in_double),
        })
    return entries


def file_name(template, epoch=0, **logs):
    """The path that ModelCheckpoint makes of a template after a (0-based) epoch; null where it raises KeyError."""
    callback = keras.callbacks.ModelCheckpoint(template, monitor="loss")
    callback.set_model(Stub())
    try:
        callback.on_epoch_end(epoch, logs)
        path = callback.model.saved[0]
    except KeyError:
        path = None
    return {"template": template, "epoch": epoch, "logs": logs, "path": path}


def file_names():
    logs = {"loss": 0.123456789, "val_loss": 1.0, "val_accuracy": 0.8765}
    formats = [
        "{epoch}", "{epoch:d}", "{epoch:02d}", "{epoch:3d}", "{epoch:03}", "{epoch:>4}", "{epoch:<4}|", "{epoch:+d}",
        "{epoch:x}", "{epoch:.2f}", "{epoch:,}", "{loss}", "{loss:.4e}", "{loss:.2f}", "{loss:8.3f}", "{loss:08.3f}",
        "{loss:<8.3f}|", "{loss:^9.2f}|", "{loss:*>9.2f}", "{loss:+.3f}", "{loss:.1%}", "{loss:g}", "{loss:.3g}",
        "{loss:f}", "{loss:E}", "{loss:.0f}", "{val_accuracy:8.3f}", "{val_loss}", "{{{epoch}}}", "{{epoch}}",
        "m_{epoch:02d}_{val_loss:.2f}", "{missing}", "{epoch}_{missing:.2f}", "{batch}", "plain", "{epoch:02d}-{epoch}",
    ]
    one = [file_name(template + ".keras", epoch=4, **logs) for template in formats]
    other = [
        file_name("{epoch:02d}_{loss:.2f}.keras", epoch=122, loss=loss)
        for loss in (NAN, INF, -INF, 0.0, -0.0, -2.5, 0.005, 0.015, 0.125, 2.5e-7, 12345.678)
    ]
    bare = [
        file_name(template, epoch=9, loss=loss)
        for template in ("{loss}.keras", "{loss:.3e}.keras", "{loss:g}.keras")
        for loss in (NAN, INF, 0.0, 1.0, 100.0, 1e-5, 1e16, 123456.5, 1e-10, 0.1)
    ]
    return one + other + bare


def directions():
    """Which way mode="auto" goes for each monitor, or that Keras cannot tell."""
    metrics = ["accuracy", "mae", "mse"]
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.compile(loss="categorical_crossentropy", metrics=metrics)
    model.evaluate(np.zeros((1, 2)), np.eye(3)[:1], verbose=0)
    entries = []
    for monitor in ("loss", "val_loss", "accuracy", "val_accuracy", "mae", "val_mae", "val_mse", "val_acc", "other"):
        callback = keras.callbacks.EarlyStopping(monitor=monitor)
        callback.set_model(model)
        try:
            callback.on_epoch_end(0, {})
            mode = "min" if callback.monitor_op is ops.less else "max"
        except ValueError:
            mode = None
        entries.append({"monitor": monitor, "metrics": metrics, "mode": mode})
    return entries


def generate():
    rng = np.random.RandomState(7)  # its stream is frozen, the newer generators' is not
    early = random_cases(rng, {
        "mode": ["min", "max"], "patience": [0, 1, 2, 3], "min_delta": [0.0, 1 / 16, 1 / 4],
        "baseline": [None, None, 1 / 2], "restore_best_weights": [False, True], "start_from_epoch": [0, 0, 2],
    }, 80)
    reduce = random_cases(rng, {
        "mode": ["min", "max"], "factor": [0.5, 0.1], "patience": [0, 1, 2, 3], "min_delta": [1e-4, 0.0, 1 / 16],
        "cooldown": [0, 1, 2, 3], "min_lr": [0.0, 1 / 32],
    }, 80)
    save = random_cases(rng, {"mode": ["min", "max"], "initial_value_threshold": [None, 1 / 4, 3 / 4]}, 40)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # missing values warn
        return {
            "early_stopping": record(early_stopping, EARLY_STOPPING, [*EARLY_STOPPING_CASES, *early]),
            "reduce_lr_on_plateau": record(reduce_lr, REDUCE_LR, [*REDUCE_LR_CASES, *reduce]),
            "model_checkpoint": record(checkpoint, CHECKPOINT, [*CHECKPOINT_CASES, *save]),
            **callback_batches.generate(rng),
            "file_names": file_names(),
            "directions": directions(),
        }
