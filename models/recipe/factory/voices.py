"""Who says it: Debian's free synthesisers as callers, and the factory that lets them speak.

`python -m factory.voices DATA [SCALE]` writes shards of clean 8 kHz speech under DATA/clean.  A shard is a function of
its name, so the work can be stopped, continued and spread over processes.  Engines: flite, espeak-ng, festival.

A speaker is drawn anew for every utterance: a voice, a pitch, a speed and a vocal tract.  espeak-ng's formants are
synthetic, so there each utterance gets a speaker of its own making; flite's and festival's voices were recorded from
people, and are moved by resampling (which changes the length of the vocal tract) and by a pitch of their own.
"""

import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

from factory.accents import SOUNDS, festival, speak_accented
from factory.progress import progress
from factory.text import DEMO_SCRIPT, Texts, spelled_letters, transcript

SEED = 20240607
RATE = 8000
SHARD = 250

ACCENTS = ("en-us",) * 8 + ("en-gb", "en-gb-x-rp", "en-us-nyc", "en-gb-scotland", "en-029", "en-gb-x-gbcwmd", "en-gb-x-gbclan")
VARIANTS = """f1 f2 f3 f4 f5 m1 m2 m3 m4 m5 m6 m7 m8 Alex Alicia Andrea Andy Annie adam antonio belinda benjamin boris
caleb david Denis Diogo ed edward Gene Gene2 gustave Henrique Hugo iven iven2 iven3 Jacky john Lee linda marcelo Marco
Mario max Michael michel miguel Mike Mr Nguyen pablo paul pedro quincy rob robert steph steph2 steph3 Storm victor
sandro shelby travis zac anika aunty grandma grandpa""".split()
KLATT = ("klatt", "klatt2", "klatt3", "klatt4")

# voice: share of the training set, range of the vocal tract factor (above 1: shorter tract), range of the pitch factor
TRAINING_VOICES = {
    "flite/kal": (0.04, (0.88, 1.22), (0.75, 1.7)),
    "flite/kal16": (0.10, (0.86, 1.25), (0.75, 1.8)),
    "flite/awb": (0.21, (0.84, 1.25), (0.7, 1.7)),
    "flite/slt": (0.22, (0.76, 1.15), (0.5, 1.25)),
    "festival/kal_diphone": (0.02, (0.88, 1.22), (1.0, 1.0)),
    "festival/cmu_us_slt_arctic_hts": (0.03, (0.78, 1.12), (1.0, 1.0)),
    "espeak": (0.38, (0.94, 1.06), (0.6, 1.5)),
}
# What the recorded voices of other languages say, in shards of their own: all of them equally often.
ACCENTED_VOICES = tuple(SOUNDS)
ACCENTED_TRACT, ACCENTED_PITCH = (0.87, 1.2), (0.75, 1.4)
ACCENTED_TEXTS = ("grammar", "talk", "call", "service", "chat", "figures")
# flite/rms, festival/ked_diphone and espeak/klatt are held out: they speak in test and demo shards only.
HELD_OUT = ("flite/rms", "festival/ked_diphone", "espeak/klatt")

LETTERS = {"A": "ay", "I": "eye", "U": "you", "Y": "why", "R": "are", "O": "oh"}
RESPELLED = {"mm-hmm": "um hum", "mhm": "um hum", "hmm": "hum", "mm": "mmm", "gonna": "gunna", "'cause": "cuz",
             "dunno": "duh no", "gotta": "gahta", "gimme": "gimmy", "lemme": "lemmy"}


def respelled(text, engine):
    """The text as the engine must read it to pronounce spelled letters and murmurs as people do."""
    words = []
    for word in spelled_letters(text).split():
        if word in LETTERS:
            word = "eh" if word == "A" and engine == "espeak" else LETTERS[word]
        word = RESPELLED.get(word, word)
        words.append("hmm" if word == "hum" and engine == "espeak" else word)
    return " ".join(words)


