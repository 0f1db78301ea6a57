"""Writes the network and its words as a Vosk model: `python -m recogniser.export_vosk DATA LANGUAGE FOLDER`.

LANGUAGE is a folder with lexicon.txt and lm.arpa.gz.  The model has a lexicon graph (`HCLr.fst`) and a language model
(`Gr.fst`) that Vosk composes as it decodes, so that a grammar given at run time can take the language model's place.

A phone is a Kaldi phone with one state; the blank of CTC is the silence phone 1.  Phone p has the transition ids 2p - 1
(staying) and 2p (entering); both have the probability of output p - 1.  Formats: Kaldi's hmm, nnet3 and OpenFst's
vector FST, as libvosk 0.3.45 reads them.
"""

import struct
import sys
from pathlib import Path

import numpy as np
import torch

from recogniser.export_onnx import trained
from recogniser.features import BANDS, HIGH, LOW, RATE
from recogniser.language import END, START, UNKNOWN, Arpa
from recogniser.model import BLANK, QUIETEST, SCALE, SHAPE, SPLICE, STACK, SYMBOLS

SPOKEN_UNKNOWN = "[unk]"  # Vosk's name of a word that is not in the lexicon
UNKNOWN_PHONE_COST = 2.0  # for each phone of an unknown word, in nats
UNKNOWN_WORD_COST = 9.0
BLANK_COST = 1.5  # a network unsure of its phones prefers blanks, and words are lost; our own decoder charges for them, too
NEVER = float("inf")


class Writer:
    """Kaldi's binary encoding."""

    def __init__(self):
        self.data = bytearray(b"\0B")

    def token(self, name):
        self.data += name.encode() + b" "

    def whole(self, value):
        self.data += struct.pack("<bi", 4, value)

    def real(self, value):
        self.data += struct.pack("<bf", 4, value)

    def double(self, value):
        self.data += struct.pack("<bd", 8, value)

    def wholes(self, values):
        self.data += struct.pack("<bi", 4, len(values)) + np.asarray(values, "<i4").tobytes()

    def vector(self, values):
        self.data += b"FV " + struct.pack("<bi", 4, len(values)) + np.asarray(values, "<f4").tobytes()

    def matrix(self, values):
        """A compressed matrix: 16 bits for a value between the least and the greatest, half the size of floats."""
        least, spread = float(values.min()), float(np.ptp(values))
        coded = np.rint((values - least) * (65535 / spread)).astype("<u2")
        self.data += b"CM2 " + struct.pack("<ffii", least, spread, *values.shape) + coded.tobytes()


def write_transitions(out, phones):
    """One state a phone, which may be stayed in; its output is the phone's number less one."""
    out.token("<TransitionModel>")
    out.token("<Topology>")
    out.wholes(range(1, phones + 1))
    out.wholes([-1] + [0] * phones)
    for value in (1, 2, 0, 2, 0):
        out.whole(value)
    out.real(0.5)
    out.whole(1)
    out.real(0.5)
    out.whole(-1)
    out.whole(0)
    out.token("</Topology>")
    out.token("<Triples>")
    out.whole(phones)
    for phone in range(1, phones + 1):
        for value in (phone, 0, phone - 1):
            out.whole(value)
    out.token("</Triples>")
    out.token("<LogProbs>")
    out.vector([0.0] + [np.log(0.5)] * (2 * phones))  # not looked at: the graph has no such costs
    out.token("</LogProbs>")
    out.token("</TransitionModel>")


class Net:
    """An nnet3 in the making: configuration lines and components."""

    def __init__(self):
        self.lines, self.components = [f"input-node name=input dim={BANDS}"], []

    def add(self, name, source, kind, *values):
        self.lines.append(f"component-node name={name} component={name} input={source}")
        self.components.append((name, kind, values))
        return name

    def affine(self, name, source, weight, bias):
        return self.add(name, source, "FixedAffineComponent", weight, bias)

    def rectified(self, name, source, width):
        return self.add(name, source, "RectifiedLinearComponent", width)

    def scaled(self, name, source, factor, shift):
        scaled = self.add(f"{name}.scale", source, "FixedScaleComponent", factor)
        return self.add(f"{name}.bias", scaled, "FixedBiasComponent", shift)

    def write(self, out):
        out.token("<Nnet3>")
        out.data += ("\n" + "\n".join(self.lines) + "\n\n").encode()
        out.token("<NumComponents>")
        out.whole(len(self.components))
        for name, kind, values in self.components:
            out.token("<ComponentName>")
            out.token(name)
            out.token(f"<{kind}>")
            self._write_values(out, kind, values)
            out.token(f"</{kind}>")
        out.token("</Nnet3>")

    @staticmethod
    def _write_values(out, kind, values):
        if kind == "FixedAffineComponent":
            out.token("<LinearParams>")
            out.matrix(values[0])
            out.token("<BiasParams>")
            out.vector(values[1])
        elif kind == "FixedScaleComponent":
            out.token("<Scales>")
            out.vector(values[0])
        elif kind == "FixedBiasComponent":
            out.token("<Bias>")
            out.vector(values[0])
        else:
            out.token("<Dim>")
            out.whole(values[0])
            for name in ("<ValueAvg>", "<DerivAvg>"):
                out.token(name)
                out.vector([])
            out.token("<Count>")
            out.double(0.0)


