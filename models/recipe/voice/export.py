"""Export: `python -m voice.export DATA FOLDER` writes the voice in Piper's format, whole and in two halves.

`mira.onnx` with `mira.onnx.json` is what any Piper loads. `mira.encoder.onnx` and `mira.decoder.onnx` are the same
voice in halves: the first makes `z` of a clause, the second makes sound of any stretch of `z`. Weights are stored in
16 bit and widened when the model is loaded.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from voice.model import CHANNELS, COLUMN, REACH_BEFORE, REACH_BEHIND, TYPICAL_NOISE, Voice
from voice.symbols import IDS, id_map, padded
from voice.teacher import RATE

NAME = "mira"
OPSET, IR_VERSION = 17, 8
LARGE = 256
FIRST_FRAMES, MORE_FRAMES = 12, 30


class Part(nn.Module):
    """A method of the voice as a module."""

    def __init__(self, voice, method):
        super().__init__()
        self.voice, self.method = voice, method

    def forward(self, *inputs):
        return getattr(self.voice, self.method)(*inputs)


class EncoderPart(Part):
    """The encoder with Piper's names: z, its mask, and the columns of each id."""

    def forward(self, *inputs):
        z, mask, columns = self.voice.encode(*inputs)
        return z, mask, columns.float()


def lifted(graph):
    """Makes weights of large constants."""
    for node in [node for node in graph.node if node.op_type == "Constant"]:
        tensor = next((attribute.t for attribute in node.attribute if attribute.name == "value"), None)
        if tensor is not None and np.prod(tensor.dims) > LARGE:
            graph.initializer.append(numpy_helper.from_array(numpy_helper.to_array(tensor), node.output[0]))
            graph.node.remove(node)


def halved(model):
    """Stores large weights in 16 bit, with a cast behind each, and sets the versions that old runtimes know."""
    graph, casts = model.graph, []
    lifted(graph)
    for weight in graph.initializer:
        if weight.data_type == TensorProto.FLOAT and np.prod(weight.dims) > LARGE:
            values = numpy_helper.to_array(weight).astype(np.float16)
            name = weight.name
            weight.CopyFrom(numpy_helper.from_array(values, name + ".half"))
            casts.append(helper.make_node("Cast", [name + ".half"], [name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def write(path, module, inputs, names, outputs, dynamic):
    torch.onnx.export(module, inputs, str(path), input_names=names, output_names=outputs, dynamic_axes=dynamic,
                      opset_version=OPSET, dynamo=False)
    onnx.save(halved(onnx.load(path)), path)


def configuration():
    """What stands in Piper's JSON, and what a program that streams has to know."""
    return {
        "audio": {"sample_rate": RATE, "quality": "low"}, "dataset": NAME,
        "language": {"code": "en_US", "family": "en", "region": "US"},
        "espeak": {"voice": "en-us"}, "phoneme_type": "espeak", "phoneme_map": {}, "phoneme_id_map": id_map(),
        "inference": {"noise_scale": TYPICAL_NOISE, "length_scale": 1.0, "noise_w": 0.0},
        "hop_length": COLUMN, "num_symbols": len(IDS), "num_speakers": 1, "speaker_id_map": {}, "piper_version": "1.0.0",
        "split": {"encoder": f"{NAME}.encoder.onnx", "decoder": f"{NAME}.decoder.onnx", "first_frames": FIRST_FRAMES,
                  "more_frames": MORE_FRAMES, "frames_before": REACH_BEFORE, "frames_behind": REACH_BEHIND},
    }


def export(voice, folder):
    """Writes all files of a trained voice."""
    voice.eval()
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([padded("həlˈoʊ wˈɜːld")])
    inputs = (ids, torch.tensor([ids.shape[1]]), torch.tensor([TYPICAL_NOISE, 1.0, 0.0]))
    names = ["input", "input_lengths", "scales"]
    axes = {"input": {0: "batch_size", 1: "phonemes"}, "input_lengths": {0: "batch_size"}}
    write(folder / f"{NAME}.onnx", Part(voice, "forward"), inputs, names, ["output", "durations"],
          {**axes, "output": {0: "batch_size", 2: "time"}, "durations": {0: "batch_size", 1: "phonemes"}})
    write(folder / f"{NAME}.encoder.onnx", EncoderPart(voice, "encode"), inputs, names, ["z", "y_mask", "durations"],
          {**axes, "z": {2: "frames"}, "y_mask": {2: "frames"}, "durations": {1: "phonemes"}})
    with torch.no_grad():
        z, mask, _ = voice.encode(*inputs)
    assert z.shape[1] == CHANNELS
    write(folder / f"{NAME}.decoder.onnx", Part(voice, "decode"), (z, mask), ["z", "y_mask"], ["output"],
          {"z": {2: "frames"}, "y_mask": {2: "frames"}, "output": {2: "time"}})
    text = json.dumps(configuration(), ensure_ascii=False, indent=1)
    (folder / f"{NAME}.onnx.json").write_text(text + "\n", encoding="utf-8")


def trained(path):
    """The averaged voice of a checkpoint."""
    voice = Voice()
    voice.load_state_dict(torch.load(path)["average"])
    return voice.eval()


if __name__ == "__main__":
    torch.set_num_threads(1)
    export(trained(Path(sys.argv[1]) / "voice.pt"), Path(sys.argv[2]))
