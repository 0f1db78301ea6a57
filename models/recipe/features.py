"""Kaldi filter banks as sherpa-onnx and icefall compute them: 80 bins, 25/10 ms, 16 kHz, no edges snipped."""

import numpy as np
import scipy.fft
from scipy.signal import resample_poly

BINS = 80
USED_BINS = 58  # up to 3.7 kHz: what a telephone carries
WINDOW, SHIFT, POINTS, RATE = 400, 160, 512, 16000
FLOOR = np.float32(1.1920929e-07)


def _mel(hertz):
    return 1127.0 * np.log1p(np.asarray(hertz) / 700.0)


def _filters(low=20.0, high=RATE / 2 - 400.0):
    """Triangles that are straight on the mel axis; the Nyquist point belongs to none."""
    edges = np.linspace(_mel(low), _mel(high), BINS + 2)
    points = _mel(np.arange(POINTS // 2) * RATE / POINTS)[:, None]
    rising = (points - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - points) / (edges[2:] - edges[1:-1])
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)


FILTERS = _filters()
POVEY = ((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))) ** 0.85).astype(np.float32)


def fbank(samples):
    """Log-mel energies [frames, 80] of 16 kHz samples in [-1, 1]; the signal is mirrored at its ends."""
    count = (len(samples) + SHIFT // 2) // SHIFT
    before = WINDOW // 2 - SHIFT // 2
    after = max(0, (count - 1) * SHIFT - before + WINDOW - len(samples))
    padded = np.pad(samples.astype(np.float32), (before, after), mode="symmetric")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::SHIFT][:count]
    frames = frames - frames.mean(1, keepdims=True)
    emphasised = np.empty_like(frames)
    emphasised[:, 1:] = frames[:, 1:] - np.float32(0.97) * frames[:, :-1]
    emphasised[:, 0] = frames[:, 0] * np.float32(0.03)
    spectrum = scipy.fft.rfft(emphasised * POVEY, POINTS, axis=1)[:, :-1]
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    return np.log(np.maximum(power @ FILTERS, FLOOR))


def upsampled(samples8k):
    """8 kHz to 16 kHz, as a call's audio arrives at the recogniser."""
    return resample_poly(samples8k.astype(np.float32), 2, 1)
