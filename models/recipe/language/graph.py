"""The model as an ONNX graph, made from its TorchScript: the same inputs and outputs, the same 8-bit codes and scales.

Like lm.pt it is a quarter as large as its numbers, which ONNX Runtime unpacks once, when it loads the file.
"""

import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper
from torch import Tensor, nn

from language.model import Shape
from language.script import Matrix, ScriptBlock, ScriptLlama, decoded

INPUTS, OUTPUTS = ["ids", "positions", "mask", "past"], ["scores", "present"]
OPEN = {"ids": {1: "tokens"}, "positions": {1: "tokens"}, "mask": {1: "whole"}, "past": {4: "before"},
        "scores": {1: "tokens"}, "present": {4: "whole"}}


class PackedMatrix(nn.Module):
    """A matrix that the graph unpacks: codes and scales go into the file, and a product of theirs stands before each use."""

    def __init__(self, matrix: Matrix):
        super().__init__()
        self.register_buffer("codes", matrix.codes)
        self.register_buffer("scales", matrix.scales)

    @property
    def weight(self) -> Tensor:
        return decoded(self.codes, self.scales)

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.linear(x, self.weight)


def write(scripted: torch.jit.ScriptModule, shape: Shape, path: Path) -> None:
    """Writes the graph of what TorchScript holds."""
    model = ScriptLlama(shape, PackedMatrix(scripted.embedding), scripted.output_norm.weight,
                        [_block(block, shape) for block in scripted.blocks.children()]).eval()
    past = torch.zeros(shape.layers, 2, 1, shape.kv_heads, 4, shape.head)
    inputs = torch.tensor([[1, 2, 3]]), torch.tensor([[4, 5, 6]]), torch.ones(1, 7, dtype=torch.long), past
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns of every size that it keeps open.
        torch.onnx.export(model, inputs, str(path), opset_version=17, dynamo=False, do_constant_folding=False,
                          dynamic_axes=OPEN, input_names=INPUTS, output_names=OUTPUTS)
    graph = onnx.load(path)
    graph.ir_version = 8
    graph.producer_name = "antiphon"
    for node in graph.graph.node:
        node.ClearField("doc_string")
    for port in (*graph.graph.input, *graph.graph.output):
        if port.name in ("past", "present"):
            _close(port, (shape.layers, 2, 1, shape.kv_heads, None, shape.head))
    helper.set_model_props(graph, {"context": str(shape.context)})
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, path)


def _block(block: torch.jit.ScriptModule, shape: Shape) -> ScriptBlock:
    names = ("qkv", "attn_output", "gate_up", "ffn_down")
    norms = {"attn_norm": block.attn_norm.weight, "ffn_norm": block.ffn_norm.weight}
    return ScriptBlock(shape, {name: PackedMatrix(getattr(block, name)) for name in names}, norms)


def _close(port: onnx.ValueInfoProto, sizes: tuple[int | None, ...]) -> None:
    """Writes down the sizes that are always the same."""
    for dimension, size in zip(port.type.tensor_type.shape.dim, sizes):
        if size is not None:
            dimension.dim_value = size


class Graph:
    """The graph, to be called like the TorchScript, on one thread."""

    def __init__(self, path: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        given = {name: np.ascontiguousarray(value.numpy()) for name, value in zip(INPUTS, inputs)}
        scores, present = self.session.run(OUTPUTS, given)
        return torch.from_numpy(scores), torch.from_numpy(present)
