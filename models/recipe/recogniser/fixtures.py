"""Writes the recordings that the server's tests listen to: `python -m recogniser.fixtures DATA FOLDER`.

FOLDER/fixtures/held-out gets telephone recordings of voices that were not trained on, with their transcripts.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from factory.channel import RATE, noisy_call
from factory.text import transcript
from factory.voices import HELD_OUT, SEED, read_shard

# how many sentences of the demo, of the grammar and of figures, for each voice
CHOSEN = {"flite/rms": (10, 0, 3), "festival/ked_diphone": (0, 3, 0), "espeak/klatt": (0, 3, 1)}


def chosen(data, voice, counts):
    """The first utterances of each kind that are neither very short nor very long."""
    name = voice.replace("/", "~")
    for kind, count in zip((f"demo-{name}", f"test-grammar-{name}", f"test-figures-{name}"), counts):
        entries = read_shard(data / "clean" / f"{kind}.npz")
        fit = [entry for entry in entries if kind.startswith("demo") or 8000 < len(entry[0]) < 20000]
        yield from fit[:count]


def main(data, folder):
    data, target = Path(data), Path(folder) / "fixtures" / "held-out"
    target.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    edge = int(0.2 * RATE)
    rows = ["file\tvoice\ttranscript"]
    for voice, counts in ((voice, CHOSEN[voice]) for voice in HELD_OUT):
        for samples, text, _ in chosen(data, voice, counts):
            name = f"{len(rows) - 1:02}-{voice.replace('/', '-')}.wav"
            sound = noisy_call(np.pad(samples / 32768.0, (edge, edge)), 30, rng)
            wavfile.write(target / name, RATE, np.rint(sound * 32768).astype(np.int16))
            rows.append(f"{name}\t{voice.replace('/', '-')}\t{transcript(text)}")
    (target / "transcripts.tsv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
