"""Models of Keras' functional API: predictions, gradients and whole fits of given weights, and the order of weights."""

import inspect

import jax
import keras
import numpy as np
from keras import layers, optimizers

from common import array, arrays, fill
from training import optimizer

ROWS, HELD_OUT, BATCH, EPOCHS = 11, 5, 4, 2
OPTIMIZERS = [optimizer("SGD", learning_rate=0.1, momentum=0.5), optimizer("Adam", learning_rate=0.02)]


# ---- the models: Keras' code as the fixtures hold it ----------------------------------------------------------------

def residual():
    image = Input((6, 6, 2))
    a = Conv2D(4, 3, padding="same", activation="silu")(image)
    b = Conv2D(4, 3, padding="same", activation="silu")(a)
    b = Conv2D(4, 3, padding="same")(b)
    c = Activation("silu")(Add()([a, b]))
    kind = Dense(3, activation="softmax")(GlobalAveragePooling2D()(c))
    return Model(image, kind)


def two_by_two():
    seen, known = Input((5,), name="seen"), Input((3,), name="known")
    a = Dense(4, activation="tanh")(seen)
    both = Dense(6, activation="tanh")(Concatenate()([a, known]))
    kind = Dense(3, activation="softmax", name="kind")(both)
    price = Dense(1, name="price")(both)
    return Model([seen, known], [kind, price])


def siamese():
    left, right = Input((5,), name="left"), Input((5,), name="right")
    tower = Dense(4, activation="tanh")
    apart = Subtract()([tower(left), tower(right)])
    return Model([left, right], Dense(1, activation="sigmoid")(apart))


def cosine():
    left, right = Input((5,), name="left"), Input((5,), name="right")
    tower = Dense(4, activation="tanh")
    return Model([left, right], Dot(axes=1, normalize=True)([tower(left), tower(right)]))


def transfer():
    image = Input((6, 6, 1))
    a = Conv2D(3, 3, activation="tanh")(image)
    trunk = Model(image, GlobalMaxPooling2D()(a), name="trunk")
    image = Input((6, 6, 1))
    hidden = Dense(4, activation="tanh")(trunk(image))
    return Model(image, Dense(3, activation="softmax")(hidden))


def frozen():
    image = Input((6, 6, 1))
    a = Conv2D(3, 3, activation="tanh")(image)
    trunk = Model(image, GlobalMaxPooling2D()(a), name="trunk")
    trunk.trainable = False
    image = Input((6, 6, 1))
    hidden = Dense(4, activation="tanh")(trunk(image))
    return Model(image, Dense(3, activation="softmax")(hidden))


def code_in_the_middle():
    x = Input((6,))
    code = Dense(3, activation="tanh", name="code")(x)
    image = Dense(6, name="image")(code)
    return Model(x, [code, image])


KINDS = (2 * np.arange(ROWS) % 3, np.arange(HELD_OUT) % 3)
PRICES = (fill(ROWS, 1, k=4, scale=2.0), fill(HELD_OUT, 1, k=5, scale=2.0))
PAIRS = (np.arange(ROWS) % 2, np.arange(HELD_OUT) % 2)
COSINES = (fill(ROWS, 1, k=6, scale=0.9), fill(HELD_OUT, 1, k=7, scale=0.9))
IMAGES = (fill(ROWS, 6, k=8), fill(HELD_OUT, 6, k=9))
WEIGHTS = (1 + np.arange(ROWS) % 4 / 4).astype(np.float32)
OTHER_WEIGHTS = (2 - np.arange(ROWS) % 3 / 2).astype(np.float32)

BOTH = {
    "model": two_by_two, "y": {"kind": KINDS, "price": PRICES},
    "loss": {"kind": "sparse_categorical_crossentropy", "price": "mse"},
    "metrics": {"kind": ["accuracy"], "price": ["mae"]},
}

