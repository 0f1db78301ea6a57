"""A Llama: RMS norm, rotary positions on neighbouring pairs, grouped keys and values, SwiGLU, tied embeddings."""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """How large the model is."""

    vocabulary: int = 3072
    width: int = 192
    layers: int = 5
    heads: int = 3
    kv_heads: int = 1
    inner: int = 512
    context: int = 1024
    theta: float = 10_000.0
    epsilon: float = 1e-5

    @property
    def head(self) -> int:
        return self.width // self.heads

    def dict(self) -> dict:
        return asdict(self)


def rotation(shape: Shape, positions: Tensor) -> tuple[Tensor, Tensor]:
    """Cosine and sine for each position and pair, [..., head / 2]."""
    frequency = shape.theta ** (-torch.arange(0, shape.head, 2, device=positions.device).float() / shape.head)
    angle = positions.float().unsqueeze(-1) * frequency
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns the pairs (0, 1), (2, 3), ... of the last axis."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(-2)


class Block(nn.Module):
    """One layer. The names of its weights are those of GGUF."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        keys = shape.kv_heads * shape.head
        self.attn_norm = nn.RMSNorm(shape.width, shape.epsilon)
        self.attn_q = nn.Linear(shape.width, shape.width, bias=False)
        self.attn_k = nn.Linear(shape.width, keys, bias=False)
        self.attn_v = nn.Linear(shape.width, keys, bias=False)
        self.attn_output = nn.Linear(shape.width, shape.width, bias=False)
        self.ffn_norm = nn.RMSNorm(shape.width, shape.epsilon)
        self.ffn_gate = nn.Linear(shape.width, shape.inner, bias=False)
        self.ffn_up = nn.Linear(shape.width, shape.inner, bias=False)
        self.ffn_down = nn.Linear(shape.inner, shape.width, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        shape, y = self.shape, self.attn_norm(x)
        q, k, v = (
            part(y).view(batch, length, heads, shape.head).transpose(1, 2)
            for part, heads in ((self.attn_q, shape.heads), (self.attn_k, shape.kv_heads), (self.attn_v, shape.kv_heads))
        )
        q, k = rotate(q, cos, sin).to(v.dtype), rotate(k, cos, sin).to(v.dtype)
        groups = shape.heads // shape.kv_heads
        k, v = k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.attn_output(seen.transpose(1, 2).reshape(batch, length, shape.width))
        y = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(y)) * self.ffn_up(y))


class Llama(nn.Module):
    """Token ids, positions and who sees whom, to the scores of the next token where `wanted`."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = nn.RMSNorm(shape.width, shape.epsilon)
        for name, weight in self.named_parameters():
            if weight.ndim == 2:
                scale = 0.02 if "output" not in name and "down" not in name else 0.02 / (2 * shape.layers) ** 0.5
                nn.init.normal_(weight, std=scale)

    def forward(self, ids: Tensor, positions: Tensor, mask: Tensor, wanted: Tensor) -> Tensor:
        cos, sin = (part.unsqueeze(1) for part in rotation(self.shape, positions))
        x = self.token_embd(ids)
        for block in self.blk:
            x = block(x, cos, sin, mask)
        return F.linear(self.output_norm(x[wanted]), self.token_embd.weight)
