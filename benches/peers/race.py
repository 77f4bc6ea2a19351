"""The race: each peer in turn, round after round, on the same data; then a table and a chart.

Run it with `bash benches/peers/run`; standard library only.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

import chart

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
PYTHON = ROOT / "target/peers/venv/bin/python"
RUST = pathlib.Path(os.environ.get("RACE_RUST", ROOT / "target/peers/rust")) / "release"
DATA = ROOT / "target/peers/data"

TRAINING = {
    "mlp32": "784-128-10, batch 32, an epoch, all cores",
    "mlp32-1": "784-128-10, batch 32, an epoch, one core",
    "mlp128": "784-128-10, batch 128, an epoch, all cores",
    "tiny": "4-16-3, batch 16, an epoch of 150 rows",
}
PREDICTION = {
    "predict": "784-128-10, one row",
    "predict-tiny": "4-16-3, one row",
}
WORKS = TRAINING | PREDICTION
# What each network must reach, so that nobody is fast by doing less.
ACCURACY = {"mlp32": 0.84, "mlp32-1": 0.84, "mlp128": 0.84, "tiny": 0.5}


# Who takes so many times kerust's time in the first round is not run again.
FAR = 10


class Peer:
    """A program, the works it can do, and the settings of which its best counts."""

    def __init__(self, name, command, works, settings=({},)):
        self.name, self.command, self.works, self.settings = name, command, works, settings


def python(script, **environment):
    return [str(PYTHON), str(HERE / "python" / script)], environment


CORES = os.cpu_count() or 1
ALL_OR_ONE = ({"RACE_THREADS": str(CORES)}, {"RACE_THREADS": "1"})
BIG = ["mlp32", "mlp32-1", "mlp128"]
PEERS = [
    Peer("kerust", ([str(RUST / "race-kerust")], {}), list(WORKS)),
    Peer("JAX scan", python("jax_scan.py"), list(TRAINING), ALL_OR_ONE),
    Peer("PyTorch", python("torch_eager.py"), list(TRAINING), ALL_OR_ONE),
    Peer("Keras on JAX", python("keras_fit.py", KERAS_BACKEND="jax"), list(TRAINING)),
    Peer("Keras on TensorFlow", python("keras_fit.py", KERAS_BACKEND="tensorflow"), list(TRAINING)),
    Peer("Keras on PyTorch", python("keras_fit.py", KERAS_BACKEND="torch"), list(TRAINING)),
    Peer("scikit-learn", python("sklearn_mlp.py"), list(TRAINING)),
    Peer("PyTorch jit", python("torch_eager.py"), list(PREDICTION), ({"RACE_THREADS": "1"},)),
    Peer("onnxruntime", python("onnx_predict.py"), list(PREDICTION)),
]
RUST_PEERS = [
    ("burn flex", "burn", ["--backend", "flex"], list(WORKS)),
    ("burn ndarray", "burn", ["--backend", "ndarray"], list(TRAINING)),
    ("candle", "candle", [], list(WORKS)),
    ("dfdx", "dfdx", [], list(WORKS)),
    ("tract", "tract", [], list(PREDICTION)),
]
for name, program, words, works in RUST_PEERS:
    words = [str(RUST / f"peer-{program}"), *words, "--data", str(DATA), "--work"]
    PEERS.append(Peer(name, (words, {}), works, ALL_OR_ONE))


def run(peer, work, setting):
    """The best second of one process and its accuracy, or what went wrong."""
    command, environment = peer.command
    environment = os.environ | {"RACE_THREADS": str(CORES)} | environment | setting
    if work.endswith("-1") or work in PREDICTION or work == "tiny":
        environment["RACE_THREADS"] = "1"
    # What the libraries' own pools of threads look at.
    environment |= dict.fromkeys(
        ["RAYON_NUM_THREADS", "OMP_NUM_THREADS"], environment["RACE_THREADS"]
    )
    if work.endswith("-1"):
        command = ["taskset", "-c", "0", *command]
    words = [work]
    if "--work" in command:
        # The warm-up and as many epochs as the others have.
        words = [work.removesuffix("-1"), "--epochs", "51" if work == "tiny" else "5"]
    done = subprocess.run([*command, *words], env=environment, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        last = done.stderr.strip().splitlines()[-1:] or ["no result"]
        return None, last[0][:100]
    result = json.loads(lines[-1])
    least = ACCURACY.get(work, 0)
    accuracy = 1.0 if result["accuracy"] is None else result["accuracy"]
    if not accuracy >= least:
        return None, f"accuracy {accuracy:.3f}, below {least}"
    seconds = result["seconds"]
    return (min(seconds) if isinstance(seconds, list) else seconds), accuracy


def far(result, results):
    """Whether more rounds could say nothing new of a peer."""
    kerust = results.get("kerust", {}).get("seconds")
    return bool(kerust and result["seconds"] and min(result["seconds"]) > FAR * min(kerust))


def unit(work):
    return (1e6, "µs") if work in PREDICTION or work == "tiny" else (1, "s")


def table(work, results):
    """Markdown: best and median of the rounds, and how many times kerust's best."""
    factor, name = unit(work)
    kerust = min(results.get("kerust", {}).get("seconds") or [float("nan")])
    lines = [
        f"### {WORKS[work]}",
        "",
        f"| | best ({name}) | median ({name}) | rounds | kerust is faster | accuracy |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    finished = {name: r for name, r in results.items() if r["seconds"]}
    for name, result in sorted(finished.items(), key=lambda item: min(item[1]["seconds"])):
        seconds = result["seconds"]
        best, median = min(seconds) * factor, statistics.median(seconds) * factor
        ratio = "" if name == "kerust" else f"{min(seconds) / kerust:.2f}×"
        accuracy = f"{result['accuracy']:.3f}" if work in TRAINING else ""
        rounds = len(seconds)
        lines.append(f"| {name} | {best:.3g} | {median:.3g} | {rounds} | {ratio} | {accuracy} |")
    for name, result in results.items():
        if not result["seconds"]:
            lines.append(f"| {name} | – | – | | | {result['problem']} |")
    return "\n".join(lines) + "\n"


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown processor"


def vectors():
    flags = pathlib.Path("/proc/cpuinfo").read_text()
    return "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "no AVX2"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--work", default="")
    options = parser.parse_args()
    works = [work for work in options.work.split(",") if work] or list(WORKS)
    names = [name for name in options.only.split(",") if name]
    peers = [peer for peer in PEERS if not names or peer.name in names]
    results = {work: {} for work in works}
    for number in range(options.rounds):
        for work in works:
            for peer in peers:
                if work not in peer.works:
                    continue
                result = results[work].setdefault(peer.name, {"seconds": [], "problem": ""})
                if number and far(result, results[work]):
                    continue
                if not pathlib.Path(peer.command[0][0]).exists():
                    result["problem"] = "not installed"
                    continue
                settings = peer.settings if work in ["mlp32", "mlp128"] else [peer.settings[0]]
                rounds = [run(peer, work, setting) for setting in settings]
                best = min((r for r in rounds if r[0] is not None), default=None)
                if best is None:
                    result["problem"] = rounds[0][1]
                else:
                    result["seconds"].append(best[0])
                    result["accuracy"] = best[1]
                shown = result["problem"] if best is None else f"{best[0]:.3g} s"
                print(f"round {number + 1}: {work}: {peer.name}: {shown}", file=sys.stderr)
    head = (
        "# The race\n\n"
        f"`bash benches/peers/run --rounds {options.rounds}` on {processor()}, {CORES} cores, "
        f"{vectors()}: each peer in turn, the best and the median of {options.rounds} rounds; who "
        f"takes more than {FAR} times as long as kerust has one.\n"
    )
    text = "\n".join([head, *(table(work, results[work]) for work in works)])
    (HERE / "RESULTS.md").write_text(text)
    bars = {
        WORKS[work]: {
            name: min(result["seconds"])
            for name, result in results[work].items()
            if result["seconds"]
        }
        for work in works
    }
    (HERE / "results.svg").write_text(chart.bars(bars))
    print(text)


main()
