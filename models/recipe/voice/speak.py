"""The exported voice, run as a server runs it: whole, or clause by clause in chunks.

`python -m voice.speak FOLDER OUT.wav WORDS...` says words through lexicon and rules.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime as ort
from scipy.io import wavfile

from voice.lexicon import VOWELS, Pronouncing
from voice.symbols import SPACE, STOPS, STRESS, padded

BEFORE_VOWEL = "ði"


def session(path):
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Speaker:
    """The voice of a folder. `whole` and `chunks` take letters in IPA."""

    def __init__(self, folder, name="mira"):
        self.about = json.loads((folder / f"{name}.onnx.json").read_text(encoding="utf-8"))
        self.rate, self.hop, self.split = self.about["audio"]["sample_rate"], self.about["hop_length"], self.about["split"]
        inference = self.about["inference"]
        self.scales = np.array([inference["noise_scale"], inference["length_scale"], inference["noise_w"]], np.float32)
        self.model = session(folder / f"{name}.onnx")
        self.encoder, self.decoder = (session(folder / self.split[part]) for part in ("encoder", "decoder"))

    def inputs(self, letters):
        ids = np.array([padded(letters)])
        return {"input": ids, "input_lengths": np.array([ids.shape[1]]), "scales": self.scales}

    def whole(self, letters):
        """Samples and frames of each id."""
        sound, frames = self.model.run(["output", "durations"], self.inputs(letters))
        return sound[0, 0], frames[0]

    def chunks(self, letters):
        """Chunks of samples, as soon as they are made."""
        z, mask, _ = self.encoder.run(["z", "y_mask", "durations"], self.inputs(letters))
        at, size, total = 0, self.split["first_frames"], z.shape[2]
        while at < total:
            until = min(total, at + size)
            start, end = max(0, at - self.split["frames_before"]), min(total, until + self.split["frames_behind"])
            part = {"z": z[:, :, start:end], "y_mask": mask[:, :, start:end]}
            sound = self.decoder.run(["output"], part)[0][0, 0]
            yield sound[(at - start) * self.hop:(until - start) * self.hop]
            at, size = until, self.split["more_frames"]


def letters_of(text, pronouncing):
    """Words and stops as letters: what the server does with a text that is normalised already."""
    written, words = text.split(), []
    for at, one in enumerate(written):
        word = one.rstrip(STOPS)
        sounds = pronouncing.of(word.lower())
        following = pronouncing.of(written[at + 1].rstrip(STOPS).lower()) if at + 1 < len(written) else ""
        if word.lower() == "the" and word == one and following.lstrip(STRESS)[:1] in tuple(VOWELS):
            sounds = BEFORE_VOWEL
        words.append(sounds + one[len(word):])
    return SPACE.join(words)


def pace(speaker, letters, rounds=20):
    """Milliseconds of processor time to the first chunk and for all chunks, medians, and seconds of sound."""
    first, whole, seconds = [], [], 0
    for _ in range(rounds):
        started = time.process_time()
        chunks = speaker.chunks(letters)
        samples = len(next(chunks))
        first.append(time.process_time() - started)
        samples += sum(len(chunk) for chunk in chunks)
        whole.append(time.process_time() - started)
        seconds = samples / speaker.rate
    return 1000 * float(np.median(first)), 1000 * float(np.median(whole)), seconds


def disagreement(speaker, letters):
    """The largest difference between a clause made whole and the same in chunks, and the largest sample."""
    sound, _ = speaker.whole(letters)
    joined = np.concatenate(list(speaker.chunks(letters)))
    assert joined.shape == sound.shape, (joined.shape, sound.shape)
    return float(np.abs(joined - sound).max()), float(np.abs(sound).max())


def main(folder, out, words):
    speaker, pronouncing = Speaker(folder), Pronouncing.read(folder)
    sound, _ = speaker.whole(letters_of(" ".join(words), pronouncing))
    wavfile.write(out, speaker.rate, (sound * 32767).astype(np.int16))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
