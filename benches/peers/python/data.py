"""What all peers in Python share: the data, and how a result is said."""

import gzip
import json
import os
import pathlib
import sys
import time

import numpy as np

EPOCHS = int(os.environ.get("RACE_EPOCHS", "4"))
THREADS = int(os.environ.get("RACE_THREADS", str(os.cpu_count())))


def _idx(name):
    directory = pathlib.Path(os.environ["KERUST_DATA"])
    plain = directory / name
    raw = plain.read_bytes() if plain.exists() else gzip.decompress(
        (directory / f"{name}.gz").read_bytes()
    )
    dimensions = raw[3]
    shape = np.frombuffer(raw, ">u4", dimensions, 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def fashion_mnist():
    """((60000, 784) float32 from 0 to 1, labels), and the same of the 10,000 test images."""

    def part(name):
        images = _idx(f"{name}-images-idx3-ubyte").reshape(-1, 784).astype(np.float32) / 255
        return images, _idx(f"{name}-labels-idx1-ubyte").astype(np.int32)

    return part("train"), part("t10k")


def iris():
    """(150, 4) float32, labels: the table that scikit-learn ships."""
    from sklearn.datasets import load_iris

    table = load_iris()
    return table.data.astype(np.float32), table.target.astype(np.int32)


class Work:
    """One work of the race, with its sizes and data."""

    def __init__(self, name):
        self.name = name
        if name.startswith("mlp"):
            self.batch = 128 if "128" in name else 32
            self.sizes, self.dropout = (784, 128, 10), 0.2
            self.train, self.test = fashion_mnist()
            self.epochs = EPOCHS
        else:
            self.batch = 16
            self.sizes, self.dropout = (4, 16, 3), 0.0
            self.train = self.test = iris()
            # Enough for a measurement that is not all noise.
            self.epochs = 50


def report(peer, work, seconds, accuracy):
    """Says the seconds of each epoch, or of each call; the first was a warm-up."""
    line = {"peer": peer, "work": work, "seconds": seconds, "accuracy": float(accuracy)}
    json.dump(line, sys.stdout)
    print(flush=True)


def timed(function, *arguments):
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def best_call(call, blocks=200, calls=50):
    """Seconds of one call: the best of many blocks of them."""
    best = float("inf")
    for _ in range(blocks):
        start = time.perf_counter()
        for _ in range(calls):
            call()
        best = min(best, (time.perf_counter() - start) / calls)
    return best