class Line:
    """One utterance to be spoken: a text, a voice, and how this speaker differs from the voice."""

    def __init__(self, text, voice, rng, tract=(1.0, 1.0), pitch=(1.0, 1.0)):
        self.text, self.voice = text, voice
        self.engine, _, self.name = voice.partition("/")
        self.tract = rng.uniform(*tract)
        self.pitch = rng.uniform(*pitch)
        self.stretch = self.tract / rng.triangular(0.8, 1.35, 1.05)
        self.variant = None
        if voice == "espeak":
            self.name = rng.choice(ACCENTS)
            self.variant = espeak_variant(rng) if rng.random() < 0.7 else rng.choice(VARIANTS)
        elif voice == "espeak/klatt":
            self.name, self.variant = "en-us", rng.choice(KLATT)

    def words(self):
        return respelled(self.text, self.engine)


def espeak_variant(rng):
    """A speaker nobody has heard: the text of an espeak-ng variant file with formants, widths and a glottis drawn at random."""
    base = rng.uniform(70, 210)
    tract = rng.uniform(0.85, 1.2)
    lines = ["language variant", "name drawn", f"pitch {base:.0f} {base * rng.uniform(1.1, 1.7):.0f}"]
    lines += [f"formant {n} {100 * tract * rng.uniform(0.92, 1.08):.0f} {rng.uniform(60, 140):.0f} {rng.uniform(70, 180):.0f}"
              for n in range(1, 6)]
    lines.append(f"voicing {rng.uniform(60, 130):.0f}")
    lines.append(f"consonants {rng.uniform(50, 140):.0f} {rng.uniform(50, 140):.0f}")
    if rng.random() < 0.4:
        lines.append(f"roughness {rng.randint(0, 5)}")
    if rng.random() < 0.4:
        lines.append("breath " + " ".join(str(rng.randint(0, 6)) for _ in range(8)))
    if rng.random() < 0.5:
        lines.append(f"flutter {rng.randint(0, 6)}")
    if rng.random() < 0.5:
        lines.append(f"stressLength {' '.join(str(rng.randint(120, 260)) for _ in range(8))}")
    return "\n".join(lines) + "\n"


def espeak_home(folder):
    """A copy of espeak-ng's data into which drawn speakers can be written; returns its path."""
    home = Path(folder) / f"espeak-{os.getpid()}"
    if not home.exists():
        source = next(Path("/usr").glob("lib/*/espeak-ng-data"), None) or Path("/usr/share/espeak-ng-data")
        shutil.copytree(source, home / "espeak-ng-data", ignore=lambda _, names: [n for n in names if n.endswith("_dict") and n != "en_dict"])
    return home


def speak_flite(line, path):
    """Runs flite; every voice takes a pitch in its own way."""
    command = ["flite", "-voice", line.name, "--setf", f"duration_stretch={line.stretch:.3f}"]
    if line.name.startswith("kal"):
        command += ["--setf", f"int_f0_target_mean={105 * line.pitch / line.tract:.0f}"]
    else:
        command += ["--setf", f"f0_shift={line.pitch / line.tract:.3f}"]
    subprocess.run(command + ["-t", line.words(), "-o", path], check=True, capture_output=True)


def speak_espeak(line, path):
    """Runs espeak-ng, with the line's own speaker where one was drawn."""
    command = ["espeak-ng"]
    name = f"{line.name}+{line.variant}" if line.variant else line.name
    if line.variant and "\n" in line.variant:
        home = espeak_home(tempfile.gettempdir())
        (home / "espeak-ng-data" / "voices" / "!v" / "drawn").write_text(line.variant)
        command += ["--path", str(home)]
        name = f"{line.name}+drawn"
    command += ["-v", name, "-p", str(min(99, int(50 * line.pitch))), "-s", str(int(165 / line.stretch))]
    subprocess.run(command + ["-w", path, line.words()], check=True, capture_output=True)


