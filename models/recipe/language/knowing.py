"""Scenes in which what is asked for stands in the system message: hours, prices, addresses, names, numbers. It is to be copied."""

from collections.abc import Callable
from dataclasses import dataclass

from language.callwork import WHERE
from language.facts import DAYS, NUMBERS, capital
from language.flows import QUESTIONS
from language.grammar import say
from language.jobs import clock, digits, money, span
from language.names import last, made_up, person
from language.parts import FREE, MANNER, UNCLEAR
from language.tooling import TASKS, _persona, _place, _slots
from language.turns import Draw, Turn, ask

UNKNOWN = "(I am afraid|I am sorry, but) I do not know that[, but somebody can call you back]."
GOODS = "filling|crown|cleaning|check-up|lamp|pump|tyre|room|breakfast|ticket|course|haircut|pizza|chair|book|bridge|massage|lesson|coffee|guitar|tent|saddle|visit|helmet|key".split(
    "|"
)


@dataclass(frozen=True)
class Fact:
    """What stands under a label, what callers ask then, and the answer."""

    labels: str
    value: str
    asks: tuple[str, ...]
    answer: str


def _hours(draw: Draw) -> str:
    one, two = sorted(draw.sample(range(len(DAYS)), 2))
    days = draw.choice(
        (
            f"{capital(DAYS[one])} to {capital(DAYS[two])}",
            "every day but Sunday",
            f"on {capital(DAYS[one])} and {capital(DAYS[two])}",
            "Monday to Friday",
            "every day",
        )
    )
    parts = draw.choice((("in the morning", "in the afternoon"), ("in the morning", "in the evening"), ("", ""), ("", "")))
    start, stop = draw.choice(("seven", "eight", "nine", "ten", "half past eight", "half past nine", "eleven")), draw.choice(
        ("noon", "one", "two", "three", "four", "five", "six", "seven", "half past five", "eight")
    )
    text = say(f"{days}[,] from {start} {parts[0]} (until|to) {stop} {parts[1] if stop != 'noon' else ''}", draw, {})
    if draw.random() < 0.3:
        text += say(
            ", and on (Saturday|Sunday|Friday|Thursday) (from {a} to {b}|until {b})",
            draw,
            {"a": draw.choice(NUMBERS[7:11]), "b": draw.choice(NUMBERS[1:7])},
        )
    return text


def _date(draw: Draw) -> str:
    return say(
        "the (first|second|third|fourth|fifth|eighth|tenth|twelfth|fifteenth|twentieth) of (January|March|May|June|July|August|October|December)",
        draw,
        {},
    )


