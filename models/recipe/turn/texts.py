"""What callers say as seen by turn-taking: turns with pauses inside, acknowledgements, interruptions, noises of the throat.

Everything is a function of a `random.Random`.  Words come from the factory's grammar and open talk.
"""

from typing import NamedTuple

from factory.text import FIRST_NAMES, LAST_NAMES, Texts

DIGITS = "zero oh one two three four five six seven eight nine".split()
FILLED = ("um", "uh", "um", "uh", "er", "well", "you know", "let me see", "hmm")
TRAILING = ("and", "but", "so", "because", "or", "and then", "and also", "but then", "so that")
OPENERS = ("hello", "hi", "yes", "no", "okay", "well", "good morning", "sorry", "listen", "right", "thanks", "actually")
DANGLING = set("""a an the my your for to of in on at from with by about and or but because so if that is are was will
would can could i we need want like next every until before after between my name's have""".split())
QUESTIONS = set("""what when where who why how which is are do does did can could would will may shall have has am was were
isn't aren't don't doesn't can't couldn't wouldn't won't""".split())
THINGS = """a blood test|a new prescription|my insurance card|an x ray|the results|a vaccination|a check up|a receipt|a table
for four|two large pizzas|a bottle of water|the blue one|a room with a view|a parking space|a refund|another appointment|
a letter for work|the bill|my passport|some bread|milk|eggs|apples|two tickets|a taxi|a wheelchair""".replace("\n", " ").split("|")
STREETS = "park high church station mill oak maple king queen bridge garden lake hill river spring".split()

BACKCHANNELS = """uh huh|uh huh|mm hmm|mm hmm|mhm|yeah|yeah|yes|okay|okay|right|right|sure|i see|i see|all right|oh okay|
yeah yeah|okay okay|got it|mm|hmm|ah|oh|uh huh yeah|right right|of course|good|fine|great|oh i see|yes yes|yep""".replace("\n", "").split("|")
INTERRUPTIONS = """wait|wait a moment|stop|stop please|no|no no no|no wait|hold on|hang on|excuse me|sorry|sorry to interrupt|
hello|can i say something|that's wrong|that is not right|i don't want that|no that's not what i meant|one second|just a second|
let me finish|but|but i|i have a question|what|what did you say|pardon|can you repeat that|slower please|i said|actually|
never mind|forget it|cancel that|not that one|no thank you|i'd rather|i want to speak to a person|operator|help|agent|
yes but|yes but not on|okay but what about|okay so what about|yeah but|right so can i|okay can i ask|yes and also""".replace("\n", "").split("|")
GRUNTS = "achoo|ha ha ha|ha ha|ahem|hick|huh huh huh|ugh|aah|oof|psst|brr".split("|")

LONGEST = 20
COMMA, CUT, STOP = "comma", "cut", "stop"


class Turn(NamedTuple):
    """Pieces of one turn, what joins each to the next, and the mark at the end."""

    pieces: tuple
    joints: tuple = ()
    end: str = "."


