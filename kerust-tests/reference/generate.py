"""Writes the fixtures that the Rust tests compare with, by running real Keras.

    python kerust-tests/reference/generate.py            # rewrite fixtures/*.json
    python kerust-tests/reference/generate.py --check    # regenerate and compare, exit 1 on a difference
    python kerust-tests/reference/generate.py losses.json [--check]    # only this file

README.md describes the set-up and every field of the files.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

import common  # noqa: I001 - first: it chooses Keras' backend
import activations
import callback_cases
import fit_arguments
import callback_runs
import graph_orders
import graphs
import losses
import merging
import metrics
import newer_optimizers
import optimizers
import options
import own_loop
import progress
import schedules
import settings
import training

FIXTURES = pathlib.Path(__file__).parent / "fixtures"
FILES = {
    "mlp.json": training.mlp,
    "conv.json": training.conv,
    "fit.json": training.fit,
    "losses.json": losses.generate,
    "optimizers.json": optimizers.generate,
    "newer_optimizers.json": newer_optimizers.generate,
    "metrics.json": metrics.generate,
    "options.json": options.generate,
    "settings.json": settings.generate,
    "fit_arguments.json": fit_arguments.generate,
    "own_loop.json": own_loop.generate,
    "graphs.json": graphs.generate,
    "graph_orders.json": graph_orders.generate,
    "merging.json": merging.generate,
    "schedules.json": schedules.generate,
    "activations.json": activations.generate,
    "callbacks.json": callback_cases.generate,
    "callback_runs.json": callback_runs.generate,
    "progress.json": progress.generate,
}


def check(name, text):
    """The differences between the committed fixture and the new text."""
    path = FIXTURES / name
    if not path.exists():
        return [f"{name}: missing"]
    return common.differences(path.read_text(encoding="utf-8"), text, name)


def main():
    parser = argparse.ArgumentParser(description="Generate kerust's reference fixtures with Keras.")
    parser.add_argument("--check", action="store_true", help="compare with the committed fixtures, write nothing")
    parser.add_argument("files", nargs="*", metavar="FILE", help="only these fixtures")
    arguments = parser.parse_args()
    compare = arguments.check
    if unknown := set(arguments.files) - set(FILES):
        parser.error(f"no such fixture: {', '.join(sorted(unknown))}")

    found = [f"{path.name}: not generated here" for path in sorted(FIXTURES.glob("*")) if path.name not in FILES]
    for name, generate in FILES.items():
        if arguments.files and name not in arguments.files:
            continue
        text = common.to_json(generate()) + "\n"
        if compare:
            found += check(name, text)
        else:
            FIXTURES.mkdir(exist_ok=True)
            (FIXTURES / name).write_text(text, encoding="utf-8")
            print(f"{name}: {len(text.encode())} bytes")

    print(*found, sep="\n", end="\n" if found else "")
    if compare:
        print("fixtures differ" if found else "fixtures agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