MAKES: dict[str, Callable[[Draw], str]] = {
    "hours": _hours,
    "money": money,
    "name": lambda draw: capital(made_up(draw)),
    "person": lambda draw: capital(person(draw)),
    "doctor": lambda draw: f"Doctor {capital(last(draw))}",
    "number": lambda draw: digits(draw)[draw.randrange(2)],
    "where": lambda draw: say(WHERE, draw, {"name": capital(made_up(draw))}),
    "date": _date,
    "span": span,
    "clock": clock,
    "street": lambda draw: f"{draw.choice((*NUMBERS[1:], str(draw.randrange(1, 200))))} {capital(made_up(draw))} {draw.choice(('Street', 'Lane', 'Road', 'Square', 'Hill'))}",
    "floor": lambda draw: draw.choice("first second third fourth fifth sixth ground top".split()),
    "count": lambda draw: draw.choice((*NUMBERS[2:], str(draw.randrange(2, 300)))),
}
FACTS = (
    Fact(
        "Opening hours|Opening hours|Hours|Open",
        "{hours}",
        (
            "(when|how long) are you open [today|in general]",
            "(what are|tell me) your [opening] (hours|times)",
            "when (do|does) (you|the shop) (open|close)",
            "from when (to|until) when are you (open|there)",
            "(can you|could you) tell me (when you are open|your hours|the opening hours)",
        ),
        "We are open {v}.",
    ),
    Fact(
        "Address|Where we are|Address",
        "{street}, {name}",
        (
            "(where are|where exactly are) you [located]",
            "(what is|tell me|may i have) (your|the) address",
            "(what|which) street are you (in|on)",
            "how do i (find|get to) you",
            "where is (the house|your shop|it)",
        ),
        "We are at {v}.",
    ),
    Fact(
        "Parking|Car park",
        "{where}",
        (
            "(where can i|can i|is there somewhere to|where do i) park [my car|there]",
            "(is there|do you have) [a] (parking|car park)",
            "what about parking",
        ),
        "You can park {v}.",
    ),
    Fact(
        "Doctor|The doctor|Doctor on duty",
        "{doctor}",
        ("(who is|which is) the doctor [today]", "(what is|tell me) the name of the doctor", "which doctor (is there|will i see|has time)"),
        "That is {v}.",
    ),
    Fact(
        "Owner|Manager|Head",
        "{person}",
        ("who (is|are) (in charge|the owner|the manager|your boss) [there]", "(what is|tell me|may i have) the name of the (owner|manager|boss)"),
        "That is {v}.",
    ),
    Fact(
        "Telephone|Number|Our number",
        "{number}",
        (
            "(what is|may i have|can you give me) your [phone|telephone] number",
            "(at which|under what) number (can i|do i) (reach|call) you",
            "how can i reach you [by telephone]",
        ),
        "Our number is {v}.",
    ),
    Fact(
        "Website|Internet",
        "{name} dot com",
        ("(what is|do you have) (your|a) (website|web address|internet page)", "where (do i find|can i see) you (on the internet|online)"),
        "Our website is {v}.",
    ),
    Fact(
        "Closed|Holidays",
        "from {date} until {date2}",
        (
            "when (are you|do you go|is the shop) (on holiday|closed)",
            "(do you have|when are your|when do you have) holidays",
            "are you closed (in summer|some time|for holidays)",
        ),
        "We are closed {v}.",
    ),
    Fact(
        "Lunch|Lunch break",
        "{span}",
        (
            "when (do you have|is|is your|do you go to) lunch [break]",
            "(how long|when) is (the|your) (lunch|break|lunch break)",
            "(are you closed|do you close) (at noon|over lunch|at lunch time)",
        ),
        "The break is {v}.",
    ),
    Fact(
        "Floor",
        "the {floor} floor",
        ("(on|at) (which|what) floor (are you|is it|do i find you)", "(how high up|how far up) (are you|is it|do i have to go)"),
        "We are on {v}.",
    ),
    Fact(
        "Bus|Tram",
        "number {count} from {name} station",
        ("(which|what) (bus|tram) (goes to you|do i take|should i take)", "(how do i|can i) (come|get there) by (bus|tram)"),
        "Take {v}.",
    ),
    Fact(
        "Deposit|Cancellation fee",
        "{money}",
        ("(how much|how high) is the (deposit|fee for cancelling)", "(is there a|what about the) (deposit|cancellation fee)"),
        "It is {v}.",
    ),
    Fact(
        "Emergencies|At night",
        "{number}",
        ("(whom|who) do i call (at night|in an emergency|when you are closed)", "(what is|is there) (the|an) emergency number"),
        "Please call {v}.",
    ),
    Fact(
        "Check-in|Arrival|Begin",
        "{clock}",
        ("when (can i|do i|must i) (come|arrive|check in|be there)", "(at what time|when) does it (begin|start)"),
        "It is at {v}.",
    ),
    Fact(
        "Founded|Since",
        "{name} in {count}",
        ("who (founded|began) (it|the house|this)", "(how old is|since when is there) (the house|the company|the shop)"),
        "It was {v}.",
    ),
)
PRICE = Fact(
    "A {thing} costs|Price of a {thing}|{thing}",
    "{money}",
    (
        "(how much|what) (does|is|would) a {thing} [cost]",
        "(what is|tell me) the price of a {thing}",
        "(what do you take|what do i pay|how much do you want) for a {thing}",
        "i need a {thing} how much is (that|it)",
    ),
    "A {thing} costs {v}.",
)
KNOWN = {
    "name": "person",
    "day": "",
    "time": "clock",
    "phone": "number",
    "order": "number",
    "street": "street",
    "city": "name",
    "doctor": "doctor",
    "size": "count",
    "company": "name",
    "room": "count",
    "guests": "count",
    "brand": "name",
}
KNOWN_ASKS = (
    "(what|which) {field} do you have [for me|down|there]",
    "(what|which) {field} did (i say|you write down|we say) [again]",
    "(can you|could you) (repeat|tell me|read back) (my|the) {field} [again]",
    "what (is|was) my {field} [again]",
    "(did you get|do you have) (my|the) {field}",
    "please (repeat|read back|say) the {field} [again]",
    "is the {field} right what do you have",
)


@dataclass(frozen=True)
class Knows:
    """A system message with facts: for each, patterns of what is asked, slots, the answer and the value in it."""

    kind: str
    system: str
    place: str
    question: str
    facts: tuple[tuple[tuple[str, ...], dict[str, str], str, str], ...]
    foreign: tuple[tuple[tuple[str, ...], dict[str, str]], ...]


