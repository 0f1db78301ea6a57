"""Training: `python -m voice.train DATA [MINUTES]` goes on from DATA/voice.pt until the minutes are spent.

One core. The rate follows the share of the minutes that are spent; the weights that count are a moving average.
"""

import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from voice.data import read
from voice.model import PITCH_MEAN, PITCH_SCALE, Voice, place_features, spread
from voice.teacher import BANDS, ORDER
from voice.vocoder import warped

SEED = 20_261_125
BATCH_COLUMNS = 1_600
RATE, LAST_RATE, WARMING = 1.5e-3, 2e-5, 100
AVERAGE = 0.998
SAVE_S = 10
POINTS = 64


class Batches:
    """Examples of similar length together, in an order that depends on the seed and the round."""

    def __init__(self, examples, most_columns=BATCH_COLUMNS):
        self.examples = sorted(examples, key=lambda one: len(one[2]))
        self.most_columns = most_columns

    def round(self, number):
        rng = random.Random(f"{SEED}/{number}")
        order = sorted(range(len(self.examples)), key=lambda i: len(self.examples[i][2]) * rng.uniform(0.9, 1.1))
        groups, group = [], []
        for index in order:
            longest = max([len(self.examples[i][2]) for i in group + [index]])
            if group and longest * (len(group) + 1) > self.most_columns:
                groups.append(group)
                group = []
            group.append(index)
        groups.append(group)
        rng.shuffle(groups)
        for group in groups:
            yield padded([self.examples[index] for index in group])


def padded(examples):
    """ids, columns of each, rows of both halves, and the masks of ids and columns."""
    ids_length, rows_length = (max(len(one[part]) for one in examples) for part in (0, 2))
    ids = np.zeros((len(examples), ids_length), np.int64)
    columns = np.zeros((len(examples), ids_length), np.int64)
    rows = np.zeros((len(examples), rows_length, *examples[0][2].shape[1:]), np.float32)
    masks = np.zeros((len(examples), ids_length), np.float32), np.zeros((len(examples), rows_length), np.float32)
    for at, (one_ids, one_columns, one_rows) in enumerate(examples):
        ids[at, :len(one_ids)], columns[at, :len(one_ids)], rows[at, :len(one_rows)] = one_ids, one_columns, one_rows
        masks[0][at, :len(one_ids)], masks[1][at, :len(one_rows)] = 1, 1
    return [torch.from_numpy(array) for array in (ids, columns, rows, *masks)]


def spectral_matrix():
    """From cepstrum to the log spectrum in dB at points that are even on the warped scale."""
    axis = np.linspace(0, np.pi, 4 * POINTS)
    even = np.interp(np.linspace(0, np.pi, POINTS), warped(axis), axis)
    return torch.tensor(np.cos(np.outer(np.arange(ORDER), warped(even))) * 20 / np.log(10), dtype=torch.float32)


def predicted(voice, batch):
    """All that the student says about a batch whose durations it is told."""
    ids, columns, rows, id_mask, row_mask = batch
    x, log_columns = voice.encoder(ids, id_mask)
    mask = row_mask[:, None]
    wide = spread(x, columns, place_features, rows.shape[1]) * mask
    pitch, voiced, features = voice.pitch(wide, mask)
    cepstrum, bands = voice.decoder(features, pitch.detach(), (voiced.detach() > 0).float(), mask)
    return log_columns, pitch[:, 0], voiced, cepstrum, bands


def losses(voice, batch, matrix):
    """The parts of the loss: columns in log, pitch in its scale, voicing, spectrum in dB, its slope, bands."""
    ids, columns, rows, id_mask, row_mask = batch
    log_columns, pitch, voiced, cepstrum, bands = (part.float() for part in predicted(voice, batch))
    sounding = id_mask * voice.encoder.c_sounding[ids]
    target_pitch = (rows[:, :, 0, 0] - PITCH_MEAN) / PITCH_SCALE
    is_voiced = rows[:, :, :, 1] * row_mask[:, :, None]
    voicing = F.binary_cross_entropy_with_logits(voiced.transpose(1, 2), rows[:, :, :, 1], reduction="none").mean(2)
    frames = rows.flatten(1, 2).transpose(1, 2)
    frame_mask = row_mask.repeat_interleave(2, 1)
    error = torch.einsum("bcf,cp->bpf", cepstrum - frames[:, 2:2 + ORDER], matrix)
    slope = error[:, :, 1:] - error[:, :, :-1]
    bands_error = (bands - frames[:, 2 + ORDER:]).abs().mean(1) * frames[:, 1]
    kept = row_mask.sum()
    return {
        "columns": ((log_columns - torch.log1p(columns.float())).abs() * sounding).sum() / sounding.sum(),
        "pitch": ((pitch - target_pitch).abs() * is_voiced[:, :, 0]).sum() / is_voiced[:, :, 0].sum(),
        "voicing": (voicing * row_mask).sum() / kept,
        "spectrum": (error.abs().mean(1) * frame_mask).sum() / (2 * kept),
        "slope": (slope.abs().mean(1) * frame_mask[:, 1:]).sum() / (2 * kept),
        "bands": (bands_error * frame_mask).sum() / is_voiced.sum(),
    }