# What `compile` and `fit` get for a model; targets are pairs, of the rows that are trained on and of those held out.
CASES = [
    {"name": "residual", "model": residual, "y": KINDS, "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
    {"name": "two_by_two", **BOTH},
    {"name": "loss_weights", **BOTH, "loss_weights": {"kind": 1.5, "price": 0.25}},
    {"name": "weights_of_rows", **BOTH, "loss_weights": {"kind": 1.0, "price": 0.5}, "sample_weight": WEIGHTS},
    {"name": "weights_of_outputs", **BOTH, "sample_weight": [WEIGHTS, OTHER_WEIGHTS]},
    {"name": "siamese", "model": siamese, "y": PAIRS, "loss": "binary_crossentropy", "metrics": ["accuracy"]},
    {"name": "cosine", "model": cosine, "y": COSINES, "loss": "mse", "metrics": ["mae"]},
    {"name": "transfer", "model": transfer, "y": KINDS, "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
    {"name": "frozen", "model": frozen, "y": KINDS, "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
    {"name": "code_in_the_middle", "model": code_in_the_middle, "y": {"image": IMAGES}, "loss": {"code": None, "image": "mse"}, "metrics": {"image": ["mae"]}},
]

NAMES = {**{name: getattr(layers, name) for name in dir(layers)}, "Model": keras.Model, "Input": keras.Input}


def code_of(function):
    """The lines of a function without its first one and without indentation."""
    return [line[4:] for line in inspect.getsource(function).splitlines()[1:]]


def built(function):
    """The model of a function whose names are Keras', with names of layers from the beginning."""
    keras.utils.clear_session()
    scope = dict(NAMES)
    exec(inspect.getsource(function), scope)
    return scope[function.__name__]()


def with_weights(function):
    model = built(function)
    for k, weight in enumerate(model.weights, 1):
        weight.assign(fill(*weight.shape, k=k))
    return model


def inputs_of(model, rows, k):
    return [fill(rows, *given.shape[1:], k=k + number, scale=1.0) for number, given in enumerate(model.inputs)]


def one_or_all(x):
    """The inputs as Keras takes them: a single one alone."""
    return x if len(x) > 1 else x[0]


def part(targets, which):
    """The targets of the rows that are trained on, 0, or held out, 1."""
    if isinstance(targets, dict):
        return {name: both[which] for name, both in targets.items()}
    return targets[which]


def compiled(case, options):
    model = with_weights(case["model"])
    options = dict(options)
    model.compile(
        getattr(optimizers, options.pop("name"))(**options), loss=case["loss"],
        loss_weights=case.get("loss_weights"), metrics=case["metrics"],
    )
    return model


def all_targets(model, y):
    """A list of targets, if there are several outputs; `None` for an output without a loss."""
    if isinstance(y, dict):
        return [y.get(name) for name in model.output_names]
    return y


def gradients(case, x, y):
    """The loss of all rows and its gradients with respect to the weights that are trained."""
    model = compiled(case, OPTIMIZERS[0])
    model.train_on_batch(x, y, sample_weight=case.get("sample_weight"))  # builds losses and metrics
    for k, weight in enumerate(model.weights, 1):
        weight.assign(fill(*weight.shape, k=k))

    def loss(trainable):
        value, _ = model.compute_loss_and_updates(
            trainable, [v.value for v in model.non_trainable_variables], [v.value for v in model.metrics_variables],
            x, y, case.get("sample_weight"),
        )
        return value

    value, found = jax.value_and_grad(loss)([v.value for v in model.trainable_variables])
    return float(value), [
        {"name": v.path, **array(gradient)} for v, gradient in zip(model.trainable_variables, found)
    ]


def fit(case, options, x, y, held_out, held_out_y):
    model = compiled(case, options)
    history = model.fit(
        x, y, epochs=EPOCHS, batch_size=BATCH, shuffle=False, verbose=0, sample_weight=case.get("sample_weight"),
        validation_data=(held_out, held_out_y),
    ).history
    return {"optimizer": options, "history": history, "final_weights": arrays(model.get_weights())}


def array_or_arrays(values):
    """Arrays by the names of the outputs, a list of arrays, or one array."""
    if isinstance(values, dict):
        return {name: array(own) for name, own in values.items()}
    return arrays(values) if isinstance(values, list) else array(values)


def case_of(case):
    model = with_weights(case["model"])
    x, held_out = inputs_of(model, ROWS, 2), inputs_of(model, HELD_OUT, 20)
    y, held_out_y = (all_targets(model, part(case["y"], which)) for which in (0, 1))
    predictions = model.predict(one_or_all(x), verbose=0)
    value, found = gradients(case, one_or_all(x), y)
    given = {key: case[key] for key in ("loss", "loss_weights", "metrics") if key in case}
    weights = case.get("sample_weight")
    if weights is not None:
        given["sample_weight"] = array_or_arrays(weights)
    return {
        "name": case["name"], "code": code_of(case["model"]), **given,
        "x": arrays(x), "y": array_or_arrays(part(case["y"], 0)),
        "validation_x": arrays(held_out), "validation_y": array_or_arrays(part(case["y"], 1)),
        "names": [weight.path for weight in model.weights],
        "initial_weights": arrays(model.get_weights()),
        "predictions": arrays(predictions if isinstance(predictions, list) else [predictions]),
        "value": value, "gradients": found,
        "fits": [fit(case, options, one_or_all(x), y, one_or_all(held_out), held_out_y) for options in OPTIMIZERS],
    }


def generate():
    return {"epochs": EPOCHS, "batch_size": BATCH, "cases": [case_of(case) for case in CASES]}
