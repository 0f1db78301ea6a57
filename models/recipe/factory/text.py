"""What is said: sentences from the grammar, the lexicon, and text for the language model.

Everything is a function of a `random.Random`, so a seed names a sentence for ever.
"""

import random
import re
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
FAMILIES = ("talk", "chat", "service", "prose", "call")
TESTED = ("talk", "service", "prose")
WRITTEN = re.compile(r"[a-z' -]+")
DIGITS = ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
YES_NO = ("yes", "no", "yeah", "yep", "nope", "yes please", "no thanks", "no thank you", "yes it is", "no it isn't",
          "that's right", "that's correct", "that's wrong", "correct", "right", "sure", "okay", "of course", "not really",
          "yes that's fine", "no that's not it", "uh yes", "um no", "i guess so", "exactly", "absolutely", "never")
HESITATIONS = ("uh", "um", "er", "uh", "um", "well", "so")

FIRST_NAMES = """
anna john maria james mary robert patricia michael linda david elizabeth william barbara richard susan joseph jessica
thomas sarah charles karen daniel nancy matthew lisa anthony mark sandra paul steven emily andrew kevin brian george
edward laura jason ryan jacob gary eric stephen julia larry justin scott emma frank samuel rachel alexander jack peter
helen diana olivia sophia henry adam nathan martin victor walter kate alice lucy grace amy claire simon oliver oscar
hannah rose nina carl leo max ben tom sam
""".split()

LAST_NAMES = """
smith miller johnson williams brown jones garcia davis rodriguez martinez lopez wilson anderson taylor moore jackson
lee white harris clark lewis robinson walker young allen king wright scott hill green adams nelson baker hall campbell
mitchell carter roberts turner phillips parker evans edwards collins stewart morris murphy cook rogers morgan cooper
peterson reed bailey bell kelly howard ward cox richardson watson brooks bennett gray hughes price myers long foster
ross powell fisher schmidt weber meyer wagner becker hoffman novak rossi silva costa khan patel singh kim chen wang
""".split()

class Grammar:
    """The rules of `grammar.txt`, expanded at random."""

    def __init__(self, path=HERE / "grammar.txt"):
        self.rules = {"first": FIRST_NAMES, "last": LAST_NAMES}
        self.topics, self.weights = [], []
        for line in path.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            head, body = line.split("=", 1)
            alternatives = [part.strip() for part in body.split("|")]
            words = head.split()
            if words[0] == "utterance":
                self.topics.append(alternatives[0])
                self.weights.append(float(words[1]))
            else:
                self.rules[words[0]] = alternatives

    def expand(self, text, rng):
        """Replaces every {rule} by one of its alternatives and keeps each [option] half of the time."""
        text = re.sub(r"\[([^\[\]]*)\]", lambda m: m.group(1) if rng.random() < 0.5 else "", text)
        return re.sub(r"\{(\w+)\}", lambda m: self._one(m.group(1), rng), text)

    def _one(self, rule, rng):
        if rule == "spell":
            return " ".join(rng.choice(FIRST_NAMES + LAST_NAMES).upper())
        return self.expand(rng.choice(self.rules[rule]), rng)

    def sentence(self, rng):
        """One utterance of the domain; upper-case letters are spelled."""
        topic = rng.choices(self.topics, self.weights)[0]
        return " ".join(self.expand(topic, rng).split())

    def words(self):
        """Every word that the rules can produce, lower-case."""
        found = set(FIRST_NAMES) | set(LAST_NAMES) | set("abcdefghijklmnopqrstuvwxyz")
        for alternatives in self.rules.values():
            for text in alternatives:
                found |= set(re.sub(r"[\[\]]", " ", re.sub(r"\{\w+\}s?", " ", text)).lower().split())
        found |= {day + "s" for day in self.rules["wday"]}
        return found


