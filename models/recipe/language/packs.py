"""Training examples: a system message once, and behind it as many of its conversations as fit, blind to each other."""

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from language.dialogues import Turn, branch, scene
from language.tokens import END, ROLES, message

LENGTH = 448
SYSTEM_WEIGHT = 0.0
HELD_OUT_OF = 40


@dataclass(frozen=True)
class Pack:
    """One row: tokens, their positions, whose conversation they are (0 is the system message), their loss weights."""

    ids: list[int]
    positions: list[int]
    owners: list[int]
    weights: list[float]


def is_held_out(turns: list[Turn]) -> bool:
    """Whether the last thing that the caller says belongs to the sentences that training never sees."""
    return zlib.crc32(turns[-2].text.encode()) % HELD_OUT_OF == 0


def packs(tokenizer: Tokenizer, seed: str, held_out: bool = False) -> Iterator[Pack]:
    """Packs without end. Held-out ones have one conversation each."""
    rng = random.Random(seed)
    while True:
        of = scene(rng)
        system = message(tokenizer, "system", of.system)
        count = len(system)
        pack = Pack(system, list(range(count)), [0] * count, [SYSTEM_WEIGHT] * count)
        for owner in range(1, 60):
            turns = branch(of, rng)
            if is_held_out(turns) != held_out:
                continue
            if not _add(pack, tokenizer, turns, owner, count) or held_out:
                break
        if len(pack.ids) > count:
            yield pack


def _add(pack: Pack, tokenizer: Tokenizer, turns: list[Turn], owner: int, start: int) -> bool:
    """Appends a conversation unless it does not fit."""
    ids, weights = [], []
    for turn in turns:
        tokens = message(tokenizer, turn.role, turn.text)
        ids += tokens
        # That somebody begins to speak is not for the model to say.
        weights += [0.0] + [turn.weight] * (len(tokens) - 1)
    if len(pack.ids) + len(ids) > LENGTH:
        return False
    pack.positions.extend(range(start, start + len(ids)))
    pack.ids.extend(ids)
    pack.owners.extend([owner] * len(ids))
    pack.weights.extend(weights)
    return True


def batch(rows: list[Pack]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Ids, positions, mask, targets and weights of several packs, filled up to the longest."""
    longest = max(len(row.ids) for row in rows)

    def tensor(values: list[list], filler: float, dtype: torch.dtype) -> Tensor:
        return torch.tensor([row + [filler] * (longest - len(row)) for row in values], dtype=dtype)

    ids = tensor([row.ids for row in rows], 0, torch.long)
    positions = tensor([row.positions for row in rows], 0, torch.long)
    owners = tensor([row.owners for row in rows], -1, torch.long)
    weights = tensor([row.weights for row in rows], 0.0, torch.float)
    same = owners.unsqueeze(2) == owners.unsqueeze(1)
    shared = (owners == 0).unsqueeze(1)
    mask = (same | shared).tril().unsqueeze(1)
    # The first token of a conversation stands behind that of another one, from which it cannot be told.
    return ids[:, :-1], positions[:, :-1], mask[:, :, :-1, :-1], ids[:, 1:], weights[:, 1:]


def prompt(tokenizer: Tokenizer, messages: list[tuple[str, str]]) -> list[int]:
    """What the model is given when it is to answer: all messages, and the beginning of its own."""
    ids = [token for role, text in messages for token in message(tokenizer, role, text)]
    return [*ids, tokenizer.token_to_id(ROLES["assistant"])]


def end(tokenizer: Tokenizer) -> int:
    """The token that ends a message."""
    return tokenizer.token_to_id(END)
