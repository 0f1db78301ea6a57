"""The network again from the ONNX graph that was shipped, so that training goes on where it ended, for new voices or one's own recordings.

The graph keeps a batch norm as one factor and one shift.  To train on, the mean and variance that they stand for are
measured anew on some sounds, and the norm's weight and bias follow: the network says what it said before.
"""

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from recogniser.model import STACK, Recogniser


def _layers(path):
    """The convolutions of the graph in order, (weight, bias or None, (factor, shift) or None) each."""
    graph = onnx.load(path).graph
    values = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]].astype(np.float32)
    users = {name: node for node in graph.node for name in node.input if name not in values}
    for node in graph.node:
        if node.op_type == "Conv":
            norm, after = None, users[node.output[0]]
            if after.op_type == "Relu":
                factor = users[after.output[0]]
                norm = values[factor.input[1]][:, 0], values[users[factor.output[0]].input[1]][:, 0]
            yield values[node.input[1]], values[node.input[2]] if len(node.input) > 2 else None, norm


def _measured(norm, factor, shift):
    """Lets a batch norm see its input and then take the mean and the variance of that for its own."""
    def hook(_, inputs):
        x = inputs[0]
        norm.running_mean.copy_(x.mean((0, 2)))
        norm.running_var.copy_(x.var((0, 2)))
        norm.weight.copy_(factor * torch.sqrt(norm.running_var + norm.eps))
        norm.bias.copy_(shift + norm.running_mean * factor)
    return norm.register_forward_pre_hook(hook)


@torch.no_grad()
def network(path, entries, seconds=600):
    """The network of the graph at `path`, its norms measured on (frames, ...) entries."""
    net = Recogniser().eval()
    order = [(net.enter, net.enter_norm)]
    for block in net.blocks:
        order += [(block.narrow, None), (block.widen, block.norm)]
    order.append((net.leave, None))
    layers = list(_layers(path))
    if len(layers) != len(order):
        raise ValueError(f"{path}: {len(layers)} convolutions; the network has {len(order)}")
    hooks = []
    for (layer, norm), (weight, bias, folded) in zip(order, layers):
        layer.weight.copy_(torch.tensor(weight))
        if bias is not None:
            layer.bias.copy_(torch.tensor(bias))
        if norm is not None:
            hooks.append(_measured(norm, *(torch.tensor(part) for part in folded)))
    frames = np.concatenate([entry[0] for entry in entries])[:seconds * 100 // STACK * STACK].astype(np.float32)
    net(torch.from_numpy(frames)[None])
    for hook in hooks:
        hook.remove()
    return net.train()
