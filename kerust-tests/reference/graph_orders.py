"""The order in which models of Keras' functional API have their weights, and their names."""

from graphs import built, code_of


def branches():
    x = Input((4,))
    a = Dense(2)(x)
    b = Dense(3)(x)
    b = Dense(5)(b)
    return Model(x, Concatenate()([a, b]))


def deep_branch_first():
    x = Input((4,))
    a = Dense(2)(x)
    a = Dense(3)(a)
    a = Dense(5)(a)
    b = Dense(6)(x)
    return Model(x, Concatenate()([a, b]))


def second_branch_first():
    x = Input((4,))
    a = Dense(2)(x)
    b = Dense(3)(x)
    return Model(x, Concatenate()([b, a]))


def outputs_of_different_depths():
    x = Input((4,))
    a = Dense(2)(x)
    b = Dense(3)(a)
    c = Dense(5)(b)
    return Model(x, [b, c, Dense(6)(a)])


def outputs_in_another_order():
    x = Input((4,))
    a = Dense(2)(x)
    first = Dense(3)(a)
    second = Dense(5)(a)
    return Model(x, [second, first])


def called_twice():
    x, y = Input((4,)), Input((4,))
    tower = Dense(2)
    left = tower(x)
    right = Dense(3)(tower(y))
    return Model([x, y], Concatenate()([left, right]))


def called_at_different_depths():
    x = Input((4,))
    shared = Dense(4)
    a = Dense(4)(x)
    b = shared(a)
    c = Dense(4)(b)
    d = shared(c)
    e = shared(x)
    return Model(x, Add()([d, e]))


def called_by_two_outputs():
    x = Input((4,))
    shared = Dense(4)
    a = shared(x)
    b = Dense(2)(a)
    c = Dense(4)(x)
    d = shared(c)
    return Model(x, [b, Dense(3)(d)])


def residual_blocks():
    x = Input((6, 6, 2))
    a = Conv2D(4, 3, padding="same")(x)
    b = Conv2D(4, 3, padding="same")(a)
    b = Conv2D(4, 1)(b)
    c = Add()([a, b])
    d = Conv2D(8, 3)(c)
    e = Conv2D(5, 3)(c)
    e = Conv2D(8, 1)(MaxPooling2D(1)(e))
    return Model(x, Dense(2)(GlobalAveragePooling2D()(Add()([d, e]))))


def two_inputs():
    seen, known = Input((6, 6, 1)), Input((4,))
    a = Flatten()(Conv2D(2, 3)(seen))
    b = Dense(3)(known)
    all = Concatenate()([b, a])
    return Model([seen, known], [Dense(2)(all), Dense(5)(b)])


def inputs_in_another_order():
    one, other = Input((3,)), Input((4,))
    a = Dense(2)(one)
    b = Dense(2)(other)
    return Model([other, one], Add()([a, b]))


def names():
    x = Input((4,))
    a = Dense(2, name="first")(x)
    b = Dense(3)(a)
    c = Dense(5, name="head")(b)
    return Model(x, Concatenate()([c, Dense(6)(x)]))


def a_model_as_a_layer():
    inner = Input((4,))
    a = Dense(2)(inner)
    b = Dense(3)(inner)
    trunk = Model(inner, Concatenate()([b, a]), name="trunk")
    x = Input((4,))
    c = Dense(6)(x)
    return Model(x, Concatenate()([c, trunk(x)]))


def a_model_called_twice():
    inner = Input((4,))
    a = Dense(2)(inner)
    trunk = Model(inner, Dense(3)(a), name="trunk")
    x = Input((4,))
    a = trunk(x)
    b = trunk(Dense(4)(x))
    return Model(x, Add()([a, b]))


def part_of_it_frozen():
    x = Input((4,))
    a = Dense(2, trainable=False)(x)
    b = Dense(3)(a)
    return Model(x, Dense(5, trainable=False)(b))


MODELS = [
    branches, deep_branch_first, second_branch_first, outputs_of_different_depths, outputs_in_another_order,
    called_twice, called_at_different_depths, called_by_two_outputs, residual_blocks, two_inputs,
    inputs_in_another_order, names, a_model_as_a_layer, a_model_called_twice, part_of_it_frozen,
]


def generate():
    cases = []
    for function in MODELS:
        model = built(function)
        cases.append({
            "name": function.__name__, "code": code_of(function),
            "weights": [weight.path for weight in model.weights],
            "shapes": [list(weight.shape) for weight in model.weights],
        })
    return {"cases": cases}
