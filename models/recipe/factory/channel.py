"""What the telephone does to a voice: room, handset, noise, band, level, clipping, codecs and lost packets.

All sound is 8 kHz float32 in [-1, 1]; every function draws only from the generator that it is given.
"""

import subprocess

import numpy as np
import scipy.fft
from scipy.signal import butter, fftconvolve, sosfilt

RATE = 8000
FRAME = 160
BANDS = [butter(order, (low, high), "bandpass", fs=RATE, output="sos")
         for order in (2, 4) for low in (150, 300) for high in (3400, 3700)]
NARROW = BANDS[-2]
DTMF = [(low, high) for low in (697, 770, 852, 941) for high in (1209, 1336, 1477)]


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


def pcm(samples):
    """As 16-bit integers."""
    return np.clip(np.rint(samples * 32768), -32768, 32767).astype(np.int16)


def g711(samples, law=0):
    """To 8 bits and back; law 0 is mu, 1 is A."""
    return LAWS[law][pcm(samples).astype(int) + 32768]


def gsm(samples):
    """Through GSM 06.10 full rate, by sox."""
    raw = ["-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-"]
    coded = subprocess.run(["sox", *raw, "-t", "gsm", "-"], input=pcm(samples).tobytes(), capture_output=True, check=True)
    plain = subprocess.run(["sox", "-t", "gsm", "-r", str(RATE), "-", *raw], input=coded.stdout, capture_output=True, check=True)
    return fitted(plain.stdout, len(samples))


def opus(samples, kilobits):
    """Through Opus, by opus-tools."""
    coded = subprocess.run(["opusenc", "--quiet", "--raw", "--raw-rate", str(RATE), "--raw-chan", "1", "--bitrate",
                            str(kilobits), "-", "-"], input=pcm(samples).tobytes(), capture_output=True, check=True)
    plain = subprocess.run(["opusdec", "--quiet", "--rate", str(RATE), "-", "-"], input=coded.stdout,
                           capture_output=True, check=True)
    return fitted(plain.stdout[44:] if plain.stdout[:4] == b"RIFF" else plain.stdout, len(samples))


