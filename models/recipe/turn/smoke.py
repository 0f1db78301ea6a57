"""A tiny run of the whole recipe, so that it cannot rot: `python -m turn.smoke`, about a minute.

A few callers speak, a few calls are staged, the three models are trained for seconds, exported, and asked, two of them at both
rates.
What comes out is no good; that it comes out is what is tested.
"""

import tempfile
from pathlib import Path

import numpy as np
import torch

from factory.voices import HELD_OUT
from turn import callers
from turn.evaluate import evaluate_turn, evaluate_vad, session, streamed
from turn.evaluate_window import evaluate_window
from turn.export import looking_back, stepping, summed
from turn.fixtures import write_fixtures, write_windows
from turn.train import ABOUT, NETS, staged, trained
from turn.window import BINS, FRAMES

VOICES = HELD_OUT[:1]
SHARD, CALLS, MINUTES = 8, 4, 0.1


def run(folder):
    """Data, training, export, measurement and a check, of all three models."""
    torch.set_num_threads(1)
    callers.SHARD = SHARD
    (folder / "clean").mkdir(parents=True, exist_ok=True)
    for kind in callers.MIXTURE:
        for shard in (f"{kind}-000", *(f"test-{kind}-{voice.replace('/', '~')}" for voice in VOICES)):
            callers.make_shard((folder / "clean", shard))
    for what, measure in (("vad", evaluate_vad), ("turn", evaluate_turn), ("window", evaluate_window)):
        target = folder / "models" / ("vad" if what == "vad" else "turn")
        target.mkdir(parents=True, exist_ok=True)
        data = staged(what, folder, CALLS)
        net = trained(what, data, MINUTES, folder / f"{what}.pt")
        file = target / f"{what}.onnx"
        if what == "window":
            looking_back(net, file, ABOUT[what])
            as_the_network(net, file)
        else:
            stepping(net, file, ABOUT[what])
            at_both_rates(what, file)
        summed(target)
        measure(folder, target, voices=VOICES, calls=2)
    write_fixtures(folder, folder / "models" / "turn" / "fixtures", VOICES[0])
    write_windows(folder, folder / "models" / "turn" / "fixtures", VOICES)
    print("smoke: all three models came out and answer")


def as_the_network(net, path):
    """The file says about what the network says from which it was made."""
    windows = np.random.default_rng(1).uniform(-1, 1.5, (2, BINS, FRAMES)).astype(np.float32)
    with torch.inference_mode():
        expected = net(torch.from_numpy(windows)).numpy()
    answers = session(path).run(None, {"input_features": windows})[0]
    if answers.shape != (2, 1) or np.abs(answers - expected).max() > 0.02:
        raise SystemExit(f"{path} answers {answers}, the network {expected}")


def at_both_rates(what, path):
    """The file says at 16 kHz about what it says at 8 kHz, and only likelihoods."""
    calls = np.sin(np.arange(16000) * 0.3)[None].astype(np.float32) * 0.2
    calls = calls[:, :len(calls[0]) // NETS[what].NEW * NETS[what].NEW]
    answers = [streamed(session(path), NETS[what], calls, rate) for rate in (8000, 16000)]
    if not all(np.all((answer >= 0) & (answer <= 1)) for answer in answers) or np.abs(answers[0] - answers[1]).max() > 0.2:
        raise SystemExit(f"{path} answers {answers}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        run(Path(place))
