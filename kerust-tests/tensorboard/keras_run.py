"""The trainings of cases.rs, by real Keras: `keras_run.py FOLDER`."""

import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

X = np.array(
    [[(row * 5 + column * 3) % 8 / 8 for column in range(4)] for row in range(10)], "float32"
)
Y = np.arange(10) % 2
VALIDATION = (X[:6], Y[:6])
CASES = {
    "epoch": dict(histogram_freq=1, validation_data=VALIDATION),
    "batch": dict(histogram_freq=2, update_freq="batch", validation_data=VALIDATION),
    "two": dict(histogram_freq=1, update_freq=2, validation_data=VALIDATION),
    "three": dict(update_freq=3, write_graph=False, validation_data=(X, Y)),
    "plateau": dict(update_freq="batch", write_steps_per_second=True, plateau=True),
}


def net():
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(3, activation="relu", name="dense"),
            keras.layers.Dense(2, activation="softmax", name="dense_1"),
        ],
        name="Net",
    )
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.1),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.set_weights(
        [
            (np.arange(array.size) * 7 % 11 / 10 - 0.5).reshape(array.shape)
            for array in model.get_weights()
        ]
    )
    return model


def run(logs, validation_data=None, plateau=False, **settings):
    callbacks = [keras.callbacks.TensorBoard(str(logs), **settings)]
    if plateau:
        lower = keras.callbacks.ReduceLROnPlateau(
            monitor="loss", factor=0.5, patience=1, min_delta=10.0
        )
        callbacks.insert(0, lower)
    net().fit(
        X,
        Y,
        epochs=3,
        batch_size=4,
        shuffle=False,
        verbose=0,
        validation_data=validation_data,
        callbacks=callbacks,
    )


def write(folder):
    """As the test in writer.rs."""
    writer = tf.summary.create_file_writer(str(folder))
    with writer.as_default():
        tf.summary.scalar("loss", 0.25, step=3)
        tf.summary.text("notes", "two **lines**\nof text", step=0)
        tf.summary.histogram("w", tf.constant([0.0, 1.0, 2.5, -1.0, 0.1]), step=300)
        tf.summary.histogram("same", tf.constant([1.0] * 3), step=0)
        tf.summary.histogram("none", tf.constant([], "float32"), step=0)
    writer.close()


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[1])
    for case, settings in CASES.items():
        run(place / "cases" / case, **settings)
    write(place / "writer")
