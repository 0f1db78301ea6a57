"""The student: letters to durations and pitch in the encoder, frames to cepstrum in the decoder. Convolutions only.

The encoder reads the whole clause once. What it hands on, `z`, has a column for each 10 ms, two frames of the teacher:
a few features, the pitch with the place in its period where the column starts, and the noise of the column. So any stretch of columns
can be turned into sound without the others, but for the few that the decoder's convolutions reach.
"""

import torch
from torch import nn
from torch.nn import functional as F

from voice.symbols import IDS, LONG, PAD, SPACE, STRESS, SYMBOLS
from voice.teacher import BANDS, HOP, ORDER, RATE
from voice.vocoder import Vocoder, phases

WIDTH = 160
PITCH_WIDTH = 80
FEATURES = 64
PLACES = 4
ENCODER_DILATIONS = (1, 2, 4, 8, 4, 1)
PITCH_LAYERS = 4
DECODER_LAYERS = 5
KERNEL = 5
NOISE_PERIOD = 251
PITCH_MEAN, PITCH_SCALE = 5.09, 0.12
TYPICAL_NOISE = 0.667
COLUMN = 2 * HOP
FRAME_PARAMETERS = ORDER + BANDS
# Rows of z: pulses need start, step, slope and a gate for each half, and then come features and noise.
CONTROL = 5
CHANNELS = CONTROL + FEATURES + COLUMN
# How many columns to either side the sound of one depends on: convolutions, window and the filter's decay.
REACH_BEFORE = DECODER_LAYERS * (KERNEL // 2) + 5
REACH_BEHIND = DECODER_LAYERS * (KERNEL // 2) + 1
MOST_COLUMNS = 200


def _sounding():
    """1 for ids that may last: not for pads, spaces and marks."""
    lasts = torch.ones(len(SYMBOLS))
    for symbol in PAD + SPACE + STRESS + LONG:
        lasts[IDS[symbol]] = 0
    return lasts


class Block(nn.Module):
    """Normalise, convolve, bend, add."""

    def __init__(self, width, kernel=KERNEL, dilation=1):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(1, width, 1))
        self.convolution = nn.Conv1d(width, width, kernel, dilation=dilation, padding=dilation * (kernel // 2))
        self.mixing = nn.Conv1d(width, width, 1)
        nn.init.normal_(self.mixing.weight, std=0.02)
        nn.init.zeros_(self.mixing.bias)

    def forward(self, x, mask):
        size = torch.sqrt(torch.mean(x * x, 1, keepdim=True) + 1e-4)
        return x + self.mixing(F.relu(self.convolution(x / size * self.gain * mask)))


class Encoder(nn.Module):
    """Letters: features and durations of each id."""

    def __init__(self):
        super().__init__()
        self.letters = nn.Embedding(len(SYMBOLS), WIDTH)
        self.blocks = nn.ModuleList(Block(WIDTH, dilation=dilation) for dilation in ENCODER_DILATIONS)
        self.length = nn.Conv1d(WIDTH, 1, 1)
        self.register_buffer("c_sounding", _sounding(), persistent=False)

    def forward(self, ids, mask):
        """ids and mask [batch, ids] to features [batch, WIDTH, ids] and log(1 + columns) [batch, ids]."""
        mask = mask[:, None]
        x = self.letters(ids).transpose(1, 2)
        for block in self.blocks:
            x = block(x, mask)
        return x, self.length(x)[:, 0] * self.c_sounding[ids] * mask[:, 0]


class Pitch(nn.Module):
    """Columns: log pitch, voicing of both halves, and the features that the decoder needs."""

    def __init__(self):
        super().__init__()
        self.narrow = nn.Conv1d(WIDTH + PLACES, PITCH_WIDTH, 1)
        self.blocks = nn.ModuleList(Block(PITCH_WIDTH) for _ in range(PITCH_LAYERS))
        self.heads = nn.Conv1d(PITCH_WIDTH, 3, 1)
        self.features = nn.Conv1d(PITCH_WIDTH, FEATURES, 1)

    def forward(self, x, mask):
        x = self.narrow(x)
        for block in self.blocks:
            x = block(x, mask)
        heads = self.heads(x)
        return heads[:, :1], heads[:, 1:], self.features(x)


class Decoder(nn.Module):
    """Columns: cepstrum and bands of both halves, of features and pitch."""

    def __init__(self):
        super().__init__()
        self.widen = nn.Conv1d(FEATURES + 3, WIDTH, 1)
        self.blocks = nn.ModuleList(Block(WIDTH) for _ in range(DECODER_LAYERS))
        self.heads = nn.Conv1d(WIDTH, 2 * FRAME_PARAMETERS, 1)
        self.register_buffer("mean", torch.zeros(FRAME_PARAMETERS))
        self.register_buffer("scale", torch.ones(FRAME_PARAMETERS))

    def forward(self, features, pitch, voiced, mask):
        x = self.widen(torch.cat([features, pitch, voiced], 1) * mask)
        for block in self.blocks:
            x = block(x, mask)
        return self.in_frames(self.heads(x))

    def in_frames(self, heads):
        """[batch, 2 * parameters, columns] to cepstrum and bands [batch, ..., frames]."""
        pairs = heads.reshape(heads.shape[0], 2, FRAME_PARAMETERS, -1).permute(0, 2, 3, 1)
        rows = pairs.reshape(heads.shape[0], FRAME_PARAMETERS, -1) * self.scale[:, None] + self.mean[:, None]
        return rows[:, :ORDER], rows[:, ORDER:]


def spread(x, columns, places, total):
    """Each id's features over its columns, and where each column lies in it: [batch, channels, total]."""
    ends = torch.cumsum(columns, 1)
    at = torch.arange(total, device=x.device)
    index = torch.clamp((ends[:, None, :] <= at[None, :, None]).sum(2), max=x.shape[2] - 1)
    wide = torch.gather(x, 2, index[:, None].expand(-1, x.shape[1], -1))
    length = torch.gather(columns, 1, index).float()
    behind = torch.gather(ends, 1, index).float() - at
    return torch.cat([wide, places(length, behind)], 1)


def place_features(length, behind):
    """The id's length, how far in, how far from its end, and the part of it that is past."""
    done = length - behind
    rows = [torch.log(1 + length) / 3, torch.log(1 + torch.relu(done)) / 3, torch.log(1 + torch.relu(behind)) / 3,
            done / torch.clamp(length, min=1)]
    return torch.stack(rows, 1)


class Voice(nn.Module):
    """All of it."""

    def __init__(self):
        super().__init__()
        self.encoder, self.pitch, self.decoder, self.vocoder = Encoder(), Pitch(), Decoder(), Vocoder()
        noise = torch.randn(NOISE_PERIOD, COLUMN, generator=torch.Generator().manual_seed(17))
        self.register_buffer("c_noise", noise, persistent=False)

    def columns_of(self, log_columns, ids, length_scale):
        """Whole columns of each id: none for pads, at least one for what is heard, and never a minute for one."""
        columns = torch.round((torch.exp(log_columns) - 1) * length_scale)
        least = self.encoder.c_sounding[ids] * (ids >= IDS[STRESS])
        return torch.clamp(torch.maximum(columns, least), max=MOST_COLUMNS).long()

    def encode(self, ids, lengths, scales):
        """Piper's inputs to z [1, CHANNELS, columns], mask [1, 1, columns] and the columns of each id [1, ids]."""
        mask = (torch.arange(ids.shape[1], device=ids.device)[None] < lengths[:, None]).float()
        x, log_columns = self.encoder(ids, mask)
        columns = self.columns_of(log_columns, ids, scales[1])
        wide = spread(x, columns, place_features, columns.sum())
        whole = torch.ones_like(wide[:, :1])
        pitch, voiced, features = self.pitch(wide, whole)
        start, step, slope = phases(torch.exp(pitch * PITCH_SCALE + PITCH_MEAN), COLUMN)
        at = torch.arange(wide.shape[2], device=ids.device) % NOISE_PERIOD
        noise = self.c_noise[at].T[None] * (scales[0] / TYPICAL_NOISE)
        return torch.cat([start, step, slope, (voiced > 0).float(), features, noise], 1), whole, columns

    def decode(self, z, mask):
        """Any stretch of columns of z to sound [1, 1, COLUMN * columns]."""
        start, step, slope = (z[:, row:row + 1] for row in range(3))
        gate, features, noise = z[:, 3:CONTROL], z[:, CONTROL:CONTROL + FEATURES], z[:, CONTROL + FEATURES:]
        pitch = (torch.log(step * RATE) - PITCH_MEAN) / PITCH_SCALE
        cepstrum, bands = self.decoder(features, pitch, gate, mask)
        open_frames = (gate * mask).transpose(1, 2).reshape(z.shape[0], 1, -1)
        pulses = self.vocoder.pulses(start, step, slope, open_frames)
        hiss = (noise * mask).transpose(1, 2).reshape(z.shape[0], -1)
        return torch.clamp(self.vocoder(cepstrum, torch.clamp(bands, 0, 1) * open_frames, pulses, hiss), -1, 1)

    def forward(self, ids, lengths, scales):
        z, mask, columns = self.encode(ids, lengths, scales)
        return self.decode(z, mask), columns.float()
