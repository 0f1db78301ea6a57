"""What the teacher is asked to say. A seed and a number name a sentence for ever."""

import random
import re
from pathlib import Path

HERE = Path(__file__).parent
SEED = 20_261_125
WORD_LIST = Path("/usr/share/dict/words")
HELD_OUT = "held-out"


def word_list(path=WORD_LIST):
    """English words in lower case, one by one from Debian's `wamerican`."""
    if not path.exists():
        raise SystemExit(f"{path} is missing: apt-get install wamerican")
    words = {line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines()}
    return sorted(word for word in words if re.fullmatch(r"[a-z]+('[a-z]+)?", word))


def few_words():
    """The words of the grammar itself, where a run on almost nothing needs some."""
    return sorted(set(re.findall(r"[a-z]{2,}", (HERE / "sentences.txt").read_text(encoding="utf-8").lower())))


class Sentences:
    """Expands the grammar of `sentences.txt`."""

    def __init__(self, words=None, path=HERE / "sentences.txt"):
        self.rules, self.kinds, self.weights = {}, [], []
        self.words = words or word_list()
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            head, _, body = line.partition(" =")
            name, _, weight = head.partition(" ")
            alternatives = [text.strip() for text in body.split(" |")]
            if weight:
                self.kinds.append(alternatives)
                self.weights.append(int(weight))
            else:
                self.rules[name] = alternatives

    def sentence(self, number, part="train"):
        """The sentence of a number; parts share none but by chance."""
        rng = random.Random(f"{SEED}/{part}/{number}")
        alternatives = rng.choices(self.kinds, self.weights)[0]
        text = " ".join(self._expand(rng.choice(alternatives), rng).split()).replace(" ,", ",").lstrip(", ")
        return text[:1].upper() + text[1:]

    def _expand(self, text, rng):
        text = re.sub(r"\[([^\]]*)\]", lambda found: found[1] if rng.random() < 0.5 else "", text)
        return re.sub(r"\{([\w-]+)\}", lambda found: self._one(found[1], rng), text)

    def _one(self, rule, rng):
        if rule == "word":
            return rng.choice(self.words)
        return self._expand(rng.choice(self.rules[rule]), rng)
