"""Brings the teacher's parameters to what its own vocoder makes of them.

flite sharpens its cepstra before it filters with them, and its pulses and noise have levels of their own. The
sharpening is applied here as flite does it; what remains, a level of voiced and one of unvoiced frames and a slight
tilt, is measured between its sound and ours, once, and added to the cepstra that the student learns.
"""

import json

import numpy as np
import torch

from voice.teacher import HOP, ORDER, RATE
from voice.vocoder import Vocoder, phases, warped

SHARPENING = 0.4
SENTENCES = 24
FLOOR_DB = 80
WINDOW = 512


def sharpened(cepstrum, log_size):
    """The cepstrum with its fine structure raised and its energy kept; `log_size` is the vocoder's matrix."""
    sharp = cepstrum.copy()
    sharp[:, 2:] *= 1 + SHARPENING
    before, after = (np.exp(2 * (rows @ log_size)).mean(1) for rows in (cepstrum, sharp))
    sharp[:, 0] += 0.5 * np.log(before / after)
    return sharp


def continuous(pitch):
    """Pitch without gaps, and where it was voiced."""
    voiced = pitch > 0
    if not voiced.any():
        return np.full(len(pitch), 150.0, np.float32), voiced
    frames = np.arange(len(pitch))
    return np.interp(frames, frames[voiced], pitch[voiced]).astype(np.float32), voiced


class Calibration:
    """What has to be added to a cepstrum in voiced and in unvoiced frames."""

    def __init__(self, voiced=None, unvoiced=None):
        self.voiced = np.zeros(ORDER) if voiced is None else np.asarray(voiced)
        self.unvoiced = np.zeros(ORDER) if unvoiced is None else np.asarray(unvoiced)
        self.log_size = Vocoder().c_log_size.numpy().astype(np.float64)

    def targets(self, parameters):
        """Rows of log pitch, voicing, cepstrum, bands, as the student has to predict them."""
        pitch, voiced = continuous(parameters[:, 0])
        cepstrum = sharpened(parameters[:, 1:1 + ORDER].astype(np.float64), self.log_size)
        cepstrum += np.where(voiced[:, None], self.voiced, self.unvoiced)
        bands = np.clip(parameters[:, 1 + ORDER:], 0, 1) * voiced[:, None]
        columns = [np.log(pitch)[:, None], voiced[:, None], cepstrum, bands]
        return np.concatenate(columns, axis=1).astype(np.float32)

    def save(self, path):
        path.write_text(json.dumps({"voiced": list(self.voiced), "unvoiced": list(self.unvoiced)}))

    @staticmethod
    def load(path):
        about = json.loads(path.read_text())
        return Calibration(about["voiced"], about["unvoiced"])


def sound_of(targets, seed=1):
    """Our vocoder's samples of rows of targets, on the scale of 16 bit."""
    rows = torch.tensor(targets, dtype=torch.float32).T[None]
    vocoder = Vocoder()
    with torch.no_grad():
        noise = torch.randn(1, len(targets) * HOP, generator=torch.Generator().manual_seed(seed))
        pulses = vocoder.pulses(*phases(torch.exp(rows[:, :1])), rows[:, 1:2])
        return vocoder(rows[:, 2:2 + ORDER], rows[:, 2 + ORDER:], pulses, noise)[0, 0].numpy() * 32768


def envelopes(samples):
    """Power spectra in dB, a row for each 5 ms, smoothed over harmonics."""
    rows = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), WINDOW)[::HOP] * np.hanning(WINDOW)
    power = np.abs(np.fft.rfft(rows)) ** 2
    kernel = np.hanning(25)
    kernel /= kernel.sum()
    return 10 * np.log10(np.apply_along_axis(np.convolve, 1, power, kernel, "same") + 1)


def differences(spoken, calibration):
    """Teacher's sound less ours in dB for its voiced and its unvoiced frames that are loud enough to tell."""
    targets = calibration.targets(spoken.parameters)
    theirs, ours = envelopes(spoken.wave), envelopes(sound_of(targets))
    centre = WINDOW // 2 // HOP
    frames = min(len(theirs), len(ours), len(targets) - centre)
    theirs, ours, voiced = theirs[:frames], ours[:frames], targets[centre:centre + frames, 1] > 0
    loud = theirs.max(1) > FLOOR_DB
    return (theirs - ours)[loud & voiced], (theirs - ours)[loud & ~voiced]


def measured(teacher, sentences, rounds=2):
    """The calibration that makes our sound like the teacher's, from some sentences of a part of their own."""
    spoken = [teacher.speak(sentences.sentence(number, "calibration")) for number in range(SENTENCES)]
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    inside = (hertz > 60) & (hertz < 7800)
    basis = np.cos(np.outer(warped(2 * np.pi * hertz / RATE), np.arange(ORDER)))[inside]
    calibration = Calibration()
    for _ in range(rounds):
        found = [differences(one, calibration) for one in spoken]
        corrections = []
        for part in (0, 1):
            mean = np.concatenate([pair[part] for pair in found]).mean(0)[inside] * np.log(10) / 20
            corrections.append(np.linalg.lstsq(basis, mean, rcond=None)[0])
        calibration = Calibration(calibration.voiced + corrections[0], calibration.unvoiced + corrections[1])
    return calibration
