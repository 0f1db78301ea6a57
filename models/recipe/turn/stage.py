"""Stages calls: turns, pauses, noises and silences on a caller's line, with what is true at every step of a model.

A call is a function of its seed.  Labels come from where the pieces were put, so they are exact.
"""

from typing import NamedTuple

import numpy as np
from scipy.signal import sosfilt

from factory.channel import (BANDS, RATE, at_level, background, coloured_noise, g711, handset, reverberated, rms,
                             with_losses)
from turn.sounds import breath, happening
from turn.texts import CUT, FILLED
from turn.window import WIDE, Glance, at_16_khz, log_mel, shown

VAD_STEP, TURN_STEP = 256, 320
VAD_SECONDS, TURN_SECONDS = 10.24, 12.0
INTERRUPTION, BACKCHANNEL, NOISE = 0, 1, 2
SPEECH_WEIGHT = 0.15
KNOWN_FROM, EARLY, KNOWN_TO = int(0.08 * RATE), int(0.8 * RATE), int(2.0 * RATE)
LATE_WEIGHT = 0.3
TURN_ENDS_FOR = int(1.6 * RATE)


class Clips(NamedTuple):
    """What can be said, by kind; each entry is a turn of `turn.callers`."""

    turn: list
    backchannel: list
    interruption: list
    grunt: list


class Labels(NamedTuple):
    """Of one staged call: `over` and `kind` at every step, and how much each of them counts."""

    over: np.ndarray
    over_weight: np.ndarray
    kind: np.ndarray
    kind_weight: np.ndarray
    hush: np.ndarray


class Silence(NamedTuple):
    """A silence behind speech, in samples: where the turn began, where the silence does and ends, and whether the turn was over."""

    onset: int
    start: int
    end: int
    over: bool


def floats(piece):
    return piece.astype(np.float32) / 32768


def faded(sound, rng, least, most):
    """The end let go over some milliseconds."""
    size = min(len(sound), int(rng.uniform(least, most) * RATE / 1000))
    sound = sound.copy()
    sound[len(sound) - size:] *= np.linspace(1, 0, size, dtype=np.float32)
    return sound


def drawled(sound, rng):
    """The last fraction of a second drawn out, by overlapping similar stretches of 25 ms (WSOLA)."""
    factor, size, hop = rng.uniform(1.2, 2.2), 200, 100
    tail = int(rng.uniform(0.12, 0.35) * RATE)
    if len(sound) < tail + 4 * size:
        return sound
    head, source = sound[:-tail], sound[-tail - size:]
    steps = int(tail * factor) // hop
    out, window = np.zeros(steps * hop + size, np.float32), np.hanning(size).astype(np.float32)
    at, last = 0, source[:size]
    for step in range(steps):
        wished = int(step * hop / factor)
        starts = range(max(0, wished - 80), max(1, min(wished + 80, len(source) - size)))
        follow = source[at + hop:at + hop + size]
        follow = follow if len(follow) == size else last
        best = max(starts, key=lambda start: float(source[start:start + size:2] @ follow[::2])) if step else 0
        last, at = source[best:best + size], best
        out[step * hop:step * hop + size] += last * window
    joined = np.concatenate([head[:len(head) - size], np.zeros(size + steps * hop, np.float32)])
    start = len(head) - size
    ramp = np.linspace(0, 1, size, dtype=np.float32)
    joined[start:start + size] = head[start:] * (1 - ramp) + out[:size] * ramp
    joined[start + size:] = out[size:size + steps * hop]
    return joined


def performed(said, rng):
    """The sounds of a turn's pieces, as people end them: cut ones drawn out or broken off, last ones let go."""
    sounds = [floats(piece) for piece in said.sounds]
    for number, sound in enumerate(sounds[:-1]):
        filled = said.pieces[number].split()[-1] in FILLED
        if (said.joints[number] == CUT and rng.random() < 0.5) or (filled and rng.random() < 0.7):
            sound = drawled(sound, rng)
        sounds[number] = faded(sound, rng, 8, 60) if said.joints[number] == CUT else sound
    if rng.random() < 0.35:
        sounds[-1] = faded(sounds[-1][:len(sounds[-1]) - int(rng.uniform(0, 0.05) * RATE)], rng, 8, 60)
    elif rng.random() < 0.15:
        sounds[-1] = drawled(sounds[-1], rng)
    return sounds


