"""The lexicon and the word bigram: `python language.py FOLDER` writes words.txt and bigram.arpa there.

The bigram is estimated on sentences of the grammar with absolute discounting over Kneser-Ney unigrams, which share a
tenth of their mass among all words of the lexicon; at least a twentieth of every history's mass is left to them, so
that any word can follow any other.
"""

import math
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

from text import Talk, transcript
from voices import SEED

SENTENCES = 200_000
DISCOUNT, EVEN_SHARE, LEAST, LEAST_LEFT = 0.6, 0.1, 3, 0.05
START, END = "<s>", "</s>"


def counted(talk, sentences):
    """How often each word follows each other one."""
    rng = random.Random(f"{SEED}/language")
    counts = defaultdict(Counter)
    for _ in range(sentences):
        words = [START, *transcript(talk.spoken_text(rng)).split(), END]
        for before, word in zip(words, words[1:]):
            counts[before][word] += 1
    return counts


def bigram(counts, lexicon):
    """Unigram probabilities, and for each history its weight of backing off and its kept bigrams."""
    continuations = Counter(word for follower in counts.values() for word in follower)
    total = sum(continuations.values())
    words = [*lexicon, END]
    unigrams = {word: (1 - EVEN_SHARE) * continuations[word] / total + EVEN_SHARE / len(words) for word in words}
    histories = {}
    for before, followers in counts.items():
        seen = sum(followers.values())
        kept = {word: (count - DISCOUNT) / seen for word, count in followers.items() if count >= LEAST}
        left = max(LEAST_LEFT, 1 - sum(kept.values()))
        kept = {word: part * (1 - left) / sum(kept.values()) for word, part in kept.items()}
        histories[before] = left, {word: part + left * unigrams[word] for word, part in kept.items()}
    return unigrams, histories


def write_arpa(path, unigrams, histories):
    """The ARPA file, base-10 logarithms."""
    lines = ["\\data\\", f"ngram 1={len(unigrams) + 1}",
             f"ngram 2={sum(len(kept) for _, kept in histories.values())}", "", "\\1-grams:"]
    for word, probability in [(START, 1e-99), *sorted(unigrams.items())]:
        line = f"{math.log10(probability):.4f}\t{word}"
        if word != END:
            line += f"\t{math.log10(histories[word][0]) if word in histories else 0.0:.4f}"
        lines.append(line)
    lines += ["", "\\2-grams:"]
    for before in sorted(histories):
        lines += [f"{math.log10(p):.4f}\t{before} {word}" for word, p in sorted(histories[before][1].items())]
    path.write_text("\n".join([*lines, "", "\\end\\", ""]))


class Bigram:
    """An ARPA bigram read back; natural logarithms."""

    def __init__(self, path):
        self.unigrams, self.backoffs, self.bigrams = {}, {}, {}
        for line in Path(path).read_text().splitlines():
            fields = line.split("\t")
            if len(fields) < 2:
                continue
            words, value = fields[1].split(), float(fields[0]) * math.log(10)
            if len(words) == 1:
                self.unigrams[words[0]] = value
                self.backoffs[words[0]] = float(fields[2]) * math.log(10) if len(fields) > 2 else 0.0
            else:
                self.bigrams[tuple(words)] = value

    def score(self, before, word):
        """log P(word | before)."""
        found = self.bigrams.get((before, word))
        return self.backoffs[before] + self.unigrams[word] if found is None else found


def main(folder):
    """Writes both files and prints the perplexity of fresh sentences."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    talk = Talk()
    (folder / "words.txt").write_text("\n".join(talk.lexicon) + "\n")
    write_arpa(folder / "bigram.arpa", *bigram(counted(talk, SENTENCES), talk.lexicon))
    model, rng, total, words = Bigram(folder / "bigram.arpa"), random.Random("fresh"), 0.0, 0
    for _ in range(2000):
        text = [START, *transcript(talk.spoken_text(rng)).split(), END]
        total += sum(model.score(*pair) for pair in zip(text, text[1:]))
        words += len(text) - 1
    print(f"{len(talk.lexicon)} words, {len(model.bigrams)} bigrams, perplexity {math.exp(-total / words):.1f}")


if __name__ == "__main__":
    main(sys.argv[1])
