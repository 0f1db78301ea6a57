"""The voice activity detector, from data to graph: `python vad.py DATA FOLDER MINUTES`.

It has the inputs and outputs of Silero's: 512 new samples after the last 64 ones, a state, and a probability of speech.
Calls of ten seconds are staged from clean utterances, noises and sounds that are not speech; the labels come from the
energy of the clean utterances.
"""

import hashlib
import json
import multiprocessing
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from channel import RATE, at_level, background, coloured_noise, g711, reverberated, with_losses
from features import upsampled
from voices import SEED, read_shard

WINDOW, TAIL, HALF = 512, 64, 256
SECONDS = 10
MELS, HIDDEN = 24, 64
CALLS, HELD_OUT_CALLS = 2800, 200


def spoken_parts(clean):
    """For every 8 kHz sample whether it is speech: loud 10 ms frames, with closures of up to 100 ms filled."""
    frames = len(clean) // 80
    energy = np.square(clean[:frames * 80].reshape(frames, 80)).mean(1)
    loud = energy > max(np.percentile(energy, 95) * 10 ** -3.6, 1e-9)
    edges = np.flatnonzero(loud)
    for left, right in zip(edges, edges[1:]):
        if right - left <= 10:
            loud[left:right] = True
    mask = np.zeros(len(clean), bool)
    mask[:frames * 80] = np.repeat(loud, 80)
    return mask


def tones(length, rng):
    """DTMF, ring-back, or a few notes."""
    time_axis = np.arange(length, dtype=np.float32) / RATE
    kind = rng.random()
    if kind < 0.4:
        low, high = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477, 1633])
        sound = np.sin(2 * np.pi * low * time_axis) + np.sin(2 * np.pi * high * time_axis)
        return (sound * (time_axis % rng.uniform(0.12, 0.3) < 0.1)).astype(np.float32)
    if kind < 0.55:
        return np.sin(2 * np.pi * rng.choice([350, 425, 440, 480, 1000]) * time_axis).astype(np.float32)
    sound, at = np.zeros(length, np.float32), 0
    while at < length:
        size = min(length - at, int(rng.uniform(0.1, 0.5) * RATE))
        fade = np.exp(-time_axis[:size] * rng.uniform(1, 8))
        for _ in range(rng.integers(1, 4)):
            pitch = 110 * 2 ** (rng.integers(0, 40) / 12)
            sound[at:at + size] += fade * sum(np.sin(2 * np.pi * pitch * k * time_axis[:size]) / k
                                              for k in range(1, rng.integers(2, 8)))
        at += size
    return sound


