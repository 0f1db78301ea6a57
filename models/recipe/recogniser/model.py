"""The recogniser's network: a time-delay network that hears 30 ms at a time and names phones.

Every layer is an affine map of a few frames, so the same numbers can be written as ONNX with explicit caches and as a
Kaldi nnet3 that Vosk decodes.  A block narrows frames that lie some distance apart to a bottleneck, widens them again,
and is added to its input (a factorised TDNN).  Looking ahead is being late: a block answers for the frame `ahead` before
the last that it saw, so training and streaming compute the same numbers, and a zero state is the silence before a call.
"""

import torch
from torch import nn
from torch.nn import functional

from factory.pronounce import PHONES
from recogniser.features import BANDS

SYMBOLS = ("<blk>", *PHONES)
IDS = {symbol: number for number, symbol in enumerate(SYMBOLS)}
BLANK = 0
STACK = 3  # 10 ms frames to an output frame
SPLICE = 7  # 10 ms frames that the first layer sees: the three of the output frame and four before
QUIETEST, SCALE = 4.0, 0.15  # log energies below are clipped: the noise of the codec, or digital silence

# (distance of the frames narrowed, from the past to now; distance of the later frame widened, or 0 for none)
SHAPE = ((1, 1), (1, 1), (2, 1), (3, 1), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0))


class Block(nn.Module):
    """[B, W, T] to [B, W, T], later by `ahead` frames; before the first frame there were zeros."""

    def __init__(self, width, bottleneck, back, ahead):
        super().__init__()
        self.back, self.ahead = back, ahead
        self.context = 2 * back + ahead
        self.narrow = nn.Conv1d(width, bottleneck, 3, dilation=back, bias=False)
        self.widen = nn.Conv1d(bottleneck, width, 2 if ahead else 1, dilation=max(ahead, 1))
        self.norm = nn.BatchNorm1d(width)

    def forward(self, x, dropout=0.0):
        length = x.shape[2]
        x = functional.pad(x, (self.context, 0))
        y = self.norm(functional.relu(self.widen(self.narrow(x))))
        if dropout and self.training:  # one mask for all times: a channel is there or not
            y = functional.dropout(torch.ones_like(y[:, :, :1]), dropout) * y
        return x[:, :, 2 * self.back:2 * self.back + length] + y


class Recogniser(nn.Module):
    """Log-mel frames to phone log-probabilities."""

    def __init__(self, width=448, bottleneck=160):
        super().__init__()
        self.width = width
        self.enter = nn.Conv1d(BANDS, width, SPLICE, stride=STACK)
        self.enter_norm = nn.BatchNorm1d(width)
        self.blocks = nn.ModuleList(Block(width, bottleneck, *shape) for shape in SHAPE)
        self.leave = nn.Conv1d(width, len(SYMBOLS), 1)

    @property
    def delay(self):
        """Look-ahead in output frames: answer t is about frame t - delay."""
        return sum(block.ahead for block in self.blocks)

    def forward(self, frames, dropout=0.0):
        """frames [B, T, 40], T a multiple of 3; [B, T / 3, symbols], late by `delay`.  Before the first frame was silence."""
        x = functional.relu(frames - QUIETEST) * SCALE
        x = functional.pad(x.transpose(1, 2), (SPLICE - STACK, 0))
        x = self.enter_norm(functional.relu(self.enter(x)))
        for block in self.blocks:
            x = block(x, dropout)
        return functional.log_softmax(self.leave(x).transpose(1, 2).float(), -1)


def greedy(log_probs):
    """The phones of a [T, V] array: best symbols, repeats and blanks dropped."""
    best = log_probs.argmax(-1).tolist()
    return [SYMBOLS[now] for before, now in zip([BLANK, *best], best) if now not in (before, BLANK)]
