"""The practice data: `python -m voice.data DATA [SENTENCES]` lets the teacher speak and writes shards of targets.

A shard is a function of its name: the work can be stopped and continued. One core, some 60 times faster than real time.
"""

import sys
from pathlib import Path

import numpy as np

from voice import calibration
from voice.script import aligned, columns_of
from voice.teacher import FRAME_S, Teacher
from voice.texts import Sentences

SHARD = 250


def example(spoken, calibrated):
    """ids, frames of each id, rows of targets of one utterance."""
    ids, frames, start, end = aligned(spoken.phones)
    rows = calibrated.targets(spoken.parameters)[start:end]
    return ids.astype(np.int16), frames.astype(np.int16), rows.astype(np.float16)


def write_shard(path, teacher, sentences, calibrated, numbers, part):
    """Speaks sentences and writes their examples end to end; nothing if the file is there."""
    if path.exists():
        return
    spoken = (teacher.speak(sentences.sentence(number, part)) for number in numbers)
    examples = [example(one, calibrated) for one in spoken if one is not None]
    examples = [(ids, frames, rows) for ids, frames, rows in examples if frames.sum() == len(rows)]
    partial = path.with_suffix(".part.npz")
    np.savez(partial, ids=np.concatenate([e[0] for e in examples]), frames=np.concatenate([e[1] for e in examples]),
             rows=np.concatenate([e[2] for e in examples]), lengths=[len(e[0]) for e in examples])
    partial.rename(path)


def in_columns(ids, frames, rows):
    """An example as the student sees it: ids, columns of each id, rows in pairs, the last one repeated if need be."""
    columns = columns_of(frames)
    index = np.minimum(np.arange(2 * columns.sum()), len(rows) - 1)
    return ids, columns, rows[index].reshape(len(index) // 2, 2, -1)


def read(folder, part):
    """All (ids, columns, pairs of rows) of a part."""
    examples = []
    for path in sorted(folder.glob(f"{part}-*.npz")):
        with np.load(path) as shard:
            ends = np.cumsum(shard["lengths"])[:-1]
            ids, frames = np.split(shard["ids"], ends), np.split(shard["frames"], ends)
            rows = np.split(shard["rows"], np.cumsum([part.sum(dtype=np.int64) for part in frames])[:-1])
            examples += [in_columns(*example) for example in zip(ids, frames, rows)]
    return examples


def make(folder, count, sentences=None):
    """Makes the calibration, a development part and `count` sentences to train on."""
    folder.mkdir(parents=True, exist_ok=True)
    teacher, sentences = Teacher(), sentences or Sentences()
    known = folder / "calibration.json"
    if not known.exists():
        calibration.measured(teacher, sentences).save(known)
    calibrated = calibration.Calibration.load(known)
    write_shard(folder / "dev-000.npz", teacher, sentences, calibrated, range(min(100, count)), "dev")
    for shard in range((count + SHARD - 1) // SHARD):
        numbers = range(shard * SHARD, min(count, (shard + 1) * SHARD))
        write_shard(folder / f"train-{shard:03}.npz", teacher, sentences, calibrated, numbers, "train")
        print(f"{min(count, (shard + 1) * SHARD)} of {count} sentences", flush=True)
    hours = sum(2 * len(pairs) for _, _, pairs in read(folder, "train")) * FRAME_S / 3600
    print(f"{hours:.2f} hours of {count} sentences")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
