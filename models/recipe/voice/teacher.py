"""The teacher: Debian's flite with its voice `slt`, called in this process through its shared libraries.

flite's statistical voices do not join recordings: they predict, every 5 ms, a pitch, 25 mel-cepstral coefficients and
five strengths of voicing, and make sound of those. This module reads all of it: what a student has to learn is told
exactly, no analysis of sound is needed.
"""

import ctypes
from ctypes import POINTER, c_char_p, c_float, c_int, c_void_p
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solveh_banded

RATE = 16_000
HOP = 80
ORDER = 25
BANDS = 5
FRAME_S = HOP / RATE

_WORD = b"R:SylStructure.parent.parent"


class _Track(ctypes.Structure):
    _fields_ = [("type", c_char_p), ("num_frames", c_int), ("num_channels", c_int), ("times", POINTER(c_float)),
                ("frames", POINTER(POINTER(c_float)))]

    def array(self):
        rows = [np.ctypeslib.as_array(self.frames[row], (self.num_channels,)) for row in range(self.num_frames)]
        return np.array(rows)


class _Wave(ctypes.Structure):
    _fields_ = [("type", c_char_p), ("sample_rate", c_int), ("num_samples", c_int), ("num_channels", c_int),
                ("samples", POINTER(ctypes.c_short))]


@dataclass
class Phone:
    """A phone of the teacher: `word` tells words apart (None: a pause), `end` is the frame behind its last one."""

    name: str
    stressed: bool
    word: int | None
    text: str
    punctuation: str
    end: int


@dataclass
class Spoken:
    """An utterance of the teacher. `parameters` has a row for each frame: pitch in Hz (0: unvoiced), cepstrum, bands."""

    phones: list
    parameters: np.ndarray
    wave: np.ndarray


class Teacher:
    """flite's `slt`. One a process; not for several threads."""

    def __init__(self, voice="slt"):
        self._flite = ctypes.CDLL("libflite.so.1", ctypes.RTLD_GLOBAL)
        ctypes.CDLL("libflite_usenglish.so.1", ctypes.RTLD_GLOBAL)
        lexicon = ctypes.CDLL("libflite_cmulex.so.1", ctypes.RTLD_GLOBAL)
        library = ctypes.CDLL(f"libflite_cmu_us_{voice}.so.1", ctypes.RTLD_GLOBAL)
        self._flite.flite_init()
        register = getattr(library, f"register_cmu_us_{voice}")
        register.restype, register.argtypes = c_void_p, [c_char_p]
        self._voice = register(None)
        self._synthesise = self._function("flite_synth_text", c_void_p, c_char_p, c_void_p)
        self._relation = self._function("utt_relation", c_void_p, c_void_p, c_char_p)
        self._head = self._function("relation_head", c_void_p, c_void_p)
        self._next = self._function("item_next", c_void_p, c_void_p)
        self._text = self._function("ffeature_string", c_char_p, c_void_p, c_char_p)
        self._number = self._function("ffeature_float", c_float, c_void_p, c_char_p)
        self._item = self._function("path_to_item", c_void_p, c_void_p, c_char_p)
        self._feature = self._function("feat_val", c_void_p, c_void_p, c_char_p)
        self._track = self._function("val_track", POINTER(_Track), c_void_p)
        self._wave = self._function("val_wave", POINTER(_Wave), c_void_p)
        lexicon.cmu_lex_init.restype = c_void_p
        self._lexicon = lexicon.cmu_lex_init()
        self._look_up = self._function("lex_lookup", c_void_p, c_void_p, c_char_p, c_char_p, c_void_p)
        self._first = self._function("val_car", c_void_p, c_void_p)
        self._rest = self._function("val_cdr", c_void_p, c_void_p)
        self._string = self._function("val_string", c_char_p, c_void_p)
        self._delete_list = self._function("delete_val_list", None, c_void_p)
        self._delete = self._function("delete_utterance", None, c_void_p)

    def _function(self, name, result, *arguments):
        function = getattr(self._flite, name)
        function.restype, function.argtypes = result, arguments
        return function

    def speak(self, text):
        """Says a text; None if it has nothing to say."""
        utterance = self._synthesise(text.encode("ascii", "ignore"), self._voice)
        try:
            return self._spoken(utterance)
        finally:
            self._delete(utterance)

    def pronounce(self, word):
        """(phone, stressed) pairs of a word by itself, from flite's lexicon or its own letter-to-sound rules."""
        known = at = self._look_up(self._lexicon, word.encode("ascii", "ignore"), None, None)
        pairs = []
        while at:
            phone = self._string(self._first(at)).decode()
            pairs.append((phone.rstrip("01"), phone.endswith("1")))
            at = self._rest(at)
        self._delete_list(known)
        return pairs

    def _spoken(self, utterance):
        # The features are the first member of flite's utterance.
        features = ctypes.cast(utterance, POINTER(c_void_p))[0]
        found = self._feature(features, b"param_track")
        if not found:
            return None
        raw = self._track(found).contents.array()
        strengths = self._track(self._feature(features, b"str_track")).contents.array()
        wave = self._wave(self._feature(features, b"wave")).contents
        samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).copy()
        parameters = np.concatenate([raw[:, :1], smoothed(raw), strengths], axis=1).astype(np.float32)
        return Spoken(self._phones(utterance, len(raw)), parameters, samples)

    def _phones(self, utterance, frames):
        phones, item = [], self._head(self._relation(utterance, b"Segment"))
        while item:
            end = min(frames, int(np.ceil(self._number(item, b"end") / FRAME_S - 1e-3)))
            phones.append(Phone(
                name=self._text(item, b"name").decode(),
                stressed=self._text(item, b"R:SylStructure.parent.stress") == b"1",
                word=self._item(item, _WORD),
                text=self._text(item, _WORD + b".name").decode(),
                punctuation=self._text(item, _WORD + b".R:Token.parent.punc").decode(),
                end=end))
            item = self._next(item)
        return phones


def smoothed(raw):
    """The cepstrum that fits the predicted means and slopes best, each weighted by its variance (as flite does it)."""
    frames = len(raw)
    columns = []
    for index in range(ORDER):
        mean, deviation = raw[:, 2 + 2 * index], raw[:, 3 + 2 * index]
        slope, slope_deviation = raw[:, 52 + 2 * index], raw[:, 53 + 2 * index]
        weight, slope_weight = 1 / deviation ** 2, 1 / slope_deviation ** 2
        slope_weight[[0, -1]] = 0
        diagonal = weight.copy()
        diagonal[:-1] += 0.25 * slope_weight[1:]
        diagonal[1:] += 0.25 * slope_weight[:-1]
        second = np.zeros(frames)
        second[:-2] = -0.25 * slope_weight[1:-1]
        right = weight * mean
        right[1:] += 0.5 * (slope_weight * slope)[:-1]
        right[:-1] -= 0.5 * (slope_weight * slope)[1:]
        columns.append(solveh_banded(np.stack([diagonal, np.zeros(frames), second]), right, lower=True))
    return np.stack(columns, axis=1)
