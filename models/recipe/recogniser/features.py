"""Kaldi's log-mel energies at 8 kHz: 40 bands, 25/10 ms, edges snipped, samples in 16-bit range, no dither.

Kaldi's MFCC of the same settings with 40 cepstra and no lifter is an orthonormal cosine transform of these, so a
network that begins with its inverse hears the same inside Vosk.
"""

import numpy as np
import scipy.fft

RATE = 8000
BANDS = 40
LOW, HIGH = 60.0, 3800.0
WINDOW, SHIFT, POINTS = 200, 80, 256
FLOOR = np.float32(1.1920929e-07)


def _mel(hertz):
    return 1127.0 * np.log1p(np.asarray(hertz) / 700.0)


def mel_filters():
    """Triangles that are straight on the mel axis, [points / 2, bands]; the Nyquist point belongs to none."""
    edges = np.linspace(_mel(LOW), _mel(HIGH), BANDS + 2)
    points = _mel(np.arange(POINTS // 2) * RATE / POINTS)[:, None]
    rising = (points - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - points) / (edges[2:] - edges[1:-1])
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)


FILTERS = mel_filters()
POVEY = ((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))) ** 0.85).astype(np.float32)


def log_mel(samples):
    """Log-mel energies [frames, 40] of 8 kHz samples in [-1, 1]."""
    count = 1 + (len(samples) - WINDOW) // SHIFT
    if count < 1:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float32) * 32768, WINDOW)[::SHIFT][:count]
    frames = frames - frames.mean(1, keepdims=True)
    emphasised = np.empty_like(frames)
    emphasised[:, 1:] = frames[:, 1:] - np.float32(0.97) * frames[:, :-1]
    emphasised[:, 0] = frames[:, 0] * np.float32(0.03)
    spectrum = scipy.fft.rfft(emphasised * POVEY, POINTS, axis=1)[:, :-1]
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    return np.log(np.maximum(power @ FILTERS, FLOOR))
