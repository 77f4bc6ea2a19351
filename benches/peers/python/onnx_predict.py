"""onnxruntime: one row, bound buffers."""

import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from data import best_call, report


def model(sizes):
    generator = np.random.default_rng(1)
    nodes, constants, last = [], [], "x"
    for layer, (rows, columns) in enumerate(zip(sizes, sizes[1:])):
        for name, shape in [("w", (rows, columns)), ("b", (columns,))]:
            values = generator.uniform(-0.1, 0.1, shape).astype(np.float32)
            constants.append(numpy_helper.from_array(values, f"{name}{layer}"))
        nodes.append(helper.make_node("Gemm", [last, f"w{layer}", f"b{layer}"], [f"z{layer}"]))
        kind = "Relu" if layer == 0 else "Softmax"
        last = "h" if layer == 0 else "y"
        nodes.append(helper.make_node(kind, [f"z{layer}"], [last]))
    value = lambda name, size: helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, size])
    graph = helper.make_graph(nodes, "net", [value("x", sizes[0])], [value("y", sizes[-1])], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    made.ir_version = 9
    onnx.checker.check_model(made)
    return made.SerializeToString()


def main(name):
    sizes = (4, 16, 3) if "tiny" in name else (784, 128, 10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model(sizes), options, ["CPUExecutionProvider"])
    binding = session.io_binding()
    binding.bind_cpu_input("x", np.full((1, sizes[0]), 0.5, np.float32))
    binding.bind_output("y", "cpu")
    seconds = best_call(lambda: session.run_with_iobinding(binding))
    report("onnxruntime", name, [seconds], 1)


main(sys.argv[1])
