"""Sounds for the server's tests, by voices that training never heard: `python -m turn.fixtures DATA FOLDER`.

FOLDER/window gets turns as the server shows them to the model that looks back, FOLDER/../window.onnx, and what it says.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from factory.channel import RATE, at_level, coloured_noise, g711, pcm
from factory.voices import HELD_OUT, SEED
from turn.sounds import cough
from turn.evaluate import session
from turn.stage import floats, performed
from turn.texts import CUT
from turn.train import clips
from turn.window import ASKED_AFTER, BEFORE_ONSET, at_16_khz, log_mel

FRAME = RATE // 50
OF_EACH, SHORT = 2, 2 * RATE
EVERY = 25


def line(sound, rng):
    """A clean line: half a second of its noise before and a second behind."""
    sound = np.pad(at_level(sound, -20), (RATE // 2, RATE))
    return pcm(g711(np.clip(sound + at_level(coloured_noise(len(sound), 0.5, rng), -62), -1, 1)))


def first(entries, holds):
    """The first entry of which something holds; any, if there is none, as in a tiny run."""
    return next(filter(holds, entries), entries[0]).sounds[0]


def chosen(said, rng):
    """Sounds by name."""
    picked = {
        "finished": first(said.turn, lambda it: not it.joints and len(it.pieces[0].split()) > 5 and it.end == "."),
        "unfinished": first(said.turn, lambda it: it.joints[:1] == [CUT] and len(it.pieces[0].split()) > 4
                            and it.pieces[0].split()[-1] in ("um", "uh")),
        "interruption": first(said.interruption, lambda it: len(it.pieces[0].split()) > 2),
        "backchannel": said.backchannel[0].sounds[0]}
    return {**{name: floats(sound) for name, sound in picked.items()}, "cough": cough(rng)}


def write_fixtures(folder, target, voice=HELD_OUT[0]):
    target = Path(target)
    target.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng([SEED, 12])
    for name, sound in chosen(clips(Path(folder) / "clean", voice.replace("/", "~")), rng).items():
        wavfile.write(target / f"{name}.wav", RATE, line(sound, rng))


def shortest(entries, holds):
    """The first entries of which something holds and whose first piece is short; the shortest, if there are none."""
    found = [entry for entry in entries if holds(entry) and len(entry.sounds[0]) <= SHORT]
    return (found or sorted(entries, key=lambda entry: len(entry.sounds[0])))[:OF_EACH]


def window_line(sound, rng):
    """A clean line from 540 ms before a turn until the server asks, in whole frames."""
    sound = np.pad(at_level(sound, -20), (BEFORE_ONSET // 2 + -len(sound) % FRAME, ASKED_AFTER // 2))
    return g711(np.clip(sound + at_level(coloured_noise(len(sound), 0.5, rng), -62), -1, 1))


def write_windows(folder, target, voices=HELD_OUT):
    """Finished turns and ones broken off in mid-phrase; what the model says of each; of the first one the features."""
    folder, target = Path(folder), Path(target)
    (target / "window").mkdir(parents=True, exist_ok=True)
    model, rng, said_of_each = session(target.parent / "window.onnx"), np.random.default_rng([SEED, 13]), []
    for voice in voices:
        turns = clips(folder / "clean", voice.replace("/", "~")).turn
        chosen_turns = {
            "finished": shortest(turns, lambda it: not it.joints and len(it.pieces[0].split()) > 3),
            "broken": shortest(turns, lambda it: it.joints[:1] == [CUT] and len(it.pieces[0].split()) > 2)}
        for name, (number, turn) in ((name, pair) for name, picked in chosen_turns.items() for pair in enumerate(picked, 1)):
            heard = window_line(performed(turn, rng)[0], rng)
            features = log_mel(at_16_khz(heard))
            if not said_of_each:
                (target / "window" / "features.f32").write_bytes(features[:, EVERY - 1::EVERY].astype("<f4").tobytes())
            likelihood = model.run(None, {"input_features": features[None]})[0][0, 0]
            file = f"{voice.replace('/', '-')}-{name}-{number}.wav"
            as_mu_law(heard, target / "window" / file)
            said_of_each.append(f"{file}\t{name}\t{likelihood:.4f}\n")
    (target / "window" / "answers.tsv").write_text("".join(said_of_each))


def as_mu_law(heard, path):
    """A file of 8 bits a sample, which loses nothing of what has been through G.711."""
    raw = ["-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-"]
    subprocess.run(["sox", "-D", *raw, "-e", "mu-law", "-b", "8", str(path)], input=pcm(heard).tobytes(), check=True)


if __name__ == "__main__":
    write_fixtures(*sys.argv[1:])
    write_windows(*sys.argv[1:])
