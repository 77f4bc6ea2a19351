"""A loop of one's own: Keras' pieces of a training step one by one, and the gradients with respect to the inputs."""

import jax
import keras
import numpy as np
from keras import ops

from common import array, arrays, fill
from training import compiled, optimizer

EPOCHS, BATCH, CLIP = 3, 6, 0.5


def generate():
    x, y = fill(20, 5, k=2, scale=1.0), 2 * np.arange(20) % 3
    weights = (1 + np.arange(20) % 4 / 4).astype(np.float32)
    spec = {
        "name": "own_loop",
        "layers": ["Rescaling(2.0, offset=0.1)", "Dense(8, activation='tanh')", "Dense(3, activation='softmax')"],
        "input_shape": [5], "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"],
    }
    adam = optimizer("Adam", learning_rate=0.02)
    model = compiled(spec, adam)
    loss_fn = keras.losses.SparseCategoricalCrossentropy()
    metric = keras.metrics.SparseCategoricalAccuracy()
    update = model.optimizer
    update.build(model.trainable_variables)

    def forward(trainable, x, y, w):
        outputs, _ = model.stateless_call(trainable, model.non_trainable_variables, x, training=True)
        return loss_fn(y, outputs, sample_weight=w), outputs

    tape = jax.value_and_grad(forward, argnums=(0, 1), has_aux=True)
    losses, norms, accuracies = [], [], []
    for _ in range(EPOCHS):
        metric.reset_state()
        for first in range(0, len(x), BATCH):
            rows = slice(first, first + BATCH)
            trainable = [v.value for v in model.trainable_variables]
            (loss, outputs), (gradients, inputs) = tape(trainable, x[rows], y[rows], weights[rows])
            losses.append(float(loss))
            norm = float(ops.sqrt(sum(ops.sum(g * g) for g in gradients)))
            norms.append(norm)
            metric.update_state(y[rows], outputs)
            update.apply([g * min(1.0, CLIP / norm) for g in gradients], model.trainable_variables)
        accuracies.append(float(metric.result()))
    return {
        **spec, "optimizer": adam, "epochs": EPOCHS, "batch_size": BATCH, "clip": CLIP,
        "x": array(x), "y": array(y), "sample_weight": array(weights),
        "losses": losses, "norms": norms, "accuracies": accuracies,
        "last_gradients": arrays(gradients), "last_input_gradient": array(inputs),
        "final_weights": arrays(model.get_weights()),
    }
