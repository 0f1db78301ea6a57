"""Random sentences from patterns: `(a|b)` is a choice, `[a]` may be left out, `{slot}` is looked up."""

import random
import re
from functools import cache
from pathlib import Path

Node = str | tuple


@cache
def parse(pattern: str) -> Node:
    """The pattern as nested ("all", parts), ("one", choices), ("slot", name) and plain strings."""
    node, end = _choices(pattern, 0)
    if end != len(pattern):
        raise ValueError(f"a bracket too many in {pattern!r} at {end}")
    return node


def _choices(pattern: str, at: int) -> tuple[Node, int]:
    choices, parts = [], []
    while at < len(pattern) and pattern[at] not in ")]":
        char = pattern[at]
        if char == "|":
            choices.append(("all", tuple(parts)))
            parts = []
            at += 1
        elif char in "([":
            inner, end = _choices(pattern, at + 1)
            parts.append(inner if char == "(" else ("maybe", inner))
            at = end + 1
        elif char == "{":
            end = pattern.index("}", at)
            parts.append(("slot", pattern[at + 1:end]))
            at = end + 1
        else:
            end = re.compile(r"[^|()\[\]{}]+").match(pattern, at).end()
            parts.append(pattern[at:end])
            at = end
    choices.append(("all", tuple(parts)))
    return ("one", tuple(choices)), at


def say(pattern: str, rng: random.Random, slots: dict[str, str]) -> str:
    """One sentence of the pattern, with its spaces put right."""
    text = _expand(parse(pattern), rng, slots)
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r" ([,.?!;])", r"\1", text)


def _expand(node: Node, rng: random.Random, slots: dict[str, str]) -> str:
    if isinstance(node, str):
        return node
    kind, value = node
    if kind == "slot":
        return slots[value]
    if kind == "one":
        return _expand(rng.choice(value), rng, slots)
    if kind == "maybe":
        return _expand(value, rng, slots) if rng.random() < 0.5 else ""
    return "".join(_expand(part, rng, slots) for part in value)


def topics(path: Path) -> list[dict]:
    """The topics of a phrase file: name, kind, what callers ask, what the agent answers."""
    found: list[dict] = []
    for line in path.read_text().splitlines():
        if line.startswith("=="):
            _, name, kind = line.split()
            found.append({"name": name, "kind": kind, "?": [], ">": []})
        elif line[:2] in ("? ", "> "):
            found[-1][line[0]].append(line[2:])
    return found
