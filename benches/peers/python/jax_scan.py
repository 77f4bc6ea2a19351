"""JAX: the whole epoch is one jitted `lax.scan`; rows are gathered inside of it."""

import os
import sys

if os.environ.get("RACE_THREADS") == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np

from data import Work, report, timed

RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def main(name):
    work = Work(name)
    inputs, hidden, outputs = work.sizes
    (x, y), (x_test, y_test) = work.train, work.test
    x, y = jnp.asarray(x), jnp.asarray(y)
    steps = len(x) // work.batch

    def glorot(key, rows, columns):
        limit = (6 / (rows + columns)) ** 0.5
        return jax.random.uniform(key, (rows, columns), jnp.float32, -limit, limit)

    keys = jax.random.split(jax.random.key(42), 3)
    weights = (
        glorot(keys[0], inputs, hidden),
        jnp.zeros(hidden),
        glorot(keys[1], hidden, outputs),
        jnp.zeros(outputs),
    )

    def logits(weights, rows, key=None):
        w1, b1, w2, b2 = weights
        h = jax.nn.relu(rows @ w1 + b1)
        if key is not None and work.dropout:
            kept = jax.random.bernoulli(key, 1 - work.dropout, h.shape)
            h = jnp.where(kept, h / (1 - work.dropout), 0)
        return h @ w2 + b2

    def loss(weights, rows, labels, key):
        scores = jax.nn.log_softmax(logits(weights, rows, key))
        return -jnp.mean(jnp.take_along_axis(scores, labels[:, None], 1))

    def step(state, batch):
        weights, means, squares, time, key = state
        key, own = jax.random.split(key)
        value, gradients = jax.value_and_grad(loss)(weights, x[batch], y[batch], own)
        time = time + 1
        rate = RATE * jnp.sqrt(1 - BETA_2**time) / (1 - BETA_1**time)
        mean = lambda m, g: m + (g - m) * (1 - BETA_1)
        square = lambda v, g: v + (g * g - v) * (1 - BETA_2)
        update = lambda w, m, v: w - rate * m / (jnp.sqrt(v) + EPSILON)
        means = jax.tree.map(mean, means, gradients)
        squares = jax.tree.map(square, squares, gradients)
        weights = jax.tree.map(update, weights, means, squares)
        return (weights, means, squares, time, key), value

    # An epoch of whole batches and one step for the rest, as `fit` has them.
    @jax.jit
    def epoch(state, order):
        whole = order[: steps * work.batch].reshape(steps, work.batch)
        state, values = jax.lax.scan(step, state, whole)
        if len(x) % work.batch:
            state, _ = step(state, order[steps * work.batch :])
        return state, jnp.mean(values)

    zeros = jax.tree.map(jnp.zeros_like, weights)
    # The counter-based generator that is fastest on a CPU.
    key = jax.random.key(7, impl="rbg")
    state = (weights, zeros, zeros, jnp.float32(0), key)
    generator = np.random.default_rng(1)

    def run():
        nonlocal state
        order = jnp.asarray(generator.permutation(len(x)).astype(np.int32))
        state, _ = epoch(state, order)
        jax.block_until_ready(state)

    seconds = [timed(run)[0] for _ in range(work.epochs + 1)]
    predicted = jnp.argmax(logits(state[0], jnp.asarray(x_test)), 1)
    report("JAX scan", name, seconds[1:], jnp.mean(predicted == y_test))


main(sys.argv[1])
