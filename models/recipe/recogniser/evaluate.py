"""Measures a model directory with the server's own decoder on voices held out of training.

`python -m recogniser.evaluate DATA [--model FOLDER] [--engine ctc|vosk] [--count N] [--conditions clean,...]` renders
the test shards as WAV files under DATA/test, gives them to `antiphon transcribe`, and prints a table.  The test
shards are those of `factory.voices`: sentences of the grammar, unseen open talk, and figures; `digits` are the figures
without spelled letters.  With `--bias expect` or `--bias grammar` the recogniser is told that digits, yes or no come, as a stage of
a conversation tells it: what it expects is likelier, or nothing else can be heard.

With `--leave-out SHARE` that share of the longer words that are said is taken out of a copy of the lexicon first, and the
table says what became of them: how many came out as unknown, and how many of the other words did, wrongly.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from factory.channel import RATE, noisy_call, padded
from factory.edits import aligned, errors
from factory.text import DIGITS, YES_NO, transcript
from factory.voices import HELD_OUT, SEED, read_shard

ANTIPHON = Path(__file__).resolve().parents[3] / "antiphon"
CONDITIONS = {"clean": None, "G.711": 45, "G.711 20 dB": 20, "G.711 10 dB": 10}
KINDS = ("grammar", "unseen", "figures", "digits")
UNKNOWN = "[unk]"
LONG = 5  # letters of a word that may be left out


def written(data, kind, voice, condition, count):
    """The WAV files of a test and their transcripts, made unless they are there."""
    if kind == "digits":
        return [case for case in written(data, "figures", voice, condition, count) if all(len(word) > 1 for word in case[1].split())]
    name = f"{kind}-{voice.replace('/', '~')}"
    folder = Path(data) / "test" / f"{name}-{condition.replace(' ', '')}"
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng([SEED, *name.encode()])
    cases = []
    for number, (samples, text, _) in enumerate(read_shard(Path(data) / "clean" / f"test-{name}.npz")[:count]):
        path = folder / f"{number:03}.wav"
        cases.append((path, transcript(text)))
        sound = padded(samples.astype(np.float32) / 32768, rng, (0.3, 0.3), (0.4, 0.4))
        if not path.exists():
            if condition != "clean":
                sound = noisy_call(sound, CONDITIONS[condition], rng)
            wavfile.write(path, RATE, (np.clip(sound, -1, 1) * 32767).astype(np.int16))
    return cases


def transcribed(paths, engine, model, bias=None):
    """What `antiphon transcribe` writes for each file."""
    command = [str(ANTIPHON), "transcribe", "--engine", engine]
    if bias:
        command += [f"--{bias}", "|".join([*DIGITS, *YES_NO])]
    if model:
        command += ["--model", str(model)]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, env={**os.environ, "CI": "true"})
    rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    if len(rows) < len(paths):
        raise SystemExit(f"{' '.join(command)} failed ({done.returncode}): {done.stderr[-2000:]}")
    return {Path(row[0]).resolve(): row[1] for row in rows}


def without(model, cases, share, folder):
    """A copy of a model whose lexicon lacks some of the words that are said; returns the words."""
    said = sorted({word for _, text in cases for word in text.split() if len(word) >= LONG})
    left_out = set(np.random.default_rng(SEED).choice(said, int(share * len(said)), replace=False).tolist())
    for file in Path(model).iterdir():
        if file.is_file() and file.name != "lexicon.txt":
            shutil.copy(file, folder)
    lines = (Path(model) / "lexicon.txt").read_text().splitlines(keepends=True)
    (Path(folder) / "lexicon.txt").write_text("".join(line for line in lines if line.split("\t")[0] not in left_out))
    return left_out


def unknown(cases, engine, model, share):
    """What became of words that the lexicon lacks: (how many were said, came out as unknown, other words, unknown among them)."""
    with tempfile.TemporaryDirectory() as folder:
        left_out = without(model, cases, share, folder)
        heard = transcribed([path for path, _ in cases], engine, folder)
    lacking, others = [], []
    for path, text in cases:
        for said, got in aligned(text.split(), heard.get(path.resolve(), "").split()):
            (lacking if said in left_out else others).append(got == UNKNOWN)
    return len(lacking), sum(lacking), len(others), sum(others)


def measured(cases, engine, model, bias):
    """Words, word errors, sentences, sentences with an error."""
    heard = transcribed([path for path, _ in cases], engine, model, bias)
    words = wrong = flawed = 0
    for path, text in cases:
        missed = errors(text.split(), heard.get(path.resolve(), "").split())
        words, wrong, flawed = words + len(text.split()), wrong + missed, flawed + (missed > 0)
    return words, wrong, len(cases), flawed


def main():
    """Prints the table, a row as soon as it is known."""
    options = argparse.ArgumentParser()
    options.add_argument("data")
    options.add_argument("--model")
    options.add_argument("--engine", default="ctc")
    options.add_argument("--count", type=int, default=250)
    options.add_argument("--conditions", default=",".join(CONDITIONS))
    options.add_argument("--kinds", default=",".join(KINDS))
    options.add_argument("--voices", default=",".join(HELD_OUT))
    options.add_argument("--bias", choices=("expect", "grammar"))
    options.add_argument("--leave-out", type=float, default=0.0)
    parser, options = options, options.parse_args()
    if options.leave_out and (options.engine != "ctc" or not options.model):
        parser.error("--leave-out takes words out of the lexicon of a --model of the engine ctc; Vosk has them in its graph")
    if options.leave_out:
        print("| voice | texts | condition | words left out | as unknown | other words | as unknown |\n|---|---|---|---|---|---|---|")
    else:
        print("| voice | texts | condition | words | word errors | sentences with an error | s |\n|---|---|---|---|---|---|---|")
    for kind in options.kinds.split(","):
        for voice in options.voices.split(","):
            for condition in options.conditions.split(","):
                started = time.time()
                cases = written(options.data, kind, voice, condition, options.count)
                if options.leave_out:
                    counts = unknown(cases, options.engine, options.model, options.leave_out)
                    print(f"| {voice} | {kind} | {condition} | " + " | ".join(map(str, counts)) + " |", flush=True)
                    continue
                words, wrong, sentences, flawed = measured(cases, options.engine, options.model, options.bias)
                print(f"| {voice} | {kind} | {condition} | {words} | {100 * wrong / words:.1f} % | "
                      f"{100 * flawed / sentences:.1f} % | {time.time() - started:.0f} |", flush=True)


if __name__ == "__main__":
    main()