def bursts(length, rng):
    """Clicks, knocks and breaths."""
    sound = np.zeros(length, np.float32)
    for _ in range(rng.integers(1, 8)):
        breath = rng.random() < 0.4
        size = min(length // 2, int((rng.uniform(0.15, 0.6) if breath else rng.uniform(0.001, 0.05)) * RATE))
        at = rng.integers(0, length - size)
        shape = np.hanning(size) if breath else np.exp(-np.arange(size) * 6 / size)
        sound[at:at + size] += coloured_noise(size, rng.uniform(0, 0.8), rng) * shape
    return sound


def staged(utterances, rng):
    """A call of ten seconds at 8 kHz and its labels, one for each 256 samples."""
    length = SECONDS * RATE // HALF * HALF
    level = rng.uniform(-35, -6)
    speech, mask, at = np.zeros(length, np.float32), np.zeros(length, bool), 0
    if rng.random() < 0.88:
        at = int(rng.exponential(0.8) * RATE)
        while at < length - 4000:
            clean = utterances[rng.integers(len(utterances))][0].astype(np.float32) / 32768
            clean = at_level(clean, rng.uniform(-3, 3))[:length - at]
            mask[at:at + len(clean)] = spoken_parts(clean)
            if rng.random() < 0.2:
                clean = reverberated(clean, rng)
            speech[at:at + len(clean)] = clean
            at += len(clean) + int(rng.exponential(1.2) * RATE)
    sound = speech
    for make, share in ((tones, 0.25), (bursts, 0.35)):
        if rng.random() < share:
            size = int(rng.uniform(0.5, 4) * RATE)
            start = rng.integers(0, length - size)
            other = at_level(make(size, rng), rng.uniform(-18, 3))
            other[mask[start:start + size]] *= np.float32(rng.choice([0.0, 0.1]))
            sound[start:start + size] += other
    voices = [utterances[rng.integers(len(utterances))][0].astype(np.float32) for _ in range(8)]
    noise = background(length, voices, rng) if rng.random() < 0.7 else coloured_noise(length, 0.5, rng)
    sound = sound + at_level(noise, -rng.triangular(8, 25, 60))
    sound = np.clip(sound * np.float32(10 ** (level / 20)), -1, 1)
    if rng.random() < 0.8:
        sound = g711(sound, rng.integers(2))
    if rng.random() < 0.1:
        sound = with_losses(sound, rng.uniform(0.005, 0.03), rng)
    return sound.astype(np.float32), mask.reshape(-1, HALF).mean(1) >= 0.4


def stage_many(job):
    """A batch of staged calls, up-sampled as the server hears them."""
    paths, seed, count = job
    rng = np.random.default_rng([SEED, *seed])
    utterances = [entry for path in paths for entry in read_shard(path)]
    calls = [staged(utterances, rng) for _ in range(count)]
    return (np.stack([(upsampled(sound) * 32767).astype(np.int16) for sound, _ in calls]),
            np.stack([labels for _, labels in calls]))


def windows(calls):
    """[calls, samples] to [calls, windows, 576]: each window preceded by the end of the last one."""
    sound = np.pad(calls.astype(np.float32) / 32768, ((0, 0), (TAIL, 0)))
    return np.lib.stride_tricks.sliding_window_view(sound, WINDOW + TAIL, 1)[:, ::WINDOW]


class Detector(nn.Module):
    """Three spectra of a window, those of the window before, one GRU."""

    def __init__(self):
        super().__init__()
        size = 256
        angles = 2 * np.pi * np.outer(np.arange(1, 65), np.arange(size)) / size
        waves = np.concatenate([np.cos(angles), np.sin(angles)]) * np.hanning(size)
        mel = 1127 * np.log1p(np.arange(1, 65) * 62.5 / 700)[:, None]
        edges = np.linspace(1127 * np.log1p(40 / 700), 1127 * np.log1p(3900 / 700), MELS + 2)
        width = np.maximum(np.diff(edges), 60)
        bands = np.maximum(0, np.minimum((mel - edges[:-2]) / width[:-1], (edges[2:] - mel) / width[1:]))
        self.register_buffer("waves", torch.tensor(waves[:, None], dtype=torch.float32))
        self.register_buffer("bands", torch.tensor(bands, dtype=torch.float32))
        self.enter = nn.Linear(6 * MELS, 48)
        self.memory = nn.GRU(48, HIDDEN, batch_first=True)
        self.leave = nn.Linear(HIDDEN, 1)

    def spectra(self, samples):
        """[N, 576] to [N, 3 * MELS]"""
        waves = nn.functional.conv1d(samples[:, None], self.waves, stride=160)
        power = waves[:, :64].square() + waves[:, 64:].square()
        return (torch.log(power.transpose(1, 2) @ self.bands + 1e-5) * 0.2 + 0.5).flatten(1)

    def logits(self, samples):
        """[calls, windows, 576] to [calls, windows], from a zero state."""
        now = self.spectra(samples.flatten(0, 1)).unflatten(0, samples.shape[:2])
        before = nn.functional.pad(now, (0, 0, 1, 0))[:, :-1]
        return self.leave(self.memory(torch.relu(self.enter(torch.cat([before, now], 2))))[0])[:, :, 0]

    def forward(self, samples, state, rate):
        """Silero's contract; the state holds the last spectra and the GRU's memory."""
        now = self.spectra(samples)
        inner = torch.relu(self.enter(torch.cat([state[1, :, :3 * MELS], now], 1)))
        out, memory = self.memory(inner[:, None], state[:1, :, :HIDDEN].contiguous())
        memory = nn.functional.pad(memory[0], (0, 128 - HIDDEN))
        after = torch.stack([memory, nn.functional.pad(now, (0, 128 - 3 * MELS))])
        return torch.sigmoid(self.leave(out[:, 0])), after + 0 * rate.float()


def trained(calls, labels, minutes):
    """Trains by the clock with random levels."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    net, started, step = Detector(), time.time(), 0
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-3)
    while (done := (time.time() - started) / (60 * minutes)) < 1:
        picked = rng.integers(0, len(calls), 24)
        gains = (10 ** (rng.uniform(-6, 4, (24, 1)) / 20)).astype(np.float32)
        x = torch.from_numpy(windows(np.clip(calls[picked] * gains, -32767, 32767)).copy())
        loss = nn.functional.binary_cross_entropy_with_logits(net.logits(x), torch.from_numpy(labels[picked]).float())
        optimiser.param_groups[0]["lr"] = 3e-3 * min(1, step / 50 + 0.02) * (1 - done)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        if step % 50 == 0:
            print(f"step {step} loss {loss.item():.3f} {done:.0%}", flush=True)
    return net.eval()


def exported(net, path):
    """Saves the graph, batch size free."""
    inputs = torch.zeros(1, WINDOW + TAIL), torch.zeros(2, 1, 128), torch.tensor(16000)
    free = {"input": {0: "B"}, "state": {1: "B"}, "output": {0: "B"}, "stateN": {1: "B"}}
    torch.onnx.export(net, inputs, str(path), opset_version=17, dynamo=False, dynamic_axes=free,
                      input_names=["input", "state", "sr"], output_names=["output", "stateN"])
    graph = onnx.load(path)
    graph.ir_version = 8
    graph.graph.output[1].type.tensor_type.shape.dim[2].dim_value = 128
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def streamed(path, calls):
    """Probabilities of all windows through the exported graph."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    state, found = np.zeros((2, len(calls), 128), np.float32), []
    for window in windows(calls).transpose(1, 0, 2):
        inputs = {"input": np.ascontiguousarray(window), "state": state, "sr": np.array(16000, np.int64)}
        output, state = session.run(None, inputs)
        found.append(output[:, 0])
    return np.stack(found, 1)


def area(scores, labels):
    """Area under the ROC curve: how often a speech window scores above another one."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    good = labels.sum()
    return (ranks[labels].sum() - good * (good + 1) / 2) / (good * (len(labels) - good))


def delays(scores, labels, rising):
    """Windows from each clear change of the label to the score's crossing of a half."""
    found = []
    for row, truth in zip(scores, labels):
        for at in np.flatnonzero(truth[1:] != truth[:-1]) + 1:
            steady = len(truth) > at + 8 and (truth[at:at + 8] == rising).all() and (truth[at - 8:at] != rising).all()
            if truth[at] == rising and at >= 8 and steady:
                crossed = np.flatnonzero((row[at - 2:at + 8] > 0.5) == rising)
                found.append(crossed[0] - 2 if len(crossed) else 8)
    return np.array(found)


def report(scores, labels):
    """The numbers of the model card."""
    onset, offset = delays(scores, labels, True), delays(scores, labels, False)
    said = scores > 0.5
    return {"roc_auc": round(float(area(scores.ravel(), labels.ravel())), 4),
            "frame_error": round(float((said != labels).mean()), 4),
            "missed_speech": round(float((~said & labels).sum() / labels.sum()), 4),
            "false_speech": round(float((said & ~labels).sum() / (~labels).sum()), 4),
            "onset_windows_p50_p90": [int(np.percentile(onset, 50)), int(np.percentile(onset, 90))],
            "offset_windows_p50_p90": [int(np.percentile(offset, 50)), int(np.percentile(offset, 90))],
            "windows": int(labels.size)}


def main(data, folder, minutes):
    """Stages calls, trains, exports, measures on voices that were not trained on."""
    data, folder = Path(data), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    train = sorted((data / "clean").glob("train-???.npz"))[:56]
    jobs = [(train[n::14], (7, n), CALLS // 14) for n in range(14)]
    held = [("test-flite_rms", "test-espeak_klatt")[n] for n in range(2)]
    jobs += [([data / "clean" / f"{name}.npz"], (8, n), HELD_OUT_CALLS // 2) for n, name in enumerate(held)]
    with multiprocessing.Pool(2) as pool:
        made = pool.map(stage_many, jobs, chunksize=1)
    calls, labels = (np.concatenate([part[side] for part in made[:14]]) for side in range(2))
    print(f"{len(calls)} calls staged, {labels.mean():.0%} speech", flush=True)
    net = trained(calls, labels, minutes)
    exported(net, folder / "vad.onnx")
    results = {name: report(streamed(folder / "vad.onnx", sound), truth)
               for name, (sound, truth) in zip(held, made[14:])}
    (data / "vad.json").write_text(json.dumps(results, indent=1))
    print(json.dumps(results, indent=1))
    digest = hashlib.sha256((folder / "vad.onnx").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  vad.onnx\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
