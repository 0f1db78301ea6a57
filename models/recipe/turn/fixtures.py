"""Sounds for the server's tests, by a voice that training never heard: `python -m turn.fixtures DATA FOLDER`."""

import sys
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from factory.channel import RATE, at_level, coloured_noise, g711, pcm
from factory.voices import HELD_OUT, SEED
from turn.sounds import cough
from turn.stage import floats
from turn.texts import CUT
from turn.train import clips


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


if __name__ == "__main__":
    write_fixtures(*sys.argv[1:])