def knowing_scene(draw: Draw) -> Knows:
    """Two to six facts, and questions about others."""
    place = "Lindenhof Practice" if draw.random() < 0.25 else _place(draw)
    chosen = draw.sample(FACTS, draw.randrange(1, 6))
    foreign = [(each.asks, {}) for each in FACTS if each not in chosen]
    lines, facts = [], []
    for fact in chosen:
        value = _value(draw, fact.value)
        lines.append((say(draw.choice(fact.labels.split("|")), draw, {}), value))
        facts.append((fact.asks, {}, fact.answer.replace("{v}", value), value))
    goods = draw.sample(GOODS, draw.randrange(5))
    for thing in goods[1:]:
        value = money(draw)
        lines.append((say(draw.choice(PRICE.labels.split("|")), draw, {"thing": thing}), value))
        facts.append((PRICE.asks, {"thing": thing}, PRICE.answer.replace("{thing}", thing).replace("{v}", value), value))
    foreign += [(PRICE.asks, {"thing": thing}) for thing in goods[:1] * 3]
    draw.shuffle(lines)
    task, question = (
        say(draw.choice((UNCLEAR, UNCLEAR, FREE, FREE, *(each for each in TASKS if "hand the" not in each and "small talk" not in each))), draw, {}),
        "",
    )
    if draw.random() < 0.4:
        question = draw.choice(
            ("How can I help you?", "What can I do for you?", "What else can I do for you?", say(draw.choice(QUESTIONS), draw, _slots(draw, place)))
        )
        task = f"{task} End with this question: {question}"
    persona = _persona(draw, place)
    known = draw.sample(sorted(KNOWN), draw.choice((0, 0, 0, 1, 2, 3, 4)))
    values = {name: MAKES[KNOWN[name]](draw) if KNOWN[name] else capital(draw.choice(DAYS)) for name in sorted(known)}
    facts += [(KNOWN_ASKS, {"field": name}, f"I have the {name} {value}.", value) for name, value in values.items()]
    told = f"\nKnown so far: {', '.join(f'{name} {value}' for name, value in values.items())}." if values else ""
    return Knows("knows", _written(draw, persona, task, lines) + told, place, question, tuple(facts), tuple(foreign))


def _value(draw: Draw, pattern: str) -> str:
    slots = {name: make(draw) for name, make in MAKES.items() if "{" + name + "}" in pattern}
    return say(pattern, draw, slots | {"date2": _date(draw)})


def _written(draw: Draw, persona: str, task: str, lines: list[tuple[str, str]]) -> str:
    way = draw.random()
    if way < 0.3:
        facts = ["About the business: " + "; ".join(f"{label.lower()}: {value}" for label, value in lines)]
    elif way < 0.6:
        facts = [" ".join(f"{label[0].upper() + label[1:]}: {value}." for label, value in lines)]
    else:
        facts = [f"{label[0].upper() + label[1:]}: {value}." for label, value in lines]
    where = draw.random()
    if where < 0.3:
        return "\n".join([f"{persona} {' '.join(facts)}", MANNER, task])
    return "\n".join([persona, MANNER, task, *facts] if where < 0.7 else [persona, MANNER, *facts, task])


def knowing_branch(of: Knows, draw: Draw) -> list[Turn]:
    """A question about one of the facts."""
    return asked(of, draw)[0]


def asked(of: Knows, draw: Draw, known: bool | None = None) -> tuple[list[Turn], str]:
    """The same, with the value that the answer must hold; it is empty where nobody knows."""
    turns = [
        Turn(
            "assistant",
            say(
                draw.choice(("{place}, good day. How can I help you?", "What can I do for you?", "Hello, this is {place}. How can I help you?")),
                draw,
                {"place": of.place},
            ),
            0.1,
        )
    ]
    if of.facts and (draw.random() < 0.85 if known is None else known):
        patterns, slots, answer, value = draw.choice(of.facts)
    else:
        (patterns, slots), answer, value = draw.choice(of.foreign), say(UNKNOWN, draw, {}), ""
    if draw.random() < 0.15 and len(of.facts) > 1:
        other = draw.choice(of.facts)
        turns += [Turn("user", ask(draw, other[0], other[1]), 0.05), Turn("assistant", f"{other[2]} {of.question}".strip(), 0.5)]
    filled = tuple(each.replace("{field}", slots["field"]) for each in patterns) if "field" in slots else patterns
    turns += [Turn("user", ask(draw, filled, slots), 0.05), Turn("assistant", f"{answer} {of.question}".strip(), 1.0)]
    return turns, value
