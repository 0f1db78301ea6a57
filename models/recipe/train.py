"""Trains the recogniser: `python train.py DATA MINUTES`; continues from DATA/asr.pt if that is there.

Two processes of one thread each step the same weights in shared memory without waiting for one another: on two cores
that others use too, this does far more than two threads that meet after every operation.  The learning rate follows
the clock (warm-up, then a cosine down to zero at the end of the minutes), so a slow or shared machine makes fewer steps
but finishes its schedule.
"""

import itertools
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import multiprocessing, nn

from model import BLANK, STACK, Recogniser, encoded, greedy
from prepare import read_features
from voices import SEED

BATCH_FRAMES = 7500
PEAK, WARM_UP = 1.5e-3, 0.04
WORKERS = 2


def batches(pairs, rng):
    """Batches of about equal size of utterances of about equal length, in random order."""
    order = sorted(range(len(pairs)), key=lambda n: len(pairs[n][0]) * rng.uniform(0.93, 1.07))
    found, batch = [], []
    for number in order:
        if batch and (len(batch) + 1) * (len(pairs[number][0]) + 20) > BATCH_FRAMES:
            found.append(batch)
            batch = []
        batch.append(number)
    rng.shuffle(found)
    return [[pairs[number] for number in batch] for batch in found]


def augmented(frames, rng):
    """Another level and, half of the time, another vocal tract."""
    frames = frames.astype(np.float32)
    if rng.random() < 0.5:
        bins = frames.shape[1]
        place = np.clip((np.arange(bins) + 14) * rng.uniform(0.92, 1.09) - 14, 0, bins - 1.001)
        low = place.astype(int)
        frames = frames[:, low] + (frames[:, low + 1] - frames[:, low]) * (place - low).astype(np.float32)
    frames = frames + np.float32(rng.uniform(-1.0, 1.0))
    return frames


def collated(batch, delay, rng=None):
    """Tensors of a batch; each sound is followed by enough frames to push its end through the look-ahead."""
    features = [augmented(frames, rng) if rng else frames.astype(np.float32) for frames, _ in batch]
    lengths = [math.ceil(len(frames) / STACK) + delay for frames in features]
    x = np.zeros((len(batch), max(lengths) * STACK, features[0].shape[1]), np.float32)
    for row, frames in zip(x, features):
        row[:len(frames)] = frames
        row[len(frames):] = frames[-8:].mean(0)
    labels = [encoded(text) for _, text in batch]
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
            self.weights[name].lerp_(value, 1 - keep)


def word_errors(wanted, got):
    """Edit distance between two word lists."""
    row = list(range(len(got) + 1))
    for number, word in enumerate(wanted, 1):
        previous, row[0] = row[0], number
        for place, other in enumerate(got, 1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (word != other))
    return row[-1]


@torch.inference_mode()
def word_error_rate(net, pairs):
    """Greedy word error rate on (features, text) pairs."""
    net.eval()
    wrong = total = 0
    pairs = sorted(pairs, key=lambda pair: len(pair[0]))
    for start in range(0, len(pairs), 25):
        batch = pairs[start:start + 25]
        x, lengths, _, _ = collated(batch, net.delay)
        log_probs = net(x, *net.zeros(len(batch)))[0]
        for row, length, (_, text) in zip(log_probs, lengths.tolist(), batch):
            wrong += word_errors(text.split(), greedy(row[:length]).split())
            total += len(text.split())
    net.train()
    return wrong / total


def renditions(folder, first):
    """The renditions one after another, for ever, as far as they are made."""
    for rendition in itertools.count(first):
        made = sorted({int(path.name.split(".")[1]) for path in folder.glob("train-*.npz") if "part" not in path.name})
        paths = sorted(folder.glob(f"train-???.{made[rendition % len(made)]}.npz"))
        yield [pair for path in paths for pair in read_features(path)]


def work(rank, net, saved, folder, started, minutes):
    """Steps the shared network until the time is up; the first worker also averages, judges and saves."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    rng = np.random.default_rng([SEED, rank, saved.get("step", 0)])
    torch.manual_seed(SEED + rank)
    optimiser = torch.optim.AdamW(net.parameters(), lr=PEAK, betas=(0.9, 0.98), weight_decay=0.01)
    if saved:
        optimiser.load_state_dict(saved["optimiser"])
    average = Average(net, saved.get("average"), saved.get("step", 0))
    judge, dev = Recogniser(), read_features(folder / "features" / "dev.0.npz")
    ctc = nn.CTCLoss(BLANK, reduction="sum", zero_infinity=True)
    losses = []
    for pairs in renditions(folder / "features", rank):
        for batch in batches(pairs, rng):
            done = (time.time() - started) / (60 * minutes)
            rate = PEAK * min(1, done / WARM_UP + 0.01) * 0.5 * (1 + math.cos(math.pi * min(1, done)))
            optimiser.param_groups[0]["lr"] = rate
            x, lengths, labels, sizes = collated(batch, net.delay, rng)
            with torch.autocast("cpu", torch.bfloat16):
                log_probs = net(x, *[state.bfloat16() for state in net.zeros(len(batch))])[0]
            loss = ctc(log_probs.transpose(0, 1), labels, lengths, sizes) / sizes.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            if rank == 0:
                average.add(net)
                if average.steps % 200 == 0 or done >= 1:
                    judge.load_state_dict(average.weights)
                    print(f"step {average.steps} {(time.time() - started) / 60:.1f} min loss {np.mean(losses):.3f} "
                          f"rate {rate:.1e} dev {word_error_rate(judge, dev):.3f}", flush=True)
                    losses.clear()
                    torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "step": average.steps,
                                "average": average.weights, "spent": time.time() - started}, folder / "asr.part")
                    (folder / "asr.part").rename(folder / "asr.pt")
            if done >= 1:
                return


def main(folder, minutes):
    """Starts or continues training; a line and a checkpoint after every 200 steps of the first worker."""
    folder = Path(folder)
    torch.manual_seed(SEED)
    net = Recogniser()
    print(sum(value.numel() for value in net.parameters()), "parameters", flush=True)
    saved = torch.load(folder / "asr.pt") if (folder / "asr.pt").exists() else {}
    if saved:
        net.load_state_dict(saved["net"])
    started = time.time() - saved.get("spent", 0.0)
    net.share_memory()
    multiprocessing.spawn(work, (net, saved, folder, started, minutes), nprocs=WORKERS)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
