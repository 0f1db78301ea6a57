"""What the telephone does to a voice: room, noise, band, level, clipping, G.711 and lost packets.

All sound is 8 kHz float32 in [-1, 1]; every function draws only from the generator that it is given.
"""

import numpy as np
import scipy.fft
from scipy.signal import butter, fftconvolve, sosfilt

RATE = 8000
FRAME = 160
BANDS = [butter(order, (low, high), "bandpass", fs=RATE, output="sos")
         for order in (2, 4) for low in (150, 300) for high in (3400, 3700)]


def _mu_law():
    value = np.arange(-32768, 32768)
    size = np.minimum(np.abs(value), 32635) + 132
    step = 2 ** (np.floor(np.log2(size)).astype(int) - 4)
    return np.sign(value) * (size // step * step + step // 2 - 132)


def _a_law():
    value = np.arange(-32768, 32768)
    size = np.minimum(np.where(value >= 0, value, -value - 1), 32767)
    step = 2 ** np.maximum(np.floor(np.log2(np.maximum(size, 1))).astype(int) - 4, 4)
    return np.where(value >= 0, 1, -1) * (size // step * step + step // 2)


LAWS = [(law / 32768).astype(np.float32) for law in (_mu_law(), _a_law())]


def g711(samples, law=0):
    """To 8 bits and back; law 0 is mu, 1 is A."""
    return LAWS[law][np.clip(np.rint(samples * 32768), -32768, 32767).astype(int) + 32768]


def rms(samples):
    return float(np.sqrt(np.mean(np.square(samples)) + 1e-12))


def at_level(samples, decibels):
    """Scaled so that its root mean square is the level below full scale."""
    return samples * np.float32(10 ** (decibels / 20) / rms(samples))


def coloured_noise(length, tilt, rng):
    """Noise whose amplitude falls with frequency to the power of the tilt: 0 is white, 0.5 pink, 1 brown."""
    size = scipy.fft.next_fast_len(length, real=True)
    spectrum = scipy.fft.rfft(rng.standard_normal(size).astype(np.float32))
    spectrum /= np.maximum(np.arange(len(spectrum), dtype=np.float32), 20) ** tilt
    return scipy.fft.irfft(spectrum, size)[:length].astype(np.float32)


def hum(length, rng):
    """Mains hum with a few harmonics."""
    time = np.arange(length, dtype=np.float32) / RATE
    base = rng.choice([50.0, 60.0, 100.0, 120.0])
    return sum(np.sin(2 * np.pi * base * k * time + rng.uniform(0, 6)) / k ** rng.uniform(0.3, 1.5)
               for k in range(1, 7)).astype(np.float32)


def babble(length, voices, rng):
    """Several people talking at once, from other utterances."""
    total = np.zeros(length, np.float32)
    for _ in range(rng.integers(4, 8)):
        total += at_level(np.resize(np.roll(voices[rng.integers(len(voices))], rng.integers(4000)), length), -20)
    return total


def background(length, voices, rng):
    """A noise of any kind."""
    kind = rng.random()
    if kind < 0.15:
        return hum(length, rng) + coloured_noise(length, 0.5, rng)
    if kind < 0.40:
        return babble(length, voices, rng)
    return coloured_noise(length, rng.uniform(0, 1.2), rng)


def reverberated(samples, rng):
    """A small room: decaying noise after the direct sound."""
    length = int(rng.uniform(0.03, 0.25) * RATE)
    tail = rng.standard_normal(length) * np.exp(-np.arange(length) * 5.0 / length)
    tail *= rng.uniform(0.05, 0.35) / np.sqrt(np.sum(tail ** 2))
    tail[0] = 1.0
    return fftconvolve(samples, tail)[:len(samples)].astype(np.float32)


def with_losses(samples, rate, rng):
    """Lost 20 ms packets, concealed by the last one at half level."""
    samples = samples.copy()
    for start in range(FRAME, len(samples) - FRAME, FRAME):
        if rng.random() < rate:
            samples[start:start + FRAME] = samples[start - FRAME:start] * np.float32(0.5)
    return samples


def padded(samples, rng, before=(0.1, 0.6), after=(0.08, 0.5)):
    """Silence before and after, in seconds."""
    lead, tail = (int(rng.uniform(*span) * RATE) for span in (before, after))
    return np.pad(samples, (lead, tail))


def called(samples, voices, rng):
    """An utterance as one caller's line delivers it, everything drawn at random."""
    speech = at_level(samples, 0.0)
    if rng.random() < 0.25:
        speech = reverberated(speech, rng)
    if rng.random() < 0.8:
        noise = at_level(background(len(speech), voices, rng), -rng.triangular(3, 25, 45))
        speech = speech + noise
    else:
        speech = speech + at_level(coloured_noise(len(speech), 0.5, rng), -rng.uniform(45, 75))
    if rng.random() < 0.75:
        speech = sosfilt(BANDS[rng.integers(len(BANDS))], speech).astype(np.float32)
    if rng.random() < 0.1:
        limit = np.float32(rng.uniform(1.2, 3.0))
        speech = np.clip(speech, -limit, limit)
    speech = at_level(speech, rng.uniform(-36, -12))
    if rng.random() < 0.85:
        speech = g711(np.clip(speech, -1, 1), rng.integers(2))
    if rng.random() < 0.12:
        speech = with_losses(speech, rng.uniform(0.005, 0.04), rng)
    return speech


def noisy_call(samples, decibels, rng):
    """The test condition: pink noise at a signal-to-noise ratio, telephone band, -20 dBFS, mu-law."""
    if decibels is not None:
        samples = samples + at_level(coloured_noise(len(samples), 0.5, rng), 20 * np.log10(rms(samples)) - decibels)
    return g711(np.clip(at_level(sosfilt(BANDS[-2], samples).astype(np.float32), -20), -1, 1))
