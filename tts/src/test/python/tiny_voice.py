"""Makes the Piper voices that the tests speak with: a few kilobytes, a tone per letter.

Usage: python tiny_voice.py FOLDER    (needs the packages onnx and numpy)

Each phoneme id lasts two frames of 256 samples. Ids below 4 (pad, begin, end, space) are silent, every
other one is a sine whose pitch tells the id.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HOP = 256
FRAMES = 2
FIRST_AUDIBLE = 4


def constant(name, values, kind):
    return numpy_helper.from_array(np.array(values, dtype=kind), name)


def model(rate, speakers, durations):
    time = 2 * np.pi * np.arange(HOP * FRAMES) / rate
    constants = [
        constant("time", time.reshape(1, 1, -1), np.float32),
        constant("last", [2], np.int64),
        constant("first_audible", [FIRST_AUDIBLE], np.int64),
        constant("step", [40.0], np.float32),
        constant("base", [200.0], np.float32),
        constant("loud", [0.5], np.float32),
        constant("silent", [0.0], np.float32),
        constant("flat", [1, 1, -1], np.int64),
    ]
    nodes = [
        helper.make_node("Unsqueeze", ["input", "last"], ["column"]),
        helper.make_node("Cast", ["column"], ["number"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["number", "step"], ["rise"]),
        helper.make_node("Add", ["rise", "base"], ["pitch"]),
        helper.make_node("Mul", ["pitch", "time"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["wave"]),
        helper.make_node("Less", ["column", "first_audible"], ["is_silent"]),
        helper.make_node("Where", ["is_silent", "silent", "loud"], ["gain"]),
        helper.make_node("Mul", ["wave", "gain"], ["tones"]),
        helper.make_node("Reshape", ["tones", "flat"], ["output"]),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, ["batch", "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, ["batch"]))
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", 1, "time"])]
    if durations:
        constants.append(constant("frames", [float(FRAMES)], np.float32))
        nodes += [
            helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["ids", "silent"], ["zeros"]),
            helper.make_node("Add", ["zeros", "frames"], ["durations"]),
        ]
        outputs.append(
            helper.make_tensor_value_info("durations", TensorProto.FLOAT, ["batch", "phonemes"]))
    graph = helper.make_graph(nodes, "tiny_voice", inputs, outputs, constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)])
    made.ir_version = 8
    onnx.checker.check_model(made)
    return made


def config(rate, speakers, phoneme_type, symbols):
    ids = {"_": [0], "^": [1], "$": [2], " ": [3]}
    ids.update({symbol: [i + FIRST_AUDIBLE] for i, symbol in enumerate(symbols)})
    return {
        "audio": {"sample_rate": rate, "quality": "test"},
        "espeak": {"voice": "en-us"},
        "phoneme_type": phoneme_type,
        "num_symbols": len(ids),
        "num_speakers": speakers,
        "speaker_id_map": {},
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "hop_length": HOP,
        "phoneme_id_map": ids,
    }


def write(folder, name, made, described):
    (folder / f"{name}.onnx").write_bytes(made.SerializeToString())
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (folder / f"{name}.onnx.json").write_text(text + "\n", encoding="utf-8")


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    letters = "abcdefghijklmnopqrstuvwxyz'.,?!;:-"
    write(folder, "letters", model(22050, 1, True), config(22050, 1, "text", letters))
    write(folder, "speakers", model(16000, 2, False), config(16000, 2, "text", letters))
    ipa = "əhloʊwɜːdˈ,."
    write(folder, "ipa", model(16000, 1, True),
          config(16000, 1, "espeak", sorted(set(ipa))))
    (folder / "ipa.onnx.lexicon").write_text(
        "# a word and its phonemes\nhello həlˈoʊ\nworld wˈɜːld\n", encoding="utf-8")


main()
