"""Scenes in which tools are offered: the system message ends with their lines, and the agent calls the one that fits, if any does."""

from dataclasses import dataclass
from pathlib import Path

from language.callwork import GOODBYE, Documents, HandOver, HangUp, Keys, Transfer
from language.parts import CHAT, FREE, MANNER, PERSONA, UNCLEAR
from language.facts import Facts, capital
from language.flows import QUESTIONS
from language.grammar import say, topics
from language.jobs import BROKEN, DONE, NOT_DONE, SORRY, Attribute, Job, LookUp, Numbered, Want
from language.lookups import Simple
from language.names import FIRST, made_up
from language.turns import Draw, Turn, ask

TOOLS = '\n\nTools. To use one, write <tool_call>{"name":"NAME","arguments":{}}</tool_call> and nothing behind it.'
TOPICS = topics(Path(__file__).with_name("phrases.txt"))
KINDS = (
    "a small dental practice",
    "a bicycle workshop",
    "a shop",
    "a shop for (lamps|tools|books|garden things)",
    "a hotel",
    "a garage",
    "a restaurant",
    "a language school",
    "a travel agency",
    "a transport company",
    "a library",
    "a software company",
    "a town hall",
    "an insurance",
    "a museum",
    "a company that makes (pumps|machines|furniture)",
)
CAN = (
    "You can look things up and connect callers.",
    "You help with orders and questions.",
    "You can tell the opening hours and take messages.",
    "You answer questions of customers.",
    "You are polite and brief.",
    "You find out what callers want.",
    "You give no advice.",
    "You make no promises.",
)
PERSONAS = (
    "You are the (friendly|polite|helpful) (receptionist|assistant|voice) of {place}, {kind}. {can}",
    "You are the telephone voice of {kind}.",
    "You are the telephone assistant of {place}. {can}",
    "You answer the telephone (for|of) {place}, {kind}. [{can}]",
    "You are {first}, the assistant of {place}. {can} {can2}",
    "You are the telephone voice of {place}, {kind}.",
)
PLACES = (
    "{name}",
    "{name} and {name2}",
    "the {name} company",
    "{name} House",
    "{name} Practice",
    "Hotel {name}",
    "the town of {name}",
    "{first} {name}",
)
TASKS = (
    UNCLEAR,
    UNCLEAR,
    FREE,
    CHAT,
    "Answer the caller.",
    "Answer the caller.",
    "The caller said something that no script foresees. If another agent is there for it, hand the caller over. Otherwise answer in one short sentence from what you know, without a price or a promise of your own.",
    "The caller said something that no script foresees. Answer in one short sentence; if you do not know, offer a colleague.",
    "Help the caller [as well as you can]. [Ask for what is missing.]",
    "Answer the caller's question in one short sentence. [Use a tool where one fits.]",
    "Say in one short sentence what fits what the caller said. [Name no price.]",
    "Find out what the caller wants[, and look it up].",
)
GREETINGS = (
    "{place}, good day. How can I help you?",
    "What can I do for you?",
    "{place}, hello. What can I do for you?",
    "Hello, this is {place}. How can I help you?",
    "Welcome to {place}. What can I do for you?",
)
DECLINE = "(I am sorry, but|I am afraid) I cannot (look that up|do that|help you with that|tell you that)[, but I can take a message|, but somebody can call you back]."
DID_NOT_WORK = "I am sorry, that did not work."
PROBLEMS = (
    "number: does not match the pattern",
    "the call cannot do that",
    "there is no such day or time",
    "number: is not there",
    "agent: is none of those named",
    "to: found {name}",
    "{name}: must not be empty",
    "that is not free",
    "the server said 404",
    "there is no booking of that number",
)
# What callers may say whatever is offered, and is for no tool.
ALWAYS = {
    "wait",
    "hear",
    "language",
    "who",
    "noise",
    "sorry",
    "friend",
    "how-are-you",
    "robot",
    "your-name",
    "your-life",
    "praise",
    "weather-chat",
    "joke",
    "wish",
    "sad",
    "happy",
    "sport",
}