WEIGHTS = {"columns": 2.0, "pitch": 0.7, "voicing": 0.5, "spectrum": 0.3, "slope": 0.3, "bands": 2.0}


class Training:
    """A voice, its average, its optimiser and how far it has come."""

    def __init__(self, folder):
        torch.manual_seed(SEED)
        self.path = folder / "voice.pt"
        self.voice, self.average = Voice(), Voice()
        self.optimiser = torch.optim.AdamW(self.voice.parameters(), RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step, self.round, self.seconds = 0, 0, 0.0
        self.average.load_state_dict(self.voice.state_dict())

    def fit_scales(self, examples):
        rows = np.concatenate([one[2] for one in examples[::10]]).astype(np.float32)[:, :, 2:].reshape(-1, ORDER + BANDS)
        for voice in (self.voice, self.average):
            voice.decoder.mean.copy_(torch.from_numpy(rows.mean(0)))
            voice.decoder.scale.copy_(torch.from_numpy(rows.std(0)))
            voice.encoder.length.bias.data.fill_(1.5)

    def resume(self):
        """Whether there was something to go on from."""
        if not self.path.exists():
            return False
        saved = torch.load(self.path)
        for name in ("voice", "average", "optimiser"):
            getattr(self, name).load_state_dict(saved[name])
        self.step, self.round, self.seconds = saved["step"], saved["round"], saved["seconds"]
        return True

    def save(self):
        saved = {name: getattr(self, name).state_dict() for name in ("voice", "average", "optimiser")}
        partial = self.path.with_suffix(".part")
        torch.save({**saved, "step": self.step, "round": self.round, "seconds": self.seconds}, partial)
        partial.rename(self.path)

    def learn(self, batch, matrix, share):
        rate = LAST_RATE + (RATE - LAST_RATE) * (1 + np.cos(np.pi * min(1, share))) / 2
        for group in self.optimiser.param_groups:
            group["lr"] = float(rate * min(1, (self.step + 1) / WARMING))
        with torch.autocast("cpu", torch.bfloat16):
            parts = losses(self.voice, batch, matrix)
        loss = sum(WEIGHTS[name] * part for name, part in parts.items())
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.voice.parameters(), 1.0)
        self.optimiser.step()
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.voice.parameters()), 1 - keep)
        self.step += 1
        return {name: part.item() for name, part in parts.items()}


def shown(parts):
    return " ".join(f"{name} {value:.3f}" for name, value in parts.items())


def judged(voice, batches, matrix):
    """The mean of each part of the loss over batches."""
    found = []
    with torch.no_grad():
        for batch in batches:
            found.append({name: part.item() for name, part in losses(voice, batch, matrix).items()})
    return {name: float(np.mean([parts[name] for parts in found])) for name in found[0]}


def train(folder, minutes):
    """Trains until `minutes` of processor time in all have been spent on this folder's voice."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    training, examples = Training(folder), read(folder, "train")
    if not training.resume():
        training.fit_scales(examples)
    batches, matrix = Batches(examples), spectral_matrix()
    development = list(Batches(read(folder, "dev")).round(0))
    saved, before = time.process_time(), training.seconds
    started, spent = saved, before / 60
    while spent < minutes:
        recent = []
        for batch in batches.round(training.round):
            recent.append(training.learn(batch, matrix, spent / minutes))
            training.seconds = before + time.process_time() - started
            spent = training.seconds / 60
            if time.process_time() - saved > SAVE_S:
                training.save()
                saved = time.process_time()
                means = {name: np.mean([parts[name] for parts in recent[-50:]]) for name in recent[0]}
                print(f"{spent:.1f} min, step {training.step}: {shown(means)}", flush=True)
            if spent >= minutes:
                break
        training.round += 1
        print(f"round {training.round}, development: {shown(judged(training.average, development, matrix))}", flush=True)
    training.save()


if __name__ == "__main__":
    train(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 50)
