"""Writes the network as one streaming ONNX graph: `python -m recogniser.export_onnx DATA FOLDER`.

The container is T-one's: raw 8 kHz samples (int32 [B, samples, 1]) and one flat state (float16 [B, state_dim]) in,
log-probabilities [B, frames, symbols] and the next state out; zeros to start.  A step is 60 ms, two answers.  Features
are part of the graph.  The last samples travel in the state as high and low byte, which float16 holds exactly.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from recogniser.features import BANDS, FILTERS, FLOOR, POINTS, POVEY, RATE, SHIFT, WINDOW
from recogniser.model import BLANK, QUIETEST, SCALE, SPLICE, STACK, SYMBOLS, Recogniser

STEP = 2  # answers in a step
SAMPLES = STEP * STACK * SHIFT
TAIL = WINDOW - SHIFT


def spectrum_matrix():
    """What Kaldi does to a window before taking its power, as one matrix [window, 2 * points / 2]."""
    without_mean = np.eye(WINDOW) - 1.0 / WINDOW
    emphasis = np.eye(WINDOW) - 0.97 * np.eye(WINDOW, k=1)
    emphasis[0, 0] = 0.03
    phase = 2 * np.pi * np.outer(np.arange(WINDOW), np.arange(POINTS // 2)) / POINTS
    shaped = without_mean @ emphasis @ np.diag(POVEY.astype(np.float64))
    return np.concatenate([shaped @ np.cos(phase), shaped @ np.sin(phase)], 1).astype(np.float32)


class Graph:
    """An ONNX graph in the making: every call adds a node and names its output."""

    def __init__(self):
        self.nodes, self.constants, self.known = [], [], {}

    def constant(self, value, kind=np.float32):
        value = np.asarray(value, kind)
        key = (value.tobytes(), value.shape, value.dtype.str)
        if key not in self.known:
            self.known[key] = f"c{len(self.known)}"
            self.constants.append(numpy_helper.from_array(value, self.known[key]))
        return self.known[key]

    def weight(self, value):
        """Numbers of the network: stored as float16, half the size, and widened once when the graph is loaded."""
        return self.add("Cast", self.constant(value.detach(), np.float16), to=TensorProto.FLOAT)

    def whole(self, *values):
        return self.constant(values, np.int64)

    def add(self, kind, *inputs, name=None, **attributes):
        name = name or f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def cut(self, x, start, end, axis):
        return self.add("Slice", x, self.whole(start), self.whole(end), self.whole(axis))


class State:
    """The flat state: pieces are taken from it in order, and put into the next one in the same order."""

    def __init__(self, graph):
        self.graph, self.size, self.next = graph, 0, []
        self.source = graph.add("Cast", "state", to=TensorProto.FLOAT)

    def take(self, *shape):
        length = int(np.prod(shape))
        piece = self.graph.cut(self.source, self.size, self.size + length, 1)
        self.size += length
        return self.graph.add("Reshape", piece, self.graph.whole(-1, *shape))

    def put(self, x, length):
        self.next.append(self.graph.add("Reshape", x, self.graph.whole(-1, length)))

    def close(self):
        whole = self.graph.add("Concat", *self.next, axis=1)
        self.graph.add("Cast", whole, to=TensorProto.FLOAT16, name="state_next")


def samples_with_tail(graph, state):
    """The samples of the step [B, tail + samples], after the last ones of the step before."""
    new = graph.add("Reshape", graph.add("Cast", "signal", to=TensorProto.FLOAT), graph.whole(-1, SAMPLES))
    high, low = state.take(TAIL), state.take(TAIL)
    tail = graph.add("Add", graph.add("Mul", high, graph.constant(256)), low)
    sound = graph.add("Concat", tail, new, axis=1)
    last = graph.cut(sound, SAMPLES, SAMPLES + TAIL, 1)
    high = graph.add("Floor", graph.add("Div", last, graph.constant(256)))
    state.put(high, TAIL)
    state.put(graph.add("Sub", last, graph.add("Mul", high, graph.constant(256))), TAIL)
    return sound


def features(graph, sound):
    """Clipped, scaled log-mel energies [B, bands, frames]."""
    frames = STEP * STACK
    places = np.arange(frames)[:, None] * SHIFT + np.arange(WINDOW)
    windows = graph.add("Gather", sound, graph.constant(places, np.int64), axis=1)
    spectrum = graph.add("MatMul", windows, graph.constant(spectrum_matrix()))
    squares = graph.add("Mul", spectrum, spectrum)
    mel = graph.add("MatMul", squares, graph.constant(np.concatenate([FILTERS, FILTERS])))
    logs = graph.add("Log", graph.add("Max", mel, graph.constant(FLOOR)))
    clipped = graph.add("Relu", graph.add("Sub", logs, graph.constant(QUIETEST)))
    return graph.add("Transpose", graph.add("Mul", clipped, graph.constant(SCALE)), perm=[0, 2, 1])


def convolved(graph, x, layer):
    """A convolution of the network."""
    inputs = [x, graph.weight(layer.weight)]
    if layer.bias is not None:
        inputs.append(graph.constant(layer.bias.detach()))
    return graph.add("Conv", *inputs, dilations=list(layer.dilation), strides=list(layer.stride))


def normed(graph, x, norm):
    """Rectified, then a batch norm as one factor and one shift."""
    factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    shift = norm.bias - norm.running_mean * factor
    x = graph.add("Mul", graph.add("Relu", x), graph.constant(factor.detach()[:, None]))
    return graph.add("Add", x, graph.constant(shift.detach()[:, None]))


def with_past(graph, state, x, channels, context, length):
    """x after the `context` frames before it, which are kept for the next step."""
    seen = graph.add("Concat", state.take(channels, context), x, axis=2)
    state.put(graph.cut(seen, length, length + context, 2), channels * context)
    return seen


def answers(graph, state, log_probs, delay):
    """The log-probabilities, but blank for the first `delay` answers of a call: they are about the time before it."""
    counted = state.take(1)
    seen = graph.add("Add", graph.add("Reshape", counted, graph.whole(-1, 1, 1)),
                     graph.constant(np.arange(STEP).reshape(1, STEP, 1)))
    nothing = np.full((1, 1, len(SYMBOLS)), -20.0)
    nothing[:, :, BLANK] = 0.0
    graph.add("Where", graph.add("Less", seen, graph.constant(delay)), graph.constant(nothing), log_probs, name="logprobs")
    state.put(graph.add("Min", graph.add("Add", counted, graph.constant(STEP)), graph.constant(delay)), 1)


def streaming_graph(net):
    """The whole model."""
    graph = Graph()
    state = State(graph)
    x = features(graph, samples_with_tail(graph, state))
    x = with_past(graph, state, x, BANDS, SPLICE - STACK, STEP * STACK)
    x = normed(graph, convolved(graph, x, net.enter), net.enter_norm)
    for block in net.blocks:
        seen = with_past(graph, state, x, net.width, block.context, STEP)
        y = normed(graph, convolved(graph, convolved(graph, seen, block.narrow), block.widen), block.norm)
        x = graph.add("Add", graph.cut(seen, 2 * block.back, 2 * block.back + STEP, 2), y)
    logits = graph.add("Transpose", convolved(graph, x, net.leave), perm=[0, 2, 1])
    answers(graph, state, graph.add("LogSoftmax", logits, axis=-1), net.delay)
    state.close()
    inputs = [helper.make_tensor_value_info("signal", TensorProto.INT32, ["batch", SAMPLES, 1]),
              helper.make_tensor_value_info("state", TensorProto.FLOAT16, ["batch", state.size])]
    outputs = [helper.make_tensor_value_info("logprobs", TensorProto.FLOAT, ["batch", STEP, len(SYMBOLS)]),
               helper.make_tensor_value_info("state_next", TensorProto.FLOAT16, ["batch", state.size])]
    model = helper.make_model(helper.make_graph(graph.nodes, "recogniser", inputs, outputs, graph.constants),
                              opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="antiphon")
    about = {"frame_length_ms": SAMPLES * 1000 // RATE, "state_dim": state.size, "sample_rate": RATE,
             "look_ahead_ms": look_ahead_ms(net)}
    for key, value in about.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, str(value)
    onnx.checker.check_model(model)
    return model


def look_ahead_ms(net):
    """From the end of a sound to the answer about it: the network's own delay and the rest of a window."""
    return net.delay * STACK * 10 + TAIL * 1000 // RATE


