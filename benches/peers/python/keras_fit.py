"""Keras: `model.fit` as a user writes it; KERAS_BACKEND says on what."""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

from data import THREADS, Work, report, timed

if keras.backend.backend() == "tensorflow":
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(THREADS)
elif keras.backend.backend() == "torch":
    import torch

    torch.set_num_threads(THREADS)

NAMES = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}


def main(name):
    work = Work(name)
    inputs, hidden, outputs = work.sizes
    keras.utils.set_random_seed(42)
    layers = [keras.Input((inputs,)), keras.layers.Dense(hidden, "relu")]
    if work.dropout:
        layers.append(keras.layers.Dropout(work.dropout))
    net = keras.Sequential([*layers, keras.layers.Dense(outputs, "softmax")])
    net.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = work.train

    def run():
        net.fit(x, y, batch_size=work.batch, epochs=1, verbose=0)

    seconds = [timed(run)[0] for _ in range(work.epochs + 1)]
    accuracy = net.evaluate(*work.test, verbose=0, return_dict=True)["accuracy"]
    report(f"Keras on {NAMES[keras.backend.backend()]}", name, seconds[1:], accuracy)


main(sys.argv[1])
