"""Who says it: Debian's free synthesisers as callers, and the factory that lets them speak.

`python voices.py DATA [UTTERANCES]` writes shards of clean 8 kHz speech under DATA.  A shard is a function of its
name, so the work can be stopped, continued and spread over processes.  Engines: flite, espeak-ng, festival.
"""

import json
import multiprocessing
import random
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

from text import DEMO_SCRIPT, Talk, transcript

SEED = 20240607
RATE = 8000
SHARD = 250

ACCENTS = ("en-us",) * 6 + ("en-gb", "en-gb-x-rp", "en-us-nyc", "en-gb-scotland", "en-029", "en-gb-x-gbcwmd")
VARIANTS = """f1 f2 f3 f4 f5 m1 m2 m3 m4 m5 m6 m7 m8 Alex Alicia Andrea Andy Annie adam antonio belinda benjamin boris
caleb david Denis Diogo ed edward Gene Gene2 gustave Henrique Hugo iven iven2 iven3 Jacky john Lee linda marcelo Marco
Mario max Michael michel miguel Mike Mr Nguyen pablo paul pedro quincy rob robert steph steph2 steph3 Storm victor
sandro shelby travis zac anika aunty grandma grandpa""".split()
KLATT = ("klatt", "klatt2", "klatt3", "klatt4")

# voice: share of the training set, range of the vocal tract factor (above 1: shorter tract and higher pitch)
TRAINING_VOICES = {
    "flite/kal": (0.06, 0.88, 1.25),
    "flite/kal16": (0.11, 0.88, 1.25),
    "flite/awb": (0.18, 0.85, 1.22),
    "flite/slt": (0.20, 0.74, 1.12),
    "festival/ked_diphone": (0.08, 0.88, 1.25),
    "festival/cmu_us_slt_arctic_hts": (0.07, 0.76, 1.12),
    "espeak": (0.30, 0.92, 1.10),
}
# flite/rms and espeak/klatt are held out: they speak in the test and demo shards only.

LETTERS = {"A": "ay", "I": "eye", "U": "you", "Y": "why", "R": "are", "O": "oh"}
NOISES_OF_ASSENT = {"mm-hmm": "um hum", "mhm": "um hum", "hmm": "hum"}


def respelled(text, engine):
    """The text as the engine must read it to pronounce spelled letters and "mm-hmm" as people do."""
    words = []
    for word in text.split():
        if word in LETTERS:
            word = "eh" if word == "A" and engine == "espeak" else LETTERS[word]
        word = NOISES_OF_ASSENT.get(word, word)
        words.append("hmm" if word == "hum" and engine == "espeak" else word)
    return " ".join(words)


class Line:
    """One utterance to be spoken: a text, a voice, a speed and a vocal tract factor."""

    def __init__(self, text, voice, rng, low=1.0, high=1.0):
        self.text, self.voice = text, voice
        self.engine, _, self.name = voice.partition("/")
        self.tract = rng.uniform(low, high)
        self.stretch = self.tract / rng.triangular(0.85, 1.25, 1.0)
        self.pitch = rng.uniform(0.8, 1.25)
        if voice == "espeak":
            self.name = rng.choice(ACCENTS) + "+" + rng.choice(VARIANTS)
        elif voice == "espeak/klatt":
            self.name = "en-us+" + rng.choice(KLATT)

    def words(self):
        return respelled(self.text, self.engine)


def speak_flite(line, path):
    """Runs flite; the diphone voices also take a pitch."""
    command = ["flite", "-voice", line.name, "--setf", f"duration_stretch={line.stretch:.3f}"]
    if line.name.startswith("kal"):
        command += ["--setf", f"int_f0_target_mean={105 * line.pitch:.0f}"]
    subprocess.run(command + ["-t", line.words(), "-o", path], check=True, capture_output=True)


def speak_espeak(line, path):
    """Runs espeak-ng."""
    command = ["espeak-ng", "-v", line.name, "-p", str(int(50 * line.pitch)), "-s", str(int(165 / line.stretch))]
    subprocess.run(command + ["-w", path, line.words()], check=True, capture_output=True)


def speak_festival(lines, paths):
    """Runs festival once for many lines, since it takes half a second to start."""
    script = []
    for line, path in zip(lines, paths):
        script += [f"(voice_{line.name})", f"(Parameter.set 'Duration_Stretch {line.stretch:.3f})",
                   f'(set! u (SynthText "{line.words()}"))', f'(utt.save.wave u "{path}" \'riff)']
    script.insert(0, "(define (SynthText t) (utt.synth (eval (list 'Utterance 'Text t))))")
    with tempfile.NamedTemporaryFile("w", suffix=".scm") as file:
        file.write("\n".join(script))
        file.flush()
        subprocess.run(["festival", "-b", file.name], check=True, capture_output=True)


