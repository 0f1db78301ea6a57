"""The two networks: their ears, which belong to the graph, and their memory."""

import numpy as np
import torch
from torch import nn

from factory.channel import RATE

LOWEST, HIGHEST = 40, 3900


def mel(hertz):
    return 1127 * np.log1p(np.asarray(hertz) / 700)


class Spectra(nn.Module):
    """Windows of a stretch of sound as logarithmic mel bands, and how well each pitch explains the harmonics."""

    def __init__(self, size, hop, bands, pitches):
        super().__init__()
        self.hop, self.pitches = hop, pitches
        hertz = np.arange(1, size // 2 + 1) * RATE / size
        angles = 2 * np.pi * np.outer(hertz / RATE, np.arange(size))
        waves = np.concatenate([np.cos(angles), np.sin(angles)]) * np.hanning(size)
        edges = np.linspace(mel(LOWEST), mel(HIGHEST), bands + 2)
        width = np.maximum(np.diff(edges), 1127 * np.log1p(RATE / size / 700))
        places = mel(hertz)[:, None]
        shape = np.minimum((places - edges[:-2]) / width[:-1], (edges[2:] - places) / width[1:])
        self.register_buffer("waves", torch.tensor(waves[:, None], dtype=torch.float32))
        self.register_buffer("bands", torch.tensor(np.maximum(0, shape), dtype=torch.float32))
        if pitches:
            lags = np.geomspace(RATE / 400, RATE / 62, pitches)
            heard = ((hertz > 60) & (hertz < 1800))[:, None]
            combs = np.where(heard, np.cos(2 * np.pi * hertz[:, None] / RATE * lags), 0)
            self.register_buffer("combs", torch.tensor(combs, dtype=torch.float32))
            self.register_buffer("heard", torch.tensor(heard[:, 0], dtype=torch.float32))

    def forward(self, samples):
        """[N, samples] to [N, features]"""
        waves = nn.functional.conv1d(samples[:, None], self.waves, stride=self.hop)
        half = self.waves.shape[0] // 2
        power = (waves[:, :half].square() + waves[:, half:].square()).transpose(1, 2)
        found = torch.log(power @ self.bands + 1e-5) * 0.2 + 0.5
        if self.pitches:
            flat = (power + 1e-7).pow(0.3)
            found = torch.cat([found, flat @ self.combs / (flat @ self.heard)[:, :, None] * 3], 2)
        return found.flatten(1)


class Detector(nn.Module):
    """Silero's contract at 8 kHz: 256 new samples behind the last 32, one probability of speech."""

    NEW, CONTEXT, STATE, HIDDEN, BANDS = 256, 32, 128, 64, 24

    def __init__(self):
        super().__init__()
        self.spectra = Spectra(128, 80, self.BANDS, 0)
        self.enter = nn.Linear(6 * self.BANDS, 48)
        self.memory = nn.GRU(48, self.HIDDEN, batch_first=True)
        self.leave = nn.Linear(self.HIDDEN, 1)

    def logits(self, features):
        """[calls, steps, features] to [calls, steps], from a zero state."""
        before = nn.functional.pad(features, (0, 0, 1, 0))[:, :-1]
        return self.leave(self.memory(torch.relu(self.enter(torch.cat([before, features], 2))))[0])[:, :, 0]

    def forward(self, samples, state):
        """One step; the state holds the last spectra and the memory."""
        now, size = self.spectra(samples), 3 * self.BANDS
        inner = torch.relu(self.enter(torch.cat([state[1, :, :size], now], 1)))
        out, memory = self.memory(inner[:, None], state[:1, :, :self.HIDDEN].contiguous())
        memory = nn.functional.pad(memory[0], (0, self.STATE - self.HIDDEN))
        return torch.sigmoid(self.leave(out[:, 0])), torch.stack([memory, nn.functional.pad(now, (0, self.STATE - size))])


class Judge(nn.Module):
    """320 new samples behind the last 96; P(turn is over), and what a sound into the agent's speech is."""

    NEW, CONTEXT, STATE, LAYERS, BANDS, PITCHES = 320, 96, 96, 2, 24, 32

    def __init__(self):
        super().__init__()
        self.spectra = Spectra(256, 160, self.BANDS, self.PITCHES)
        self.enter = nn.Linear(2 * (self.BANDS + self.PITCHES), self.STATE)
        self.memory = nn.GRU(self.STATE, self.STATE, self.LAYERS, batch_first=True)
        self.over = nn.Linear(self.STATE, 1)
        self.kind = nn.Linear(self.STATE, 3)

    def logits(self, features):
        """[calls, steps, features] to [calls, steps] and [calls, steps, 3], from a zero state."""
        out = self.memory(torch.relu(self.enter(features)))[0]
        return self.over(out)[:, :, 0], self.kind(out)

    def forward(self, samples, state):
        """One step."""
        out, state = self.memory(torch.relu(self.enter(self.spectra(samples)))[:, None], state)
        kinds = torch.softmax(self.kind(out[:, 0]), 1)
        return torch.cat([torch.sigmoid(self.over(out[:, 0])), kinds], 1), state


def windows(net, calls):
    """[calls, samples] to [calls, steps, context + new samples]: each step preceded by the end of the last one."""
    sound = np.pad(calls, ((0, 0), (net.CONTEXT, 0)))
    return np.lib.stride_tricks.sliding_window_view(sound, net.NEW + net.CONTEXT, 1)[:, ::net.NEW]


def features(net, calls):
    """[calls, samples] to [calls, steps, features] in half precision."""
    found = []
    with torch.inference_mode():
        for call in calls:
            found.append(net.spectra(torch.from_numpy(windows(net, call[None])[0].copy())).half().numpy())
    return np.stack(found)
