"""Metrics: their results after each of several updates of different sizes, on awkward data."""

import keras
import numpy as np

from common import fill

M = keras.metrics
NAN = float("nan")

# Updates of a column: ties, values at thresholds, 0 and 1, NaN; then all of one class; then one row.
COLUMN = [
    ([0, 1, 1, 0, 1, 0, 1], [0.1, 0.9, 0.4, 0.6, 0.5, 0.5, 0.4]),
    ([1, 1, 1], [0.0, 1.0, 0.25]),
    ([0, 0, 0, 0], [0.0, 1.0, 0.75, 0.3]),
    ([1], [NAN]),
    ([0, 1, 0, 1, 1], [0.49999997, 0.50000006, 0.2, 0.2, 0.005]),
]
COLUMN = [(np.array(y, np.float32)[:, None], np.array(p, np.float32)[:, None]) for y, p in COLUMN]
# Rows of probabilities: ties at the top and at the second place, classes 3 without labels.
ROWS = [
    ([0, 1, 2, 1], [[0.5, 0.5, 0, 0], [0.2, 0.6, 0.1, 0.1], [0.4, 0.3, 0.3, 0], [0.1, 0.1, 0.8, 0]]),
    ([2], [[0.25, 0.25, 0.25, 0.25]]),
    ([0, 0, 0], [[1, 0, 0, 0], [0, 0, 0, 1], [0.1, 0.3, 0.3, 0.3]]),
    ([1, 2, 0, 2, 1], [[0.05, 0.9, 0.05, 0], [0.3, 0.1, 0.5, 0.1], [0.5, 0.2, 0.2, 0.1], [0.51, 0.29, 0.1, 0.1],
                       [0.25, 0.25, 0.4, 0.1]]),
]
ROWS = [(np.eye(4, dtype=np.float32)[y], np.array(p, np.float32)) for y, p in ROWS]
WITH_NAN = [ROWS[0], (np.eye(4, dtype=np.float32)[[2, 0]], np.array([[0.1, NAN, 0.8, 0.1], [NAN, 0.2, 0.7, 0.1]], np.float32)),
            ROWS[3]]
# Several labels for a row, also none.
SEVERAL = [(np.array(y, np.float32), np.array(p, np.float32)) for y, p in [
    ([[1, 0, 1], [0, 0, 0]], [[0.9, 0.2, 0.5], [0.6, 0.4, 0.1]]),
    ([[0, 1, 1], [1, 1, 1], [0, 0, 1]], [[0.5, 0.5, 0.7], [0, 1, 0.3], [0.8, 0.1, 0.51]]),
    ([[0, 0, 0]], [[0.7, 0.7, 0.7]]),
]]
ONE_CLASS = [(np.ones((3, 1), np.float32), np.array([[0.2], [0.5], [0.8]], np.float32))] * 2
NO_CLASS = [(np.zeros((3, 1), np.float32), np.array([[0.2], [0.5], [0.8]], np.float32))] * 2
# Quarters: Keras' R2Score subtracts sums of squares in single precision.
NUMBERS = [(np.round(fill(n, 3, k=n, scale=8.0)) / 4, np.round(fill(n, 3, k=n + 9, scale=8.0)) / 4) for n in (4, 2, 6)]
# A column of labels that do not vary: right (0/0 is NaN), and wrong (infinite, which counts as 0).
FLAT = [(np.array([[1, 2, 3], [1, 2, 4], [1, 2, 5]], np.float32), np.array([[1, 3, 3], [1, 2, 5], [1, 2, 6]], np.float32)),
        (np.array([[1, 2, 6]], np.float32), np.array([[1.5, 2, 6]], np.float32))]

DATA = {
    "column": COLUMN, "rows": ROWS, "with_nan": WITH_NAN, "several": SEVERAL, "one_class": ONE_CLASS,
    "no_class": NO_CLASS, "numbers": NUMBERS, "flat": FLAT,
}
# Of halves and quarters, so that sums are exact in any order; also zeros.
WEIGHTS = [1.0, 0.0, 2.5, 0.5, 3.0, 1.0, 0.25]


def case(data, metric, **config):
    """`classes`: Keras' metric for integer classes, on the same data."""
    results, weighted = [], []
    for use, target in ((False, results), (True, weighted)):
        judge = (getattr(M, metric) if isinstance(metric, str) else metric)(**config)
        for y, p in DATA[data]:
            if metric.startswith("Sparse") or (metric in ("MeanIoU", "IoU")):
                y = y.argmax(-1)
            weights = np.array(WEIGHTS[:len(y)], np.float32) if use else None
            if metric in ("Mean", "Sum"):
                judge.update_state(p, sample_weight=weights)
            elif metric == "BinaryIoU":
                judge.update_state(y, p, None if weights is None else weights.astype(np.int32))
            else:
                judge.update_state(y, p, sample_weight=weights)
            target.append(float(judge.result()))
    return {"data": data, "metric": metric, "config": config, "results": results, "weighted": weighted}