class Talker:
    """Draws turns; one for tests says nothing that another one said in training, but for the grammar's sentences."""

    def __init__(self, for_tests=False):
        self.texts = Texts()
        self.kinds = ("unseen",) if for_tests else ("talk", "chat", "service", "call")

    def sentence(self, rng):
        """A sentence that does not break off."""
        while True:
            kind = "grammar" if rng.random() < 0.45 else rng.choice(self.kinds)
            words = (self.texts.grammar.sentence(rng) if kind == "grammar" else self.texts.text(kind, rng)).split()
            if words[-1] not in DANGLING and len(words) <= LONGEST:
                return " ".join(words)

    def turn(self, rng):
        """One turn: half of them with a pause inside."""
        kind = rng.random()
        if kind < 0.36:
            return ended(self.sentence(rng))
        if kind < 0.66:
            return self.broken(rng)
        if kind < 0.74:
            return digits(rng)
        if kind < 0.80:
            return listing(rng)
        if kind < 0.87:
            return self.conjoined(rng)
        if kind < 0.92:
            return self.opened(rng)
        if kind < 0.96:
            return Turn((self.sentence(rng), self.sentence(rng)), (STOP,))
        return address(rng)

    def broken(self, rng):
        """A sentence with one or two pauses at places where people stop to think, with or without an "um"."""
        words = self.sentence(rng).split()
        while len(words) < 4:
            words += self.sentence(rng).split()
        words = words[:18]
        weights = [3 if word in DANGLING else 1 for word in words[:-1]]
        count = 2 if len(words) > 8 and rng.random() < 0.25 else 1
        places = sorted(set(rng.choices(range(1, len(words)), weights, k=count)))
        pieces = [" ".join(words[a:b]) for a, b in zip([0, *places], [*places, len(words)])]
        pieces = [f"{piece} {rng.choice(FILLED)}" if n < len(places) and rng.random() < 0.4 else piece
                  for n, piece in enumerate(pieces)]
        joints = tuple(COMMA if rng.random() < 0.25 else CUT for _ in places)
        return Turn(tuple(pieces), joints, mark(words))

    def conjoined(self, rng):
        """Two sentences; the first one hangs on an "and"."""
        first, second = self.sentence(rng), self.sentence(rng)
        if rng.random() < 0.6:
            return Turn((f"{first} {rng.choice(TRAILING)}", second), (CUT,), mark(second.split()))
        return Turn((first, f"{rng.choice(TRAILING)} {second}"), (COMMA,), mark(second.split()))

    def opened(self, rng):
        """A word or a murmur, a pause, and what they really want."""
        sentence = self.sentence(rng)
        opener = rng.choice(OPENERS + FILLED)
        return Turn((opener, sentence), (COMMA if rng.random() < 0.6 else CUT,), mark(sentence.split()))

    def overlap(self, kind, rng):
        """What is said into the agent's speech: `backchannel`, `interruption` or `grunt`."""
        if kind == "backchannel":
            return Turn((rng.choice(BACKCHANNELS),), (), rng.choice((".", ".", ",")))
        if kind == "grunt":
            return Turn((rng.choice(GRUNTS),))
        if rng.random() < 0.55:
            return ended(rng.choice(INTERRUPTIONS))
        opener = rng.choice(INTERRUPTIONS) if rng.random() < 0.5 else ""
        return ended(f"{opener} {self.sentence(rng)}".strip())


def mark(words):
    return "?" if words[0] in QUESTIONS else "."


def ended(sentence):
    return Turn((sentence,), (), mark(sentence.split()))


def digits(rng):
    """A number in groups, as telephone and card numbers are told."""
    sizes = rng.choice(((3, 3, 4), (3, 4), (2, 2, 2), (4, 4), (3, 2, 2), (1, 3, 3), (2, 3), (4,), (5,), (3, 3), (2, 2, 2, 2)))
    groups = [" ".join(rng.choice(DIGITS) for _ in range(size)) for size in sizes]
    if rng.random() < 0.5:
        groups[0] = f"{rng.choice(('my number is', 'it is', 'the number is', 'that is', 'yes it is'))} {groups[0]}"
    return Turn(tuple(groups), tuple(COMMA if rng.random() < 0.75 else CUT for _ in groups[1:]))


def listing(rng):
    """Things wanted, one after the other."""
    things = rng.sample(THINGS, rng.choice((2, 3, 3, 4)))
    pieces = [f"i need {things[0].strip()}", *(thing.strip() for thing in things[1:-1]), f"and {things[-1].strip()}"]
    return Turn(tuple(pieces), (COMMA,) * (len(pieces) - 1))


def address(rng):
    """A name or an address in parts, or letter by letter."""
    if rng.random() < 0.5:
        number = " ".join(rng.choice(DIGITS[2:]) for _ in range(rng.choice((1, 2))))
        return Turn((f"{number} {rng.choice(STREETS)} street", f"in {rng.choice(LAST_NAMES)} ville"), (COMMA,))
    name = rng.choice(FIRST_NAMES + LAST_NAMES)
    at = rng.randint(1, max(1, len(name) - 1))
    parts = tuple(" ".join(part.upper()) for part in (name[:at], name[at:]) if part)
    return Turn(parts, (COMMA,) * (len(parts) - 1))
