"""Measures the model that looks back, by the calls of `turn.evaluate`: `python -m turn.evaluate_window DATA FOLDER [WORDS]`.

DATA, FOLDER and WORDS are those of `turn.evaluate`; the streaming model beside it is asked about the same pauses.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from factory.voices import HELD_OUT, SEED
from turn.evaluate import CALLS, after, end_report, listening, pauses, pyplot, roc, session, weighed
from turn.stage import TURN_STEP
from turn.train import clips
from turn.window import ASKED_AFTER, SAMPLES, at_16_khz, log_mel, shown

ANSWERED_MS = 240


def looking_back(model):
    """How this model does: no opinion until 200 ms after a pause began, nor in the step in which it is asked."""
    def heard(line, sheet):
        wide, found = at_16_khz(line), np.full(sheet.count, 0.5)
        for silence in sheet.silences:
            asked, end = silence.start + ASKED_AFTER // 2, -(-silence.end // TURN_STEP)
            if asked <= silence.end:
                window = log_mel(shown(wide, silence))[None]
                found[asked // TURN_STEP:end] = model.run(None, {"input_features": window})[0][0, 0]
        return found
    return heard


def evaluate_window(folder, target, command=None, voices=HELD_OUT, calls=CALLS):
    """Held-out voices: ends of turns against pauses."""
    model, other = session(target / "window.onnx"), target / "turn.onnx"
    results, found, streamed, curves = {}, [], [], {}
    for number, voice in enumerate(voices):
        said = clips(folder / "clean", voice.replace("/", "~"))
        own = pauses(looking_back(model), said, np.random.default_rng([SEED, 10, number]), calls)
        results[voice] = reported(own)
        curves[voice] = roc(*after(own, ANSWERED_MS))
        found += own
        if other.exists():
            same = pauses(listening(session(other)), said, np.random.default_rng([SEED, 10, number]), calls)
            results[voice]["the streaming model"] = reported(same)
            streamed += same
    results["all voices"] = reported(found)
    if streamed:
        results["all voices"]["the streaming model"] = reported(streamed)
    results["at other thresholds"] = {str(least): at_threshold(found, least) for least in (0.3, 0.4, 0.6, 0.7, 0.8, 0.9)}
    weighed(found, command, results)
    results["milliseconds an answer"] = cost(model)
    draw(curves, target / "window.png")
    return results


def reported(found):
    """Of the pauses that last until the answer is there."""
    return {**end_report(found, (ANSWERED_MS, 400)), **at_threshold(found)}


def at_threshold(found, least=0.5):
    """What it would be worth to call an end whatever scores so much."""
    scores, over = after(found, ANSWERED_MS)
    said = scores >= least
    return {"pauses_taken_for_ends": round(float((said & ~over).sum() / max(1, (~over).sum())), 3),
            "ends_found": round(float((said & over).sum() / max(1, over.sum())), 3),
            "right": round(float((said == over).mean()), 3)}


def cost(model):
    """Milliseconds of processor time for the features of eight full seconds, in Python, and for the network; one thread."""
    sound = np.random.default_rng(SEED).integers(-9000, 9000, SAMPLES).astype(np.int16)
    times = {}
    for name, work in (("features", lambda: log_mel(sound)), ("network", lambda window=log_mel(sound)[None]: model.run(
            None, {"input_features": window}))):
        best = np.inf
        for _ in range(10):
            started = time.process_time()
            for _ in range(10):
                work()
            best = min(best, (time.process_time() - started) / 10)
        times[name] = round(best * 1e3, 2)
    return times


def draw(curves, path):
    """Ends found against pauses taken for ends."""
    figure, axes = pyplot.subplots(figsize=(5, 4))
    for voice, (wrong, right) in curves.items():
        axes.plot(100 * wrong, 100 * right, label=voice)
    axes.set(xlabel="pauses inside turns taken for the end, %", ylabel="ends found, %", xlim=(0, 100), ylim=(0, 100),
             title="Voices that training never heard")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=80)


def main(folder, target, command=None):
    """Measures, prints, and leaves the figures beside the data."""
    folder = Path(folder)
    results = evaluate_window(folder, Path(target), command)
    (folder / "window.json").write_text(json.dumps(results, indent=1))
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
