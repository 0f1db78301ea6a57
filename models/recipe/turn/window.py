"""A turn's last eight seconds as smart-turn's third version wants to see them, and a small network that looks at them.

The features are Whisper's: `input_features` float32 [B, 80, 800] of sound at 16 kHz that was brought to zero mean and unit
variance.  The server's `WindowMel` and `WindowTurnDetector` do the same in Java; a fixture holds the two together.
"""

import numpy as np
import scipy.fft
import torch
from scipy.signal import upfirdn
from torch import nn

from factory.channel import RATE, pcm

WIDE = 2 * RATE
BINS, FRAMES, HOP, SIZE = 80, 800, 160, 400
SAMPLES = FRAMES * HOP
BEFORE_ONSET = int(0.54 * WIDE)
ASKED_AFTER = int(0.2 * WIDE)


def interpolation():
    """The server's filter from 8 to 16 kHz (`Resampler`): a sinc under a Hann window, each phase of gain 1."""
    length = 48
    places = np.arange(length) - (length - 1) / 2
    taps = np.sinc(0.47 * places) * (0.5 + 0.5 * np.cos(np.pi * places / ((length + 1) / 2)))
    for phase in (0, 1):
        taps[phase::2] /= taps[phase::2].sum()
    return taps.astype(np.float32)


INTERPOLATION = interpolation()


def at_16_khz(sound):
    """16-bit samples at 16 kHz of a line at 8 kHz, without the filter's delay."""
    wide = upfirdn(INTERPOLATION, pcm(sound).astype(np.float32), 2)
    late = len(INTERPOLATION) // 2
    return np.clip(np.floor(wide[late:late + 2 * len(sound)] + 0.5), -32768, 32767).astype(np.int16)


def slaney(hertz):
    hertz = np.asarray(hertz, float)
    return np.where(hertz < 1000, hertz * 3 / 200, 15 + np.log(np.maximum(hertz, 1) / 1000) * 27 / np.log(6.4))


def unslaney(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))


def filters():
    """[201, 80]: triangles from 0 to 8 kHz, each of area 1."""
    edges, hertz = unslaney(np.linspace(0, slaney(WIDE / 2), BINS + 2)), np.arange(SIZE // 2 + 1)[:, None] * WIDE / SIZE
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    height = np.minimum((hertz - left) / (centre - left), (right - hertz) / (right - centre))
    return (np.maximum(0, height) * 2 / (right - left)).astype(np.float32)


FILTERS = filters()
HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)).astype(np.float32)


def log_mel(samples, last=FRAMES):
    """[80, 800] of at most eight seconds of 16-bit samples at 16 kHz; silence is put before shorter ones.

    Only so many of the last frames, if asked; the loudest is then the loudest of those.
    """
    sound = np.zeros(SAMPLES)
    sound[SAMPLES - len(samples):] = samples / 32768
    sound = ((sound - sound.mean()) / np.sqrt(sound.var() + 1e-7)).astype(np.float32)
    padded = np.pad(sound, SIZE // 2, mode="reflect")
    framed = np.lib.stride_tricks.sliding_window_view(padded, SIZE)[:SAMPLES:HOP][FRAMES - last:]
    spectra = scipy.fft.rfft(framed * HANN)
    energy = (spectra.real ** 2 + spectra.imag ** 2) @ FILTERS
    logs = np.log10(np.maximum(energy, 1e-10)).T
    return ((np.maximum(logs, logs.max() - 8) + 4) / 4).astype(np.float32)


def shown(line, silence, after=ASKED_AFTER):
    """What the server shows of a line at 16 kHz, so many samples after a pause began: the turn, and what was just before it."""
    end = 2 * silence.start + after
    return line[max(0, end - SAMPLES, 2 * silence.onset - BEFORE_ONSET):end]


class Separable(nn.Module):
    """A convolution along time, then one across channels; beside them the input, where it has the shape of the output."""

    def __init__(self, enters, leaves, stride=1):
        super().__init__()
        self.along = nn.Conv1d(enters, enters, 7, stride, 3, groups=enters, bias=False)
        self.across = nn.Conv1d(enters, leaves, 1, bias=False)
        self.norm = nn.BatchNorm1d(leaves)
        self.adds = stride == 1 and enters == leaves

    def forward(self, heard):
        out = torch.relu(self.norm(self.across(self.along(heard))))
        return heard + out if self.adds else out


class Glance(nn.Module):
    """P(turn is over) of one window.

    It looks at the bins below 4 kHz, for the telephone has nothing in the others, and at the last 3.84 seconds: what is
    older tells little of an end, and would take half of the work.
    """

    HEARD, LAST = 62, 384

    def __init__(self):
        super().__init__()
        self.enter = nn.Sequential(nn.Conv1d(self.HEARD, 96, 8, 4, 2, bias=False), nn.BatchNorm1d(96), nn.ReLU())
        self.parts = nn.Sequential(*(Separable(96, 96) for _ in range(3)), Separable(96, 160, 2),
                                   *(Separable(160, 160) for _ in range(3)), Separable(160, 256, 2),
                                   *(Separable(256, 256) for _ in range(3)))
        self.places = nn.Parameter(torch.zeros(256, self.LAST // 16))
        self.weigh = nn.Sequential(nn.Conv1d(256, 64, 1), nn.Tanh(), nn.Conv1d(64, 4, 1))
        self.leave = nn.Sequential(nn.Dropout(0.3), nn.Linear(5 * 256, 96), nn.ReLU(), nn.Dropout(0.3), nn.Linear(96, 1))

    @classmethod
    def seen(cls, features):
        """Of [B, 80, 800] what it looks at, the loudest at 1 and the faintest at -1."""
        part = features[:, :cls.HEARD, features.shape[2] - cls.LAST:]
        return torch.clamp(part - part.amax((1, 2), keepdim=True) + 1, min=-1)

    def logits(self, seen):
        """[B, 62, 384] to [B]"""
        heard = self.parts(self.enter(seen)) + self.places
        shares = torch.softmax(self.weigh(heard), 2)
        pooled = heard @ shares.transpose(1, 2)
        return self.leave(torch.cat([pooled.flatten(1), heard[:, :, -1]], 1))[:, 0]

    def forward(self, features):
        """[B, 80, 800] to [B, 1]"""
        return torch.sigmoid(self.logits(self.seen(features)))[:, None]


def varied(seen, rng):
    """The same turns as others might say them over other lines: spectra moved and tilted, some bins or the beginning unheard."""
    out, tilt = seen.copy(), np.linspace(-0.5, 0.5, seen.shape[1], dtype=np.float32)[:, None]
    for window in out:
        moved = rng.integers(-2, 3)
        window[:] = np.roll(window, moved, 0) + np.float32(rng.normal(0, 0.15)) * tilt
        if rng.random() < 0.3:
            window[:, :rng.integers(1, Glance.LAST - 120)] = -1
        if rng.random() < 0.3:
            first = rng.integers(0, Glance.HEARD)
            window[first:first + rng.integers(1, 10)] = -1
    return np.clip(out, -1, 1.2)