def fitted(raw, length):
    """Bytes of 16-bit samples as floats of a length."""
    samples = np.frombuffer(raw[:len(raw) // 2 * 2], np.int16)[:length].astype(np.float32) / 32768
    return np.pad(samples, (0, length - len(samples)))


def rms(samples):
    return float(np.sqrt(np.mean(np.square(samples)) + 1e-12))


def at_level(samples, decibels):
    """Scaled so that its root mean square is the level below full scale."""
    return samples * np.float32(10 ** (decibels / 20) / rms(samples))


def coloured_noise(length, tilt, rng):
    """Noise whose amplitude falls with frequency to the power of the tilt: 0 is white, 0.5 pink, 1 brown."""
    size = scipy.fft.next_fast_len(length, real=True)
    spectrum = scipy.fft.rfft(rng.standard_normal(size, dtype=np.float32))
    spectrum /= np.maximum(np.arange(len(spectrum), dtype=np.float32), 20) ** np.float32(tilt)
    return scipy.fft.irfft(spectrum, size)[:length].astype(np.float32)


def hum(length, rng):
    """Mains hum with a few harmonics."""
    time = np.arange(length, dtype=np.float32) / RATE
    base = rng.choice([50.0, 60.0, 100.0, 120.0])
    return sum(np.sin(2 * np.pi * base * k * time + rng.uniform(0, 6)) / k ** rng.uniform(0.3, 1.5)
               for k in range(1, 7)).astype(np.float32)


def notes(length, rng):
    """Music-like: a few held notes with harmonics at a time, changing a few times a second; or keys being pressed."""
    sound = np.zeros(length, np.float32)
    keys = rng.random() < 0.25
    start = 0
    while start < length:
        lasting = int(rng.uniform(0.08, 0.6) * RATE)
        time = np.arange(min(lasting, length - start), dtype=np.float32) / RATE
        pitches = DTMF[rng.integers(len(DTMF))] if keys else 110 * 2 ** (rng.integers(0, 40, rng.integers(1, 4)) / 12)
        for pitch in pitches:
            for harmonic in range(1, 2 if keys else 5):
                sound[start:start + len(time)] += np.sin(2 * np.pi * pitch * harmonic * time) / harmonic ** 1.3
        start += lasting + int(rng.uniform(0, 0.2) * RATE)
    return sound


def babble(length, voices, rng):
    """Several people talking at once, from other utterances."""
    total = np.zeros(length, np.float32)
    for _ in range(rng.integers(1, 8)):
        total += at_level(np.resize(np.roll(voices[rng.integers(len(voices))], rng.integers(4000)), length), -20)
    return total


def background(length, voices, rng):
    """A noise of any kind."""
    kind = rng.random()
    if kind < 0.12:
        return hum(length, rng) + coloured_noise(length, 0.5, rng)
    if kind < 0.37:
        return babble(length, voices, rng)
    if kind < 0.45:
        return notes(length, rng) + coloured_noise(length, 0.5, rng) * 0.01
    noise = coloured_noise(length, rng.uniform(0, 1.2), rng)
    if rng.random() < 0.3:  # it comes and goes, like traffic
        swell = np.interp(np.arange(length), np.linspace(0, length, 6), rng.uniform(0.1, 1.5, 6))
        noise *= swell.astype(np.float32)
    return noise


def reverberated(samples, rng):
    """A room: the direct sound, some early echoes, and noise that dies away."""
    length = int(rng.uniform(0.05, 0.5) * RATE)
    tail = rng.standard_normal(length) * np.exp(-np.arange(length) * 6.0 / length)
    tail *= rng.uniform(0.05, 0.6) / np.sqrt(np.sum(tail ** 2))
    for _ in range(rng.integers(0, 5)):
        tail[rng.integers(8, min(length, 200))] += rng.uniform(-0.4, 0.4)
    tail[0] = 1.0
    return fftconvolve(samples, tail)[:len(samples)].astype(np.float32)


def handset(samples, rng):
    """A microphone of unknown response: a smooth random curve of up to some ten decibels over the band."""
    points = np.cumsum(rng.normal(0, 3.0, 8))
    curve = 10 ** ((points - points.mean()) / 20)
    grid = np.interp(np.linspace(0, 7, 65), np.arange(8), curve)
    response = np.fft.irfft(grid)
    return fftconvolve(samples, np.roll(response, 64) * np.hanning(128), mode="same").astype(np.float32)


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


def coded(samples, rng):
    """Through one of the codecs of the network, or none."""
    kind = rng.random()
    if kind < 0.80:
        return g711(np.clip(samples, -1, 1), rng.integers(2))
    if kind < 0.87:
        return gsm(samples)
    if kind < 0.94:
        return opus(samples, rng.choice([8, 12, 16, 24]))
    return samples


def called(samples, voices, rng):
    """An utterance as one caller's line delivers it, everything drawn at random."""
    speech = at_level(samples, 0.0)
    if rng.random() < 0.35:
        speech = reverberated(speech, rng)
    if rng.random() < 0.6:
        speech = handset(speech, rng)
    if rng.random() < 0.75:
        speech = speech + at_level(background(len(speech), voices, rng), -rng.triangular(3, 22, 45))
    elif rng.random() < 0.8:
        speech = speech + at_level(coloured_noise(len(speech), 0.5, rng), -rng.uniform(40, 75))
    if rng.random() < 0.7:
        speech = sosfilt(BANDS[rng.integers(len(BANDS))], speech).astype(np.float32)
    if rng.random() < 0.1:
        limit = np.float32(rng.uniform(1.2, 3.0))
        speech = np.clip(speech, -limit, limit)
    speech = coded(at_level(speech, rng.uniform(-38, -11)), rng)
    if rng.random() < 0.12:
        speech = with_losses(speech, rng.uniform(0.005, 0.05), rng)
    return speech


def noisy_call(samples, decibels, rng):
    """The test condition: pink noise at a signal-to-noise ratio, telephone band, -20 dBFS, mu-law."""
    if decibels is not None:
        samples = samples + at_level(coloured_noise(len(samples), 0.5, rng), 20 * np.log10(rms(samples)) - decibels)
    return g711(np.clip(at_level(sosfilt(NARROW, samples).astype(np.float32), -20), -1, 1))
