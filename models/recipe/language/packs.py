"""Training examples: a system message once, and behind it as many of its conversations as fit, blind to each other."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from language.dialogues import KINDS, branch, scene
from language.tokens import END, ROLES, message
from language.turns import Draw, NothingLeft, Turn

LENGTH = 769
MULTIPLE = 8
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


def packs(tokenizer: Tokenizer, seed: str, held_out: bool = False, kinds: dict[str, int] = KINDS) -> Iterator[Pack]:
    """Packs without end. Held-out ones have one conversation each."""
    draw = Draw(seed, held_out)
    while True:
        try:
            of = scene(draw, kinds)
        except NothingLeft:
            continue
        system = message(tokenizer, "system", of.system)
        count = len(system)
        pack = Pack(system, list(range(count)), [0] * count, [SYSTEM_WEIGHT] * count)
        for owner in range(1, 60):
            turns = conversation(of, draw)
            if not _add(pack, tokenizer, turns, owner, count) or held_out:
                break
        if len(pack.ids) > count:
            yield pack


def conversation(of: object, draw: Draw) -> list[Turn]:
    """A branch of the part that this draw may take. What is made of names and open sentences is of that part by itself."""
    while True:
        try:
            turns = branch(of, draw)
        except NothingLeft:
            continue
        if of.kind in ("knows", "tools") or is_held_out(turns) == draw.unseen:
            return turns


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


def columns(rows: list[Pack]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, positions, owners and weights of several packs, filled up to the longest."""
    longest = max(len(row.ids) for row in rows)
    longest += -(longest - 1) % MULTIPLE

    def tensor(values: list[list], filler: float, dtype: torch.dtype) -> Tensor:
        return torch.tensor([row + [filler] * (longest - len(row)) for row in values], dtype=dtype)

    return (tensor([row.ids for row in rows], 0, torch.int32), tensor([row.positions for row in rows], 0, torch.int32),
            tensor([row.owners for row in rows], -1, torch.int32), tensor([row.weights for row in rows], 0.0, torch.float))


def batch(ids: Tensor, positions: Tensor, owners: Tensor, weights: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Ids, positions, mask, targets and weights of columns, on their device."""
    inner = owners[:, :-1]
    same = inner.unsqueeze(2) == inner.unsqueeze(1)
    shared = (inner == 0).unsqueeze(1)
    mask = (same | shared).tril().unsqueeze(1)
    # The first token of a conversation stands behind that of another one, from which it cannot be told.
    return ids[:, :-1], positions[:, :-1], mask, ids[:, 1:].long(), weights[:, 1:]


class Batches(IterableDataset):
    """Columns of packs without end, made by as many processes as a loader has: each has a seed of its own."""

    def __init__(self, tokenizer: Tokenizer, seed: str, rows: int):
        self.tokenizer, self.seed, self.rows = tokenizer, seed, rows

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        worker = get_worker_info()
        source = packs(self.tokenizer, f"{self.seed}/{worker.id if worker else 0}")
        while True:
            yield columns(list(islice(source, self.rows)))


def batches(tokenizer: Tokenizer, seed: str, rows: int, processes: int) -> Iterator[tuple[Tensor, ...]]:
    """Columns for training; with 0 processes they are made by this one."""
    return iter(DataLoader(Batches(tokenizer, seed, rows), batch_size=None, num_workers=processes, prefetch_factor=8 if processes else None))


def prompt(tokenizer: Tokenizer, messages: list[tuple[str, str]]) -> list[int]:
    """What the model is given when it is to answer: all messages, and the beginning of its own."""
    ids = [token for role, text in messages for token in message(tokenizer, role, text)]
    return [*ids, tokenizer.token_to_id(ROLES["assistant"])]


def end(tokenizer: Tokenizer) -> int:
    """The token that ends a message."""
    return tokenizer.token_to_id(END)