def trimmed(samples):
    """Cuts silence from both ends, but 30 ms: later code decides how much silence there is."""
    frames = len(samples) // 80
    energy = np.square(samples[:frames * 80].reshape(frames, 80)).mean(1)
    loud = np.flatnonzero(energy > energy.max() * 10 ** -4.5)
    return samples[max(0, loud[0] - 3) * 80:(loud[-1] + 4) * 80]


def telephone_rate(path, tract):
    """Reads an engine's file as 8 kHz int16 of fixed peak, its spectrum moved by the vocal tract factor."""
    rate, samples = wavfile.read(path)
    ratio = Fraction(RATE / (rate * tract)).limit_denominator(160)
    samples = resample_poly(samples.astype(np.float32), ratio.numerator, ratio.denominator)
    samples = trimmed(samples)
    return (samples * (26000 / np.abs(samples).max())).astype(np.int16)


def spoken(lines):
    """The audio of each line; None for the rare one that an engine fails on."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{number}.wav" for number in range(len(lines))]
        festival = [number for number, line in enumerate(lines) if line.engine == "festival"]
        if festival:
            speak_festival([lines[n] for n in festival], [paths[n] for n in festival])
        audio = []
        for line, path in zip(lines, paths):
            try:
                if line.engine == "flite":
                    speak_flite(line, path)
                elif line.engine == "espeak":
                    speak_espeak(line, path)
                samples = telephone_rate(path, line.tract)
            except (OSError, ValueError, IndexError, subprocess.CalledProcessError):
                samples = None
            audio.append(samples)
        return audio


def lines_of(shard):
    """The lines of a shard, from its name alone: train-N, dev, test-VOICE or demo-VOICE."""
    talk = Talk()
    kind, _, rest = shard.partition("-")
    rng = random.Random(f"{SEED}/{shard}")
    voices = list(TRAINING_VOICES)
    shares = [TRAINING_VOICES[voice][0] for voice in voices]
    if kind == "demo":
        parts = [part.strip() for sentence in DEMO_SCRIPT for part in sentence.split("|")]
        lines = [Line(part, rest.replace("_", "/", 1), rng) for part in parts]
        for line in lines:
            line.stretch = 1.0
        return lines
    if kind == "test":
        return [Line(talk.spoken_text(rng), rest.replace("_", "/", 1), rng) for _ in range(SHARD)]
    lines = []
    for _ in range(SHARD):
        voice = rng.choices(voices, shares)[0]
        text = talk.spoken_text(rng) if kind == "dev" else talk.training_text(rng)
        lines.append(Line(text, voice, rng, *TRAINING_VOICES[voice][1:]))
    return lines


def make_shard(job):
    """Writes one shard unless it is there: all samples end to end, and what and who they are."""
    folder, shard = job
    target = folder / f"{shard}.npz"
    if target.exists():
        return shard
    lines = lines_of(shard)
    kept = [(line, samples) for line, samples in zip(lines, spoken(lines)) if samples is not None]
    about = [{"text": transcript(line.text), "voice": f"{line.engine}/{line.name}"} for line, _ in kept]
    ends = np.cumsum([len(samples) for _, samples in kept])
    partial = folder / f"{shard}.part.npz"
    np.savez(partial, samples=np.concatenate([samples for _, samples in kept]), ends=ends, about=json.dumps(about))
    partial.rename(target)
    return shard


def read_shard(path):
    """The (samples, text, voice) triples of a shard."""
    with np.load(path) as shard:
        parts = np.split(shard["samples"], shard["ends"][:-1])
        return [(part, entry["text"], entry["voice"]) for part, entry in zip(parts, json.loads(str(shard["about"])))]


def main(folder, utterances):
    """Makes the development and test shards and as many training shards as hold the utterances."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    speakers = ("flite_rms", "espeak_klatt", "flite_slt", "flite_kal16")
    shards = ["dev"] + [f"{kind}-{who}" for who in speakers for kind in ("test", "demo")]
    train = [f"train-{number:03}" for number in range(utterances // SHARD)]
    shards = train[:2] + shards + train[2:]
    with multiprocessing.Pool(2) as pool:
        for shard in pool.imap_unordered(make_shard, [(folder, shard) for shard in shards]):
            print(shard, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 16000)
