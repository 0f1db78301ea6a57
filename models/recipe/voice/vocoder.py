"""From parameters to sound: pulses at the pitch and noise, mixed by bands, through the filter of the cepstrum.

The same sums as flite's own vocoder (a mel-cepstral filter with mixed excitation), but frame by frame in the
frequency domain, so that they are plain products and convolutions, which ONNX Runtime does fast on one core. Nothing
here is learned.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from voice.teacher import BANDS, HOP, ORDER, RATE

WARP = 0.42
SIZE = 640
BINS = SIZE // 2 + 1
WINDOW = 2 * HOP
PULSE = 8
BAND_EDGES_HZ = (0, 1000, 2000, 4000, 6000, 8000)
LOUDNESS = 1 / 32768


def warped(frequencies):
    """The all-pass frequency warping of the mel-cepstrum, in radians."""
    return frequencies + 2 * np.arctan(WARP * np.sin(frequencies) / (1 - WARP * np.cos(frequencies)))


def band_shapes():
    """How much of each frequency belongs to each band of voicing: overlapping, together 1."""
    hertz = np.arange(BINS) * RATE / SIZE
    width, shapes = 150.0, []
    rises = [np.clip((hertz - edge) / (2 * width) + 0.5, 0, 1) for edge in BAND_EDGES_HZ[1:-1]]
    rises = [np.ones(BINS)] + [np.sin(np.pi / 2 * rise) ** 2 for rise in rises] + [np.zeros(BINS)]
    for band in range(BANDS):
        shapes.append(rises[band] - rises[band + 1])
    return np.stack(shapes)


class Vocoder(nn.Module):
    """Makes `HOP` samples of each frame. Everything is a constant."""

    def __init__(self):
        super().__init__()
        omega = 2 * np.pi * np.arange(BINS) / SIZE
        angles = np.outer(warped(omega), np.arange(ORDER))
        window = np.hanning(WINDOW + 1)[:-1]
        samples = np.arange(WINDOW)
        forward = np.concatenate([np.cos(np.outer(omega, samples)), -np.sin(np.outer(omega, samples))]) * window
        weight = np.full(BINS, 2.0)
        weight[[0, -1]] = 1
        turns = np.outer(omega, np.arange(SIZE))
        backward = np.concatenate([np.cos(turns) * weight[:, None], -np.sin(turns) * weight[:, None]]) / SIZE
        self._constant("log_size", np.cos(angles).T)
        self._constant("phase", -np.sin(angles).T)
        self._constant("bands", band_shapes())
        self._constant("forward", forward[:, None, :])
        self._constant("backward", backward[:, None, :])

    def _constant(self, name, value):
        self.register_buffer("c_" + name, torch.tensor(value, dtype=torch.float32), persistent=False)

    @staticmethod
    def pulses(start, step, slope, voiced):
        """Band-limited pulses: a windowed sinc wherever the phase passes a whole number.

        Phases are [batch, 1, columns] of any number of frames each, voicing is [batch, 1, frames].
        """
        column = HOP * (voiced.shape[2] // start.shape[2])
        times = torch.arange(column, device=start.device)[:, None].float()
        phase = start + times * step + times ** 2 * slope
        phase = phase.transpose(1, 2).reshape(start.shape[0], -1)
        local = (step + 2 * times * slope).transpose(1, 2).reshape(start.shape[0], -1)
        distance = (phase - torch.round(phase)) / local
        near = torch.clamp(distance / PULSE, -1, 1)
        shape = torch.sin(torch.pi * distance + 1e-6) / (torch.pi * distance + 1e-6) * torch.cos(torch.pi / 2 * near) ** 2
        gate = voiced.expand(-1, HOP, -1).transpose(1, 2).reshape(start.shape[0], -1)
        return shape * gate / torch.sqrt(local)

    def forward(self, cepstrum, strengths, pulses, noise):
        """Sound [batch, 1, samples] of cepstrum [batch, 25, frames], strengths [batch, 5, frames] and excitations."""
        size = torch.exp(torch.einsum("bcf,cn->bnf", cepstrum, self.c_log_size))
        angle = torch.einsum("bcf,cn->bnf", cepstrum, self.c_phase)
        mix = torch.einsum("bcf,cn->bnf", strengths, self.c_bands)
        pulse = F.conv1d(pulses[:, None], self.c_forward, stride=HOP, padding=HOP)[:, :, :-1]
        hiss = F.conv1d(noise[:, None], self.c_forward, stride=HOP, padding=HOP)[:, :, :-1]
        real = pulse[:, :BINS] * mix + hiss[:, :BINS] * (1 - mix)
        imaginary = pulse[:, BINS:] * mix + hiss[:, BINS:] * (1 - mix)
        cosine, sine = size * torch.cos(angle), size * torch.sin(angle)
        spectrum = torch.cat([real * cosine - imaginary * sine, real * sine + imaginary * cosine], 1)
        sound = F.conv_transpose1d(spectrum, self.c_backward, stride=HOP)
        return sound[:, :, HOP:HOP + HOP * cepstrum.shape[2]] * LOUDNESS


def phases(pitch, column=HOP):
    """Where in its period each column starts, and how the phase grows within: pitch [batch, 1, columns] in Hz."""
    step = pitch / RATE
    following = torch.cat([step[:, :, 1:], step[:, :, -1:]], 2)
    slope = (following - step) / (2 * column)
    turns = torch.cumsum((step + following).double() * (column / 2), 2)
    start = torch.cat([torch.zeros_like(turns[:, :, :1]), turns[:, :, :-1]], 2)
    return (start - torch.floor(start)).float(), step, slope
