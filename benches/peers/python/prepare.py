"""Writes the data and the networks of ONNX that the peers read: prepare.py FASHION_MNIST_DIRECTORY TO."""

import gzip
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_iris

source, to = Path(sys.argv[1]), Path(sys.argv[2])
to.mkdir(parents=True, exist_ok=True)

for part, prefix in (("train", "train"), ("test", "t10k")):
    for letter, name, header in (("x", "images-idx3", 16), ("y", "labels-idx1", 8)):
        file = source / f"{prefix}-{name}-ubyte"
        packed = file.with_name(file.name + ".gz")
        content = file.read_bytes() if file.exists() else gzip.decompress(packed.read_bytes())
        (to / f"{part}-{letter}.bin").write_bytes(content[header:])

iris = load_iris()
lines = (",".join(map(str, [*row, label])) for row, label in zip(iris.data, iris.target))
(to / "iris.csv").write_text("\n".join(lines) + "\n")

random = np.random.default_rng(0)
for file, (inputs, units, classes) in (("mlp", (784, 128, 10)), ("tiny", (4, 16, 3))):
    weights = {
        "w1": random.normal(0, inputs**-0.5, (inputs, units)),
        "b1": np.zeros(units),
        "w2": random.normal(0, units**-0.5, (units, classes)),
        "b2": np.zeros(classes),
    }
    graph = helper.make_graph(
        [
            helper.make_node("Gemm", ["x", "w1", "b1"], ["hidden"]),
            helper.make_node("Relu", ["hidden"], ["active"]),
            helper.make_node("Gemm", ["active", "w2", "b2"], ["logits"]),
            helper.make_node("Softmax", ["logits"], ["y"], axis=1),
        ],
        file,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, inputs])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, classes])],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, to / f"{file}.onnx")
