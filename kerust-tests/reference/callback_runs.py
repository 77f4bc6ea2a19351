"""Keras' callbacks in real trainings: SwapEMAWeights, and the files of CSVLogger."""

import pathlib
import tempfile

import common  # noqa: F401 - it chooses Keras' backend
import keras
import numpy as np

NAN, INF = float("nan"), float("inf")


class Watch(keras.callbacks.Callback):
    """The weights that a callback sees at the end of an epoch; stops after one."""

    def __init__(self, stop):
        super().__init__()
        self.stop, self.kernels = stop, []

    def on_epoch_end(self, epoch, logs=None):
        self.kernels.append(self.model.get_weights()[0].ravel().tolist())
        self.model.stop_training = epoch == self.stop


def swap_ema_weights(swap, stop):
    """A fit with SwapEMAWeights(swap_on_epoch=swap), or without it for null; stopped after epoch `stop`."""
    x = np.sin(0.7 * np.arange(24).reshape(8, 3) ** 2 + 1).astype("float32")
    y = x.sum(axis=1) / 2
    kernel = [0.5, -0.25, 0.125]
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.set_weights([np.array(kernel, "float32").reshape(3, 1), np.zeros(1, "float32")])
    model.compile(keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.75), loss="mse")
    watch = Watch(stop)
    callbacks = [watch] if swap is None else [keras.callbacks.SwapEMAWeights(swap_on_epoch=swap), watch]
    history = model.fit(
        x, y, batch_size=4, epochs=3, shuffle=False, validation_data=(x, y), verbose=0, callbacks=callbacks,
    ).history
    return {
        "swap_on_epoch": swap, "stop": stop, "x": x.ravel().tolist(), "y": y.tolist(), "kernel": kernel,
        "loss": history["loss"], "val_loss": history["val_loss"], "kernels": watch.kernels,
        "final": model.get_weights()[0].ravel().tolist(),
    }


def csv_logger(fits, separator=",", append=False, before=None):
    """The text of the file after some trainings, each a list of the epochs' logs, with one CSVLogger."""
    fits = [[{name: float(np.float32(value)) for name, value in logs.items()} for logs in epochs] for epochs in fits]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "log.csv"
        if before is not None:
            path.write_bytes(before.encode())
        callback = keras.callbacks.CSVLogger(str(path), separator=separator, append=append)
        for epochs in fits:
            callback.on_train_begin()
            for epoch, logs in enumerate(epochs):
                callback.on_epoch_end(epoch, logs)
            callback.on_train_end()
        text = path.read_bytes().decode()
    return {"separator": separator, "append": append, "before": before, "fits": fits, "text": text}


def csv_logger_cases():
    plain = {"loss": 0.1, "accuracy": 0.875}
    validated = {**plain, "val_loss": 0.2, "val_accuracy": 0.75}
    rng = np.random.RandomState(7)
    bits = rng.randint(0, 2 ** 32, size=48, dtype=np.uint64).astype(np.uint32).view(np.float32)
    awkward = [
        0.0, -0.0, 1.0, NAN, INF, -INF, 1e-4, 9.9e-5, 1e-5, 1e15, 1e16, 1e17, 123456789, 1e-45, 3.4e38, 2 ** 24,
        1 / 3, *bits.tolist(),
    ]
    return [
        csv_logger([[plain, plain]]),
        csv_logger([[validated, validated]]),
        csv_logger([[plain, validated, plain]]),
        csv_logger([[validated, plain, validated]]),
        csv_logger([[{**plain, "learning_rate": 1e-3}] * 2]),
        csv_logger([[plain, {"loss": 0.5}, {**plain, "mae": 1.0}]]),
        csv_logger([[{}, plain]]),
        csv_logger([[plain], [validated]]),
        csv_logger([[plain], [validated]], append=True),
        csv_logger([[plain]], append=True, before=""),
        csv_logger([[plain]], append=True, before="\n"),
        csv_logger([[plain]], append=True, before="epoch,loss\r\n0,1.5\r\n"),
        csv_logger([[plain]], before="epoch,loss\r\n0,1.5\r\n"),
        csv_logger([[validated]], separator=";"),
        csv_logger([[validated]], separator="\t"),
        csv_logger([[validated]], separator=" "),
        csv_logger([[validated]], separator="."),
        csv_logger([[validated, {}]], separator="o"),
        csv_logger([[]]),
        csv_logger([[{"loss": value} for value in awkward]]),
    ]


def generate():
    return {
        "swap_ema_weights": [
            swap_ema_weights(swap, stop)
            for swap, stop in [(None, None), (False, None), (True, None), (False, 1), (True, 1)]
        ],
        "csv_logger": csv_logger_cases(),
    }
