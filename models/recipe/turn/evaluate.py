"""Measures a model on voices that training never heard: `python -m turn.evaluate vad|turn DATA FOLDER [WORDS]`.

DATA/clean holds the shards of `turn.callers`; FOLDER the ONNX file, and gets a picture of the curves beside it.  WORDS
is a command that answers each line of words with the likelihood that they end a turn (the server's own judgement of
words is `java -cp bench/target/bench.jar io.antiphon.bench.TurnSenseTable`); without it only sound and silence compete.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import matplotlib
import numpy as np
import onnxruntime

from factory.channel import RATE, at_level, babble, coloured_noise, g711, hum, notes
from factory.voices import HELD_OUT, SEED
from turn.nets import Detector, Judge, windows
from turn.sounds import burst, cough, glides, rustle, tones
from turn.stage import floats, over_the_line, overlaps, talk, vad_call
from turn.train import clips

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

CALLS = 100
KINDS = ("interruption", "backchannel", "noise")
# The server's price list: from this likelihood so many milliseconds of silence (`FloorPolicy.TurnEnd`).
PRICES = ((0.95, 120), (0.8, 220), (0.5, 480), (0.2, 1000), (0.0, 1600))
SOUND_WEIGHT, SUREST_WORDS, SUREST_SOUND = 0.7, 0.98, 0.95


def session(path):
    """The model on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def streamed(model, net, calls, rate=RATE):
    """What the model says at each step of each call."""
    state = np.zeros((2, len(calls), net.STATE), np.float32)
    found = []
    for step in windows(net, calls.astype(np.float32)).transpose(1, 0, 2):
        sound = np.ascontiguousarray(step)
        if rate == 2 * RATE:
            sound = np.repeat(sound, 2, 1)
            sound[:, 1:-1:2] = (step[:, :-1] + step[:, 1:]) / 2
        output, state = model.run(None, {"input": sound, "state": state, "sr": np.array(rate, np.int64)})
        found.append(output)
    return np.stack(found, 1)


def area(scores, labels):
    """Area under the ROC curve: how often a positive scores above a negative."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    good = labels.sum()
    return (ranks[labels].sum() - good * (good + 1) / 2) / max(1, good * (len(labels) - good))


def roc(scores, labels):
    """False and true positive rates over all thresholds."""
    order = np.argsort(-scores)
    right = labels[order]
    return np.cumsum(~right) / max(1, (~right).sum()), np.cumsum(right) / max(1, right.sum())


def cost(model, net):
    """Microseconds of processor time a step, one stream, one thread."""
    sound, state = np.zeros((1, net.NEW + net.CONTEXT), np.float32), np.zeros((2, 1, net.STATE), np.float32)
    inputs, best = {"input": sound, "state": state, "sr": np.array(RATE, np.int64)}, np.inf
    for _ in range(10):
        started = time.process_time()
        for _ in range(300):
            model.run(None, inputs)
        best = min(best, (time.process_time() - started) / 300)
    return round(best * 1e6)


# --- the voice detector

def delays(scores, labels, rising):
    """Steps from each clear change of the label to the score's crossing of a half."""
    found = []
    for row, truth in zip(scores, labels):
        for at in np.flatnonzero(truth[1:] != truth[:-1]) + 1:
            clear = len(truth) > at + 8 and at >= 8 and (truth[at:at + 8] == rising).all() and (truth[at - 8:at] != rising).all()
            if truth[at] == rising and clear:
                crossed = np.flatnonzero((row[at - 2:at + 8] > 0.5) == rising)
                found.append(crossed[0] - 2 if len(crossed) else 8)
    return np.array(found) if found else np.zeros(1)


def speech_report(scores, labels):
    """The figures of the detector's card, for one voice."""
    said = scores > 0.5
    times = {f"{name}_ms_p50_p90": [round(float(np.percentile(delays(scores, labels, rising), p)) * 32) for p in (50, 90)]
             for name, rising in (("onset", True), ("offset", False))}
    return {"roc_auc": round(float(area(scores.ravel(), labels.ravel())), 4),
            "step_error": round(float((said != labels).mean()), 4),
            "missed_speech": round(float((~said & labels).sum() / labels.sum()), 4),
            "false_speech": round(float((said & ~labels).sum() / (~labels).sum()), 4), **times, "steps": int(labels.size)}


