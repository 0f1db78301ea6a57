"""The model as TorchScript: all past keys and values are one tensor that goes in and comes out longer.

Weights lie in the file as 8-bit integers with a scale for each 32 of them, exactly GGUF's Q8_0, and become floats when
the file is loaded: the file is a quarter as large, and both exports hold the same numbers.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from language.model import Shape

BLOCK = 32


def decoded(codes: Tensor, scales: Tensor) -> Tensor:
    """The matrix of 8-bit codes [rows, blocks, 32] and half-precision scales [rows, blocks]."""
    return (codes.float() * scales.float().unsqueeze(-1)).flatten(1)


class Matrix(nn.Module):
    """A matrix, small in the file and fast in memory."""

    def __init__(self, codes: Tensor, scales: Tensor):
        super().__init__()
        self.codes, self.scales, self.weight = codes, scales, decoded(codes, scales)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight)

    @torch.jit.export
    def __getstate__(self) -> tuple[Tensor, Tensor, bool]:
        return self.codes, self.scales, self.training

    @torch.jit.export
    def __setstate__(self, state: tuple[Tensor, Tensor, bool]) -> None:
        self.codes, self.scales, self.training = state[0], state[1], state[2]
        self.weight = (state[0].float() * state[1].float().unsqueeze(-1)).flatten(1)


class Norm(nn.Module):
    """RMS norm with a learned scale."""

    def __init__(self, weight: Tensor, epsilon: float):
        super().__init__()
        self.weight, self.epsilon = nn.Parameter(weight, requires_grad=False), epsilon

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


class ScriptBlock(nn.Module):
    """One layer; queries, keys and values come from one product, gate and up from another."""

    def __init__(self, shape: Shape, matrices: dict[str, Matrix], norms: dict[str, Tensor]):
        super().__init__()
        self.heads, self.kv_heads, self.head = shape.heads, shape.kv_heads, shape.head
        self.attn_norm = Norm(norms["attn_norm"], shape.epsilon)
        self.ffn_norm = Norm(norms["ffn_norm"], shape.epsilon)
        self.qkv, self.attn_output = matrices["qkv"], matrices["attn_output"]
        self.gate_up, self.ffn_down = matrices["gate_up"], matrices["ffn_down"]

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, past: Tensor) -> tuple[Tensor, Tensor]:
        length = x.size(1)
        y = self.qkv(self.attn_norm(x)).view(1, length, self.heads + 2 * self.kv_heads, self.head).transpose(1, 2)
        turning = self.heads + self.kv_heads
        even, odd = y[:, :turning, :, 0::2], y[:, :turning, :, 1::2]
        turned = torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(-2)
        q, k, v = turned[:, :self.heads], turned[:, self.heads:], y[:, turning:]
        kv = torch.cat([past, torch.stack([k, v])], 3)
        # Queries of one group lie behind each other, so that keys and values need not be copied for each of them.
        q = q.reshape(1, self.kv_heads, -1, self.head)
        scores = torch.matmul(q, kv[0].transpose(-1, -2)) / self.head ** 0.5
        scores = scores.view(1, self.heads, length, -1) + mask
        seen = torch.matmul(scores.softmax(-1).view(1, self.kv_heads, -1, kv.size(3)), kv[1])
        seen = seen.view(1, self.heads, length, self.head).transpose(1, 2).reshape(1, length, -1)
        x = x + self.attn_output(seen)
        gate, up = self.gate_up(self.ffn_norm(x)).chunk(2, -1)
        return x + self.ffn_down(F.silu(gate) * up), kv


class ScriptLlama(nn.Module):
    """Ids [1, T], positions [1, T], mask of past and present [1, P + T] and past [layers, 2, 1, heads, P, head], to the
    scores [1, T, vocabulary] and the past with the present behind it."""

    def __init__(self, shape: Shape, embedding: Matrix, norm: Tensor, blocks: list[ScriptBlock]):
        super().__init__()
        self.embedding, self.output_norm = embedding, Norm(norm, shape.epsilon)
        self.blocks = nn.ModuleList(blocks)
        self.frequency = nn.Parameter(shape.theta ** (-torch.arange(0, shape.head, 2).float() / shape.head), requires_grad=False)

    def forward(self, ids: Tensor, positions: Tensor, mask: Tensor, past: Tensor) -> tuple[Tensor, Tensor]:
        angle = positions.float().unsqueeze(-1) * self.frequency
        cos, sin = angle.cos().unsqueeze(1), angle.sin().unsqueeze(1)
        length, whole = ids.size(1), mask.size(1)
        late = torch.arange(whole).unsqueeze(0) > torch.arange(whole - length, whole).unsqueeze(1)
        hidden = torch.zeros(1, 1, length, whole).masked_fill(late | (mask == 0).unsqueeze(1), -1e9)
        x = F.embedding(ids, self.embedding.weight)
        present: list[Tensor] = []
        for index, block in enumerate(self.blocks):
            x, kv = block(x, cos, sin, hidden, past[index])
            present.append(kv)
        return self.embedding(self.output_norm(x)), torch.stack(present)
