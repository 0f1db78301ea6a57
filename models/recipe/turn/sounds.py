"""What a line carries that is not speech: tones, notes, clicks, breaths, coughs, knocks, wind.  8 kHz float32."""

import numpy as np
from scipy.signal import lfilter

from factory.channel import RATE, coloured_noise, notes


def tones(length, rng):
    """Keys, ring-back, busy, a fax."""
    time = np.arange(length, dtype=np.float32) / RATE
    kind = rng.random()
    if kind < 0.4:
        low, high = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477, 1633])
        sound = np.sin(2 * np.pi * low * time) + np.sin(2 * np.pi * high * time)
        return (sound * (time % rng.uniform(0.12, 0.3) < 0.1)).astype(np.float32)
    sound = np.sin(2 * np.pi * rng.choice([350, 425, 440, 480, 1000, 1100, 2100]) * time)
    if kind < 0.7:
        sound = sound + np.sin(2 * np.pi * rng.choice([440, 480, 620]) * time)
    if kind < 0.85:
        beat = rng.uniform(0.2, 1.0)
        sound = sound * (time % beat < beat * rng.uniform(0.3, 0.7))
    return sound.astype(np.float32)


def glides(length, rng):
    """Harmonic sounds that slide: a siren, a dog, a door that creaks, a chair."""
    pitch = np.interp(np.arange(length), np.linspace(0, length, 5), 2 ** rng.uniform(6.5, 10.5, 5))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    sound = sum(np.sin(k * phase) / k ** rng.uniform(0.3, 1.5) for k in range(1, rng.integers(2, 9)))
    envelope = np.interp(np.arange(length), np.linspace(0, length, 9), rng.uniform(0, 1, 9) ** 2)
    return (sound * envelope).astype(np.float32)


def burst(rng):
    """One click, knock or key stroke, with the ringing of whatever was struck."""
    size = int(rng.uniform(0.01, 0.15) * RATE)
    decay = np.exp(-np.arange(size) * rng.uniform(4, 12) / size)
    struck = coloured_noise(size, rng.uniform(0, 0.8), rng) * decay
    return resonant(struck, rng.uniform(150, 2500, rng.integers(1, 4)), rng.uniform(30, 300), rng)


def breath(rng):
    """Air in or out."""
    size = int(rng.uniform(0.2, 0.9) * RATE)
    shape = np.hanning(size) ** rng.uniform(0.5, 1.5)
    return resonant(coloured_noise(size, rng.uniform(0, 0.4), rng) * shape, rng.uniform(500, 3000, 2), 400, rng)


def cough(rng):
    """One to three explosions through a vocal tract; a hoarse voice behind some of them."""
    formants = np.array([500, 1500, 2500]) * rng.uniform(0.75, 1.35)
    parts = []
    for _ in range(rng.integers(1, 4)):
        size = int(rng.uniform(0.12, 0.4) * RATE)
        shape = np.minimum(1, np.arange(size) / (RATE * 0.008)) * np.exp(-np.arange(size) * rng.uniform(3, 7) / size)
        air = coloured_noise(size, rng.uniform(0, 0.5), rng)
        if rng.random() < 0.6:
            pitch = rng.uniform(90, 350) * np.interp(np.arange(size), [0, size], [1.0, rng.uniform(0.5, 1.1)])
            pulses = np.diff(np.floor(np.cumsum(pitch * rng.uniform(0.9, 1.1, size)) / RATE), prepend=0)
            air = air / (np.std(air) + 1e-9) + pulses * rng.uniform(1, 6)
        parts += [resonant(air * shape, formants, rng.uniform(80, 300), rng), np.zeros(int(rng.uniform(0.03, 0.25) * RATE))]
    return np.concatenate(parts[:-1]).astype(np.float32)


def resonant(sound, hertz, width, rng):
    """Through a few resonances, side by side."""
    total = np.zeros(len(sound))
    for centre in hertz:
        radius = np.exp(-np.pi * width / RATE)
        total += rng.uniform(0.3, 1) * lfilter([1 - radius], [1, -2 * radius * np.cos(2 * np.pi * centre / RATE), radius ** 2], sound)
    return total.astype(np.float32)


def rustle(length, rng):
    """Wind into the microphone, a hand on it, paper."""
    gusts = np.interp(np.arange(length), np.linspace(0, length, max(3, length // 1200)),
                      rng.uniform(0, 1, max(3, length // 1200)) ** 3)
    return (coloured_noise(length, rng.uniform(0, 1.1), rng) * gusts).astype(np.float32)


def happening(rng):
    """One sound that is not speech, of a fraction of a second to some seconds."""
    kind, length = rng.random(), int(rng.uniform(0.15, 2.5) * RATE)
    if kind < 0.28:
        return cough(rng)
    if kind < 0.45:
        strokes = [np.concatenate([burst(rng), np.zeros(int(rng.exponential(0.15) * RATE))]) for _ in range(rng.integers(1, 7))]
        return np.concatenate(strokes).astype(np.float32)
    if kind < 0.58:
        return breath(rng)
    if kind < 0.70:
        return tones(length, rng)
    if kind < 0.82:
        return notes(length, rng)
    if kind < 0.90:
        return glides(length, rng)
    return rustle(length, rng)