def noises(voices, rng):
    """Half a minute each of what is not speech, by name."""
    length = 30 * RATE
    def many(make):
        gaps = [np.concatenate([make(rng), np.zeros(int(rng.uniform(0.2, 0.8) * RATE))]) for _ in range(120)]
        return np.concatenate(gaps)[:length]
    def chained(make):
        return np.concatenate([make(2 * RATE, rng) for _ in range(15)])
    return {"silence": np.zeros(length), "white": coloured_noise(length, 0, rng), "pink": coloured_noise(length, 0.5, rng),
            "hum": hum(length, rng), "babble of 4 to 8": babble(length, voices, rng), "tones and keys": chained(tones),
            "notes": chained(notes), "coughs": many(cough), "knocks and clicks": many(burst), "rustling": chained(rustle),
            "sirens and creaks": chained(glides)}


def evaluate_vad(folder, target, voices=HELD_OUT, calls=CALLS):
    """Held-out voices at both rates, and noises alone."""
    model, results, curves = session(target / "vad.onnx"), {}, {}
    for number, voice in enumerate(voices):
        said = clips(folder / "clean", voice.replace("/", "~"))
        rng = np.random.default_rng([SEED, 8, number])
        made = [vad_call(said, rng) for _ in range(calls)]
        lines, labels = np.stack([sound for sound, _ in made]), np.stack([truth for _, truth in made])
        scores = streamed(model, Detector, lines)[:, :, 0]
        results[voice] = speech_report(scores, labels)
        curves[voice] = roc(scores.ravel(), labels.ravel())
        at_16 = streamed(model, Detector, lines, 2 * RATE)[:, :, 0]
        results[voice]["step_error_at_16_khz"] = round(float(((at_16 > 0.5) != labels).mean()), 4)
    rng = np.random.default_rng([SEED, 9])
    talkers = [floats(entry.sounds[0]) for entry in said.turn]
    sounds = {name: g711(np.clip(at_level(sound.astype(np.float32), -30 if np.any(sound) else -100), -1, 1))
              for name, sound in noises(talkers, rng).items()}
    heard = streamed(model, Detector, np.stack([sound[:30 * RATE // 256 * 256] for sound in sounds.values()]))[:, :, 0]
    results["said to be speech at -30 dBFS"] = {name: round(float((row > 0.5).mean()), 4) for name, row in zip(sounds, heard)}
    results["microseconds a step"] = cost(model, Detector)
    figure, axes = pyplot.subplots(figsize=(5, 4))
    for voice, (wrong, right) in curves.items():
        axes.plot(100 * wrong, 100 * right, label=voice)
    axes.set(xlabel="other sound taken for speech, %", ylabel="speech found, %", xlim=(0, 15), ylim=(85, 100.2),
             title="Voices that training never heard")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(target / "roc.png", dpi=90)
    return results


# --- the turn model

class Pause(NamedTuple):
    """A silence after speech: what was said before it, for how long, whether the turn was over, and the model's view."""

    words: str
    lasts_ms: float
    over: bool
    likelihoods: np.ndarray  # at each step of 40 ms; the first ends `offset_ms` after the speech
    offset_ms: float


class Watched:
    """Clips whose turns are noted in the order in which they are drawn."""

    def __init__(self, said):
        self.said, self.drawn = said, []

    def __len__(self):
        return len(self.said)

    def __getitem__(self, number):
        self.drawn.append(self.said[number])
        return self.drawn[-1]


def listening(model):
    """How the streaming model hears a call: a likelihood at each step."""
    return lambda line, sheet: streamed(model, Judge, line[None])[0, :, 0]


def pauses(heard, said, rng, count):
    """All silences of staged calls, as a model hears them."""
    found = []
    for _ in range(count):
        watched = Watched(said.turn)
        sheet = talk(said._replace(turn=watched), rng)
        drawn = list(watched.drawn)
        scores = heard(over_the_line(sheet.sound, said, rng), sheet)
        begins = np.flatnonzero((sheet.hush > 0) & (np.concatenate([[-1], sheet.hush[:-1]]) < 0))
        pieces = [(" ".join(turn.pieces[:n + 1]).lower(), n + 1 == len(turn.pieces)) for turn in drawn for n in range(len(turn.pieces))]
        for start, (words, over) in zip(begins, pieces):
            ends = start
            while ends + 1 < sheet.count and sheet.hush[ends + 1] > sheet.hush[ends]:
                ends += 1
            if ends + 1 < sheet.count:
                found.append(Pause(words, sheet.hush[ends] / 8, over, scores[start:ends + 1], sheet.hush[start] / 8))
    return found


def log_odds(likelihood, surest):
    believed = np.clip(likelihood, 1 - surest, surest)
    return np.log(believed / (1 - believed))


def together(words, sound, weight=SOUND_WEIGHT):
    """The server's way to join the two (`TurnPatience`)."""
    return 1 / (1 + np.exp(-log_odds(words, SUREST_WORDS) - weight * log_odds(sound, SUREST_SOUND)))


def listed(likelihood):
    """Milliseconds of silence that the server waits."""
    return np.select([likelihood >= least for least, _ in PRICES], [ms for _, ms in PRICES])


def committed(silence, needed):
    """When a turn is taken to be over: the first step at which the silence is as long as needed then; infinite if never."""
    done = np.flatnonzero(silence >= needed)
    return silence[done[0]] if len(done) else np.inf


def outcome(found, rule):
    """The rule's mean and median wait after true ends, and the share of the pauses inside turns that it takes for the end."""
    waits, cuts = [], []
    for number, each in enumerate(found):
        silence = np.arange(100) * 20.0 + 60
        steps = np.floor((silence - each.offset_ms) / 40).astype(int)
        known = np.clip(steps, 0, len(each.likelihoods) - 1)
        at = committed(silence, rule(number, np.where(steps < 0, 0.5, each.likelihoods[known])))
        if each.over:
            waits.append(min(at, 2000))
        else:
            cuts.append(at < each.lasts_ms)
    return float(np.mean(waits)), float(np.median(waits)), float(np.mean(cuts))


def rules(words):
    """Families of rules by name; each member is stricter than the one before."""
    families = {"silence alone": [lambda n, sound, ms=ms: np.full(len(sound), ms) for ms in range(100, 2001, 100)],
                "sound alone": [lambda n, sound, p=p: np.where(sound >= p, 0, 1600)
                                for p in (0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98)]}
    if words is not None:
        scales = (0.3, 0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0)
        families["words"] = [lambda n, sound, s=s: np.full(len(sound), s * listed(words[n])) for s in scales]
        families["words and sound"] = [lambda n, sound, s=s: s * listed(together(words[n], sound)) for s in scales]
    return families


def judged_words(found, command):
    """What the server makes of the words before each pause."""
    lines = "".join(each.words + "\n" for each in found)
    told = subprocess.run(command, shell=True, input=lines, capture_output=True, text=True, check=True).stdout.split()
    return np.array(told, float)


def best_weight(words, found):
    """The weight of the sound's log-odds, beside those of the words, that fits the truth best at 200 ms of silence."""
    rows = [(n, each) for n, each in enumerate(found) if each.lasts_ms >= 200]
    sound = np.array([each.likelihoods[min(len(each.likelihoods) - 1, int((200 - each.offset_ms) // 40))] for _, each in rows])
    truth = np.array([each.over for _, each in rows])
    words = words[[n for n, _ in rows]]
    def loss(weight):
        said = np.clip(together(words, sound, weight), 1e-6, 1 - 1e-6)
        return -np.mean(np.where(truth, np.log(said), np.log(1 - said)))
    return {f"{weight:.1f}": round(float(loss(weight)), 4) for weight in np.arange(0, 2.1, 0.2)}


def after(found, ms):
    """What the model says after so much silence, and the truth, of the silences that last so long."""
    rows = [each for each in found if each.lasts_ms >= ms]
    sound = [each.likelihoods[max(0, min(len(each.likelihoods) - 1, int((ms - each.offset_ms) // 40)))] for each in rows]
    return np.array(sound), np.array([each.over for each in rows], bool)


def end_report(found, times=(80, 120, 200, 240, 400)):
    """How well ends are told from pauses after some silence, by the sound alone."""
    report = {}
    for ms in times:
        sound, over = after(found, ms)
        report[f"roc_auc_after_{ms}_ms"] = round(float(area(sound, over)), 3)
    report["pauses"], report["ends"] = sum(not each.over for each in found), sum(each.over for each in found)
    return report


def confusion(model, said, rng, count):
    """What sounds into the agent's speech are taken for after some time: rows are the truth, columns the verdict."""
    tables = {ms: np.zeros((3, 3), int) for ms in (200, 320, 600)}
    sure = {ms: np.zeros(3, int) for ms in tables}
    for _ in range(count):
        sheet = overlaps(said, rng)
        scores = streamed(model, Judge, over_the_line(sheet.sound, said, rng)[None])[0, :, 1:]
        weights = sheet.kind_weight
        begins = np.flatnonzero((weights > 0) & (np.concatenate([[0], weights[:-1]]) == 0))
        for begin in begins:
            for ms, table in tables.items():
                at = begin + (ms - 80) // 40
                if at < sheet.count and weights[at] > 0:
                    table[sheet.kind[begin], scores[at].argmax()] += 1
                    sure[ms][sheet.kind[begin]] += scores[at, 0] >= 0.9
    return {f"after {ms} ms": {"rows are true, columns said": dict(zip(KINDS, table.tolist())),
                               "accuracy": round(float(np.trace(table) / max(1, table.sum())), 3),
                               "surely an interruption": dict(zip(KINDS, (sure[ms] / np.maximum(1, table.sum(1))).round(3).tolist()))}
            for ms, table in tables.items()}


def evaluate_turn(folder, target, command=None, voices=HELD_OUT, calls=CALLS):
    """Held-out voices: ends of turns against pauses, then overlaps."""
    model, results, found = session(target / "turn.onnx"), {}, []
    for number, voice in enumerate(voices):
        said = clips(folder / "clean", voice.replace("/", "~"))
        own = pauses(listening(model), said, np.random.default_rng([SEED, 10, number]), calls)
        results[voice] = end_report(own)
        results[voice]["overlaps"] = confusion(model, said, np.random.default_rng([SEED, 11, number]), calls)
        found += own
    curves = weighed(found, command, results)
    results["microseconds a step"] = cost(model, Judge)
    draw(curves, target / "ends.png")
    return results


def weighed(found, command, results):
    """Adds to the results what each rule is worth; answers the curves."""
    words = judged_words(found, command) if command else None
    curves = {name: [outcome(found, rule) for rule in family] for name, family in rules(words).items()}
    results["rules"] = {name: [{"mean_wait_ms": round(mean), "median_wait_ms": round(median), "pauses_cut": round(cut, 3)}
                               for mean, median, cut in points] for name, points in curves.items()}
    if command:
        results["log loss by weight of the sound"] = best_weight(words, found)
    return curves


def draw(curves, path):
    """Waiting against cutting."""
    figure, axes = pyplot.subplots(figsize=(6, 4.2))
    for name, points in curves.items():
        axes.plot([mean for mean, _, _ in points], [100 * cut for _, _, cut in points], marker="o", markersize=3, label=name)
    axes.set(xlabel="mean wait after the end of a turn, ms", ylabel="pauses inside turns taken for the end, %",
             xlim=(0, 1650), ylim=(0, 75), title="Voices that training never heard")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=90)


def main(what, folder, target, command=None):
    """Measures, prints, and leaves the figures beside the data."""
    folder, target = Path(folder), Path(target)
    results = evaluate_vad(folder, target) if what == "vad" else evaluate_turn(folder, target, command)
    (folder / f"{what}.json").write_text(json.dumps(results, indent=1))
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