def taps(convolution):
    """A convolution's weight as [out, taps * in], taps in order of time, and its bias."""
    weight = convolution.weight.detach().numpy()
    bias = convolution.bias.detach().numpy() if convolution.bias is not None else np.zeros(len(weight))
    return weight.transpose(0, 2, 1).reshape(len(weight), -1), bias


def appended(source, offsets):
    """The nnet3 descriptor of some frames of a node, end to end."""
    parts = [source if offset == 0 else f"Offset({source}, {offset})" for offset in offsets]
    return f"Append({', '.join(parts)})" if len(parts) > 1 else parts[0]


def norm_of(norm):
    """A batch norm as a factor and a shift."""
    factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return factor.detach().numpy(), (norm.bias - norm.running_mean * factor).detach().numpy()


def inverse_cosine():
    """From Kaldi's 40 cepstra without lifter back to 40 log energies: the transform is orthonormal."""
    band = np.arange(BANDS) + 0.5
    rows = np.sqrt(2.0 / BANDS) * np.cos(np.pi / BANDS * np.arange(BANDS)[:, None] * band)
    rows[0] = np.sqrt(1.0 / BANDS)
    return rows.T


def nnet(net):
    """The network; an output frame 3 t lies where its first layer's last frame but two is."""
    graph = Net()
    logs = graph.affine("log", "input", inverse_cosine() * SCALE, np.full(BANDS, -QUIETEST * SCALE))
    x = graph.rectified("clip", logs, BANDS)
    x = graph.affine("enter", appended(x, range(STACK - SPLICE, STACK)), *taps(net.enter))
    x = graph.scaled("enter.norm", graph.rectified("enter.relu", x, net.width), *norm_of(net.enter_norm))
    for number, (block, (back, ahead)) in enumerate(zip(net.blocks, SHAPE), 1):
        name = f"block{number}"
        back, ahead = back * STACK, ahead * STACK
        y = graph.affine(f"{name}.narrow", appended(x, (-2 * back, -back, 0)), *taps(block.narrow))
        y = graph.affine(f"{name}.widen", appended(y, (0, ahead) if ahead else (0,)), *taps(block.widen))
        y = graph.scaled(f"{name}.norm", graph.rectified(f"{name}.relu", y, net.width), *norm_of(block.norm))
        # a component for the sum, so that later layers can name it at several offsets
        x = graph.add(name, f"Sum({x}, {y})", "FixedScaleComponent", np.ones(net.width))
    weight, bias = taps(net.leave)
    x = graph.affine("leave", x, weight, bias - BLANK_COST * (np.arange(len(SYMBOLS)) == BLANK))
    graph.add("log_probs", x, "LogSoftmaxComponent", len(SYMBOLS))
    graph.lines.append("output-node name=output input=log_probs objective=linear")
    return graph


def write_model(path, net):
    """final.mdl: transitions, network, no priors."""
    out = Writer()
    write_transitions(out, len(SYMBOLS))
    nnet(net).write(out)
    past = STACK * sum(2 * back for back, _ in SHAPE) + SPLICE - STACK
    future = STACK * net.delay + STACK - 1
    out.token("<LeftContext>")
    out.whole(past)
    out.token("<RightContext>")
    out.whole(future)
    out.token("<Priors>")
    out.vector([])
    path.write_bytes(out.data)


class Fst:
    """An OpenFst vector FST over the tropical semiring."""

    def __init__(self):
        self.arcs, self.finals = [], {}

    def state(self):
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, source, into, output, cost, target):
        self.arcs[source].append((into, output, cost, target))

    def write(self, path, sort):
        """Writes it with the arcs of a state in order of input (0) or output (1) labels."""
        data = bytearray(struct.pack("<i", 2125659606))
        for name in ("vector", "standard"):
            data += struct.pack("<i", len(name)) + name.encode()
        data += struct.pack("<iiQqqq", 2, 0, 3, 0, len(self.arcs), sum(map(len, self.arcs)))
        for state, arcs in enumerate(self.arcs):
            data += struct.pack("<fq", self.finals.get(state, NEVER), len(arcs))
            for arc in sorted(arcs, key=lambda arc: arc[sort]):
                data += struct.pack("<iifi", *arc)
        path.write_bytes(data)


