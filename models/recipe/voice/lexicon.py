"""How words are pronounced: `python -m voice.lexicon FOLDER` writes `english.rules` and `english.lexicon`.

The teacher reads every word of Debian's word list once, by itself. Letter-to-sound rules are learned from that: for
each letter, what it stands for, in ever wider contexts for as long as a wider one tells more. Only words that the
rules get wrong go into the lexicon.

A rule is a line `context<TAB>sound`. A context is a letter, then its neighbours in the order right, left, second to
the right, second to the left, and so on, `#` beyond the ends of the word. The longest context that has a rule counts.
"""

import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from voice.symbols import STRESS, letters
from voice.teacher import Teacher
from voice.texts import SEED, word_list

ORDER = (1, -1, 2, -2, 3, -3, 4)
ALIGNED_FIRST = 2_000
NOTHING = "-"
MOST_SOUNDS = 3
RARE, MANY, SILENCE = 9.0, 3.0, 3.0
FEWEST = 2
TESTED = 20
# Read by the server before the rules, though no word list has them.
ADDED = ("eigh", "aitch", "ess", "miz", "mm")
VOWELS = "ɑæʌɔaəɛɜeɪioʊuɚ"


def phones_of(teacher, word):
    """The word's phones in IPA, a string for each."""
    return [letters(phone, stressed) for phone, stressed in teacher.pronounce(word)]


def shortened(teacher, word):
    """A word with an apostrophe, which flite reads as two: all its phones, as in a sentence."""
    phones = teacher.speak(word).phones
    return "".join(letters(phone.name, phone.stressed) for phone in phones if phone.name != "pau")


class Aligner:
    """Shares the phones of words out to their letters: each letter gets none to three, likeliest first."""

    def __init__(self):
        self.costs = {}

    def learn(self, pairs, rounds=3):
        """From which phones stand about where a letter stands, then from its own alignments."""
        counts = Counter()
        for word, phones in pairs:
            for at, letter in enumerate(word):
                middle = (at + 0.5) * len(phones) / len(word)
                for place in range(max(0, int(middle - 0.7)), min(len(phones), int(middle + 0.7) + 1)):
                    counts[letter, (phones[place],)] += 1
        self._count(counts)
        for _ in range(rounds):
            counts = Counter()
            for word, phones in pairs:
                counts.update(zip(word, self.align(word, phones) or []))
            self._count(counts)

    def _count(self, counts):
        totals = Counter()
        for (letter, _), count in counts.items():
            totals[letter] += count
        self.costs = {key: float(-np.log(count / totals[key[0]])) for key, count in counts.items()}

    def _cost(self, letter, sounds):
        known = self.costs.get((letter, sounds))
        if known is None:
            singles = sum(self.costs.get((letter, (sound,)), RARE) for sound in sounds)
            known = self.costs[letter, sounds] = singles + MANY * (len(sounds) - 1) if sounds else SILENCE
        return known

    def align(self, word, phones):
        """The phones of each letter as tuples; None if there are too many."""
        best, trail = {0: 0.0}, []
        for letter in word:
            reached, came = {}, {}
            for at, cost in best.items():
                for end in range(at, min(at + MOST_SOUNDS, len(phones)) + 1):
                    total = cost + self._cost(letter, tuple(phones[at:end]))
                    if end not in reached or total < reached[end]:
                        reached[end], came[end] = total, at
            trail.append(came)
            best = reached
        if len(phones) not in best:
            return None
        found, end = [], len(phones)
        for came in reversed(trail):
            found.append(tuple(phones[came[end]:end]))
            end = came[end]
        return found[::-1]


def context(word, at, width):
    """The letter at a place and its neighbours, nearest first."""
    marked = [word[at]]
    for offset in ORDER[:width]:
        place = at + offset
        marked.append(word[place] if 0 <= place < len(word) else "#")
    return "".join(marked)


def learned_rules(aligned):
    """The rules of aligned words: a context is kept where it says something else than the next narrower one."""
    votes = [defaultdict(Counter) for _ in range(len(ORDER) + 1)]
    for word, sounds in aligned:
        for at, sound in enumerate(sounds):
            for width in range(len(ORDER) + 1):
                votes[width][context(word, at, width)][sound] += 1
    rules = {}
    for width, contexts in enumerate(votes):
        for key, counts in contexts.items():
            sound, count = counts.most_common(1)[0]
            narrower = next((rules[key[:end]] for end in range(len(key) - 1, 0, -1) if key[:end] in rules), None)
            gain = count - counts[narrower] if narrower is not None else count
            if sound != narrower and (width == 0 or gain >= FEWEST):
                rules[key] = sound
    return rules