class Texts:
    """All that is said: the grammar of the example agent, open talk, numbers, and words out of context.

    `corpus/FAMILY-*.txt` holds one utterance a line; every twentieth line of some families is kept for tests.  `words-*.txt` there is
    the vocabulary beyond the words of those lines.
    """

    def __init__(self):
        self.grammar = Grammar()
        self.open_talk, self.unseen_talk = {}, []
        for family in FAMILIES:
            lines = [" ".join(line.split()) for path in sorted(CORPUS.glob(f"{family}-*.txt"))
                     for line in path.read_text().splitlines()]
            lines = [line for line in dict.fromkeys(lines) if WRITTEN.fullmatch(line)]
            kept = lines[::20] if family in TESTED else []
            self.unseen_talk += kept
            self.open_talk[family] = [line for line in lines if line not in kept]
        listed = {word for path in CORPUS.glob("*.txt") for word in path.read_text().split()}
        self.lexicon = sorted(word for word in self.grammar.words() | listed | set(HESITATIONS) if WRITTEN.fullmatch(word))

    def text(self, kind, rng):
        """A text of a kind: `grammar`, a family of the corpus, `unseen`, `words` or `figures`."""
        match kind:
            case "grammar":
                return self.spoken_text(rng)
            case "unseen":
                return rng.choice(self.unseen_talk)
            case "words":
                return " ".join(rng.choice(self.lexicon) for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 7))))
            case "figures":
                return figures(rng)
        return hesitant(rng.choice(self.open_talk[kind]), rng, 0.05)

    def spoken_text(self, rng):
        """A sentence of the grammar as a caller says it: sometimes two at once, sometimes with hesitations."""
        text = self.grammar.sentence(rng)
        if rng.random() < 0.08:
            text += " " + self.grammar.sentence(rng)
        return " ".join(hesitant(text, rng, 0.15).split()[:16])


def hesitant(text, rng, share):
    """The text, in some share of the cases with one or two hesitations put in."""
    if rng.random() >= share:
        return text
    words = text.split()
    for _ in range(rng.randint(1, 2)):
        words.insert(rng.randint(0, len(words)), rng.choice(HESITATIONS))
    return " ".join(words)


def figures(rng):
    """Digits in groups, spelled letters, yes and no: what must be right to the last one."""
    kind = rng.random()
    if kind < 0.6:
        return " ".join(rng.choice(DIGITS) for _ in range(rng.randint(1, 10)))
    if kind < 0.8:
        return " ".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(rng.randint(1, 7)))
    if kind < 0.9:
        return " ".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if rng.random() < 0.4 else rng.choice(DIGITS)
                        for _ in range(rng.randint(3, 8)))
    return rng.choice(YES_NO)


def transcript(text):
    """The label of a text: what the recogniser should write."""
    return text.lower()


def spelled_letters(text):
    """The text with single letters in capitals, `i` and `a` only beside other letters: said as letters."""
    words = text.split()
    single = [len(word) == 1 for word in words]
    for place, word in enumerate(words):
        beside = any(0 <= n < len(words) and single[n] and words[n].lower() not in "ai" for n in (place - 1, place + 1))
        if single[place] and (word not in "ai" or beside):
            words[place] = word.upper()
    return " ".join(words)


# The ten things the demo caller says; `|` is a pause of 700 ms.
DEMO_SCRIPT = (
    "hello what are your opening hours",
    "i would like to make an appointment for | tuesday at ten o'clock",
    "my name is anna miller",
    "uh-huh",
    "no wait i would rather come on wednesday",
    "yes that is correct",
    "can i leave a message",
    "please tell the doctor that i will be ten minutes late",
    "no thank you goodbye",
)

if __name__ == "__main__":
    texts = Texts()
    print(len(texts.lexicon), "words,", sum(map(len, texts.open_talk.values())), "lines of open talk")
    for number in range(40):
        print(texts.text(("grammar", "talk", "words", "figures")[number % 4], random.Random(number)))