class LexiconGraph:
    """HCLr: a tree of phones from the root back to the root; words come out where they end.

    Every tree node is two states: one that stays in the node's phone, one that stays in blanks after it.
    """

    def __init__(self, words):
        self.fst, self.words = Fst(), words
        self.children, self.symbol_of = {}, {}
        self.root = self.fst.state()
        self.fst.finals[self.root] = 0.0
        quiet = self.fst.state()  # silence between words
        self.fst.arc(self.root, 2, 0, 0.0, quiet)
        self.fst.arc(quiet, 1, 0, 0.0, quiet)
        self.fst.arc(quiet, 0, 0, 0.0, self.root)

    def entered(self, source, symbol):
        """A pair of states in which a phone, and blanks after it, are stayed in; reached from some states."""
        spoken, blank = self.fst.state(), self.fst.state()
        for state in source:
            self.fst.arc(state, 2 * (symbol + 1), 0, 0.0, spoken)
        self.fst.arc(spoken, 2 * (symbol + 1) - 1, 0, 0.0, spoken)
        self.fst.arc(spoken, 2, 0, 0.0, blank)
        self.fst.arc(blank, 1, 0, 0.0, blank)
        return spoken, blank

    def add(self, word, phones):
        node = (self.root,)
        for phone in phones:
            symbol = SYMBOLS.index(phone)
            key = node, symbol
            if key not in self.children:
                # the same phone twice needs a blank between
                same = len(node) == 2 and self.symbol_of[node] == symbol
                self.children[key] = self.entered(node[1:] if same else node, symbol)
                self.symbol_of[self.children[key]] = symbol
            node = self.children[key]
        self.fst.arc(node[0], 0, self.words[word], 0.0, self.root)

    def add_unknown(self):
        """A word of any phones, two at the least."""
        loop = self.fst.state()
        for symbol in range(1, len(SYMBOLS)):
            first = self.entered((self.root,), symbol)
            self.fst.arcs[self.root][-1] = (2 * (symbol + 1), 0, UNKNOWN_WORD_COST + UNKNOWN_PHONE_COST, first[0])
            for state in first:
                self.fst.arc(state, 0, 0, 0.0, loop)
        for symbol in range(1, len(SYMBOLS)):
            more = self.entered((), symbol)
            self.fst.arc(loop, 2 * (symbol + 1), 0, UNKNOWN_PHONE_COST, more[0])
            for state in more:
                self.fst.arc(state, 0, 0, 0.0, loop)
            self.fst.arc(more[0], 0, self.words[SPOKEN_UNKNOWN], 0.0, self.root)


def grammar_graph(arpa, words):
    """Gr: a state for each history that something is known of, with arcs that back off."""
    fst, states = Fst(), {}

    def state(history):
        if history not in states:
            states[history] = fst.state()
        return states[history]

    known = {gram[:-1] for gram in arpa.scores if len(gram) > 1} | {()}

    def longest(history):
        history = history[-2:]
        while history not in known:
            history = history[1:]
        return history

    state(longest((START,)))
    for gram, score in arpa.scores.items():
        history, word = gram[:-1], gram[-1]
        if word == START or START in history[1:]:
            continue
        if word == END:
            fst.finals[state(history)] = -score
            continue
        label = words[SPOKEN_UNKNOWN if word == UNKNOWN else word]
        fst.arc(state(history), label, label, -score, state(longest(gram)))
    for history in list(states):
        if history:
            fst.arc(states[history], 0, 0, -arpa.backoffs.get(history, 0.0), state(longest(history[1:])))
    return fst


MFCC = f"""--sample-frequency={RATE}
--use-energy=false
--num-mel-bins={BANDS}
--num-ceps={BANDS}
--cepstral-lifter=0
--low-freq={LOW:.0f}
--high-freq={HIGH:.0f}
--dither=0
--allow-upsample=true
"""
# Ends of turns are found by the server: the engine's own rules are put out of reach.
SETTINGS = """--min-active=100
--max-active=900
--beam=10.0
--lattice-beam=4.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
--frames-per-chunk=12
--endpoint.silence-phones=1
--endpoint.rule1.min-trailing-silence=3600
--endpoint.rule2.min-trailing-silence=3600
--endpoint.rule3.min-trailing-silence=3600
--endpoint.rule4.min-trailing-silence=3600
--endpoint.rule5.min-utterance-length=3600
"""


def main(data, language, folder):
    """Writes the directory."""
    folder, language = Path(folder), Path(language)
    for name in ("am", "conf", "graph"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_model(folder / "am" / "final.mdl", trained(data))
    (folder / "conf" / "mfcc.conf").write_text(MFCC)
    (folder / "conf" / "model.conf").write_text(SETTINGS)
    lexicon = [line.split("\t") for line in (language / "lexicon.txt").read_text().splitlines()]
    names = ["<eps>", *dict.fromkeys(word for word, _ in lexicon), SPOKEN_UNKNOWN]
    words = {word: number for number, word in enumerate(names)}
    (folder / "graph" / "words.txt").write_text("".join(f"{word} {number}\n" for word, number in words.items()))
    graph = LexiconGraph(words)
    for word, phones in lexicon:
        graph.add(word, phones.split())
    graph.add_unknown()
    graph.fst.write(folder / "graph" / "HCLr.fst", 1)
    grammar = grammar_graph(Arpa(language / "lm.arpa.gz"), words)
    grammar.write(folder / "graph" / "Gr.fst", 0)
    (folder / "graph" / "disambig_tid.int").write_text(f"{2 * len(SYMBOLS) + 1}\n")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {len(words) - 1} words, lexicon of {len(graph.fst.arcs)} states, grammar of {len(grammar.arcs)} states, {size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
