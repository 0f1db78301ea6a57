"""Conversations of a front desk, written exactly as the server writes them for a model.

A scene is a system message; its branches are conversations that may follow it. The loss weight of a turn says how
much there is to learn from it: most from the answer that is asked for, little from what the script or the caller says.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from language.facts import DAYS, NUMBERS, Facts, capital
from language.flows import EXTRACTIONS, FLOWS, HOURS, OPENINGS, QUESTIONS
from language.grammar import say, topics
from language.knowing import MAKES, Knows, knowing_branch, knowing_scene
from language.names import FIRST, LAST
from language.parts import CHAT, EXTRACT, FREE, MANNER, PERSONA, UNCLEAR
from language.tooling import ToolScene, tool_branch, tool_scene
from language.turns import Draw, Turn

PLACES = ("{last} Practice", "the {last} Practice", "Doctor {last}'s practice", "{last} Dental", "Practice {last} and {last2}")
TOPICS = topics(Path(__file__).with_name("phrases.txt"))
STRAY_SHARE = 0.2


class Strays:
    """Sentences of other conversations, which callers now and then say here: what no topic foresees."""

    lines: list[str] = []

    @classmethod
    def read(cls, files: list[Path]) -> None:
        cls.lines = [line.strip() for file in sorted(files) for line in file.read_text().splitlines()
                     if 2 <= len(line.split()) <= 16]


@dataclass(frozen=True)
class Scene:
    """What a system message says, and what its branches must agree with."""

    kind: str
    system: str
    place: str
    facts: Facts
    flow: str = ""
    step: int = 0
    question: str = ""
    known: dict[str, str] = field(default_factory=dict)
    hours: str = ""


KINDS = {"ask": 20, "chat": 9, "free": 9, "extract": 14, "knows": 16, "tools": 32}


def scene(rng: Draw, kinds: dict[str, int] = KINDS) -> Scene | Knows | ToolScene:
    """A random scene, of kinds that are as frequent as these numbers say."""
    kind = rng.choices(list(kinds), list(kinds.values()))[0]
    if kind == "knows":
        return knowing_scene(rng)
    if kind == "tools":
        return tool_scene(rng)
    place = _place(rng)
    persona = PERSONA.replace("{place}", place)
    facts = Facts(rng)
    if kind == "extract":
        return Scene(kind, say(EXTRACT, rng, {"place": place}), place, facts)
    if kind == "free":
        hours = MAKES["hours"](rng) if rng.random() < 0.8 else say(rng.choice(HOURS), rng, _slots(rng, facts, place))
        return Scene(kind, "\n".join([persona, MANNER, FREE, f"Opening hours: {hours}."]), place, facts, hours=hours)
    flow = rng.choice(list(FLOWS))
    step = rng.randrange(len(FLOWS[flow]))
    known = _known(flow, step, facts)
    question = say(FLOWS[flow][step]["question"], rng, _slots(rng, facts, place))
    if kind == "ask" and rng.random() < 0.25:
        question = say(rng.choice(QUESTIONS), rng, _slots(rng, facts, place))
    task = CHAT if kind == "chat" else f"{UNCLEAR} End with this question: {question}"
    system = [persona, MANNER, task]
    if known:
        system.append("Known so far: " + ", ".join(f"{name} {known[name]}" for name in sorted(known)) + ".")
    return Scene(kind, "\n".join(system), place, facts, flow, step, question, known)


def branch(of: Scene | Knows | ToolScene, rng: Draw) -> list[Turn]:
    """A conversation under the scene, ending with what the model is to say."""
    return {"ask": _asked, "chat": _asked, "free": _free, "extract": _extracted, "knows": knowing_branch, "tools": tool_branch}[of.kind](of, rng)


def _place(rng: Draw) -> str:
    if rng.random() < 0.5:
        return "Lindenhof Practice"
    last, last2 = rng.sample(LAST, 2)
    return say(rng.choice(PLACES), rng, {"last": last.capitalize(), "last2": last2.capitalize()})


def _slots(rng: Draw, facts: Facts, place: str, told: bool = True) -> dict[str, str]:
    values = facts.told if told else facts.said
    others = {"last": rng.choice(LAST), "first": rng.choice(FIRST), "number": rng.choice(NUMBERS), "day2": rng.choice(DAYS)}
    if told:
        others = {name: capital(value) for name, value in others.items()}
    return {**others, **values, "place": place}


def _known(flow: str, step: int, facts: Facts) -> dict[str, str]:
    names = {name for done in FLOWS[flow][:step + 1] for name in done["fields"]}
    return {name: facts.told[name] for name in names}


def _said(pattern: str, of: Scene, rng: Draw) -> str:
    """What a caller says, now and then with a hesitation or a courtesy, as a recogniser would write it."""
    text = say(pattern, rng, _slots(rng, of.facts, of.place, told=False))
    start = rng.choices(["", "um ", "well ", "hello ", "and ", "yes "], [82, 4, 4, 4, 3, 3])[0]
    return start + text


def _history(of: Scene, rng: Draw, weight: float) -> list[Turn]:
    """The script so far, up to the question that the scene repeats."""
    turns = [Turn("assistant", say(rng.choice(OPENINGS), rng, {"place": of.place}), weight)]
    if rng.random() < 0.15:
        turns += _small_exchange(of, rng, 0.3)
    for at in range(of.step + 1):
        step = FLOWS[of.flow][at]
        if not step["caller"]:
            continue
        turns.append(Turn("user", _said(rng.choice(step["caller"]), of, rng), 0.05))
        slots = _slots(rng, of.facts, of.place)
        turns.append(Turn("assistant", say(step["say"] + " " + step["question"], rng, slots), weight))
    # Long histories teach little and cost much.
    return turns if rng.random() < 0.5 else turns[-rng.randrange(1, 4):] if turns[-1].role == "assistant" else turns


def _small_exchange(of: Scene, rng: Draw, weight: float) -> list[Turn]:
    topic = rng.choice(_asking("chat"))
    return [Turn("user", _said(rng.choice(topic["?"]), of, rng), 0.05),
            Turn("assistant", _answer(topic, of, rng) + " How can I help you?", weight)]


def _asked(of: Scene, rng: Draw) -> list[Turn]:
    turns = _history(of, rng, 0.1)
    if turns and turns[0].role == "user" and rng.random() < 0.5:
        turns = turns[1:]
    if Strays.lines and rng.random() < STRAY_SHARE:
        topic = next(each for each in TOPICS if each["name"] == f"stray-{of.kind}")
        turns.append(Turn("user", rng.choice(Strays.lines), 0.05))
    else:
        topic = rng.choice(_asking(of.kind))
        turns.append(Turn("user", _said(rng.choice(topic["?"]), of, rng), 0.05))
    end = f" {of.question}" if of.kind == "ask" else ""
    turns.append(Turn("assistant", _answer(topic, of, rng) + end, 1.0))
    return turns


def _asking(kind: str) -> list[dict]:
    return [each for each in TOPICS if each["kind"] == kind and each["?"]]


def _answer(topic: dict, of: Scene, rng: Draw) -> str:
    slots = _slots(rng, of.facts, of.place) | {"mine": _mine(of.known)}
    return say(rng.choice(topic[">"]), rng, slots)


def _mine(known: dict[str, str]) -> str:
    if "day" in known and "time" in known:
        return f"I have {known['day']} at {known['time']}."
    if "day" in known:
        return f"I have {known['day']} for you."
    if "name" in known:
        return f"I only have the name {known['name']}."
    return "I do not know that yet."


def _free(of: Scene, rng: Draw) -> list[Turn]:
    """A whole call that the model leads by itself."""
    turns = [Turn("assistant", say(rng.choice(OPENINGS), rng, {"place": of.place}), 0.5)]
    if rng.random() < 0.3:
        turns += _hours(of, rng)
        return turns if rng.random() < 0.6 else [*turns, *_led(of, rng.choice(("book", "move", "cancel", "message")), rng)]
    # The script's own opening hours would gainsay those of the scene.
    for flow in rng.sample([name for name in FLOWS if name != "hours"], rng.choice([1, 1, 2])):
        turns += _led(of, flow, rng)
    if rng.random() < 0.3:
        turns += _hours(of, rng)
    turns.append(Turn("user", _said("(no|no thank you|that is all|that was all) [goodbye|bye|thank you]", of, rng), 0.05))
    turns.append(Turn("assistant", f"Thank you for calling {of.place}. Goodbye!", 1.0))
    return turns


def _hours(of: Scene, rng: Draw) -> list[Turn]:
    return [Turn("user", _said("(when are you open|what are your opening hours|tell me your hours|when do you (open|close))", of, rng), 0.05),
            Turn("assistant", f"We are open {of.hours}. What else can I do for you?", 1.0)]


def _led(of: Scene, flow: str, rng: Draw) -> list[Turn]:
    turns = []
    for step in FLOWS[flow]:
        if not step["caller"]:
            continue
        turns.append(Turn("user", _said(rng.choice(step["caller"]), of, rng), 0.05))
        slots = _slots(rng, of.facts, of.place)
        question = say(step["question"], rng, slots)
        turns.append(Turn("assistant", say(step["say"], rng, slots) + " " + question, 1.0))
        if rng.random() < 0.15:
            topic = rng.choice([each for each in _asking("ask") if each["name"] != "when-mine"])
            turns.append(Turn("user", _said(rng.choice(topic["?"]), of, rng), 0.05))
            turns.append(Turn("assistant", _answer(topic, of, rng) + " " + question, 1.0))
    return [turn if turn.role == "user" else Turn(turn.role, turn.text.strip(), turn.weight) for turn in turns]


def _extracted(of: Scene, rng: Draw) -> list[Turn]:
    """One utterance and the JSON that says the same. Each branch has facts of its own."""
    facts = Facts(rng)
    own = Scene(of.kind, of.system, of.place, facts)
    intent = rng.choice(list(EXTRACTIONS))
    pattern, fields = rng.choice(EXTRACTIONS[intent])
    if intent == "none":
        pattern = rng.choice(rng.choice(_asking(rng.choice(["ask", "chat"])))["?"])
    coded = {name: facts.coded[name] for name in fields}
    answer = json.dumps({"intent": intent, "fields": coded}, separators=(",", ":"))
    return [Turn("user", _said(pattern, own, rng), 0.05), Turn("assistant", answer, 1.0)]
