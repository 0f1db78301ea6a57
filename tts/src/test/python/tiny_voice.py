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


def graph(nodes, name, inputs, outputs, constants):
    made = helper.make_model(helper.make_graph(nodes, name, inputs, outputs, constants),
                             opset_imports=[helper.make_opsetid("", 15)])
    made.ir_version = 8
    onnx.checker.check_model(made)
    return made


def encoder():
    """z is the id of each frame; every id lasts FRAMES."""
    nodes = [
        helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["ids", "last"], ["column"]),
        helper.make_node("Expand", ["column", "frames"], ["wide"]),
        helper.make_node("Reshape", ["wide", "flat"], ["z"]),
        helper.make_node("Mul", ["z", "zero"], ["zeros"]),
        helper.make_node("Add", ["zeros", "one"], ["y_mask"]),
        helper.make_node("Mul", ["ids", "zero"], ["none"]),
        helper.make_node("Add", ["none", "many"], ["durations"]),
    ]
    constants = [constant("last", [2], np.int64), constant("frames", [1, 1, FRAMES], np.int64),
                 constant("flat", [1, 1, -1], np.int64), constant("zero", [0], np.float32),
                 constant("one", [1], np.float32), constant("many", [FRAMES], np.float32)]
    inputs = [helper.make_tensor_value_info("input", TensorProto.INT64, ["batch", "phonemes"]),
              helper.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
              helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3])]
    outputs = [helper.make_tensor_value_info("z", TensorProto.FLOAT, [1, 1, "frames"]),
               helper.make_tensor_value_info("y_mask", TensorProto.FLOAT, [1, 1, "frames"]),
               helper.make_tensor_value_info("durations", TensorProto.FLOAT, ["batch", "phonemes"])]
    return graph(nodes, "tiny_encoder", inputs, outputs, constants)


def decoder():
    """A sawtooth as loud as the weighted ids of a frame, the one before and the one behind it."""
    nodes = [
        helper.make_node("Mul", ["z", "y_mask"], ["masked"]),
        helper.make_node("Conv", ["masked", "kernel"], ["mixed"], pads=[1, 1]),
        helper.make_node("Reshape", ["mixed", "upright"], ["column"]),
        helper.make_node("Mul", ["column", "ramp"], ["sound"]),
        helper.make_node("Reshape", ["sound", "flat"], ["output"]),
    ]
    constants = [constant("kernel", [[[0.2, 0.5, 0.3]]], np.float32), constant("upright", [1, -1, 1], np.int64),
                 constant("ramp", (np.arange(HOP) / HOP * 0.02).reshape(1, 1, HOP), np.float32),
                 constant("flat", [1, 1, -1], np.int64)]
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, "frames"]) for name in ("z", "y_mask")]
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "time"])]
    return graph(nodes, "tiny_decoder", inputs, outputs, constants)


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
    (folder / "halves.encoder.onnx").write_bytes(encoder().SerializeToString())
    (folder / "halves.decoder.onnx").write_bytes(decoder().SerializeToString())
    halves = config(16000, 1, "text", letters)
    halves["split"] = {"encoder": "halves.encoder.onnx", "decoder": "halves.decoder.onnx", "first_frames": 5,
                       "more_frames": 7, "frames_before": 1, "frames_behind": 1}
    (folder / "halves.onnx.json").write_text(json.dumps(halves, indent=1) + "\n", encoding="utf-8")
    foreign = config(16000, 1, "espeak", sorted(set(ipa)))
    foreign["espeak"]["voice"] = "de"
    write(folder, "foreign", model(16000, 1, True), foreign)
    (folder / "foreign.onnx.lexicon").write_text(
        "# a word and its phonemes\nhello həlˈoʊ\nworld wˈɜːld\n", encoding="utf-8")


main()
