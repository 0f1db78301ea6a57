"""What scenes are made of: messages, and random choices that keep some names and sentences for the measurement."""

import random
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from language.grammar import say

NAMES_OF, SENTENCES_OF = 20, 12
TRIES = 400


class NothingLeft(Exception):
    """All that could be drawn here belongs to the other part: whoever draws tries something else."""


@dataclass(frozen=True)
class Turn:
    """One message and how much its tokens weigh in the loss."""

    role: str
    text: str
    weight: float


class Draw(random.Random):
    """Random choices. Names and sentences are set aside by their checksum: `unseen` draws take only those, others never."""

    def __new__(cls, seed: str, unseen: bool = False):
        return super().__new__(cls, seed)

    def __init__(self, seed: str, unseen: bool = False):
        super().__init__(seed)
        self.unseen = unseen

    def kept(self, make: Callable[[], str], one_of: int) -> str:
        """Something of the part that this draw may take, of which one in so many is set aside."""
        for _ in range(TRIES):
            text = make()
            if (zlib.crc32(text.encode()) % one_of == 0) == self.unseen:
                return text
        raise NothingLeft


class _Open(dict):
    """Leaves slots open."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def ask(draw: Draw, patterns: Iterable[str], slots: dict[str, str]) -> str:
    """What a caller says, of sentences that are seen or unseen whatever stands in their slots; sometimes with a hesitation."""
    patterns = tuple(patterns)
    text = draw.kept(lambda: say(draw.choice(patterns), draw, _Open()), SENTENCES_OF)
    filled = re.sub(r"{(\w+)}", lambda slot: slots[slot[1]], text)
    start = draw.choices(["", "um ", "well ", "hello ", "and ", "yes ", "so "], [80, 3, 3, 5, 3, 3, 3])[0]
    return start + filled + (" please" if draw.random() < 0.05 and not filled.endswith("please") else "")