def speak_festival(lines, paths):
    """Runs festival once for many lines, since it takes half a second to start."""
    script = ["(define (SynthText t) (utt.synth (eval (list 'Utterance 'Text t))))"]
    for line, path in zip(lines, paths):
        script += [f"(voice_{line.name})", f"(Parameter.set 'Duration_Stretch {line.stretch:.3f})",
                   f'(set! u (SynthText "{line.words()}"))', f'(utt.save.wave u "{path}" \'riff)']
    festival("\n".join(script))


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
        for engine, speak in (("festival", speak_festival), ("accent", speak_accented)):
            own = [number for number, line in enumerate(lines) if line.engine == engine]
            if own:
                speak([lines[n] for n in own], [paths[n] for n in own])
        audio = []
        for line, path in zip(lines, paths):
            try:
                if line.engine == "flite":
                    speak_flite(line, path)
                elif line.engine == "espeak":
                    speak_espeak(line, path)
                samples = telephone_rate(path, line.tract)
                os.unlink(path)
            except (OSError, ValueError, IndexError, subprocess.CalledProcessError):
                samples = None
            audio.append(samples)
        return audio


def lines_of(shard, texts):
    """The lines of a shard, from its name alone: KIND-NUMBER for training, test-KIND-VOICE or demo-VOICE else."""
    kind, _, rest = shard.partition("-")
    rng = random.Random(f"{SEED}/{shard}")
    if kind == "demo":
        parts = [part.strip() for sentence in DEMO_SCRIPT for part in sentence.split("|")]
        lines = [Line(part, rest.replace("~", "/"), rng) for part in parts]
        for line in lines:
            line.stretch = 1.0
        return lines
    if kind == "test":
        kind, _, voice = rest.partition("-")
        return [Line(texts.text(kind, rng), voice.replace("~", "/"), rng) for _ in range(SHARD)]
    if kind == "accent":
        return [Line(texts.text(rng.choice(ACCENTED_TEXTS), rng), f"accent/{rng.choice(ACCENTED_VOICES)}", rng, ACCENTED_TRACT, ACCENTED_PITCH)
                for _ in range(SHARD)]
    voices = list(TRAINING_VOICES)
    shares = [TRAINING_VOICES[voice][0] for voice in voices]
    lines = []
    for number in range(SHARD):
        voice = rng.choices(voices, shares)[0]
        text = texts.text(("grammar", "unseen", "figures")[number % 3] if kind == "dev" else kind, rng)
        lines.append(Line(text, voice, rng, *TRAINING_VOICES[voice][1:]))
    return lines


def make_shard(job):
    """Writes one shard unless it is there: all samples end to end, and what and who they are."""
    folder, shard = job
    target = folder / f"{shard}.npz"
    if target.exists():
        return shard
    lines = lines_of(shard, Texts())
    kept = [(line, samples) for line, samples in zip(lines, spoken(lines)) if samples is not None]
    about = [{"text": transcript(line.text), "said": line.text, "voice": line.voice} for line, _ in kept]
    ends = np.cumsum([len(samples) for _, samples in kept])
    partial = folder / f"{shard}.part.npz"
    np.savez(partial, samples=np.concatenate([samples for _, samples in kept]), ends=ends, about=json.dumps(about))
    partial.rename(target)
    return shard


def read_shard(path):
    """The (samples, text, voice) triples of a shard."""
    with np.load(path) as shard:
        parts = np.split(shard["samples"], shard["ends"][:-1])
        return [(part, entry["said"], entry["voice"]) for part, entry in zip(parts, json.loads(str(shard["about"])))]


# shards of 250 utterances, by kind, at scale 1
MIXTURE = {"grammar": 32, "talk": 26, "chat": 14, "service": 26, "prose": 12, "call": 24, "words": 12, "figures": 28,
           "accent": 36}


def wanted(scale):
    """The names of all shards, test shards first, the kinds of training taking turns."""
    names = ["dev", *(f"demo-{voice.replace('/', '~')}" for voice in HELD_OUT),
             *(f"test-{kind}-{voice.replace('/', '~')}" for voice in HELD_OUT for kind in ("grammar", "unseen", "figures"))]
    train = [(number / count, f"{kind}-{number:03}") for kind, count in MIXTURE.items()
             for number in range(max(1, round(count * scale)))]
    return names + [name for _, name in sorted(train)]


def main(folder, scale):
    """Makes every shard that is not there yet."""
    folder = Path(folder) / "clean"
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(folder, shard) for shard in wanted(scale)]
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        for _ in progress(pool.imap_unordered(make_shard, jobs), len(jobs), "speaking"):
            pass


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
