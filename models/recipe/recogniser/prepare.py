"""Turns clean shards into log-mel features and phone labels: several renditions of each shard, each over another line.

`python -m recogniser.prepare DATA [RENDITIONS]` reads DATA/clean and writes DATA/features and DATA/lexicon.txt; it may
be stopped and continued, and run again when more shards are there.
"""

import json
import multiprocessing
import os
import sys
from pathlib import Path

import numpy as np

from factory import pronounce
from factory.channel import RATE, called, padded
from factory.progress import progress
from factory.voices import SEED, read_shard
from recogniser.features import log_mel
from recogniser.model import IDS

JOINED = 0.2


def joined(entries, number, rng):
    """An utterance, sometimes followed by another one after a pause; callers say more than one thing."""
    samples, text, voice = entries[number]
    samples, texts = samples.astype(np.float32) / 32768, [text]
    if rng.random() < JOINED:
        fellows = [entry for entry in entries if entry[2] == voice and entry[1] != text]
        if fellows:
            other, more, _ = fellows[rng.integers(len(fellows))]
            pause = np.zeros(int(rng.uniform(0.05, 0.9) * RATE), np.float32)
            samples, texts = np.concatenate([samples, pause, other.astype(np.float32) / 32768]), [text, more]
    return samples, texts


def silences(rng):
    """How long it is quiet before and after, as `padded` wants it; now and then for seconds."""
    return ((0.5, 3.0) if rng.random() < 0.1 else (0.05, 0.6)), (0.08, 0.6)


def render(job):
    """Writes the features of one rendition of a shard."""
    source, target, rendition, lexicon = job
    if target.exists():
        return target.name
    rng = np.random.default_rng([SEED, rendition, *source.stem.encode()])
    speaker = pronounce.Pronouncer(lexicon)
    entries = read_shard(source)
    voices = [entry[0].astype(np.float32) / 32768 for entry in entries]
    features, labels, texts = [], [], []
    for number in range(len(entries)):
        samples, said = joined(entries, number, rng)
        phones = [speaker.phones(text) for text in said]
        if not all(phones):
            continue
        features.append(log_mel(called(padded(samples, rng, *silences(rng)), voices, rng)).astype(np.float16))
        labels.append([IDS[phone] for part in phones for phone in part])
        texts.append(" ".join(said).lower())
    partial = target.with_suffix(".part.npz")
    np.savez(partial, features=np.concatenate(features), ends=np.cumsum([len(f) for f in features]),
             labels=json.dumps(labels), texts=json.dumps(texts))
    partial.rename(target)
    return target.name


def read_features(path):
    """The (features, phone numbers, text) triples of a rendition."""
    with np.load(path) as shard:
        parts = np.split(shard["features"], shard["ends"][:-1])
        return list(zip(parts, json.loads(str(shard["labels"])), json.loads(str(shard["texts"]))))


def main(folder, renditions):
    """Renders the development shard once and the training shards several times, whole renditions in order."""
    folder = Path(folder)
    target = folder / "features"
    target.mkdir(parents=True, exist_ok=True)
    lexicon = folder / "lexicon.txt"
    pronounce.main(lexicon)
    shards = sorted(path for path in (folder / "clean").glob("*-???.npz") if ".part" not in path.name)
    jobs = [(folder / "clean" / "dev.npz", target / "dev.0.npz", 0, lexicon)] if (folder / "clean" / "dev.npz").exists() else []
    jobs += [(shard, target / f"{shard.stem}.{r}.npz", r, lexicon) for r in range(renditions) for shard in shards]
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        for _ in progress(pool.imap(render, jobs), len(jobs), "calling"):
            pass


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
