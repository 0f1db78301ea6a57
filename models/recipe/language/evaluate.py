"""What a model can do: `python -m language.evaluate MODEL_FOLDER [MODEL_FOLDER ...]` prints a table, a column for each folder.

Greedy, with the shipped 8-bit codes (lm.pt), on scenes whose callers' sentences and made-up names training never takes.
"""

import json
import math
import sys
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer

from language.dialogues import KINDS, scene
from language.fixtures import answer
from language.jobs import BROKEN, DONE, NOT_DONE
from language.knowing import asked, knowing_scene
from language.packs import conversation, end, prompt
from language.tooling import played, response, tool_scene
from language.turns import Draw, NothingLeft, Turn

SEED = "measured"
SORRY = ("sorry", "could not", "cannot", "afraid")


@dataclass
class Count:
    """How often something was right, of how many, and some answers that were not."""

    right: int = 0
    of: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, is_right: bool, wrong: str) -> None:
        self.right, self.of = self.right + is_right, self.of + 1
        if not is_right:
            self.wrong.append(wrong)


class Speaker:
    """A model in its folder."""

    def __init__(self, folder: Path):
        self.shape = json.loads((folder / "settings.json").read_text())
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.model = torch.jit.load(str(folder / "lm.pt"))

    def says(self, system: str, turns: list[Turn]) -> str:
        """Its answer behind these turns."""
        ids = prompt(self.tokenizer, [("system", system), *((turn.role, turn.text) for turn in turns)])
        return self.tokenizer.decode(answer(self.model, ids, self.shape, end(self.tokenizer))[0])

    @torch.no_grad()
    def perplexity(self, kind: str, rows: int) -> tuple[float, float]:
        """Of the last answer, by token and by letter."""
        draw, total, count, letters = Draw(f"{SEED}/{kind}", unseen=True), 0.0, 0, 0
        for _ in range(rows):
            of, turns = drawn(draw, {kind: 1})
            ids = prompt(self.tokenizer, [("system", of.system), *((turn.role, turn.text) for turn in turns[:-1])])
            last = [*self.tokenizer.encode(turns[-1].text, add_special_tokens=False).ids, end(self.tokenizer)]
            whole = torch.tensor([ids + last])
            past = torch.zeros(self.shape["layers"], 2, 1, self.shape["kv-heads"], 0, self.shape["head"])
            length = whole.size(1)
            scores = self.model(whole, torch.arange(length)[None], torch.ones(1, length, dtype=torch.long), past)[0][0]
            picked = scores[len(ids) - 1 : -1].log_softmax(-1).gather(1, torch.tensor(last)[:, None])
            total, count, letters = total - picked.sum().item(), count + len(last), letters + len(turns[-1].text) + 1
        return math.exp(total / count), math.exp(total / letters)


def drawn(draw: Draw, kinds: dict[str, int]) -> tuple:
    """A scene and a conversation in it."""
    while True:
        try:
            of = scene(draw, kinds)
            return of, conversation(of, draw)
        except NothingLeft:
            continue


def measured(speaker: Speaker, cases: int) -> dict[str, Count]:
    """All counts of one model."""
    counts: dict[str, Count] = {}

    def count(name: str) -> Count:
        return counts.setdefault(name, Count())

    draw, done = Draw(SEED, unseen=True), 0
    while done < cases:
        try:
            _tool_case(speaker, draw, count)
            _copy_case(speaker, draw, count)
            done += 1
        except NothingLeft:
            continue
    for _ in range(cases):
        _extract_case(speaker, draw, count)
    return counts