def trained(data):
    """The averaged network of a training."""
    net = Recogniser()
    net.load_state_dict(torch.load(Path(data) / "asr.pt")["average"])
    return net.eval()


def streamed(session, samples):
    """Log-probabilities [frames, symbols] of int16 samples, step by step; `session` is ONNX Runtime's."""
    size = next(value.shape[1] for value in session.get_inputs() if value.name == "state")
    state, answers = np.zeros((1, size), np.float16), []
    for start in range(0, len(samples) - SAMPLES + 1, SAMPLES):
        step = samples[start:start + SAMPLES].astype(np.int32).reshape(1, SAMPLES, 1)
        answer, state = session.run(None, {"signal": step, "state": state})
        answers.append(answer[0])
    return np.concatenate(answers)


def main(data, folder):
    """Writes model.onnx and tokens.txt, after checking that the graph says what the network says."""
    import onnxruntime
    from recogniser.features import log_mel
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    net = trained(data)
    onnx.save(streaming_graph(net), folder / "model.onnx")
    (folder / "tokens.txt").write_text("".join(f"{symbol} {number}\n" for number, symbol in enumerate(SYMBOLS)))
    samples = (np.random.default_rng(1).standard_normal(RATE * 3) * 2000 * np.sin(np.arange(RATE * 3) / 900)).astype(np.int16)
    answer = streamed(onnxruntime.InferenceSession(str(folder / "model.onnx")), samples)
    frames = log_mel(np.concatenate([np.zeros(TAIL), samples]).astype(np.float32) / 32768)
    frames = torch.from_numpy(frames[:len(answer) * STACK])[None]
    with torch.inference_mode():
        wanted = net(frames)[0].numpy()
    worst = np.abs(np.exp(answer) - np.exp(wanted))[net.delay:].max()
    size = (folder / "model.onnx").stat().st_size
    print(f"{folder / 'model.onnx'}: {size} bytes; probabilities differ from the network's by at most {worst:.5f}")
    if worst > 0.05:
        raise SystemExit("the exported graph does not agree with the network")


if __name__ == "__main__":
    main(*sys.argv[1:])
