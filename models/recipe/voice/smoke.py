"""A tiny run of everything, in about a minute: `python -m voice.smoke [FOLDER]`.

Forty sentences, some steps of training, pronunciation of the grammar's own words, export, and a check of what was exported:
both forms load, agree, and speak for as long as they say.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from voice import data, evaluate, export, lexicon, picture, train
from voice.lexicon import Pronouncing
from voice.speak import Speaker, disagreement, letters_of
from voice.teacher import Teacher
from voice.texts import Sentences, few_words

SENTENCES, MINUTES = 40, 0.15
LARGEST_DIFFERENCE = 1e-3


def check(folder):
    """The exported voice against what it promises."""
    speaker, pronouncing = Speaker(folder), Pronouncing.read(folder)
    letters = letters_of("hello, this is only a test.", pronouncing)
    sound, columns = speaker.whole(letters)
    assert len(sound) == columns.sum() * speaker.hop, (len(sound), columns.sum())
    assert np.isfinite(sound).all() and np.abs(sound).max() > 0, "silence"
    largest, _ = disagreement(speaker, letters)
    assert largest < LARGEST_DIFFERENCE, f"chunks differ from the whole by {largest}"
    rows = [evaluate.compared(Teacher().speak("Hello."), speaker)]
    print({name: round(value, 3) for name, value in evaluate.summary(rows).items()})


def main(folder):
    torch.set_num_threads(1)
    words = few_words()
    data.make(folder, SENTENCES, Sentences(words))
    train.train(folder, MINUTES)
    voice = export.trained(folder / "voice.pt")
    export.export(voice, folder / "voice")
    print(lexicon.make(folder / "voice", words))
    check(folder / "voice")
    picture.draw(folder / "voice", folder / "voice" / "spectrogram.png")
    print("the recipe of the voice works")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
