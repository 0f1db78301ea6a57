"""Measures the exported recogniser on voices that it was not trained on: `python evaluate.py DATA FOLDER`.

Every utterance goes through the streaming graph as on the server; results go to DATA/evaluation.json and to stdout.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from channel import at_level, noisy_call
from decode import Decoder
from export import Stream
from features import fbank, upsampled
from model import greedy
from text import DEMO_SCRIPT
from train import word_errors
from voices import RATE, SEED, read_shard

CONDITIONS = {"clean": "clean", "G.711": None, "G.711 20 dB": 20, "G.711 10 dB": 10}
HELD_OUT = ("flite_rms", "espeak_klatt")
HEARD = ("flite_slt", "flite_kal16")


def heard(samples, condition, rng):
    """Features of an utterance as the server hears it: 300 ms before and after, then the condition."""
    samples = np.pad(samples.astype(np.float32) / 32768, (int(0.3 * RATE), int(0.3 * RATE)))
    level = CONDITIONS[condition]
    if level == "clean":
        return fbank(upsampled(at_level(samples, -20)))
    return fbank(upsampled(noisy_call(samples, 45 if level is None else level, rng)))


class Score:
    """Counts of one test set."""

    def __init__(self):
        self.words = self.greedy = self.beam = self.sentences = self.wrong = 0

    def add(self, text, by_greedy, by_beam):
        self.words += len(text.split())
        self.greedy += word_errors(text.split(), by_greedy.split())
        self.beam += word_errors(text.split(), by_beam.split())
        self.sentences += 1
        self.wrong += text != by_beam

    def rates(self):
        return {"words": self.words, "greedy": round(self.greedy / self.words, 4),
                "beam": round(self.beam / self.words, 4), "sentences_wrong": round(self.wrong / self.sentences, 4)}


def measured(entries, condition, stream, decoder, show=0):
    """Word error rates of (samples, text, voice) triples."""
    score, rng = Score(), np.random.default_rng(SEED)
    for samples, text, _ in entries:
        log_probs = stream.run(heard(samples, condition, rng))
        by_greedy, by_beam = greedy(log_probs), decoder.decode(log_probs)
        score.add(text, by_greedy, by_beam)
        if by_beam != text and show > 0:
            show -= 1
            print(f"   said  {text}\n   greedy {by_greedy}\n   beam  {by_beam}")
    return score.rates()


def demo_entries(path):
    """The demo script as whole utterances: the parts joined by 700 ms of silence."""
    parts, entries = read_shard(path), []
    for sentence in DEMO_SCRIPT:
        samples = []
        for _ in sentence.split("|"):
            samples += [np.zeros(int(0.7 * RATE), np.int16)] * bool(samples) + [parts.pop(0)[0]]
        entries.append((np.concatenate(samples), " ".join(sentence.replace("|", " ").split()), path.stem))
    return entries


def real_time_factor(stream):
    """Seconds of computing for a second of sound, one thread."""
    size = int(stream.about["T"])
    chunk = np.full((size, 80), -8, np.float32)
    started = time.perf_counter()
    for _ in range(1000):
        stream.feed(chunk)
    return (time.perf_counter() - started) / (10 * size)


def main(data, folder, limit=250):
    """Every voice in every condition, then the demo script sentence by sentence."""
    data, folder = Path(data), Path(folder)
    stream, decoder = Stream(folder / "model.onnx"), Decoder(folder)
    results = {"real_time_factor": round(real_time_factor(stream), 4), "voices": {}, "demo": {}}
    for voice in HELD_OUT + HEARD:
        entries = read_shard(data / "clean" / f"test-{voice}.npz")[:limit]
        for condition in CONDITIONS if voice in HELD_OUT else ("G.711",):
            rates = measured(entries, condition, stream, decoder, show=6 if condition == "G.711" else 0)
            results["voices"].setdefault(voice, {})[condition] = rates
            print(voice, condition, rates, flush=True)
    for voice in HELD_OUT + HEARD:
        rng = np.random.default_rng(SEED)
        for samples, text, _ in demo_entries(data / "clean" / f"demo-{voice}.npz"):
            log_probs = stream.run(heard(samples, "G.711", rng))
            lines = {"said": text, "greedy": greedy(log_probs), "beam": decoder.decode(log_probs)}
            results["demo"].setdefault(voice, []).append(lines)
            print(voice, "ok " if lines["beam"] == text else "BAD", lines)
    (data / "evaluation.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 250)
