"""How words sound: flite's pronunciations in its phones, and what it does not know.

`python -m factory.pronounce FILE` writes a lexicon of all words that the factory says: `word<TAB>phones`, a line for
each way of saying it, the usual one first.
"""

import subprocess
import sys
from pathlib import Path

from factory.text import Texts, spelled_letters

PHONES = """aa ae ah ao aw ax ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw v w y z zh""".split()

# How people say what flite spells out or says only in full; the first of several is the usual one.
SPOKEN = {word: [way.strip() for way in ways.split("|")] for word, ways in (line.split(": ") for line in """
a: ax | ey
an: ax n | ae n
and: ae n d | ax n d | ax n
are: aa r | er
as: ae z | ax z
at: ae t | ax t
because: b ih k ao z | b ih k ah z | k ah z
been: b ih n | b iy n
but: b ah t
can: k ae n | k ax n
'cause: k ah z | k ao z
could: k uh d
either: iy dh er | ay dh er
for: f ao r | f er
from: f r ah m | f r ax m
going: g ow ih ng | g ow ih n
gonna: g ah n ax | g ao n ax
gotta: g aa t ax
had: hh ae d | ax d
has: hh ae z
have: hh ae v | ax v
he: hh iy | iy
her: hh er | er
him: hh ih m | ih m
his: hh ih z | ih z
hm: m | hh m
hmm: hh m | m
is: ih z
it: ih t | ax t
just: jh ah s t | jh ih s t
kinda: k ay n d ax
lemme: l eh m iy
gimme: g ih m iy
dunno: d ah n ow
mhm: m hh m | ax m hh ah m
mm: m
mm-hmm: m hh m | ax m hh ah m
neither: n iy dh er | n ay dh er
of: ax v | ah v
oh: ow
one: w ah n
or: ao r | er
our: aw er | aa r
sorta: s ao r t ax
than: dh ae n | dh ax n
that: dh ae t | dh ax t
the: dh ax | dh iy
them: dh eh m | ax m | dh ax m
to: t ax | t uw
uh: ah
uh-huh: ah hh ah | ax hh ah
uh-uh: ah ah
um: ah m
was: w aa z | w ah z | w ax z
wanna: w aa n ax
were: w er
what: w ah t
y'all: y ao l
yeah: y ae | y eh
you: y uw | y ax
your: y ao r | y er
you're: y uh r | y er | y ao r
""".strip().splitlines())}
LETTER_NAMES = {"A": "ey", "I": "ay", "W": "d ah b ax l y uw", "Z": "z iy"}


def flite_phones(words):
    """What flite says for each word, a list of phones; one run for many words, a sentence each."""
    text = "\n".join(f"{word}." for word in words)
    said = subprocess.run(["flite", "-voice", "kal", "-ps", "-t", text, "-o", "none"], capture_output=True, check=True, text=True)
    parts = [part.split() for part in said.stdout.split("pau")]
    return [part for part in parts if part]


def pronounced(words):
    """The ways of saying each word, as lists of phones, the usual one first."""
    ways = {}
    plain = [word for word in words if word not in SPOKEN]
    for start in range(0, len(plain), 50):
        batch = plain[start:start + 50]
        said = flite_phones(batch)
        if len(said) != len(batch):  # a word with a pause in it, or one that flite reads as nothing
            said = [(flite_phones([word]) or [[]])[0] for word in batch]
        ways.update({word: [phones] for word, phones in zip(batch, said) if phones})
    ways.update({word: [way.split() for way in SPOKEN[word]] for word in words if word in SPOKEN})
    for letter in "abcdefghijklmnopqrstuvwxyz":
        if letter in ways and letter != "a":
            ways[letter] = [LETTER_NAMES.get(letter.upper(), "").split() or flite_phones([letter.upper()])[0]]
    return ways


class Pronouncer:
    """The phones of a transcript, as training labels."""

    VOWELS = set("aa ae ah ao aw ax ay eh er ey ih iy ow oy uh uw".split())

    def __init__(self, path):
        self.ways = {}
        for line in Path(path).read_text().splitlines():
            word, phones = line.split("\t")
            self.ways.setdefault(word, []).append(phones.split())

    def phones(self, text):
        """The phones of the words in their usual way; None where a word is not in the lexicon."""
        words = spelled_letters(text).split()
        found = []
        for word, after in zip(words, [*words[1:], ""]):
            if word == "A":
                found.append(["ey"])
            elif word.lower() not in self.ways:
                return None
            elif word == "the" and self.ways.get(after.lower(), [[""]])[0][0] in self.VOWELS:
                found.append(["dh", "iy"])
            else:
                found.append(self.ways[word.lower()][0])
        return [phone for word in found for phone in word]


def spoken(word, ways):
    """The ways of saying a word and, where it ends with -ing, that of people in a hurry."""
    return ways + [[*way[:-1], "n"] for way in ways if word.endswith("ing") and way[-2:] == ["ih", "ng"] and len(way) > 3
                   and [*way[:-1], "n"] not in ways]


def main(path):
    """Writes the lexicon; words that are in the file already keep what is there, since flite takes minutes for all."""
    words = Texts().lexicon
    known = Pronouncer(path).ways if Path(path).exists() else {}
    ways = {**known, **pronounced([word for word in words if word not in known])}
    lines = [f"{word}\t{' '.join(way)}" for word in words for way in spoken(word, ways.get(word, [])) if set(way) <= set(PHONES)]
    Path(path).write_text("\n".join(lines) + "\n")
    print(f"{len(lines)} pronunciations of {len(ways)} words; not said: {' '.join(w for w in words if w not in ways) or 'none'}")


if __name__ == "__main__":
    main(sys.argv[1])
