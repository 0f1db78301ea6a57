"""Lets the factory's callers speak turns, and finds in their speech where each piece ends.

An intonation falls only where the text ends, so a turn is synthesised whole and cut afterwards: where the synthesiser
itself paused at a comma, at a pause that it was told to make (espeak-ng), or at the end of a word in mid-phrase (flite
and festival tell the times).  `python -m turn.callers FOLDER SCALE` writes the shards.
"""

import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

from factory.progress import progress
from factory.voices import HELD_OUT, RATE, SEED, TRAINING_VOICES, Line, espeak_home, respelled
from turn.texts import COMMA, CUT, STOP, Talker

SHARD = 120
BREAK = '<break time="700ms"/>'
LONGEST_FLAW = 0.25


class Speaker:
    """One caller: a voice with a pitch, a speed and a vocal tract of their own."""

    def __init__(self, voice, rng):
        held_out = voice in HELD_OUT
        self.line = Line("", voice, rng, *(() if held_out else TRAINING_VOICES[voice][1:]))
        self.voice, self.engine, self.tract = voice, self.line.engine, self.line.tract

    def written(self, turn, joins):
        """The text with something at each joint and at the end."""
        pieces = [respelled(piece, self.engine) for piece in turn.pieces]
        return "".join(piece + joins[joint] for piece, joint in zip(pieces, turn.joints)) + pieces[-1] + turn.end


def speak_espeak(speaker, turn, path):
    """espeak-ng pauses where it is told to, in perfect silence."""
    text = speaker.written(turn, {COMMA: f", {BREAK} ", CUT: f" {BREAK} ", STOP: f". {BREAK} "})
    line, command = speaker.line, ["espeak-ng", "-m"]
    name = f"{line.name}+{line.variant}"
    if "\n" in line.variant:
        home = espeak_home(tempfile.gettempdir())
        (home / "espeak-ng-data" / "voices" / "!v" / "drawn").write_text(line.variant)
        command += ["--path", str(home)]
        name = f"{line.name}+drawn"
    command += ["-v", name, "-p", str(min(99, int(50 * line.pitch))), "-s", str(int(165 / line.stretch)), "-w", path, text]
    subprocess.run(command, check=True, capture_output=True)
    rate, samples = wavfile.read(path)
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 4)
    gaps = [(a, b) for a, b in zip(loud, loud[1:]) if b - a > LONGEST_FLAW * rate]
    return [(a / rate, b / rate) for a, b in gaps]


def flite_phones(line, text, path):
    """(phone, end in seconds) of all that flite says."""
    command = ["flite", "-voice", line.name, "-psdur", "--setf", f"duration_stretch={line.stretch:.3f}"]
    if line.name.startswith("kal"):
        command += ["--setf", f"int_f0_target_mean={105 * line.pitch / line.tract:.0f}"]
    else:
        command += ["--setf", f"f0_shift={line.pitch / line.tract:.3f}"]
    told = subprocess.run(command + ["-t", text, "-o", path], check=True, capture_output=True, text=True).stdout
    return [(phone, float(end)) for phone, end in re.findall(r"(\w+):([\d.]+)", told)]


def speak_flite(speaker, turn, path):
    """flite tells its phones; those before a joint are as many as it says when given only the words before it."""
    text = speaker.written(turn, {COMMA: ", ", CUT: " ", STOP: ". "})
    phones = flite_phones(speaker.line, text, path)
    spoken = [(start, end) for (phone, end), start in zip(phones, [0.0] + [end for _, end in phones]) if phone != "pau"]
    gaps, words = [], ""
    for piece in turn.pieces[:-1]:
        words += " " + respelled(piece, "flite")
        told = subprocess.run(["flite", "-voice", "kal", "-ps", "-t", words, "-o", "none"], check=True, capture_output=True, text=True)
        before = sum(phone != "pau" for phone in told.stdout.split())
        gaps.append((spoken[before - 1][1], spoken[before][0]))
    return gaps


def speak_festival(speakers, turns, paths):
    """Many turns in one process, since festival takes a third of a second to start."""
    script = []
    for number, (speaker, turn, path) in enumerate(zip(speakers, turns, paths)):
        text = speaker.written(turn, {COMMA: ", ", CUT: " ", STOP: ". "})
        script += [f"(voice_{speaker.line.name})", f"(Parameter.set 'Duration_Stretch {speaker.line.stretch:.3f})",
                   f'(set! u (utt.synth (eval (list \'Utterance \'Text "{text}"))))', f'(format t "turn {number}\\n")',
                   "(mapcar (lambda (w) (format t \"word %f %f\\n\" (item.feat w 'word_start) (item.feat w 'word_end)))"
                   " (utt.relation.items u 'Word))", f'(utt.save.wave u "{path}" \'riff)']
    with tempfile.NamedTemporaryFile("w", suffix=".scm") as file:
        file.write("\n".join(script))
        file.flush()
        told = subprocess.run(["festival", "-b", file.name], check=True, capture_output=True, text=True).stdout
    found = []
    for turn, part in zip(turns, told.split("turn ")[1:]):
        words = [tuple(map(float, match)) for match in re.findall(r"word ([\d.]+) ([\d.]+)", part)]
        ends = np.cumsum([len(re.findall(r"[\w']+", respelled(piece, "festival"))) for piece in turn.pieces])
        known = len(words) == ends[-1]
        found.append([(words[end - 1][1], words[end][0]) for end in ends[:-1]] if known else None)
    return found


