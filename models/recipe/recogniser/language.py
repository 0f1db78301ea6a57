"""The words' language: `python -m recogniser.language FOLDER` writes lexicon.txt and lm.arpa.gz there.

Three trigram models with interpolated Kneser-Ney smoothing (of the grammar, of open talk, of figures) are mixed
linearly; every word of the lexicon keeps a share, so that any word can follow any other.
"""

import gzip
import math
import random
import shutil
import sys
from collections import Counter
from pathlib import Path

from factory import pronounce
from factory.text import Texts, transcript
from factory.voices import SEED

START, END, UNKNOWN = "<s>", "</s>", "<unk>"
ORDER = 3
SOURCES = {"grammar": (30_000, 0.3), "talk": (None, 0.6), "figures": (6_000, 0.1)}  # sentences, weight
EVEN_SHARE = 0.04
UNKNOWN_SHARE = 0.005
LEAST = {"grammar": (1, 3, 4), "talk": (1, 1, 2), "figures": (1, 4, 8)}  # n-grams seen less often are dropped


class Smoothed:
    """Interpolated Kneser-Ney probabilities of one source."""

    def __init__(self, sentences, least):
        counts = [Counter() for _ in range(ORDER)]
        for sentence in sentences:
            words = [START, *sentence.split(), END]
            for order in range(ORDER):
                counts[order].update(tuple(words[at:at + order + 1]) for at in range(len(words) - order))
        self.probabilities = [{} for _ in range(ORDER)]
        self.left = [{} for _ in range(ORDER)]
        for order in range(ORDER):
            self._estimate(order, counts, least[order])

    def _estimate(self, order, counts, least):
        """Probabilities of one order, over those of the order below."""
        if order == ORDER - 1:
            seen = counts[order]
        else:  # in how many contexts it was seen; what follows the start of a sentence has only one
            seen = Counter(gram[1:] for gram in counts[order + 1])
            seen.update({gram: count for gram, count in counts[order].items() if gram[0] == START and order > 0})
        seen.pop((START,), None)
        once, twice = (sum(1 for count in seen.values() if count == n) for n in (1, 2))
        discount = once / (once + 2 * twice) if once else 0.5
        totals, kinds = Counter(), Counter()
        for gram, count in seen.items():
            totals[gram[:-1]] += count
            kinds[gram[:-1]] += 1
        lower = (lambda gram: self.probability(gram[1:])) if order else (lambda gram: 0.0)
        self.left[order] = {history: discount * kinds[history] / totals[history] for history in totals}
        table = self.probabilities[order]
        for gram, count in seen.items():
            if counts[order][gram] >= least:
                history = gram[:-1]
                table[gram] = (count - discount) / totals[history] + self.left[order][history] * lower(gram)

    def probability(self, gram):
        """P(last word | those before)."""
        order = len(gram) - 1
        found = self.probabilities[order].get(gram)
        if found is not None:
            return found
        return self.left[order].get(gram[:-1], 1.0) * self.probability(gram[1:]) if order else 0.0


class Mixture:
    """Several smoothed sources, mixed."""

    def __init__(self, parts, words):
        self.parts, self.words = parts, [*words, END]

    def unigram(self, word):
        share = sum(weight * part.probability((word,)) for part, weight in self.parts)
        return (1 - EVEN_SHARE - UNKNOWN_SHARE) * share + EVEN_SHARE / len(self.words)

    def tables(self):
        """For each order the probabilities of its n-grams; then for each history its weight of backing off."""
        unigrams = {(word,): self.unigram(word) for word in self.words}
        scale = (1 - UNKNOWN_SHARE) / sum(unigrams.values())
        tables = [{gram: p * scale for gram, p in unigrams.items()}]
        tables[0][(UNKNOWN,)] = UNKNOWN_SHARE
        back = {}
        for order in range(1, ORDER):
            grams = set().union(*(part.probabilities[order] for part, _ in self.parts))
            table = {gram: sum(weight * part.probability(gram) for part, weight in self.parts) for gram in grams}
            kept, below = Counter(), Counter()
            for gram, p in table.items():
                kept[gram[:-1]] += p
                below[gram[:-1]] += self._backed_off(gram[1:], tables, back)
            # a tenth to a hundredth of every history is left to what was never seen after it
            for gram in table:
                table[gram] *= min(1.0, 0.97 / kept[gram[:-1]])
            for history in kept:
                back[history] = (1 - min(kept[history], 0.97)) / max(1e-4, 1 - below[history])
            tables.append(table)
        return tables, back

    @staticmethod
    def _backed_off(gram, tables, back):
        factor = 1.0
        while len(gram) > 1:
            found = tables[len(gram) - 1].get(gram)
            if found is not None:
                return factor * found
            factor *= back.get(gram[:-1], 1.0)
            gram = gram[1:]
        return factor * tables[0].get(gram, 1e-9)