class Rules:
    """Letter-to-sound rules."""

    def __init__(self, rules):
        self.rules = rules

    def of(self, word):
        """The word in IPA, with one stress at least if it has a vowel."""
        sounds = "".join("".join(self._sound(word, at)) for at in range(len(word)))
        return stressed_once(sounds)

    def _sound(self, word, at):
        found = ()
        for width in range(len(ORDER) + 1):
            found = self.rules.get(context(word, at, width), found)
        return found

    def write(self, path):
        lines = sorted(f"{key}\t{' '.join(sound) or NOTHING}" for key, sound in self.rules.items())
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @staticmethod
    def read(path):
        pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        return Rules({key: () if sound == NOTHING else tuple(sound.split(" ")) for key, sound in pairs})


def stressed_once(sounds):
    """The sounds, with a stress before the first vowel if there is none."""
    if STRESS in sounds:
        return sounds
    first = next((at for at, letter in enumerate(sounds) if letter in VOWELS), None)
    return sounds if first is None else sounds[:first] + STRESS + sounds[first:]


class Pronouncing:
    """What the server knows: the lexicon, possessives, and rules for the rest."""

    def __init__(self, lexicon, rules):
        self.lexicon, self.rules = lexicon, rules

    def of(self, word):
        if word in self.lexicon:
            return self.lexicon[word]
        if word.endswith("'s"):
            return possessive(self.of(word[:-2]))
        return self.rules.of("".join(letter for letter in word if "a" <= letter <= "z"))

    @staticmethod
    def read(folder):
        lines = (folder / "english.lexicon").read_text(encoding="utf-8").splitlines()
        lexicon = dict(line.split("\t") for line in lines if not line.startswith("#"))
        return Pronouncing(lexicon, Rules.read(folder / "english.rules"))


def possessive(sounds):
    """With "s", "z" or "iz" behind it, as the last sound asks for."""
    if sounds.endswith(("s", "z", "ʃ", "ʒ")):
        return sounds + "ɪz"
    return sounds + ("s" if sounds.endswith(("p", "t", "k", "f", "θ")) else "z")


def aligned(pairs):
    """(word, phones of each letter) of (word, phones) pairs; what letters stand for is learned from some of them."""
    aligner = Aligner()
    aligner.learn(random.Random(SEED).sample(pairs, min(len(pairs), ALIGNED_FIRST)))
    shared = [(word, aligner.align(word, phones)) for word, phones in pairs]
    return [(word, sounds) for word, sounds in shared if sounds]


def spelled_out(sounds):
    return "".join(phone for of_letter in sounds for phone in of_letter)


def accuracy(words):
    """The share of aligned words that rules from the other nineteen of twenty read exactly as the teacher does."""
    shuffled = list(words)
    random.Random(SEED).shuffle(shuffled)
    tested, rest = shuffled[:len(words) // TESTED], shuffled[len(words) // TESTED:]
    rules = Rules(learned_rules(rest))
    return float(np.mean([rules.of(word) == stressed_once(spelled_out(sounds)) for word, sounds in tested]))


def make(folder, words):
    """Writes rules and lexicon, and answers with the accuracy of the rules on words that they were not made from."""
    folder.mkdir(parents=True, exist_ok=True)
    teacher = Teacher()
    plain = [word for word in words if "'" not in word]
    pairs = [(word, phones) for word, phones in ((word, phones_of(teacher, word)) for word in plain) if phones]
    learnable = aligned(pairs)
    rules = Rules(learned_rules(learnable))
    lexicon = {word: "".join(phones) for word, phones in pairs if rules.of(word) != "".join(phones)}
    lexicon.update({word: shortened(teacher, word) for word in words if "'" in word and not word.endswith("'s")})
    lexicon.update({word: "".join(phones_of(teacher, word)) for word in ADDED})
    lines = [f"{word}\t{sounds}" for word, sounds in sorted(lexicon.items())]
    (folder / "english.lexicon").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rules.write(folder / "english.rules")
    return accuracy(learnable), len(rules.rules), len(lexicon)


if __name__ == "__main__":
    share, rules, exceptions = make(Path(sys.argv[1]), word_list())
    print(f"{rules} rules, right for {100 * share:.1f} % of words they never saw; {exceptions} exceptions")
