"""Makes an ONNX file of a network: Silero's inputs and outputs, both rates in one graph; or smart-turn's."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from scipy.signal import firwin

from turn.window import BINS, FRAMES

TAPS = 15


def stepping(net, path, about):
    """Saves the graph of one step: any batch, 8 kHz or 16 kHz as `sr` says."""
    path = Path(path)
    layers = getattr(net, "LAYERS", 2)
    inputs = torch.zeros(1, net.CONTEXT + net.NEW), torch.zeros(layers, 1, net.STATE)
    free = {"input": {0: "B"}, "state": {1: "B"}, "output": {0: "B"}, "stateN": {1: "B"}}
    torch.onnx.export(net.eval(), inputs, str(path), opset_version=17, dynamo=False, dynamic_axes=free,
                      input_names=["input", "state"], output_names=["output", "stateN"])
    model = onnx.load(path)
    at_either_rate(model.graph, net.CONTEXT + net.NEW)
    for dimension, size in ((0, layers), (2, net.STATE)):
        model.graph.output[1].type.tensor_type.shape.dim[dimension].dim_value = size
    model.ir_version = 8
    helper.set_model_props(model, about)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def looking_back(net, path, about):
    """Saves the graph in smart-turn's container, its weights in half precision."""
    path = Path(path)
    torch.onnx.export(net.eval(), torch.zeros(1, BINS, FRAMES), str(path), opset_version=17, dynamo=False,
                      dynamic_axes={"input_features": {0: "B"}, "logits": {0: "B"}},
                      input_names=["input_features"], output_names=["logits"])
    model = onnx.load(path)
    halved(model.graph)
    model.ir_version = 8
    helper.set_model_props(model, about)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def halved(graph):
    """Stores large tensors in half the bytes; the runtime widens them once, when it loads the file."""
    large = [tensor for tensor in graph.initializer if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= 256]
    for place, tensor in enumerate(large):
        stored = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{tensor.name}.half")
        graph.node.insert(place, helper.make_node("Cast", [stored.name], [tensor.name], to=TensorProto.FLOAT))
        graph.initializer.remove(tensor)
        graph.initializer.append(stored)


def at_either_rate(graph, samples):
    """Puts a branch before everything else: at 16 kHz the input is brought to 8 kHz first."""
    for node in graph.node:
        node.input[:] = ["at_8_khz" if name == "input" else name for name in node.input]
    taps = firwin(TAPS, 0.47).astype(np.float32)
    constants = {"taps": taps[None, None], "rate_16": np.array(16000, np.int64), "axis_1": np.array([1], np.int64),
                 "around": np.array([0, 0, TAPS // 2, 0, 0, TAPS // 2 - 1], np.int64)}
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    halved = helper.make_graph([
        helper.make_node("Unsqueeze", ["input", "axis_1"], ["as_channel"]),
        helper.make_node("Pad", ["as_channel", "around"], ["with_edges"], mode="edge"),
        helper.make_node("Conv", ["with_edges", "taps"], ["filtered"], strides=[2]),
        helper.make_node("Squeeze", ["filtered", "axis_1"], ["halved"]),
    ], "from_16_khz", [], [helper.make_tensor_value_info("halved", TensorProto.FLOAT, ["B", samples])])
    same = helper.make_graph([helper.make_node("Identity", ["input"], ["same"])], "as_it_is", [],
                             [helper.make_tensor_value_info("same", TensorProto.FLOAT, ["B", samples])])
    branch = [helper.make_node("Equal", ["sr", "rate_16"], ["is_16_khz"]),
              helper.make_node("If", ["is_16_khz"], ["at_8_khz"], then_branch=halved, else_branch=same)]
    nodes = branch + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    inputs = [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["B", "samples"]), graph.input[1],
              helper.make_tensor_value_info("sr", TensorProto.INT64, [])]
    del graph.input[:]
    graph.input.extend(inputs)


def summed(folder):
    """Writes SHA256SUMS of the folder's models."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(Path(folder).glob("*.onnx"))]
    (Path(folder) / "SHA256SUMS").write_text("".join(lines))
