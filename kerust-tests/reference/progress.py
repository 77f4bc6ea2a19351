"""What Keras' ProgbarLogger prints, with a scripted clock."""

import contextlib
import io
import time
from unittest import mock

from keras.callbacks import ProgbarLogger

NAN, INF = float("nan"), float("inf")


def play(verbose, epochs, steps, events, start):
    """Calls the hooks of a ProgbarLogger at scripted times and returns what each prints."""
    logger = ProgbarLogger()
    logger.set_params({"verbose": verbose, "epochs": epochs, "steps": steps})
    texts = []
    with mock.patch.object(time, "time") as clock:
        for at, hook, *arguments in events:
            clock.return_value = start + at
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                *index, logs = arguments
                getattr(logger, f"on_{hook}")(*index, logs)
            texts.append(out.getvalue())
    return texts


def case(name, verbose, steps, events, epochs=1):
    if any("epoch" in hook for _, hook, *_ in events):
        events = [(0.0, "train_begin", {}), *events]
    texts = play(verbose, epochs, steps, events, start=1000.0)
    # No text hangs on how a time is rounded.
    assert texts == play(verbose, epochs, steps, events, start=1700000000.0), name
    return {
        "name": name, "verbose": verbose, "epochs": epochs, "steps": steps,
        "events": [
            {
                "at": at, "hook": hook, "index": index[0] if index else None,
                "logs": [list(pair) for pair in logs.items()], "text": text,
            }
            for (at, hook, *index, logs), text in zip(events, texts)
        ],
    }


def epoch(batches, end, logs, final=None, number=0, begin=0.0):
    """One epoch's events: batches (0-based index, time after `begin`) that report `logs`, then the end."""
    return [
        (begin, "epoch_begin", number, {}),
        *[(begin + at, "train_batch_end", batch, logs) for batch, at in batches],
        (begin + end, "epoch_end", number, final or logs),
    ]


VALUES = [6.0, 0.0004, 1e-3, 0.0011, -2.5, -0.0004, 0.0, NAN, INF, -INF, 0.99995, 12345.678]
TIMES = [  # steps, seconds
    (1, 0.0), (1, 0.003), (9, 0.027), (9, 0.4), (100, 0.025), (100, 75.0),
    (1875, 4000.0), (1875, 5.625), (1875, 0.46875),
]


def generate():
    values = {f"v{i}": value for i, value in enumerate(VALUES)}
    logs = {"accuracy": 0.5, "loss": 1.25}
    val_logs = {**logs, "val_accuracy": 0.25, "val_loss": 2.0}
    cases = []
    for verbose in (1, 2):
        cases.append(case(f"values_{verbose}", verbose, 9, epoch([(8, 0.25)], 0.5, values)))
        for steps, seconds in TIMES:
            cases.append(case(
                f"times_{verbose}_{steps}_{seconds}", verbose, steps,
                epoch([(steps - 1, seconds)], seconds, logs, val_logs),
            ))
        two = epoch([(0, 0.5), (1, 0.51), (2, 0.75)], 1.0, logs, val_logs)
        two += epoch([(0, 0.125), (1, 0.25), (2, 0.375)], 0.5, logs, val_logs, number=1, begin=1.0)
        cases.append(case(f"two_epochs_{verbose}", verbose, 3, two, epochs=2))
        cases.append(case(f"epoch_12_of_20_{verbose}", verbose, 3, epoch([(2, 0.75)], 1.0, logs, number=11), epochs=20))
    for seconds in (2.5, 59.0, 60.0, 61.0, 3600.0, 3601.0):  # with one of two steps done, as long again remains
        cases.append(case(f"remaining_{seconds:g}", 1, 2, epoch([(0, seconds)], 2 * seconds, logs)))
    # Widths, the bar's length, remaining times (seconds, minutes, hours), lines that get shorter, updates too soon.
    cases += [
        case("bar", 1, 100, epoch([(i, (i + 1) / 8) for i in (0, 1, 4, 9, 49, 50, 98, 99)], 13.0, logs)),
        case("too_soon", 1, 9, epoch([(0, 0.125), (1, 0.15), (2, 0.16), (3, 0.2), (4, 0.21), (8, 0.22)], 0.23, logs)),
        case("remaining", 1, 1875, epoch(
            [(0, 3.0), (9, 30.0), (99, 300.0), (999, 1000.0), (1799, 1810.0)], 1900.0, logs)),
        case("shorter", 1, 9, [
            (0.0, "epoch_begin", 0, {}),
            (64.0, "train_batch_end", 0, {"loss": 12345.5}),
            (65.0, "train_batch_end", 1, {"loss": 1.5}),
            (66.0, "train_batch_end", 2, {"loss": 0.0001}),
            (67.0, "epoch_end", 0, {"loss": 1.0}),
        ]),
        case("unknown_steps", 1, None, epoch([(0, 0.5), (1, 0.75), (2, 1.0)], 1.25, logs)),
        case("silent", 0, 9, epoch([(8, 0.25)], 0.5, logs, val_logs), epochs=2),
        # Inside fit, validation prints nothing.
        case("validation", 1, 1, [
            (0.0, "epoch_begin", 0, {}),
            (0.5, "train_batch_end", 0, logs),
            (0.75, "test_begin", {}), (0.875, "test_batch_end", 0, logs), (0.875, "test_end", logs),
            (1.0, "epoch_end", 0, val_logs),
        ]),
    ]
    for verbose in (1, 2):
        cases += [
            case(f"evaluate_{verbose}", verbose, 2, [
                (0.0, "test_begin", {}),
                (0.5, "test_batch_end", 0, logs), (0.75, "test_batch_end", 1, logs),
                (0.75, "test_end", logs),
            ]),
            case(f"predict_{verbose}", verbose, 2, [
                (0.0, "predict_begin", {}),
                (0.5, "predict_batch_end", 0, {}), (0.75, "predict_batch_end", 1, {}),
                (0.75, "predict_end", {}),
            ]),
        ]
    return {"cases": cases}