@dataclass(frozen=True)
class ToolScene:
    """A system message with the tools that it offers."""

    kind: str
    system: str
    place: str
    jobs: tuple[Job, ...]
    question: str


@dataclass(frozen=True)
class Played:
    """A conversation, and what was wanted in it: `job` is nothing where no tool fits."""

    turns: list[Turn]
    want: Want
    job: Job | None = None


def tool_scene(draw: Draw) -> ToolScene:
    """One to four tools of different kinds."""
    place = "Lindenhof Practice" if draw.random() < 0.25 else _place(draw)
    jobs: dict[str, Job] = {}
    count = draw.choices((1, 2, 3, 4), (3, 4, 3, 2))[0]
    while len(jobs) < count:
        job = draw.choices(MAKERS, SHARES)[0](draw)
        jobs[family(job)] = job
    order = list(jobs.values())
    draw.shuffle(order)
    persona = _persona(draw, place)
    task, question = say(draw.choice(TASKS), draw, {}), ""
    if task != CHAT and draw.random() < 0.5:
        question = draw.choice(
            ("How can I help you?", "What can I do for you?", "What else can I do for you?", say(draw.choice(QUESTIONS), draw, _slots(draw, place)))
        )
        task = f"{task} End with this question: {question}"
    system = [persona, MANNER, task]
    if draw.random() < 0.25:
        facts = Facts(draw)
        names = sorted(draw.sample(("day", "time", "name", "phone"), draw.choice((1, 1, 2, 3))))
        system.append("Known so far: " + ", ".join(f"{name} {facts.told[name]}" for name in names) + ".")
    return ToolScene("tools", "\n".join(system) + TOOLS + "".join(job.line() for job in order), place, tuple(order), question)


MAKERS = (Numbered, Attribute, Simple, LookUp, Documents, HandOver, Transfer, HangUp, Keys)
SHARES = (13, 9, 18, 5, 12, 20, 12, 10, 5)


def family(job: Job) -> str:
    """Jobs of one family are for the same wishes."""
    return getattr(job, "kind", type(job).__name__)


def _persona(draw: Draw, place: str) -> str:
    if place == "Lindenhof Practice" or draw.random() < 0.1:
        return PERSONA.replace("{place}", place)
    can, can2 = draw.sample(CAN, 2)
    kind = say(draw.choice(KINDS), draw, {})
    return say(draw.choice(PERSONAS), draw, {"place": place, "kind": kind, "can": can, "can2": can2, "first": capital(draw.choice(FIRST))})


def _place(draw: Draw) -> str:
    slots = {"name": capital(made_up(draw)), "name2": capital(made_up(draw)), "first": capital(draw.choice(FIRST))}
    return say(draw.choice(PLACES), draw, slots)


def _slots(draw: Draw, place: str) -> dict[str, str]:
    return {
        "place": place,
        "first": capital(draw.choice(FIRST)),
        "last": capital(made_up(draw)),
        "day": draw.choice(("monday", "friday")),
        "day2": "Monday",
        "number": "two",
    }


def tool_branch(of: ToolScene, draw: Draw) -> list[Turn]:
    """A conversation under the scene."""
    return played(of, draw).turns


def played(of: ToolScene, draw: Draw, fits: bool | None = None) -> Played:
    """A conversation in which a tool fits or none does."""
    past = _history(of, draw)
    if draw.random() < 0.66 if fits is None else fits:
        job = draw.choice(of.jobs)
        # To find out whom something is for is harder than the rest.
        job = draw.choice([each for each in of.jobs if isinstance(each, (HandOver, Transfer))] or [job]) if draw.random() < 0.2 else job
        want = job.want(draw)
        return Played([*past, *_called(of, job, want, draw)], want, job)
    said, answer = _unfitting(of, draw)
    told = answer if "oodbye" in answer or not of.question else f"{answer} {of.question}"
    return Played([*past, Turn("user", said, 0.05), Turn("assistant", told, 1.0)], Want(said, {}, answer=answer))


