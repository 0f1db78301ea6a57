"""Writes the trained recogniser as a streaming ONNX graph: `python export.py CHECKPOINT FOLDER`."""

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from model import ALPHABET, STACK, Recogniser

CHUNK = 6
EMISSION = 9  # 10 ms frames by which a letter may follow its sound beyond the look-ahead: all did in 100 utterances
VERSION = "1"


class Stream:
    """One caller's stream through the exported graph, fed as the server does it."""

    def __init__(self, path, threads=1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.inputs = self.session.get_inputs()
        self.about = self.session.get_modelmeta().custom_metadata_map
        self.reset()

    def reset(self):
        self.states = [np.zeros(entry.shape, np.float32) for entry in self.inputs[1:]]

    def feed(self, chunk):
        """Log-probabilities of one chunk [T, 80]."""
        names = [entry.name for entry in self.inputs]
        log_probs, *self.states = self.session.run(None, dict(zip(names, [chunk[None], *self.states])))
        return log_probs[0]

    def run(self, features):
        """Log-probabilities of a whole utterance [frames, 80], flushed by repeating silence."""
        size, after = int(self.about["T"]), int(self.about["look_ahead_frames"])
        features = np.concatenate([features, np.repeat(features[-5:].mean(0, keepdims=True), after, 0)])
        rest = -len(features) % size
        features = np.concatenate([features, np.repeat(features[-1:], rest, 0)]).astype(np.float32)
        self.reset()
        return np.concatenate([self.feed(features[at:at + size]) for at in range(0, len(features), size)])


def exported(net, path):
    """Saves the graph with its metadata."""
    net.eval()
    count = len(net.zeros())
    states, after = ([f"{kind}_{n}" for n in range(count)] for kind in ("cache", "new_cache"))
    torch.onnx.export(net, (torch.zeros(1, CHUNK, 80), *net.zeros()), str(path), opset_version=17, dynamo=False,
                      input_names=["x", *states], output_names=["log_probs", *after])
    graph = onnx.load(path)
    graph.ir_version = 8
    about = {"model_type": "antiphon-ctc", "T": CHUNK, "decode_chunk_len": CHUNK, "subsampling_factor": STACK,
             "look_ahead_frames": net.delay * STACK + EMISSION, "sample_rate": 16000, "feature": "kaldi-fbank-80",
             "version": VERSION, "comment": "English front desk, trained on synthetic speech only"}
    onnx.helper.set_model_props(graph, {key: str(value) for key, value in about.items()})
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


@torch.inference_mode()
def verified(net, path):
    """Asserts that the streamed graph computes what the network computes on a whole utterance."""
    features = np.random.default_rng(1).normal(-6, 3, (20 * CHUNK, 80)).astype(np.float32)
    stream = Stream(path)
    streamed = np.concatenate([stream.feed(features[at:at + CHUNK]) for at in range(0, len(features), CHUNK)])
    whole = net(torch.from_numpy(features)[None], *net.zeros())[0][0].numpy()
    difference = float(np.abs(streamed - whole).max())
    assert difference < 1e-3, difference
    return difference


def write_sums(folder):
    """SHA256SUMS of every file beside it that the server loads."""
    names = sorted(path.name for path in folder.iterdir() if path.suffix in (".onnx", ".txt", ".arpa"))
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in names]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n")


def main(checkpoint, folder):
    """Exports the averaged weights and the symbols."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    saved = torch.load(checkpoint, map_location="cpu")
    net = Recogniser()
    net.load_state_dict(saved["average"])
    exported(net, folder / "model.onnx")
    print("step", saved["step"], "largest difference, streamed against whole:", verified(net, folder / "model.onnx"))
    (folder / "tokens.txt").write_text("".join(f"{symbol} {number}\n" for number, symbol in enumerate(ALPHABET)))
    write_sums(folder)


if __name__ == "__main__":
    main(*sys.argv[1:3])