def write_arpa(path, tables, back):
    """The ARPA file, gzipped, base-10 logarithms; the same bytes for the same model."""
    lines = ["\\data\\", f"ngram 1={len(tables[0]) + 1}"]
    lines += [f"ngram {order + 1}={len(table)}" for order, table in enumerate(tables) if order]
    for order, table in enumerate(tables):
        lines += ["", f"\\{order + 1}-grams:"]
        entries = sorted(table.items()) if order else [((START,), 1e-99), *sorted(table.items())]
        for gram, probability in entries:
            line = f"{math.log10(probability):.3f}\t{' '.join(gram)}"
            lines.append(line + (f"\t{math.log10(back[gram]):.3f}" if gram in back else ""))
    with open(path, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, compresslevel=9) as file:
        file.write("\n".join([*lines, "", "\\end\\", ""]).encode())


class Arpa:
    """An ARPA model read back; natural logarithms."""

    def __init__(self, path):
        self.scores, self.backoffs = {}, {}
        with gzip.open(path, "rt") as file:
            for line in file:
                fields = line.rstrip("\n").split("\t")
                if len(fields) > 1:
                    gram = tuple(fields[1].split())
                    self.scores[gram] = float(fields[0]) * math.log(10)
                    if len(fields) > 2:
                        self.backoffs[gram] = float(fields[2]) * math.log(10)

    def score(self, gram):
        """log P(last word | those before)."""
        if gram in self.scores:
            return self.scores[gram]
        if len(gram) == 1:
            return self.scores[(UNKNOWN,)]
        return self.backoffs.get(gram[:-1], 0.0) + self.score(gram[1:])

    def perplexity(self, sentences):
        total = words = 0
        for sentence in sentences:
            said = [START, *sentence.split(), END]
            total += sum(self.score(tuple(said[max(0, at - 2):at + 1])) for at in range(1, len(said)))
            words += len(said) - 1
        return math.exp(-total / words)


def sentences_of(texts, kind, count):
    """What a source says, many times; open talk as it is written."""
    if count is None:
        return [line for family in texts.open_talk.values() for line in family]
    rng = random.Random(f"{SEED}/language/{kind}")
    return [transcript(texts.text(kind, rng)) for _ in range(count)]


def main(folder, known=None):
    """Writes both files and prints the perplexity of sentences that were not counted.

    `known` is a lexicon that saves asking flite again.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if known:
        shutil.copy(known, folder / "lexicon.txt")
    texts = Texts()
    pronounce.main(folder / "lexicon.txt")
    parts = [(Smoothed(sentences_of(texts, kind, count), LEAST[kind]), weight) for kind, (count, weight) in SOURCES.items()]
    words = sorted({line.split("\t")[0] for line in (folder / "lexicon.txt").read_text().splitlines()})
    tables, back = Mixture(parts, words).tables()
    write_arpa(folder / "lm.arpa.gz", tables, back)
    model, rng = Arpa(folder / "lm.arpa.gz"), random.Random("fresh")
    fresh = [transcript(texts.text("grammar", rng)) for _ in range(1000)]
    print(f"{len(words)} words, n-grams {[len(table) for table in tables]}; perplexity of fresh sentences of the grammar "
          f"{model.perplexity(fresh):.1f}, of unseen talk {model.perplexity(texts.unseen_talk):.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
