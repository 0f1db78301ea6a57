"""Writes the tiny transducers of the tests: `python tiny_transducers.py ../resources` (needs onnx and numpy).

A sound is a tone, and a piece is named once where a tone begins. The encoders send what they hear through each of their
caches in turn, so a stream that loses one, or takes one for another, names nothing or something else. The decoders let
each word have three sounds, for which they have to know the last two pieces.

The containers are those of sherpa-onnx: its version 1.13.8 loads both, and hears in zipformer2 the same words at the same
times. (The decoder of zipformer is one that takes -1 for its last symbol, as traced exports do. sherpa-onnx tells it -1
all the same, and so divides the first words otherwise.)
"""

import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper

from tiny_models import BINS, bin_of, saved, tensor

SOUNDS = {"l": 500, "o": 1000, "h": 2000, "i": 3500}
PIECES = ["<blk>", "<sos/eos>", "<unk>", "▁L", "▁O", "▁H", "L", "O", "H", "I", "▁I"]
CHUNK, FRAMES = 8, 2
SILENCE, LOUD = 16, 14
INPUT = helper.make_tensor_value_info


class Graph:
    """Nodes with names that nobody has to think of."""

    def __init__(self):
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []

    def constant(self, values, kind=np.float32):
        name = f"c{len(self.constants)}"
        self.constants.append(tensor(name, values, kind))
        return name

    def op(self, kind, *inputs, **attributes):
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def input(self, name, kind, shape):
        self.inputs.append(INPUT(name, kind, shape))
        return name

    def output(self, name, kind, shape, value):
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(INPUT(name, kind, shape))

    def slice(self, value, start, end, axis):
        numbers = [self.constant([number], np.int64) for number in (start, end, axis)]
        return self.op("Slice", value, *numbers)

    def save(self, path, about):
        saved(path, self.nodes, self.inputs, self.outputs, self.constants, about)


class Caches:
    """What an encoder remembers, in a given order; each cache is a stretch of frames [N, frames, channels] in a layout of its own."""

    def __init__(self, graph, shapes):
        self.graph, self.shapes, self.renewed = graph, shapes, {}
        for name, (kind, shape) in shapes.items():
            graph.input(name, kind, shape)

    def renew(self, name, value):
        self.renewed[name] = value

    def delayed(self, name, value, read, write):
        """The frames that were in the cache, and then those of this step as far as there is room."""
        memory = read(name)
        both = self.graph.op("Concat", memory, value, axis=1)
        self.renew(name, write(self.graph.slice(both, FRAMES, 1 << 30, 1)))
        return self.graph.slice(both, 0, FRAMES, 1)

    def put_outputs(self):
        for name, (kind, shape) in self.shapes.items():
            self.graph.output("new_" + name, kind, shape, self.renewed[name])


def levels(graph, frames):
    """How loud each sound is, from 0 for silence on."""
    weights = np.zeros((BINS, len(SOUNDS)), np.float32)
    for sound, hertz in enumerate(SOUNDS.values()):
        weights[bin_of(hertz), sound] = 1
    found = graph.op("MatMul", graph.input("x", TensorProto.FLOAT, ["N", frames, BINS]), graph.constant(weights))
    return graph.op("Add", graph.slice(found, 0, CHUNK, 1), graph.constant(SILENCE))


