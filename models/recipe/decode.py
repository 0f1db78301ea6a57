"""Prefix beam search over a lexicon and a word bigram: the reference of what the server does in Java."""

import math

from language import END, START, Bigram
from model import ALPHABET, BLANK, IDS

NEVER = -math.inf


def added(a, b):
    """log(exp(a) + exp(b))"""
    if a < b:
        a, b = b, a
    return a if b == NEVER else a + math.log1p(math.exp(b - a))


class Decoder:
    """Finds the likeliest word sequence of a [T, V] array of log-probabilities."""

    def __init__(self, folder, language_weight=0.8, word_bonus=0.4, beam=100, least=-9.0):
        self.bigram = Bigram(folder / "bigram.arpa")
        self.language_weight, self.word_bonus, self.beam, self.least = language_weight, word_bonus, beam, least
        self.root = {}
        for word in (folder / "words.txt").read_text().split():
            node = self.root
            for letter in word:
                node = node.setdefault(IDS[letter], {})
            node["word"] = word
        self._look_ahead(self.root)

    def _look_ahead(self, node):
        """Notes at every node the best unigram score of the words below it, to drop rare words early."""
        best = max((self._look_ahead(child) for key, child in node.items() if isinstance(key, int)), default=NEVER)
        if "word" in node:
            best = max(best, self.bigram.unigrams[node["word"]])
        node["ahead"] = best
        return best

    def _word_score(self, words, word):
        return self.language_weight * self.bigram.score(words[-1] if words else START, word) + self.word_bonus

    def _rank(self, item):
        """What a hypothesis is worth while others compete with it: the score of its unfinished word is a promise."""
        (_, letters), (blank, letter, node, score) = item
        return added(blank, letter) + score + (self.language_weight * node["ahead"] if letters else 0.0)

    def decode(self, log_probs):
        """The best text."""
        # (words so far, letters since) -> (ending in blank, ending in a letter, trie node, score of the words)
        beams = {((), ()): (0.0, NEVER, self.root, 0.0)}
        for frame in log_probs.tolist():
            grown = {}

            def put(key, blank, letter, node, score):
                old = grown.get(key)
                if old:
                    blank, letter = added(old[0], blank), added(old[1], letter)
                grown[key] = blank, letter, node, score

            likely = [number for number in range(1, len(ALPHABET)) if frame[number] > self.least]
            for (words, letters), (blank, letter, node, score) in beams.items():
                last = letters[-1] if letters else (IDS["▁"] if words else None)
                both = added(blank, letter)
                put((words, letters), both + frame[BLANK], letter + frame[last] if last else NEVER, node, score)
                for number in likely:
                    before = blank if number == last else both
                    if before == NEVER:
                        continue
                    if number == IDS["▁"]:
                        if letters and "word" in node:
                            word = node["word"]
                            put((words + (word,), ()), NEVER, before + frame[number], self.root,
                                score + self._word_score(words, word))
                    elif number in node:
                        put((words, letters + (number,)), NEVER, before + frame[number], node[number], score)
            kept = sorted(grown.items(), key=self._rank, reverse=True)
            beams = dict(kept[:self.beam])
        return self._finished(beams)

    def _finished(self, beams):
        """The best hypothesis whose last word is whole, or else the best one without its last letters."""
        best, text = NEVER, ()
        for (words, letters), (blank, letter, node, score) in beams.items():
            total = added(blank, letter) + score
            if letters and "word" in node:
                total += self._word_score(words, node["word"])
                words = words + (node["word"],)
            elif letters:
                total -= 10.0
            total += self.language_weight * self.bigram.score(words[-1] if words else START, END)
            if total > best:
                best, text = total, words
        return " ".join(text)