def generate():
    cases = []

    def add(datas, metric, *configs):
        cases.extend(case(data, metric, **config) for data in datas.split() for config in (configs or ({},)))

    add("column rows several with_nan", "BinaryAccuracy", {}, {"threshold": 0.4}, {"threshold": 0.0})
    add("rows several with_nan numbers", "CategoricalAccuracy")
    add("rows with_nan", "SparseCategoricalAccuracy")
    add("rows several with_nan", "TopKCategoricalAccuracy", {"k": 1}, {"k": 2}, {"k": 3}, {"k": 7})
    add("rows with_nan", "SparseTopKCategoricalAccuracy", {"k": 1}, {"k": 2}, {"k": 5})
    for metric in ("Precision", "Recall"):
        add("column one_class no_class several rows with_nan", metric, {}, {"thresholds": 0.25}, {"thresholds": 0.0},
            {"thresholds": 1.0})
        add("several rows with_nan", metric, {"top_k": 1}, {"top_k": 2}, {"class_id": 1}, {"class_id": 2, "top_k": 2},
            {"top_k": 2, "thresholds": 0.5})
    for metric in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives"):
        add("column rows with_nan", metric, {}, {"thresholds": 0.25})
    for metric in ("F1Score", "FBetaScore"):
        add("column rows several with_nan no_class", metric, *(
            {"average": average, **threshold, **beta}
            for average in ("macro", "micro", "weighted")
            for threshold, beta in (({}, 0.5), ({"threshold": 0.5}, 2.0))
            for beta in ([{}] if metric == "F1Score" else [{"beta": beta}])))
    add("column rows several with_nan one_class no_class", "AUC", {}, *(
        {"curve": curve, "summation_method": method, "num_thresholds": count}
        for curve in ("ROC", "PR", "PRGAIN") for method in ("interpolation", "minoring", "majoring")
        for count in ((5, 50) if method == "interpolation" else (5,))), {"num_thresholds": 2})
    for metric, key in (("SensitivityAtSpecificity", "specificity"), ("SpecificityAtSensitivity", "sensitivity"),
                        ("PrecisionAtRecall", "recall"), ("RecallAtPrecision", "precision")):
        add("column rows several one_class no_class", metric, *(
            {key: value, **count} for value in (0.0, 0.5, 0.8, 1.0)
            for count in ({}, {"num_thresholds": 5}, {"num_thresholds": 1})))
        add("rows", metric, {key: 0.5, "class_id": 2})
    add("numbers flat several", "RootMeanSquaredError")
    add("numbers flat", "R2Score", {}, {"class_aggregation": "variance_weighted_average"}, {"num_regressors": 11})
    add("numbers", "R2Score", {"num_regressors": 2})
    add("numbers flat rows with_nan", "PearsonCorrelation")
    add("numbers flat rows several column with_nan", "ConcordanceCorrelation")
    ious = [{"num_classes": 4, "sparse_y_pred": False}, {"num_classes": 4, "sparse_y_pred": False, "ignore_class": 0}]
    add("rows with_nan", "MeanIoU", *ious)
    add("rows with_nan", "OneHotMeanIoU", {"num_classes": 4}, {"num_classes": 4, "ignore_class": 1})
    add("rows", "IoU", *({**config, "target_class_ids": [k]} for config in ious for k in (0, 3)))
    add("rows", "OneHotIoU", {"num_classes": 4, "target_class_ids": [2]})
    add("column", "BinaryIoU", {}, {"threshold": 0.25}, {"target_class_ids": [0]}, {"target_class_ids": [1]})
    add("column rows numbers", "Mean")
    add("column rows numbers", "Sum")
    return {
        "data": {name: [{"y": y.tolist(), "p": [[float(x) for x in row] for row in p]} for y, p in updates]
                 for name, updates in DATA.items()},
        "weights": WEIGHTS,
        "cases": cases,
        "fit": fit(),
    }


def fit():
    """A whole fit with metrics, weighted metrics, and both for the validation."""
    x, w = fill(24, 3, scale=1.0), fill(3, 1, k=5, scale=1.0)
    y = (x @ w > 0.1).astype(np.float32)
    y[::5] = 1 - y[::5]
    weights = np.array([WEIGHTS[i % 7] + 0.25 for i in range(16)], np.float32)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
    initial = [fill(3, 1), fill(1)]
    model.set_weights(initial)
    model.compile(
        keras.optimizers.SGD(0.5), "binary_crossentropy",
        metrics=["accuracy", M.Precision(thresholds=0.4, name="precision"), M.AUC(num_thresholds=50, name="auc"),
                 M.TruePositives(name="true_positives")],
        weighted_metrics=["accuracy", M.Recall(name="recall"), M.F1Score(average="macro", threshold=0.5)])
    history = model.fit(x[:16], y[:16], sample_weight=weights, batch_size=5, epochs=6, shuffle=False, verbose=0,
                        validation_data=(x[16:], y[16:], weights[:8]))
    return {
        "initial_weights": [{"shape": list(a.shape), "data": a.ravel().tolist()} for a in initial],
        "x": {"shape": list(x.shape), "data": x.ravel().tolist()},
        "y": {"shape": list(y.shape), "data": y.ravel().tolist()},
        "sample_weight": weights.tolist(),
        "history": {k: [float(v) for v in values] for k, values in history.history.items()},
    }