def _tool_case(speaker: Speaker, draw: Draw, count) -> None:
    of = tool_scene(draw)
    each = played(of, draw, fits=True)
    job, want = each.job, each.want
    at = next(index for index, turn in enumerate(each.turns) if turn.text.startswith("<tool_call>"))
    said = speaker.says(of.system, each.turns[:at])
    call = parsed(said)
    shown = f"{each.turns[at - 1].text} | {of.system.split('nothing behind it.')[1]} | {said}"
    count("the right tool is called").add(call is not None and call.get("name") == job.name, shown)
    if call is not None and call.get("name") == job.name:
        count("and with the right arguments").add(call.get("arguments") == want.arguments, shown)
    count(f"  {type(job).__name__}, right tool and arguments").add(call == {"name": job.name, "arguments": want.arguments}, shown)
    if want.missing:
        asked_for = speaker.says(of.system, each.turns[: at - 2])
        count("asks for a number that is missing").add(asked_for.startswith(want.missing), asked_for)
    if want.result:
        behind = [*each.turns[: at + 1], Turn("system", response(want.result), 0.0)]
        told = speaker.says(of.system, behind)
        name = "says goodbye, or what it does" if want.result == DONE else "answers with what the tool said"
        count(name).add(want.key in told and "<tool_call>" not in told, f"{want.result} | {told}")
        problem = draw.choice((BROKEN, NOT_DONE + "there is no such thing"))
        told = speaker.says(of.system, [*each.turns[: at + 1], Turn("system", response(problem), 0.0)])
        count("is sorry where the tool failed").add("<tool_call>" not in told and any(word in told for word in SORRY), f"{problem} | {told}")
    none = played(of, draw, fits=False)
    told = speaker.says(of.system, none.turns[:-1])
    count("no call where no tool fits").add("<tool_call>" not in told, f"{none.turns[-2].text} | {of.system.split('nothing behind it.')[1]} | {told}")


def _copy_case(speaker: Speaker, draw: Draw, count) -> None:
    of = knowing_scene(draw)
    turns, value = asked(of, draw, known=True)
    told = speaker.says(of.system, turns[:-1])
    count("copies what stands in the system message").add(value in told, f"{turns[-2].text} | {value} | {told}")
    turns, value = asked(of, draw, known=False)
    told = speaker.says(of.system, turns[:-1])
    count("says that it does not know what does not stand there").add(any(word in told for word in SORRY), f"{turns[-2].text} | {told}")
    free, turns = drawn(draw, {"free": 1})
    hours = next((at for at, turn in enumerate(turns) if free.hours in turn.text and turn.role == "assistant"), 0)
    if hours:
        told = speaker.says(free.system, turns[:hours])
        count("copies the opening hours of the front desk").add(free.hours in told, f"{free.hours} | {told}")


def _extract_case(speaker: Speaker, draw: Draw, count) -> None:
    of, turns = drawn(draw, {"extract": 1})
    said, right = speaker.says(of.system, turns[:-1]), json.loads(turns[-1].text)
    count("JSON of an utterance").add(said == turns[-1].text, f"{turns[-2].text} | {said}")
    if "name" in right["fields"]:
        count("  the name in it").add(f'"name":"{right["fields"]["name"]}"' in said, f"{turns[-2].text} | {said}")


def parsed(said: str) -> dict | None:
    """The one call of an answer that is nothing but a call."""
    try:
        return (
            json.loads(said.removeprefix("<tool_call>").removesuffix("</tool_call>"))
            if said.startswith("<tool_call>") and said.endswith("</tool_call>")
            else None
        )
    except ValueError:
        return None


def main(folders: list[Path], cases: int = 200) -> None:
    """Prints the table, and of the last model some of what was wrong."""
    torch.set_num_threads(1)
    speakers = [Speaker(folder) for folder in folders]
    for kind in KINDS:
        print(
            f"| perplexity, {kind} | "
            + " | ".join("{:.2f} a token, {:.3f} a letter".format(*each.perplexity(kind, 100)) for each in speakers)
            + " |",
            flush=True,
        )
    tables = [measured(each, cases) for each in speakers]
    for name in sorted(tables[-1], key=lambda name: (name.startswith("  "), name)):
        print(
            f"| {name} | "
            + " | ".join(f"{100 * table[name].right / table[name].of:.0f} % of {table[name].of}" if name in table else "-" for table in tables)
            + " |"
        )
    for name, count in tables[-1].items():
        for wrong in count.wrong[:4]:
            print(f"wrong: {name}: {wrong!r}")


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