def loud_part(samples):
    """Where the sound begins and ends."""
    frames = len(samples) // 40
    energy = np.square(samples[:frames * 40].astype(np.float32).reshape(frames, 40)).mean(1)
    loud = np.flatnonzero(energy > energy.max() * 10 ** -4.2)
    return loud[0] * 40, (loud[-1] + 1) * 40


def pieces_of(path, gaps, tract):
    """The file's pieces at 8 kHz, the spectrum moved by the vocal tract factor, silence cut from both ends of each."""
    rate, samples = wavfile.read(path)
    ratio = Fraction(RATE / (rate * tract)).limit_denominator(160)
    sound = resample_poly(samples.astype(np.float32), ratio.numerator, ratio.denominator)
    sound *= 26000 / np.abs(sound).max()
    scale = RATE / tract
    bounds = [0.0] + [time for gap in gaps for time in gap] + [len(samples) / rate]
    pieces = []
    for start, end in zip(bounds[::2], bounds[1::2]):
        piece = sound[int(start * scale):int(end * scale)]
        first, last = loud_part(piece)
        pieces.append(piece[first:last].astype(np.int16))
    return pieces


def spoken(speakers, turns):
    """The pieces of every turn; None for the rare one that an engine fails on."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{number}.wav" for number in range(len(turns))]
        gaps = {}
        those = [n for n, speaker in enumerate(speakers) if speaker.engine == "festival"]
        if those:
            gaps.update(zip(those, speak_festival(*([all_of[n] for n in those] for all_of in (speakers, turns, paths)))))
        found = []
        for number, (speaker, turn, path) in enumerate(zip(speakers, turns, paths)):
            try:
                if speaker.engine != "festival":
                    speak = speak_flite if speaker.engine == "flite" else speak_espeak
                    gaps[number] = speak(speaker, turn, path)
                pieces = pieces_of(path, gaps[number], speaker.tract)
                whole = len(pieces) == len(turn.pieces) and min(map(len, pieces)) > 0.05 * RATE
                found.append(pieces if whole else None)
            except (OSError, ValueError, IndexError, TypeError, subprocess.CalledProcessError):
                found.append(None)
        return found


def turns_of(shard):
    """The speakers and turns of a shard, from its name alone: KIND-NUMBER for training, test-KIND-VOICE else."""
    rng, parts = random.Random(f"{SEED}/turn/{shard}"), shard.split("-")
    talker = Talker(for_tests=parts[0] == "test")
    kind, voice = (parts[1], parts[2].replace("~", "/")) if parts[0] == "test" else (parts[0], None)
    voices = list(TRAINING_VOICES)
    shares = [TRAINING_VOICES[name][0] for name in voices]
    speakers = [Speaker(voice or rng.choices(voices, shares)[0], rng) for _ in range(SHARD)]
    return speakers, [talker.turn(rng) if kind == "turn" else talker.overlap(kind, rng) for _ in speakers]


def make_shard(job):
    """Writes one shard unless it is there: all samples end to end, where the pieces end, and what they are."""
    folder, shard = job
    target = folder / f"{shard}.npz"
    if target.exists():
        return shard
    speakers, turns = turns_of(shard)
    kept = [entry for entry in zip(speakers, turns, spoken(speakers, turns)) if entry[2]]
    about = [{"voice": speaker.voice, "pieces": turn.pieces, "joints": turn.joints, "end": turn.end} for speaker, turn, _ in kept]
    pieces = [piece for _, _, found in kept for piece in found]
    partial = folder / f"{shard}.part.npz"
    np.savez(partial, samples=np.concatenate(pieces), ends=np.cumsum([len(piece) for piece in pieces]), about=json.dumps(about))
    partial.rename(target)
    return shard


class Said(NamedTuple):
    """A turn as it was spoken."""

    sounds: list
    pieces: list
    joints: list
    end: str
    voice: str


def read_shard(path):
    """The turns of a shard."""
    with np.load(path) as shard:
        parts = np.split(shard["samples"], shard["ends"][:-1])
        found = []
        for entry in json.loads(str(shard["about"])):
            count = len(entry["pieces"])
            found.append(Said(parts[:count], entry["pieces"], entry["joints"], entry["end"], entry["voice"]))
            parts = parts[count:]
        return found


# shards at scale 1
MIXTURE = {"turn": 24, "backchannel": 5, "interruption": 6, "grunt": 1}


def wanted(scale):
    """The names of all shards, test shards first."""
    names = [f"test-{kind}-{voice.replace('/', '~')}" for voice in HELD_OUT for kind in MIXTURE]
    return names + [f"{kind}-{number:03}" for kind, count in MIXTURE.items() for number in range(max(1, round(count * scale)))]


def main(folder, scale=1.0):
    """Makes every shard that is not there yet."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(folder, shard) for shard in wanted(scale)]
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        for _ in progress(pool.imap_unordered(make_shard, jobs, chunksize=1), len(jobs), "speaking"):
            pass


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
