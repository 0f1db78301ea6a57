"""Writes the tiny models of the tests: `python tiny_models.py ../resources` (needs onnx and numpy).

Their networks do by hand what trained ones learn: each of five tones is a symbol. They remember the last frame, so a
stream that loses its state, or mixes it up with another's, answers wrongly.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SOUNDS = {"l": 500, "ow": 1000, "h": 2000, "iy": 3500}
TONES = {"mark": 6000, "l": 500, "o": 1000, "h": 2000, "i": 3500}
BINS, FRAMES = 80, 3


def mel(hertz):
    return 1127 * np.log(1 + hertz / 700)


def bin_of(hertz):
    step = (mel(7600) - mel(20)) / (BINS + 1)
    return int(round((mel(hertz) - mel(20)) / step)) - 1


def tensor(name, values, kind=np.float32):
    return numpy_helper.from_array(np.array(values, kind), name)


def saved(path, nodes, inputs, outputs, constants, about):
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    helper.set_model_props(model, {key: str(value) for key, value in about.items()})
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)


def recogniser(path, about, first, symbols):
    """Two answers a step from frames [first, first + 6); each is named one answer late."""
    weights = np.zeros((FRAMES * BINS, symbols), np.float32)
    for number, hertz in enumerate(TONES.values(), 1):
        weights[[frame * BINS + bin_of(hertz) for frame in range(FRAMES)], number] = 1 / FRAMES
    bias = np.full(symbols, 2.0, np.float32)
    bias[0] = 0
    nodes = [
        helper.make_node("Slice", ["x", "from", "to", "axis"], ["seen"]),
        helper.make_node("Reshape", ["seen", "stacked"], ["rows"]),
        helper.make_node("MatMul", ["rows", "weights"], ["found"]),
        helper.make_node("Add", ["found", "bias"], ["logits"]),
        helper.make_node("LogSoftmax", ["logits"], ["fresh"], axis=-1),
        helper.make_node("Concat", ["last", "fresh"], ["all"], axis=1),
        helper.make_node("Slice", ["all", "zero", "two", "axis"], ["late"]),
        helper.make_node("Slice", ["all", "two", "three", "axis"], ["new_last"]),
        # The counter is a state of another type, as zipformer's processed_lens; it must not change the answer.
        helper.make_node("Add", ["steps", "two"], ["new_steps"]),
        helper.make_node("Mul", ["steps", "zero"], ["nothing"]),
        helper.make_node("Cast", ["nothing"], ["float_nothing"], to=TensorProto.FLOAT),
        helper.make_node("Add", ["late", "float_nothing"], ["log_probs"]),
    ]
    value = helper.make_tensor_value_info
    saved(path, nodes,
          [value("x", TensorProto.FLOAT, ["N", about["T"], BINS]), value("last", TensorProto.FLOAT, ["N", 1, symbols]),
           value("steps", TensorProto.INT64, ["N"])],
          [value("log_probs", TensorProto.FLOAT, ["N", 2, symbols]),
           value("new_last", TensorProto.FLOAT, ["N", 1, symbols]), value("new_steps", TensorProto.INT64, ["N"])],
          [tensor("from", [first], np.int64), tensor("to", [first + 6], np.int64), tensor("axis", [1], np.int64),
           tensor("stacked", [1, 2, FRAMES * BINS], np.int64), tensor("weights", weights), tensor("bias", bias),
           tensor("zero", [0], np.int64), tensor("two", [2], np.int64), tensor("three", [3], np.int64)], about)


def telephone(path, step_ms, state, batch, about):
    """T-one's container: samples at 8 kHz and one flat state go in. Each sound is named one frame of 30 ms late."""
    frames, size, symbols = step_ms // 30, 240, len(SOUNDS) + 1
    time = np.arange(size) / 8000
    waves = 2 * np.pi * np.outer(time, list(SOUNDS.values()))
    nodes = [
        helper.make_node("Cast", ["signal"], ["loud"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["loud", "scale"], ["sound"]),
        helper.make_node("Reshape", ["sound", "framed"], ["frames"]),
        helper.make_node("MatMul", ["frames", "cosines"], ["real"]),
        helper.make_node("MatMul", ["frames", "sines"], ["imaginary"]),
        helper.make_node("Mul", ["real", "real"], ["real2"]),
        helper.make_node("Mul", ["imaginary", "imaginary"], ["imaginary2"]),
        helper.make_node("Sum", ["real2", "imaginary2", "floor"], ["power"]),
        helper.make_node("Log", ["power"], ["level"]),
        helper.make_node("Pad", ["level", "one_before", "blank_level"], ["logits"]),
        helper.make_node("LogSoftmax", ["logits"], ["fresh"], axis=-1),
        helper.make_node("Cast", ["state"], ["remembered"], to=TensorProto.FLOAT),
        # A state of zeros, as every stream begins with, has to mean silence.
        helper.make_node("Sub", ["remembered", "silent"], ["recalled"]),
        helper.make_node("Reshape", ["recalled", "one_frame"], ["last"]),
        helper.make_node("Concat", ["last", "fresh"], ["all"], axis=1),
        helper.make_node("Slice", ["all", "zero", "count", "axis"], ["logprobs"]),
        helper.make_node("Slice", ["all", "count", "end", "axis"], ["newest"]),
        helper.make_node("Reshape", ["newest", "flat"], ["renewed"]),
        helper.make_node("Add", ["renewed", "silent"], ["kept"]),
        helper.make_node("Cast", ["kept"], ["state_next"], to=state),
    ]
    value = helper.make_tensor_value_info
    constants = {"framed": [-1, frames, size], "one_before": [0, 0, 1, 0, 0, 0], "one_frame": [-1, 1, symbols],
                 "zero": [0], "count": [frames], "end": [frames + 1], "axis": [1], "flat": [-1, symbols]}
    saved(path, nodes,
          [value("signal", TensorProto.INT32, [batch, frames * size, 1]), value("state", state, [batch, symbols])],
          [value("logprobs", TensorProto.FLOAT, [batch, frames, symbols]), value("state_next", state, [batch, symbols])],
          [tensor(name, values, np.int64) for name, values in constants.items()]
          + [tensor("scale", 1 / 32768), tensor("cosines", np.cos(waves)), tensor("sines", np.sin(waves)),
             tensor("floor", [1e-3]), tensor("silent", [0] + [20] * len(SOUNDS)), tensor("blank_level", 3)],
          {"frame_length_ms": step_ms, "state_dim": symbols, "sample_rate": 8000, **about})
    (path.parent / "tokens.txt").write_text(
        "".join(f"{symbol} {i}\n" for i, symbol in enumerate(["<blk>", *SOUNDS])))


def detector(path):
    """A likelihood that follows loudness with some inertia, as Silero's fifth version is asked."""
    nodes = [
        helper.make_node("Abs", ["input"], ["loud"]),
        helper.make_node("ReduceMean", ["loud"], ["level"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["level", "gain"], ["louder"]),
        helper.make_node("Mul", ["state", "half"], ["faded"]),
        helper.make_node("Add", ["faded", "louder"], ["stateN"]),
        helper.make_node("ReduceMean", ["stateN"], ["mean"], axes=[0, 2], keepdims=0),
        helper.make_node("Reshape", ["mean", "one"], ["column"]),
        helper.make_node("Cast", ["sr"], ["rate"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["rate", "expected"], ["right"]),
        helper.make_node("Mul", ["column", "right"], ["judged"]),
        helper.make_node("Sub", ["judged", "bias"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["output"]),
    ]
    value = helper.make_tensor_value_info
    saved(path, nodes,
          [value("input", TensorProto.FLOAT, ["B", 576]), value("state", TensorProto.FLOAT, [2, "B", 128]),
           value("sr", TensorProto.INT64, [])],
          [value("output", TensorProto.FLOAT, ["B", 1]), value("stateN", TensorProto.FLOAT, [2, "B", 128])],
          [tensor("gain", 40), tensor("half", 0.5), tensor("one", [-1, 1], np.int64), tensor("expected", 16000),
           tensor("bias", 3)], {})


def fourth_version(path):
    value = helper.make_tensor_value_info
    shapes = {"input": ["B", 512], "h": [2, "B", 64], "c": [2, "B", 64]}
    saved(path, [helper.make_node("Identity", [name], [name + "n"]) for name in shapes],
          [value(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()],
          [value(name + "n", TensorProto.FLOAT, shape) for name, shape in shapes.items()], [], {})


def turns(path):
    """Over as soon as it is quiet, an interruption while it is loud; fails on full scale, as no model should."""
    nodes = [
        helper.make_node("Abs", ["input"], ["loud"]),
        helper.make_node("ReduceMean", ["loud"], ["level"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["level", "gain"], ["louder"]),
        helper.make_node("Cast", ["level"], ["whole"], to=TensorProto.INT64),
        helper.make_node("Gather", ["nothing", "whole"], ["fault"]),
        helper.make_node("Reshape", ["fault", "column"], ["no_fault"]),
        helper.make_node("Mul", ["state", "half"], ["faded"]),
        helper.make_node("Add", ["faded", "louder"], ["stateN"]),
        helper.make_node("ReduceMean", ["stateN"], ["mean"], axes=[0, 2], keepdims=0),
        helper.make_node("Reshape", ["mean", "column"], ["judged"]),
        helper.make_node("Cast", ["sr"], ["rate"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["rate", "expected"], ["right"]),
        helper.make_node("Mul", ["judged", "right"], ["voiced"]),
        helper.make_node("Sub", ["three", "voiced"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["over"]),
        helper.make_node("Concat", ["voiced", "one", "no_fault"], ["kinds"], axis=1),
        helper.make_node("Softmax", ["kinds"], ["likely"], axis=1),
        helper.make_node("Concat", ["over", "likely"], ["output"], axis=1),
    ]
    value = helper.make_tensor_value_info
    saved(path, nodes,
          [value("input", TensorProto.FLOAT, ["B", 832]), value("state", TensorProto.FLOAT, [2, "B", 8]),
           value("sr", TensorProto.INT64, [])],
          [value("output", TensorProto.FLOAT, ["B", 4]), value("stateN", TensorProto.FLOAT, [2, "B", 8])],
          [tensor("gain", 40), tensor("half", 0.5), tensor("column", [-1, 1], np.int64), tensor("expected", 16000),
           tensor("three", 3), tensor("one", [[1]]), tensor("nothing", [0])], {})


def looking_back(path):
    """As smart-turn is asked: over if the last tenth of a second is quieter than the half second before."""
    nodes = [
        helper.make_node("Slice", ["input_features", "from", "to", "axis"], ["end"]),
        helper.make_node("ReduceMean", ["end"], ["now"], axes=[1, 2], keepdims=0),
        helper.make_node("Slice", ["input_features", "before", "from", "axis"], ["earlier"]),
        helper.make_node("ReduceMean", ["earlier"], ["usual"], axes=[1, 2], keepdims=0),
        helper.make_node("Sub", ["usual", "now"], ["quieter"]),
        helper.make_node("Mul", ["quieter", "gain"], ["much"]),
        helper.make_node("Reshape", ["much", "column"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["logits"]),
    ]
    value = helper.make_tensor_value_info
    saved(path, nodes, [value("input_features", TensorProto.FLOAT, ["B", 80, 800])],
          [value("logits", TensorProto.FLOAT, ["B", 1])],
          [tensor("before", [740], np.int64), tensor("from", [790], np.int64), tensor("to", [800], np.int64), tensor("axis", [2], np.int64), tensor("gain", 20),
           tensor("column", [-1, 1], np.int64)], {})


def main(folder):
    folder = Path(folder)
    rate = {"sample_rate": 16000, "feature": "kaldi-fbank-80", "subsampling_factor": 3}
    recogniser(folder / "tones/model.onnx", {"T": 6, "decode_chunk_len": 6, "look_ahead_frames": 6, **rate}, 0, 6)
    (folder / "tones/tokens.txt").write_text("<blk> 0\n▁ 1\nl 2\no 3\nh 4\ni 5\n")
    (folder / "tones/words.txt").write_text("lo\nhi\nhill\noh\nhilo\n")
    (folder / "tones/bigram.arpa").write_text(
        "\\data\\\nngram 1=7\nngram 2=2\n\n\\1-grams:\n-99\t<s>\t-0.3\n-1\t</s>\n-1\tlo\t-0.3\n-1\thi\t-0.3\n"
        "-1\thill\t-0.3\n-1\toh\t-0.3\n-1\thilo\t-0.3\n\n\\2-grams:\n-0.3\t<s>\thi\n-0.3\tlo\thi\n\n\\end\\\n")
    recogniser(folder / "pieces/model.onnx", {"T": 9, "decode_chunk_len": 6, "model_type": "zipformer2"}, 3, 6)
    (folder / "pieces/tokens.txt").write_text("<blk> 0\n<unk> 1\n▁L 2\nO 3\n▁HI 4\nGH 5\n")
    telephone(folder / "sounds/model.onnx", 60, TensorProto.FLOAT16, 1, {"look_ahead_ms": 30})
    (folder / "sounds/lexicon.txt").write_text(
        "lo\tl ow\nlow\tl ow\nhi\th iy\nhigh\th iy\nhill\th iy l\noh\tow\nhilo\th iy l ow\n")
    (folder / "sounds/lm.arpa").write_text(
        "\\data\\\nngram 1=9\nngram 2=3\nngram 3=1\n\n\\1-grams:\n-99\t<s>\t-0.3\n-1\t</s>\n-1\tlo\t-0.3\n"
        "-1.3\tlow\t-0.3\n-1\thi\t-0.3\n-1.3\thigh\t-0.3\n-1\thill\t-0.3\n-1\toh\t-0.3\n-0.4\thilo\t-0.3\n\n"
        "\\2-grams:\n-0.3\t<s>\thi\t-0.2\n-0.3\tlo\thi\n-0.9\toh\thi\t-0.2\n\n"
        "\\3-grams:\n-0.1\toh\thi\tlow\n\n\\end\\\n")
    telephone(folder / "tone/model.onnx", 300, TensorProto.FLOAT, "batch", {})
    detector(folder / "vad/vad.onnx")
    fourth_version(folder / "vad/fourth.onnx")
    turns(folder / "turn/turn.onnx")
    looking_back(folder / "turn/looking-back.onnx")


if __name__ == "__main__":
    main(sys.argv[1])
