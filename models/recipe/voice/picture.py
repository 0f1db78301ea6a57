"""Spectrograms to look at: `python -m voice.picture FOLDER OUT.png [TEXT]`, the teacher above, the voice below.

Grey, 0 to 8 kHz upwards, 10 ms a column; both say the teacher's phones, each with its own durations and pitch.
"""

import struct
import sys
import zlib
from pathlib import Path

import numpy as np

from voice.evaluate import letters_said
from voice.speak import Speaker
from voice.teacher import RATE, Teacher

TEXT = "Thank you for calling, how can I help you today?"
WINDOW, STEP, ROWS = 400, 160, 160
RANGE_DB = 65
GAP = 6


def spectrogram(samples):
    """Rows of grey from 0 to 255, dark is loud, low frequencies at the bottom."""
    padded = np.pad(samples.astype(np.float64), WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::STEP] * np.hanning(WINDOW)
    levels = 20 * np.log10(np.abs(np.fft.rfft(frames, 2 * ROWS)) + 1e-6)[:, :ROWS].T[::-1]
    return (255 * np.clip((levels.max() - levels) / RANGE_DB, 0, 1)).astype(np.uint8)


def png(path, rows):
    """Writes a grey picture."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width = rows.shape
    body = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def draw(folder, path, text=TEXT):
    spoken = Teacher().speak(text)
    letters, starts = letters_said(spoken.phones)
    sound, _ = Speaker(folder).whole(letters)
    theirs = spoken.wave[max(0, starts[0] * 80 - RATE // 50):starts[-1] * 80]
    above, below = spectrogram(theirs / 32768), spectrogram(sound)
    width = max(above.shape[1], below.shape[1])
    pictures = [np.pad(picture, ((0, GAP), (0, width - picture.shape[1])), constant_values=255) for picture in (above, below)]
    png(path, np.concatenate(pictures))


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4])
