"""Trains the recogniser: `python -m recogniser.train DATA MINUTES [MODEL]`; continues from DATA/asr.pt if that is there, else begins with
the weights of a shipped MODEL (a folder with model.onnx), else with none.

Two processes of one thread each step the same weights in shared memory without waiting for one another: on two cores
that others use too, this does far more than two threads that meet after every operation.  The learning rate follows
the clock (warm-up, then a cosine down to zero at the end of the minutes), so a slow or shared machine makes fewer steps
but finishes its schedule.  The list of renditions is read again in every pass: data may still be growing.
"""

import itertools
import math
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import multiprocessing, nn

from factory.edits import errors
from factory.voices import SEED
from recogniser import restore
from recogniser.model import BLANK, STACK, SYMBOLS, Recogniser, greedy
from recogniser.prepare import read_features

BATCH_FRAMES = 10000
PEAK, WARM_UP = 2.0e-3, 0.03
DROPOUT = 0.1
DRAWN_SHARDS = 24  # read into memory at a time


def batches(entries, rng):
    """Batches of about equal size of utterances of about equal length, in random order."""
    order = sorted(range(len(entries)), key=lambda n: len(entries[n][0]) * rng.uniform(0.93, 1.07))
    found, batch = [], []
    for number in order:
        if batch and (len(batch) + 1) * (len(entries[number][0]) + 20) > BATCH_FRAMES:
            found.append(batch)
            batch = []
        batch.append(number)
    rng.shuffle(found)
    return [[entries[number] for number in batch] for batch in found]