def pause(rng):
    """Samples of silence inside a turn; half of them shorter than half a second, one in twenty longer than one and a half."""
    return int(np.clip(rng.lognormal(np.log(0.5), 0.65), 0.2, 3.0) * RATE)


class Sheet:
    """A call under construction."""

    def __init__(self, seconds, step):
        self.length = int(seconds * RATE) // step * step
        self.step, self.count = step, self.length // step
        self.sound = np.zeros(self.length, np.float32)
        self.over, self.over_weight = np.zeros(self.count, np.float32), np.zeros(self.count, np.float32)
        self.kind, self.kind_weight = np.full(self.count, NOISE), np.zeros(self.count, np.float32)
        self.hush = np.full(self.count, -1, np.int32)
        self.silences = []

    def put(self, at, sound):
        size = max(0, min(len(sound), self.length - at))
        self.sound[at:at + size] += sound[:size]
        return at + len(sound)

    def steps(self, start, end):
        """The steps whose last sample lies in the span."""
        return slice(max(0, -(-start // self.step)), max(0, min(self.count, end // self.step)))

    def judged(self, start, end, over, weight, hush=False):
        span = self.steps(start, end)
        self.over[span], self.over_weight[span] = over, weight
        if hush:
            places = np.arange(self.count)[span]
            self.hush[span] = (places + 1) * self.step - start

    def labels(self):
        return Labels(self.over, self.over_weight, self.kind, self.kind_weight, self.hush)


def talk(clips, rng):
    """Turns of one caller, one after the other."""
    sheet = Sheet(TURN_SECONDS, TURN_STEP)
    at = int(rng.uniform(0.05, 0.8) * RATE)
    while at < sheet.length - RATE:
        said = clips.turn[rng.integers(len(clips.turn))]
        sounds = performed(said, rng)
        level, onset = rng.uniform(-2, 2), at
        for number, sound in enumerate(sounds):
            start, last = at, number == len(sounds) - 1
            at = sheet.put(at, at_level(sound, level + rng.uniform(-1.5, 1.5)))
            sheet.judged(start, at, 0, SPEECH_WEIGHT)
            silence = int(rng.uniform(1.2, 2.8) * RATE) if last else pause(rng)
            if rng.random() < 0.12:
                sheet.put(at + int(rng.uniform(0.05, 0.4) * RATE), at_level(breath(rng), rng.uniform(-35, -20)))
            sheet.judged(at, at + (min(silence, TURN_ENDS_FOR) if last else silence), float(last), 1, hush=True)
            sheet.silences.append(Silence(onset, at, min(at + silence, sheet.length), last))
            at += silence
    return sheet


def overlaps(clips, rng):
    """What comes from the caller while the agent speaks: interruptions, acknowledgements and noises."""
    sheet = Sheet(TURN_SECONDS, TURN_STEP)
    at = int(rng.uniform(0.05, 1.0) * RATE)
    while at < sheet.length - RATE:
        kind, draw = NOISE, rng.random()
        if draw < 0.42:
            kind, said = INTERRUPTION, clips.interruption[rng.integers(len(clips.interruption))]
        elif draw < 0.70:
            kind, said = BACKCHANNEL, clips.backchannel[rng.integers(len(clips.backchannel))]
        elif draw < 0.78:
            said = clips.grunt[rng.integers(len(clips.grunt))]
        elif draw < 0.83:
            said = clips.turn[rng.integers(len(clips.turn))]
        if draw < 0.78:
            sound = at_level(np.concatenate([floats(piece) for piece in said.sounds]), rng.uniform(-4, 3))
        elif draw < 0.83:
            far = reverberated(np.concatenate([floats(piece) for piece in said.sounds]), rng)
            sound = at_level(sosfilt(BANDS[-1], far).astype(np.float32), rng.uniform(-34, -20))
        else:
            sound = at_level(happening(rng), rng.uniform(-15, 6))
        start, at = at, sheet.put(at, sound)
        for since, until, weight in ((KNOWN_FROM, EARLY, 1), (EARLY, KNOWN_TO, LATE_WEIGHT)):
            span = sheet.steps(start + since, min(at + int(0.12 * RATE), start + until))
            sheet.kind[span], sheet.kind_weight[span] = kind, weight
        silence = int(rng.uniform(0.5, 2.0) * RATE)
        if kind != NOISE:
            sheet.judged(start, at, 0, SPEECH_WEIGHT)
            sheet.judged(at, at + min(silence, TURN_ENDS_FOR), 1, 0.5)
        at += silence
    return sheet


def over_the_line(sound, clips, rng):
    """The telephone: room, handset, noise, band, level, codec, losses.  Speech comes in at about 0 dB."""
    if rng.random() < 0.3:
        sound = reverberated(sound, rng)
    if rng.random() < 0.5:
        sound = handset(sound, rng)
        sound = sound / max(rms(sound[np.abs(sound) > 0.01]) if np.any(np.abs(sound) > 0.01) else 1, 1e-3)
    voices = [floats(clips.turn[rng.integers(len(clips.turn))].sounds[0]) for _ in range(8)]
    loud = rng.random() < 0.65
    noise = background(len(sound), voices, rng) if loud else coloured_noise(len(sound), 0.5, rng)
    sound = sound + at_level(noise, -rng.triangular(6, 25, 60) if loud else -rng.uniform(35, 75))
    if rng.random() < 0.7:
        sound = sosfilt(BANDS[rng.integers(len(BANDS))], sound).astype(np.float32)
    sound = np.clip(sound * np.float32(10 ** (rng.uniform(-38, -9) / 20)), -1, 1)
    if rng.random() < 0.06:
        start = rng.integers(len(sound))
        sound[start:start + int(rng.uniform(0.2, 2) * RATE)] = 0
    if rng.random() < 0.85:
        sound = g711(sound, rng.integers(2))
    if rng.random() < 0.12:
        sound = with_losses(sound, rng.uniform(0.005, 0.05), rng)
    return sound.astype(np.float32)


def turn_call(clips, rng):
    """Sound and labels for the turn model."""
    sheet = talk(clips, rng) if rng.random() < 0.62 else overlaps(clips, rng)
    return over_the_line(sheet.sound, clips, rng), sheet.labels()


def looked_at(clips, rng):
    """What the server would show a model that looks back, in each silence of a call, and whether the turn was over."""
    sheet = talk(clips, rng)
    line = at_16_khz(over_the_line(sheet.sound, clips, rng))
    # The voice detector is late now and then; no turn goes on in sight.
    times = [min(int(rng.uniform(0.16, 0.28) * WIDE), 2 * (silence.end - silence.start)) for silence in sheet.silences]
    return [(log_mel(shown(line, silence, after), Glance.LAST), silence.over)
            for silence, after in zip(sheet.silences, times) if 2 * silence.start + after <= len(line)]


def spoken_parts(clean):
    """For every sample whether it is speech: loud 10 ms frames, with closures of up to 100 ms filled."""
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


def vad_call(clips, rng):
    """Sound, and whether each step is speech, for the voice detector."""
    sheet = Sheet(VAD_SECONDS, VAD_STEP)
    mask, at = np.zeros(sheet.length, bool), sheet.length
    if rng.random() < 0.88:
        at = int(rng.exponential(0.8) * RATE)
    while at < sheet.length - RATE // 2:
        said = clips.turn[rng.integers(len(clips.turn))]
        for piece in said.sounds:
            sound = at_level(floats(piece), rng.uniform(-3, 3))[:max(0, sheet.length - at)]
            if len(sound) >= 800:
                mask[at:at + len(sound)] |= spoken_parts(sound)
            at = sheet.put(at, sound) + int(rng.exponential(0.5) * RATE)
        at += int(rng.exponential(1.0) * RATE)
    for _ in range(rng.choice([0, 0, 1, 2, 4])):
        other, start = at_level(happening(rng), rng.uniform(-20, 6)), rng.integers(sheet.length)
        other = other[:sheet.length - start]
        other[mask[start:start + len(other)]] *= np.float32(rng.choice([0.0, 0.1, 0.3]))
        sheet.put(start, other)
    return over_the_line(sheet.sound, clips, rng), mask.reshape(-1, VAD_STEP).mean(1) >= 0.4