def active(graph, loudness):
    """Which sounds are heard in frames of 40 ms."""
    framed = graph.op("Reshape", loudness, graph.constant([-1, FRAMES, CHUNK // FRAMES, len(SOUNDS)], np.int64))
    mean = graph.op("ReduceMean", framed, axes=[2], keepdims=0)
    return graph.op("Cast", graph.op("Greater", mean, graph.constant(LOUD)), to=TensorProto.FLOAT)


def widened(graph, value, channels):
    """The same with more channels, which are silent."""
    return graph.op("Pad", value, graph.constant([0, 0, 0, 0, 0, channels], np.int64))


def counted(graph, caches, name, remembered):
    """One as long as the counter of whole numbers agrees with one that was kept elsewhere, else zero."""
    counter = graph.op("Cast", name, to=TensorProto.FLOAT)
    caches.renew(name, graph.op("Add", name, graph.constant([FRAMES], np.int64)))
    apart = graph.op("Abs", graph.op("Sub", graph.op("Reshape", counter, graph.constant([-1, 1, 1], np.int64)), remembered))
    return graph.op("Sub", graph.constant(1), graph.op("Min", apart, graph.constant(1)))


def begun(graph, caches, name, value, read, write):
    """Where a sound is heard that was not heard in the frame before."""
    before = caches.delayed(name, value, read, write)
    return graph.op("Mul", value, graph.op("Sub", graph.constant(1), before))


def put_encoder_out(graph, sounds):
    evidence = np.zeros((len(SOUNDS), len(PIECES)), np.float32)
    for number, sound in enumerate(SOUNDS):
        for piece, text in enumerate(PIECES):
            evidence[number, piece] = 1.5 if text.strip("▁").lower() == sound else 0
    graph.output("encoder_out", TensorProto.FLOAT, ["N", FRAMES, len(PIECES)],
                 graph.op("MatMul", sounds, graph.constant(evidence)))


def zipformer2(path, about):
    """Two layers; each has half of the sounds."""
    graph, real = Graph(), TensorProto.FLOAT
    loudness = levels(graph, CHUNK + 13)
    shapes = {}
    for layer in range(2):
        for name, shape in {"key": [1, "N", 2], "nonlin_attn": [1, "N", 1, 3], "val1": [1, "N", 2],
                            "val2": [1, "N", 2], "conv1": ["N", 4, 1], "conv2": ["N", 4, 1]}.items():
            shapes[f"cached_{name}_{layer}"] = (real, shape)
    shapes["embed_states"] = (real, ["N", 128, 3, 19])
    shapes["processed_lens"] = (TensorProto.INT64, ["N"])
    caches = Caches(graph, shapes)

    kept = graph.op("Transpose", graph.op("Squeeze", graph.slice(graph.slice("embed_states", 0, len(SOUNDS), 1), 0, 1, 3),
                                          graph.constant([3], np.int64)), perm=[0, 2, 1])
    both = graph.op("Concat", kept, loudness, axis=1)
    last = graph.op("Transpose", graph.slice(both, CHUNK, 1 << 30, 1), perm=[0, 2, 1])
    caches.renew("embed_states", graph.op("Pad", graph.op("Unsqueeze", last, graph.constant([3], np.int64)), graph.constant(
        [0, 0, 0, 0, 0, 128 - len(SOUNDS), 0, 18], np.int64)))
    heard = active(graph, graph.slice(both, 0, CHUNK, 1))

    def turned(perm):
        return [lambda value: graph.op("Transpose", value, perm=perm)] * 2

    def second(channels):
        """[N, channels, 1], of which the first two count."""
        return [lambda name: graph.slice(graph.op("Transpose", name, perm=[0, 2, 1]), 0, 2, 2),
                lambda value: graph.op("Transpose", widened(graph, value, channels - 2), perm=[0, 2, 1])]

    layers = []
    for layer in range(2):
        sounds = graph.slice(heard, 2 * layer, 2 * layer + 2, 2)
        sounds = caches.delayed(f"cached_key_{layer}", sounds, *turned([1, 0, 2]))
        attention = f"cached_nonlin_attn_{layer}"
        memory = graph.op("Squeeze", attention, graph.constant([0], np.int64))
        count = graph.slice(memory, 2, 3, 2)
        joined = graph.op("Concat", graph.slice(memory, 0, 2, 2), sounds, axis=1)
        renewed = graph.op("Concat", graph.slice(joined, FRAMES, 1 << 30, 1),
                           graph.op("Add", count, graph.constant(FRAMES)), axis=2)
        caches.renew(attention, graph.op("Unsqueeze", renewed, graph.constant([0], np.int64)))
        sounds = graph.op("Mul", graph.slice(joined, 0, FRAMES, 1), counted(graph, caches, "processed_lens", count))
        for name in ("val1", "val2"):
            sounds = caches.delayed(f"cached_{name}_{layer}", sounds, *turned([1, 0, 2]))
        sounds = begun(graph, caches, f"cached_conv1_{layer}", sounds, *second(4))
        layers.append(caches.delayed(f"cached_conv2_{layer}", sounds, *second(4)))
    put_encoder_out(graph, graph.op("Concat", *layers, axis=2))
    caches.put_outputs()
    graph.save(path, {"model_type": "zipformer2", "version": 1, "T": CHUNK + 13, "decode_chunk_len": CHUNK,
                      "num_encoder_layers": "1,1", "encoder_dims": "4,4", "cnn_module_kernels": "3,3",
                      "left_context_len": "1,1", "query_head_dims": "2,2", "value_head_dims": "2,2", "num_heads": "1,1",
                      **about})


def zipformer(path):
    """Two stacks of one layer; each has half of the sounds."""
    graph, real = Graph(), TensorProto.FLOAT
    heard = active(graph, levels(graph, CHUNK + 7))
    kinds = {"len": [1, "N"], "avg": [1, "N", 3], "key": [1, 2, "N", 2], "val": [1, 2, "N", 1], "val2": [1, 2, "N", 1],
             "conv1": [1, "N", 3, 1], "conv2": [1, "N", 3, 1]}
    caches = Caches(graph, {f"cached_{name}_{stack}": (TensorProto.INT64 if name == "len" else real, shape)
                            for name, shape in kinds.items() for stack in range(2)})

    def first(value):
        return graph.op("Squeeze", value, graph.constant([0], np.int64))

    def layered(value):
        return graph.op("Unsqueeze", value, graph.constant([0], np.int64))

    attended = [lambda name: graph.op("Transpose", first(name), perm=[1, 0, 2]),
                lambda value: layered(graph.op("Transpose", value, perm=[1, 0, 2]))]
    convolved = [lambda name: graph.slice(graph.op("Transpose", first(name), perm=[0, 2, 1]), 0, 2, 2),
                 lambda value: layered(graph.op("Transpose", widened(graph, value, 1), perm=[0, 2, 1]))]
    stacks = []
    for stack in range(2):
        sounds = graph.slice(heard, 2 * stack, 2 * stack + 2, 2)
        average = f"cached_avg_{stack}"
        memory = graph.op("Unsqueeze", first(average), graph.constant([1], np.int64))
        count = graph.slice(memory, 2, 3, 2)
        joined = graph.op("Concat", graph.slice(memory, 0, 2, 2), sounds, axis=1)
        renewed = graph.op("Concat", graph.slice(joined, FRAMES, 1 << 30, 1),
                           graph.op("Add", count, graph.constant(FRAMES)), axis=2)
        caches.renew(average, layered(graph.op("Squeeze", renewed, graph.constant([1], np.int64))))
        sounds = graph.op("Mul", graph.slice(joined, 0, FRAMES, 1), counted(graph, caches, f"cached_len_{stack}", count))
        sounds = caches.delayed(f"cached_key_{stack}", sounds, *attended)
        sounds = graph.op("Concat", *[caches.delayed(f"cached_{name}_{stack}", graph.slice(sounds, half, half + 1, 2), *attended)
                                      for half, name in enumerate(("val", "val2"))], axis=2)
        sounds = begun(graph, caches, f"cached_conv1_{stack}", sounds, *convolved)
        stacks.append(caches.delayed(f"cached_conv2_{stack}", sounds, *convolved))
    put_encoder_out(graph, graph.op("Concat", *stacks, axis=2))
    caches.put_outputs()
    graph.save(path, {"model_type": "zipformer", "version": 1, "T": CHUNK + 7, "decode_chunk_len": CHUNK,
                      "num_encoder_layers": "1,1", "encoder_dims": "3,3", "attention_dims": "2,2",
                      "cnn_module_kernels": "2,2", "left_context_len": "2,2"})


def embedded(graph, table, masks):
    """What is known of the last two pieces, [N, 2 * width]; -1 is no piece, unless the export is an older one."""
    pieces = graph.input("y", TensorProto.INT64, ["N", 2])
    width = len(table[0])
    if masks:
        known = graph.op("Gather", graph.constant(table), graph.op("Max", pieces, graph.constant([0], np.int64)))
        there = graph.op("Cast", graph.op("GreaterOrEqual", pieces, graph.constant([0], np.int64)), to=TensorProto.FLOAT)
        known = graph.op("Mul", known, graph.op("Unsqueeze", there, graph.constant([2], np.int64)))
    else:
        known = graph.op("Gather", graph.constant(table), pieces)
    return graph.op("Reshape", known, graph.constant([-1, 2 * width], np.int64))


def decoder(path, masks):
    """Forbids pieces that begin a word within one, and others elsewhere."""
    graph = Graph()
    begins = [float(piece.startswith("▁")) for piece in PIECES]
    # Two blanks are not how a decoder that knows of nothing was taught to begin.
    blank = [float(masks and piece == "<blk>") for piece in PIECES]
    known = embedded(graph, list(zip(begins, blank)), masks)
    free = graph.op("Add", graph.op("MatMul", known, graph.constant([[-1], [-1], [-1], [0]])), graph.constant(1))
    free = graph.op("Min", graph.op("Max", free, graph.constant(0)), graph.constant(1))
    side = [[0, 0, 0, *[3 if begin else -3 for begin in begins[3:]]]]
    put = graph.op("Add", graph.op("MatMul", free, graph.constant(side)),
                   graph.constant([0, 0, 0, *[-3 if begin else 0 for begin in begins[3:]]]))
    graph.output("decoder_out", TensorProto.FLOAT, ["N", len(PIECES)], put)
    graph.save(path, {"context_size": 2, "vocab_size": len(PIECES)})


def joiner(path, width, weights, bias):
    graph = Graph()
    parts = [graph.input(name, TensorProto.FLOAT, ["N", width]) for name in ("encoder_out", "decoder_out")]
    found = graph.op("MatMul", graph.op("Tanh", graph.op("Add", *parts)), graph.constant(weights))
    graph.output("logit", TensorProto.FLOAT, ["N", len(bias)], graph.op("Add", found, graph.constant(bias)))
    graph.save(path, {"joiner_dim": width})


def tokens(path, pieces):
    path.write_text("".join(f"{piece} {number}\n" for number, piece in enumerate(pieces)), encoding="utf-8")


def transducer(folder, encoder, masks):
    encoder(folder / "encoder-epoch-1.onnx")
    decoder(folder / "decoder-epoch-1.onnx", masks)
    bias = [6, -20, -20, *[0] * (len(PIECES) - 3)]
    joiner(folder / "joiner-epoch-1.onnx", len(PIECES), 12 * np.eye(len(PIECES)), bias)
    tokens(folder / "tokens.txt", PIECES)


def undecided(folder):
    """Decoder and joiner that find many ways likely, for a search to be tried on."""
    pieces, width = ["<blk>", "<unk>", "▁A", "B", "▁C"], 6
    random = np.random.default_rng(4)
    graph = Graph()
    known = embedded(graph, random.normal(size=(len(pieces), 3)), True)
    graph.output("decoder_out", TensorProto.FLOAT, ["N", width],
                 graph.op("MatMul", known, graph.constant(random.normal(size=(6, width)))))
    graph.save(folder / "decoder.onnx", {"context_size": 2, "vocab_size": len(pieces)})
    joiner(folder / "joiner.onnx", width, random.normal(size=(width, len(pieces))), [0.7, -1, 0, 0, 0])
    tokens(folder / "tokens.txt", pieces)


def main(folder):
    folder = Path(folder)
    transducer(folder / "zipformer2", lambda path: zipformer2(path, {}), True)
    transducer(folder / "zipformer", zipformer, False)
    undecided(folder / "undecided")
    zipformer2(folder / "whisper/encoder.onnx", {"feature": "whisper"})


if __name__ == "__main__":
    main(sys.argv[1])
