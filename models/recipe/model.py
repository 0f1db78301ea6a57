"""The recogniser: a small causal network that hears 30 ms at a time and writes characters.

Three 10 ms frames are stacked; six bottleneck convolutions see a few frames around, two LSTM layers remember the rest.
A convolution looks ahead by being late: its residual is delayed, so training and streaming compute the same numbers and
a zero state is the padding that training saw.
"""

import torch
from torch import nn
from torch.nn import functional

from features import USED_BINS

ALPHABET = ("<blk>", "▁") + tuple("abcdefghijklmnopqrstuvwxyz") + ("'", "-")
IDS = {symbol: number for number, symbol in enumerate(ALPHABET)}
BLANK = 0
STACK = 3

MEAN, SCALE = -6.5, 0.25


def encoded(text):
    """The label of a transcript: letters, and a mark between words."""
    return [IDS["▁" if letter == " " else letter] for letter in text]


class Convolution(nn.Module):
    """A bottleneck over three frames that lie `dilation` apart, added to the frame `delay` before the last."""

    def __init__(self, width, bottleneck, dilation, delay):
        super().__init__()
        self.dilation, self.delay = dilation, delay
        self.norm = nn.LayerNorm(width)
        self.narrow = nn.Linear(3 * width, bottleneck)
        self.widen = nn.Linear(bottleneck, width)
        self.context = 2 * dilation

    def forward(self, x, cache):
        """x [B, T, width] and the `context` frames before it; returns the output and the next cache."""
        seen = torch.cat([cache, x], 1)
        length, step = x.shape[1], self.dilation
        normed = self.norm(seen)
        taps = torch.cat([normed[:, step * tap:step * tap + length] for tap in range(3)], 2)
        start = self.context - self.delay
        residual = seen[:, start:start + length]
        return residual + self.widen(functional.relu(self.narrow(taps))), seen[:, length:]


class Recogniser(nn.Module):
    """Log-mel frames to character log-probabilities, with every cache an input and an output."""

    # (dilation, delay in output frames): 4 x 30 ms of look-ahead
    SHAPE = ((1, 1), (1, 1), (1, 1), (2, 1), (2, 0), (3, 0))

    def __init__(self, width=256, bottleneck=96, layers=2, dropout=0.03):
        super().__init__()
        self.width, self.layers = width, layers
        self.enter = nn.Linear(STACK * USED_BINS, width)
        self.convolutions = nn.ModuleList(Convolution(width, bottleneck, *shape) for shape in self.SHAPE)
        self.between = nn.LayerNorm(width)
        self.memory = nn.LSTM(width, width, layers, batch_first=True, dropout=dropout)
        self.dropout = nn.Dropout(dropout)
        self.leave = nn.Linear(width, len(ALPHABET))

    @property
    def delay(self):
        """Look-ahead in output frames."""
        return sum(delay for _, delay in self.SHAPE)

    def zeros(self, batch=1):
        """The state before any sound: one cache a convolution, then what the LSTM remembers."""
        caches = [torch.zeros(batch, layer.context, self.width) for layer in self.convolutions]
        return caches + [torch.zeros(self.layers, batch, self.width) for _ in range(2)]

    def forward(self, x, *states):
        """x [B, T, 80 or 58] with T a multiple of 3; returns log-probabilities and the next states."""
        x = (x[:, :, :USED_BINS] - MEAN) * SCALE
        x = self.enter(x.reshape(x.shape[0], x.shape[1] // STACK, STACK * USED_BINS))
        after = []
        for layer, cache in zip(self.convolutions, states):
            x, cache = layer(x, cache)
            after.append(cache)
        remembered, memory = self.memory(self.between(x), (states[-2], states[-1]))
        after.extend(memory)
        x = self.leave(self.dropout(functional.layer_norm(x + remembered, (self.width,))))
        return functional.log_softmax(x.float(), -1), *after


def greedy(log_probs):
    """The text of a [T, V] array: best symbols, repeats and blanks dropped."""
    best = log_probs.argmax(-1).tolist()
    kept = [now for before, now in zip([BLANK] + best, best) if now not in (before, BLANK)]
    return " ".join("".join(ALPHABET[number] for number in kept).replace("▁", " ").split())
