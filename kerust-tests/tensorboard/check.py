"""TensorBoard's reader on our files: against History, and against Keras' files.

`check.py OURS KERAS [--write]`; with --write what Keras logged becomes keras.json.
"""

import json
import pathlib
import sys

import numpy as np
from events import events, records
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util

ours, keras = map(pathlib.Path, sys.argv[1:3])
fixture = pathlib.Path(__file__).parent / "keras.json"
scalars = 0


def accumulated(folder):
    """The scalars of a folder by tag: steps and values."""
    accumulator = EventAccumulator(str(folder), {"tensors": 0})
    accumulator.Reload()
    for tag in accumulator.Tags()["tensors"]:
        if accumulator.SummaryMetadata(tag).plugin_data.plugin_name == "scalars":
            rows = accumulator.Tensors(tag)
            yield tag, {row.step: tensor_util.make_ndarray(row.tensor_proto) for row in rows}


def against_history(case):
    global scalars
    history = json.loads((ours / "cases" / f"{case}.json").read_text())
    for folder, before in [("train", ""), ("validation", "val_")]:
        place = ours / "cases" / case / folder
        for tag, rows in accumulated(place) if place.is_dir() else []:
            name = before + tag.removeprefix("epoch_")
            if tag.startswith("epoch_") and name in history and "rate" not in name:
                for step, value in rows.items():
                    assert value == np.float32(history[name][step]), (case, tag, step)
                    scalars += 1


def same(ours, keras):
    if keras[1] == "graph_keras_model":
        return ours[:3] == ["summary", "text", 0]
    near = np.allclose(ours[3:], keras[3:], rtol=1e-5, atol=1e-7)
    return ours[:3] == keras[:3] and len(ours) == len(keras) and near


listed = {
    case.name: {folder: events(case / folder) for folder in ["train", "validation"]}
    for case in sorted((keras / "cases").iterdir())
}
compared = 0
for case, folders in [] if "--write" in sys.argv else listed.items():
    against_history(case)
    for folder, expected in folders.items():
        got = events(ours / "cases" / case / folder)
        assert len(got) == len(expected), f"{case}/{folder}: {len(got)} events, not {len(expected)}"
        for one, other in zip(got, expected):
            assert same(one, other), f"{case}/{folder}: {one}, not {other}"
        compared += len(got)

if "--write" in sys.argv:
    rows = lambda events: ",\n    ".join(json.dumps(event) for event in events)
    cases = [
        f'"{case}": {{\n'
        + ",\n".join(f'  "{folder}": [\n    {rows(events)}\n  ]' for folder, events in folders.items())
        + "\n}"
        for case, folders in listed.items()
    ]
    fixture.write_text("{\n" + ",\n".join(cases) + "\n}\n")
    print(f"written: {fixture}")
else:
    kept = json.loads(fixture.read_text())
    for case, folders in listed.items():
        for folder, expected in folders.items():
            assert len(kept[case][folder]) == len(expected), f"keras.json is old: {case}/{folder}"
            for one, other in zip(kept[case][folder], expected):
                assert same(one, other) or one == other, f"keras.json is old: {one}, not {other}"
    assert records(ours / "writer") == records(keras / "writer"), "bytes differ from tf.summary's"
    print(f"TensorBoard read {compared} events as Keras' are, {scalars} of them the bits of History,")
    print("and the bytes of a SummaryWriter's file are tf.summary's, but for the times")
