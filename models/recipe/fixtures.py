"""Writes the fixtures of the server's tests: `python fixtures.py DATA FOLDER`.

fixtures/ holds a short sound, its features and what the graph makes of them; fixtures/held-out/ holds telephone
recordings of voices that were not trained on, with transcripts.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from channel import noisy_call
from evaluate import demo_entries
from export import Stream
from features import fbank, upsampled
from model import greedy
from voices import RATE, SEED, read_shard


def telephone(samples, decibels, rng):
    """An 8 kHz recording with 200 ms around the words."""
    edge = int(0.2 * RATE)
    return np.rint(noisy_call(np.pad(samples / 32768.0, (edge, edge)), decibels, rng) * 32768).astype(np.int16)


def feature_fixture(folder, stream, samples, rng):
    """speech.wav (16 kHz), features.f32, and greedy.txt; the features are flushed with silence in the recording."""
    sound = upsampled(telephone(samples, 40, rng).astype(np.float32))[:32000]
    sound = np.clip(np.rint(sound), -32768, 32767).astype(np.int16)
    wavfile.write(folder / "speech.wav", 16000, sound)
    features = fbank(sound.astype(np.float32) / 32768)
    features.astype("<f4").tofile(folder / "features.f32")
    (folder / "greedy.txt").write_text(greedy(stream.run(features)) + "\n")


def main(data, folder):
    """All fixtures from the demo lines of both held-out voices."""
    data, target = Path(data), Path(folder) / "fixtures"
    (target / "held-out").mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    stream = Stream(Path(folder) / "model.onnx")
    demo = demo_entries(data / "clean" / "demo-flite_rms.npz")
    feature_fixture(target, stream, demo[5][0], rng)
    others = [entry for entry in read_shard(data / "clean" / "test-espeak_klatt.npz") if 7000 < len(entry[0]) < 11000]
    rows = ["file\tvoice\ttranscript"]
    for number, (samples, text, _) in enumerate(demo + others[:1]):
        voice = "flite-rms" if number < len(demo) else "espeak-klatt"
        name = f"{number:02}-{voice}.wav"
        wavfile.write(target / "held-out" / name, RATE, telephone(samples, 30, rng))
        rows.append(f"{name}\t{voice}\t{text}")
    (target / "held-out" / "transcripts.tsv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