def stretched(frames, factor, rng):
    """The same sounds slower or faster, now more and now less, as people speak."""
    knots = rng.normal(0, 0.15, 2 + len(frames) // 40)
    rate = factor * np.exp(np.interp(np.linspace(0, len(knots) - 1, 2 * len(frames)), np.arange(len(knots)), knots))
    place = np.cumsum(rate)
    place = place[place < len(frames) - 1]
    low = place.astype(int)
    return frames[low] + (frames[low + 1] - frames[low]) * (place - low)[:, None].astype(np.float32)


def warped(frames, rng):
    """Another vocal tract: the bands moved by a factor, another one above a corner (formants do not move together)."""
    bands = frames.shape[1]
    mel = np.arange(bands) + 3.0  # the first band lies about three band widths above zero
    low, high = rng.uniform(0.88, 1.13), rng.uniform(0.9, 1.1)
    corner = rng.uniform(10, 24)
    place = np.where(mel < corner, mel * low, corner * low + (mel - corner) * high) - 3.0
    place = np.clip(place, 0, bands - 1.001)
    floor = place.astype(int)
    return frames[:, floor] + (frames[:, floor + 1] - frames[:, floor]) * (place - floor).astype(np.float32)


def steady_noise(count, bands, rng):
    """Log energies of a noise of some colour, which swells now and then; its mean is about zero."""
    colour = np.interp(np.arange(bands), np.linspace(0, bands - 1, 6), np.cumsum(rng.normal(0, 0.8, 6)))
    swell = np.interp(np.arange(count), np.linspace(0, count, 8), rng.normal(0, rng.choice((0.0, 0.0, 0.7)), 8))
    flicker = np.log(rng.standard_gamma(2.0, (count, bands)).astype(np.float32) / 2 + 0.02)
    return flicker + (colour - colour.mean()).astype(np.float32) + swell[:, None].astype(np.float32)


def with_noise(frames, fellow, rng):
    """The sounds under a noise, or under what another caller says, 3 to 35 decibels below."""
    if rng.random() < 0.7:
        noise = steady_noise(len(frames), frames.shape[1], rng)
    else:
        noise = np.resize(fellow, frames.shape).astype(np.float32)
    loud = np.percentile(frames.mean(1), 80) - np.percentile(noise.mean(1), 80)
    below = rng.triangular(3, 14, 35) * np.log(10) / 10
    return np.logaddexp(frames, noise + np.float32(loud - below))


def augmented(frames, labels, fellow, rng):
    """Another level, tract, tempo, microphone and noise, and some of it hidden; `fellow` is what another caller says."""
    frames = frames.astype(np.float32)
    if rng.random() < 0.5:
        factor = rng.uniform(0.8, 1.25)
        if len(frames) / factor / STACK > 1.8 * len(labels):
            frames = stretched(frames, factor, rng)
    if rng.random() < 0.7:
        frames = warped(frames, rng)
    if rng.random() < 0.4:
        frames = with_noise(frames, fellow, rng)
    tilt = np.interp(np.arange(frames.shape[1]), np.linspace(0, frames.shape[1] - 1, 5), rng.normal(0, 0.6, 5))
    frames = frames + (tilt + rng.uniform(-1.2, 1.2)).astype(np.float32)
    quiet = frames.min(0)
    for _ in range(rng.integers(0, 3)):
        width = rng.integers(1, 7)
        start = rng.integers(0, frames.shape[1] - width)
        frames[:, start:start + width] = quiet[start:start + width]
    for _ in range(rng.integers(0, 1 + len(frames) // 100)):
        length = rng.integers(2, 16)
        start = rng.integers(0, max(1, len(frames) - length))
        frames[start:start + length] = quiet
    return frames


def collated(batch, delay, rng=None):
    """Tensors of a batch: frames [B, T, 40], lengths in output frames, labels end to end, their lengths.

    Each sound goes on for as long as the network looks ahead.
    """
    features = [augmented(frames, labels, batch[rng.integers(len(batch))][0], rng) if rng else frames.astype(np.float32)
                for frames, labels, _ in batch]
    lengths = [math.ceil(len(frames) / STACK) for frames in features]
    x = np.zeros((len(batch), (max(lengths) + delay) * STACK, features[0].shape[1]), np.float32)
    for row, frames in zip(x, features):
        row[:len(frames)] = frames
        row[len(frames):] = frames[-8:].mean(0)
    labels = [labels for _, labels, _ in batch]
    return (torch.from_numpy(x), torch.tensor(lengths), torch.tensor(list(itertools.chain(*labels))),
            torch.tensor([len(label) for label in labels]))


class Average:
    """The moving average of a network's weights: smoother than any one step."""

    def __init__(self, net, weights=None, steps=0, keep=0.998):
        self.weights = weights or {name: value.clone() for name, value in net.state_dict().items()}
        self.keep, self.steps = keep, steps

    def add(self, net):
        self.steps += 1
        keep = min(self.keep, self.steps / (self.steps + 10))
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value, 1 - keep)


@torch.inference_mode()
def phone_error_rate(net, entries):
    """Greedy phone error rate."""
    net.eval()
    wrong = total = 0
    entries = sorted(entries, key=lambda entry: len(entry[0]))
    for start in range(0, len(entries), 25):
        batch = entries[start:start + 25]
        x, lengths, _, _ = collated(batch, net.delay)
        for row, length, (_, labels, _) in zip(net(x)[:, net.delay:], lengths.tolist(), batch):
            wrong += errors([SYMBOLS[label] for label in labels], greedy(row[:length]))
            total += len(labels)
    net.train()
    return wrong / total


def drawn(folder, rng):
    """Batches for ever: a few shards at a time, every rendition once a pass."""
    while True:
        paths = sorted(path for path in folder.glob("*-???.?.npz"))
        rng.shuffle(paths)
        for start in range(0, len(paths), DRAWN_SHARDS):
            entries = [entry for path in paths[start:start + DRAWN_SHARDS] for entry in read_features(path)]
            yield from batches(entries, rng)


def work(rank, net, saved, folder, started, minutes):
    """Steps the shared network until the time is up; the first worker also averages, judges and saves."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    rng = np.random.default_rng([SEED, rank, saved.get("step", 0)])
    torch.manual_seed(SEED + rank)
    optimiser = torch.optim.AdamW(net.parameters(), lr=PEAK, betas=(0.9, 0.98), weight_decay=0.02)
    if saved:
        optimiser.load_state_dict(saved["optimiser"])
    average = Average(net, saved.get("average"), saved.get("step", 0))
    judge, dev = Recogniser(), read_features(folder / "features" / "dev.0.npz")
    ctc = nn.CTCLoss(BLANK, reduction="sum", zero_infinity=True)
    losses, heard = [], 0
    for batch in drawn(folder / "features", rng):
        done = (time.time() - started) / (60 * minutes)
        rate = PEAK * min(1, done / WARM_UP + 0.01) * max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, done))))
        optimiser.param_groups[0]["lr"] = rate
        x, lengths, labels, sizes = collated(batch, net.delay, rng)
        with torch.autocast("cpu", torch.bfloat16):
            log_probs = net(x, DROPOUT)[:, net.delay:]
        loss = ctc(log_probs.transpose(0, 1), labels, lengths, sizes) / sizes.sum()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        losses.append(loss.item())
        heard += int(lengths.sum()) * 0.03 / 3600
        if rank == 0:
            average.add(net)
            if average.steps % 200 == 0 or done >= 1:
                judge.load_state_dict(average.weights)
                print(f"step {average.steps} {(time.time() - started) / 60:.1f} min loss {np.mean(losses):.3f} rate {rate:.1e} "
                      f"dev phone errors {phone_error_rate(judge, dev):.3f}, {heard:.1f} h heard", flush=True)
                losses.clear()
                torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "step": average.steps,
                            "average": average.weights, "spent": time.time() - started}, folder / "asr.part")
                (folder / "asr.part").rename(folder / "asr.pt")
        if done >= 1:
            return


def main(folder, minutes, model=None):
    """Starts or continues training; a line and a checkpoint after every 200 steps of the first worker."""
    folder = Path(folder)
    torch.manual_seed(SEED)
    saved = torch.load(folder / "asr.pt") if (folder / "asr.pt").exists() else {}
    if model and not saved:
        net = restore.network(Path(model) / "model.onnx", read_features(folder / "features" / "dev.0.npz"))
        print("begins with the weights of", model, flush=True)
    else:
        net = Recogniser()
    print(sum(value.numel() for value in net.parameters()), "parameters", flush=True)
    if saved:
        net.load_state_dict(saved["net"])
    started = time.time() - saved.get("spent", 0.0)
    net.share_memory()
    multiprocessing.spawn(work, (net, saved, folder, started, minutes), nprocs=len(os.sched_getaffinity(0)))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), *sys.argv[3:])
