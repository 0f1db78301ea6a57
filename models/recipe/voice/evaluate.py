"""Measures the exported voice against its teacher.

`python -m voice.evaluate compare FOLDER LEXICON`  pitch, spectrum, durations on held-out sentences, and the pace
`python -m voice.evaluate record FOLDER LEXICON OUT`  writes OUT/ours and OUT/teacher, recordings of the same sentences
`python -m voice.evaluate words OUT HEARD.tsv`  word error rates of what a recogniser (`antiphon transcribe`) wrote down

Held-out sentences: the part "held-out" of the grammar, which no training saw, and what the example agent says.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
from scipy.fft import dct
from scipy.io import wavfile

from factory.edits import errors
from voice.lexicon import Pronouncing
from voice.script import symbols_of
from voice.speak import Speaker, disagreement, letters_of, pace
from voice.teacher import HOP, RATE, Teacher
from voice.texts import Sentences

HELD_OUT = 80
AGENT = Path(__file__).parents[3] / "dialogue/src/main/resources/io/antiphon/dialogue/front-desk.yaml"
MELS, CEPSTRA, WINDOW = 40, 13, 512
PACE = "I can offer you Tuesday at ten o'clock in the morning."


def agent_lines(path=AGENT):
    """The sentences of the example agent that have nothing to fill in."""
    lines = re.findall(r"^ +(?:-|say:|ask:) \"?([A-Z][^{}\n]*[.?])\"?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [line for line in lines if len(line.split()) > 2]


def held_out():
    sentences = Sentences()
    return [sentences.sentence(number, "held-out") for number in range(HELD_OUT)] + agent_lines()


def mel_matrix():
    """Triangles on the mel scale from 60 to 7800 Hz."""
    mels = np.linspace(*(1127 * np.log1p(np.array([60, 7800]) / 700)), MELS + 2)
    edges, hertz = 700 * np.expm1(mels / 1127), np.fft.rfftfreq(WINDOW, 1 / RATE)
    rises = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falls = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rises, falls))


MELS_OF = mel_matrix()


def log_mels(samples):
    """Natural log of mel energies of samples from -1 to 1, a row for each 5 ms, centred on it."""
    padded = np.pad(samples.astype(np.float64), WINDOW // 2)
    rows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP] * np.hanning(WINDOW)
    return np.log(np.abs(np.fft.rfft(rows)) ** 2 @ MELS_OF.T + 1e-6)


def letters_said(phones):
    """The letters of what the teacher said, and the frame in which each of them begins; the end is behind them."""
    pairs, lead, _ = symbols_of(phones)
    starts = lead + np.cumsum([0] + [length for _, length in pairs])
    return "".join(letter for letter, _ in pairs), starts


def counterpart(theirs, ours):
    """For each frame of the teacher between its first and last letter, ours at the same part of the same letter."""
    frames, index = np.arange(theirs[0], theirs[-1]), []
    letters = np.clip(np.searchsorted(theirs, frames, side="right") - 1, 0, len(theirs) - 2)
    for frame, letter in zip(frames, letters):
        part = (frame - theirs[letter] + 0.5) / max(1, theirs[letter + 1] - theirs[letter])
        index.append(ours[letter] + part * (ours[letter + 1] - ours[letter]))
    return frames, np.array(index).astype(int)


def compared(spoken, speaker):
    """The numbers of one sentence: what the student made of the teacher's letters, beside the teacher."""
    letters, theirs = letters_said(spoken.phones)
    z, _, columns = speaker.encoder.run(["z", "y_mask", "durations"], speaker.inputs(letters))
    sound, _ = speaker.whole(letters)
    own = columns[0][2::2][:len(letters)]
    ours = 2 * (columns[0][0] + np.cumsum(np.concatenate([[0], own])))
    frames, index = counterpart(theirs, ours)
    heard, made = log_mels(spoken.wave / 32768), log_mels(sound)
    index = np.minimum(index, len(made) - 1)
    difference = heard[frames] - made[index]
    cepstral = dct(difference / 2)[:, 1:CEPSTRA] / MELS
    pitch = np.repeat(z[0, 1] * RATE, 2)[np.minimum(index, 2 * z.shape[2] - 1)]
    voiced = z[0, 3:5].T.reshape(-1)[np.minimum(index, 2 * z.shape[2] - 1)] > 0
    target = spoken.parameters[frames, 0]
    lasting = np.diff(theirs) > 0
    return {"pitch": np.stack([target, pitch])[:, voiced & (target > 0)], "voicing": voiced != (target > 0),
            "cepstral": 10 / np.log(10) * np.sqrt(2 * (cepstral ** 2).sum(1)),
            "spectral": np.sqrt(((difference * 10 / np.log(10)) ** 2).mean(1)),
            "durations": np.stack([np.diff(theirs)[lasting] * 5.0, own[lasting] * 10.0]),
            "length": np.array([(theirs[-1] - theirs[0]) * 5.0, own.sum() * 10.0])}