def _called(of: ToolScene, job: Job, want: Want, draw: Draw) -> list[Turn]:
    said = want.said.split("|")
    turns = [Turn("user", said[0], 0.05)]
    if want.missing:
        turns += [Turn("assistant", want.missing, 1.0), Turn("user", said[1], 0.05)]
    turns.append(Turn("assistant", job.call(want.arguments), 1.0))
    result, answer = outcome(want, job, draw)
    if not result:
        return turns
    end = f" {of.question}" if of.question and want.result != DONE else ""
    # Some engines have no role for tools and tell the model in the caller's.
    role = "user" if draw.random() < 0.3 else "system"
    return [*turns, Turn(role, response(result), 0.0), Turn("assistant", answer + end, 1.0)]


def response(result: str) -> str:
    """A result as the model is told."""
    return f"<tool_response>{result}</tool_response>"


def outcome(want: Want, job: Job, draw: Draw) -> tuple[str, str]:
    """What the tool says this time, and what the agent says then; nothing where the agent has nothing more to say."""
    way = draw.random()
    if way < 0.08:
        return BROKEN, say(SORRY, draw, {})
    if way < 0.13:
        return NOT_DONE + say(draw.choice(PROBLEMS), draw, {"name": made_up(draw)}), DID_NOT_WORK
    if way < 0.15:
        return "There is no such tool. Answer without it, or say that you cannot.", DID_NOT_WORK
    return want.result, want.answer


def _history(of: ToolScene, draw: Draw) -> list[Turn]:
    turns = [Turn("assistant", say(draw.choice(GREETINGS), draw, {"place": of.place}), 0.1)] if draw.random() < 0.9 else []
    count = draw.choices((0, 1, 2, 5), (70, 18, 8, 4))[0]
    for _ in range(count if turns else 0):
        topic = draw.choice([each for each in TOPICS if each["name"] in ALWAYS])
        turns += [Turn("user", ask_topic(topic, of, draw), 0.05), Turn("assistant", f"{_answer(topic, of, draw)} {of.question}".strip(), 0.2)]
    return turns


def ask_topic(topic: dict, of: ToolScene, draw: Draw) -> str:
    """What a caller says about a topic."""
    return ask(draw, topic["?"], _slots(draw, of.place))


def _answer(topic: dict, of: ToolScene, draw: Draw) -> str:
    return say(draw.choice(topic[">"]), draw, _slots(draw, of.place) | {"mine": "I do not know that yet."})


def _unfitting(of: ToolScene, draw: Draw) -> tuple[str, str]:
    """What no offered tool is for, and what is answered."""
    offered = {family(job) for job in of.jobs}
    other = draw.choices(MAKERS, SHARES)[0](draw)
    if draw.random() < 0.45 and family(other) not in offered and _is_apart(other, offered):
        want = other.want(draw)
        return want.said.split("|")[0], draw.choice(GOODBYE) if isinstance(other, HangUp) else say(DECLINE, draw, {})
    names = set(ALWAYS)
    if not offered & {"Documents", "HandOver", "Transfer"}:
        names |= {"parking", "way", "cost", "insurance", "fear", "lost", "angry", "job", "sales", "late", "patient", "treatment", "emergency"}
    names -= {"weather", "weather-chat"} if "weather" in offered else set()
    topic = draw.choice([each for each in TOPICS if each["name"] in names])
    return ask_topic(topic, of, draw), _answer(topic, of, draw)


def _is_apart(other: Job, offered: set[str]) -> bool:
    """Whether nobody would say that an offered tool is for it all the same."""
    if "Documents" in offered:
        return isinstance(other, (HangUp, Keys))
    if offered & {"HandOver", "Transfer"}:
        return isinstance(other, (HangUp, Keys, Attribute))
    return True
