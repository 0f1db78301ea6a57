"""Turns clean shards into log-mel features: several renditions of each training shard, each over another line.

`python prepare.py DATA [RENDITIONS]` reads DATA/clean and writes DATA/features; it may be stopped and continued.
"""

import json
import multiprocessing
import sys
import time
from pathlib import Path

import numpy as np

from channel import RATE, called, padded
from features import USED_BINS, fbank, upsampled
from voices import SEED, read_shard

JOINED = 0.15


def joined(entries, number, rng):
    """An utterance, sometimes followed by another one of the same voice after a pause."""
    samples, text, voice = entries[number]
    samples = samples.astype(np.float32) / 32768
    if rng.random() < JOINED:
        fellows = [entry for entry in entries if entry[2] == voice and entry[1] != text]
        if fellows:
            other, more, _ = fellows[rng.integers(len(fellows))]
            pause = np.zeros(int(rng.uniform(0.25, 0.9) * RATE), np.float32)
            samples = np.concatenate([samples, pause, other.astype(np.float32) / 32768])
            text = f"{text} {more}"
    return samples, text


def render(job):
    """Writes the features of one rendition of a shard."""
    source, target, rendition = job
    if target.exists():
        return target.name
    rng = np.random.default_rng([SEED, rendition, *source.stem.encode()])
    entries = read_shard(source)
    voices = [entry[0].astype(np.float32) / 32768 for entry in entries]
    features, texts = [], []
    for number in range(len(entries)):
        samples, text = joined(entries, number, rng)
        features.append(fbank(upsampled(called(padded(samples, rng), voices, rng)))[:, :USED_BINS].astype(np.float16))
        texts.append(text)
    partial = target.with_suffix(".part.npz")
    np.savez(partial, features=np.concatenate(features), ends=np.cumsum([len(f) for f in features]),
             texts=json.dumps(texts))
    partial.rename(target)
    return target.name


def read_features(path):
    """The (features, text) pairs of a rendition."""
    with np.load(path) as shard:
        parts = np.split(shard["features"], shard["ends"][:-1])
        return list(zip(parts, json.loads(str(shard["texts"]))))


def main(folder, renditions):
    """Renders the development shard once and the training shards several times, whole renditions in order."""
    folder = Path(folder)
    target = folder / "features"
    target.mkdir(parents=True, exist_ok=True)
    shards = sorted((folder / "clean").glob("train-???.npz"))
    jobs = [(folder / "clean" / "dev.npz", target / "dev.0.npz", 0)]
    jobs += [(shard, target / f"{shard.stem}.{r}.npz", r) for r in range(renditions) for shard in shards]
    with multiprocessing.Pool(2) as pool:
        started = time.time()
        for count, name in enumerate(pool.imap(render, jobs)):
            if count % 16 == 0:
                print(name, f"{count + 1}/{len(jobs)}", f"{time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 4)