def summary(rows):
    """Over all sentences."""
    joined = {name: np.concatenate([row[name] for row in rows], axis=-1) for name in rows[0] if name != "length"}
    lengths = np.stack([row["length"] for row in rows])
    theirs, ours = joined["pitch"]
    return {"sentences": len(rows),
            "pitch_rmse_hz": float(np.sqrt(np.mean((theirs - ours) ** 2))),
            "pitch_correlation": float(np.corrcoef(theirs, ours)[0, 1]),
            "voicing_error": float(joined["voicing"].mean()),
            "mel_cepstral_distance_db": float(joined["cepstral"].mean()),
            "log_spectral_distance_db": float(joined["spectral"].mean()),
            "duration_error_ms": float(np.abs(np.subtract(*joined["durations"])).mean()),
            "duration_correlation": float(np.corrcoef(*joined["durations"])[0, 1]),
            "sentence_length_error": float(np.abs(lengths[:, 1] / lengths[:, 0] - 1).mean())}


def compare(folder, lexicon):
    teacher, speaker = Teacher(), Speaker(folder)
    results = summary([compared(teacher.speak(text), speaker) for text in held_out()])
    letters = letters_of(PACE, Pronouncing.read(lexicon))
    first, whole, seconds = pace(speaker, letters)
    largest, loudest = disagreement(speaker, letters)
    results.update(first_chunk_ms=first, clause_ms=whole, real_time_factor=whole / 1000 / seconds,
                   chunked_difference_db=20 * np.log10(max(largest, 1e-9) / loudest))
    print(json.dumps({name: round(value, 4) for name, value in results.items()}, indent=1))


def plain(text):
    """Lower-case words without punctuation."""
    return re.sub(r"[^a-z' ]", "", text.lower().replace("-", " ")).split()


def record(folder, lexicon, out):
    """The same sentences by both, padded with silence as on a line, and what was said."""
    teacher, speaker, pronouncing = Teacher(), Speaker(folder), Pronouncing.read(lexicon)
    for who in ("ours", "teacher"):
        (out / who).mkdir(parents=True, exist_ok=True)
    lines = []
    for number, text in enumerate(held_out()):
        name = f"{number:03}.wav"
        made, _ = speaker.whole(letters_of(text, pronouncing))
        for who, samples in (("ours", made * 32767), ("teacher", teacher.speak(text).wave)):
            level = 3000 / np.sqrt(np.mean(np.square(samples.astype(np.float64))))
            padded = np.pad(np.clip(samples * level, -32000, 32000), int(0.4 * RATE))
            wavfile.write(out / who / name, RATE, padded.astype(np.int16))
        lines.append(f"{name}\t{' '.join(plain(text))}")
    (out / "said.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def words(out, heard):
    """Word error rates of both, from lines of `antiphon transcribe`: file, text, and more."""
    said = dict(line.split("\t") for line in (out / "said.tsv").read_text(encoding="utf-8").splitlines())
    totals = {}
    for line in heard.read_text(encoding="utf-8").splitlines():
        file, text = (line.split("\t") + [""])[:2]
        who, name = Path(file).parts[-2:]
        wrong, count = totals.get(who, (0, 0))
        expected = said[name].split()
        totals[who] = wrong + errors(expected, plain(text)), count + len(expected)
    for who, (wrong, count) in sorted(totals.items()):
        print(f"{who}: {wrong} of {count} words wrong, {100 * wrong / count:.1f} %")


if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    {"compare": compare, "record": record, "words": words}[task](*map(Path, arguments))
