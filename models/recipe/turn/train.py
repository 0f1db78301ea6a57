"""Trains a model: `python -m turn.train vad|turn|window DATA FOLDER MINUTES [CALLS]`.

DATA/clean holds the shards of `turn.callers`; staged calls are cached in DATA, checkpoints too, so the work can be
stopped and continued.  FOLDER gets the ONNX file.
"""

import multiprocessing
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from factory.progress import progress
from factory.voices import SEED
from turn.callers import read_shard
from turn.export import looking_back, stepping, summed
from turn.nets import Detector, Judge, features
from turn.stage import Clips, Labels, looked_at, turn_call, vad_call
from turn.window import Glance, varied

NETS = {"vad": Detector, "turn": Judge, "window": Glance}
BATCH, PART = {"vad": 64, "turn": 64, "window": 32}, 50
RATE_OF_LEARNING = 2e-3
ABOUT = {"vad": {"kind": "voice detector", "steps": "256 samples at 8 kHz behind 32, or 512 at 16 kHz behind 64"},
         "turn": {"kind": "turn", "steps": "320 samples at 8 kHz behind 96, or 640 at 16 kHz behind 192",
                  "outputs": "over,interruption,backchannel,noise"},
         "window": {"kind": "turn", "looks_at": "the last 3.84 s of a turn below 4 kHz, 200 ms after a pause began"}}


def clips(folder, prefix=""):
    """All that training voices say, or with `test-` prefix and voice what a held-out voice says."""
    def of(kind):
        names = f"{kind}-???.npz" if not prefix else f"test-{kind}-{prefix}.npz"
        return [said for path in sorted(Path(folder).glob(names)) for said in read_shard(path)]
    return Clips(*(of(kind) for kind in Clips._fields))


def stage_many(job):
    """A part of the staged calls: features and labels."""
    what, folder, number = job
    target = folder / what / f"{number:04}.npz"
    if target.exists():
        return target
    rng, said = np.random.default_rng([SEED, list(NETS).index(what), number]), thinned(folder, number)
    partial = target.with_suffix(".part.npz")
    np.savez(partial, **(windows_of if what == "window" else calls_of)(what, said, rng))
    partial.rename(target)
    return target


def calls_of(what, said, rng):
    """Calls for a model that listens step by step."""
    calls = [(turn_call if what == "turn" else vad_call)(said, rng) for _ in range(PART)]
    found = features(NETS[what](), np.stack([sound for sound, _ in calls]))
    truth = {"speech": np.stack([label for _, label in calls])} if what == "vad" else {
        name: np.stack([getattr(label, name) for _, label in calls]) for name in Labels._fields}
    return {"features": found, **truth}


def windows_of(_, said, rng):
    """Pauses for the one that looks back."""
    pairs = [pair for _ in range(PART) for pair in looked_at(said, rng)]
    return {"features": Glance.seen(torch.from_numpy(np.stack([features for features, _ in pairs]))).half().numpy(),
            "over": np.array([over for _, over in pairs], np.float32)}


def thinned(folder, number):
    """A few of the shards: reading all of them for every part would take longer than staging."""
    def of(kind, count):
        paths = sorted((folder / "clean").glob(f"{kind}-???.npz"))
        return [said for n in range(min(count, len(paths))) for said in read_shard(paths[(number * count + n) % len(paths)])]
    return Clips(of("turn", 4), of("backchannel", 3), of("interruption", 3), of("grunt", 1))


def staged(what, folder, calls):
    """All staged calls in memory."""
    (folder / what).mkdir(parents=True, exist_ok=True)
    jobs = [(what, folder, number) for number in range(-(-calls // PART))]
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        paths = list(progress(pool.imap(stage_many, jobs), len(jobs), "staging"))
    parts = []
    for path in paths:
        with np.load(path) as part:
            parts.append(dict(part))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def losses(what, net, batch, rng):
    """What is to become small."""
    if what == "window":
        heard = torch.from_numpy(varied(batch["features"].astype(np.float32), rng))
        return nn.functional.binary_cross_entropy_with_logits(net.logits(heard), torch.from_numpy(batch["over"]))
    heard = torch.from_numpy(batch["features"]).float()
    if what == "vad":
        return nn.functional.binary_cross_entropy_with_logits(net.logits(heard), torch.from_numpy(batch["speech"]).float())
    over, kind = net.logits(heard)
    truth = {name: torch.from_numpy(batch[name]) for name in Labels._fields}
    weight = truth["over_weight"]
    ends = nn.functional.binary_cross_entropy_with_logits(over, truth["over"], weight, reduction="sum") / weight.sum().clamp(1)
    weight = truth["kind_weight"]
    kinds = nn.functional.cross_entropy(kind.flatten(0, 1), truth["kind"].long().flatten(), reduction="none")
    return ends + 0.7 * (kinds * weight.flatten()).sum() / weight.sum().clamp(1)


def trained(what, data, minutes, checkpoint):
    """Trains for some minutes of this thread's time, by one cycle of the learning rate."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    net, step, spent = NETS[what](), 0, 0.0
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE_OF_LEARNING, weight_decay=0.02)
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(kept["net"])
        optimiser.load_state_dict(kept["optimiser"])
        step, spent = kept["step"], kept["spent"]
        rng = np.random.default_rng([SEED, step])
    started, smooth, batch = time.thread_time() - spent, 0.0, BATCH[what]
    while (done := (time.thread_time() - started) / (60 * minutes)) < 1:
        picked = np.sort(rng.choice(len(data["features"]), batch, replace=len(data["features"]) < batch))
        loss = losses(what, net, {name: values[picked] for name, values in data.items()}, rng)
        optimiser.param_groups[0]["lr"] = RATE_OF_LEARNING * min(1, step / 50 + 0.02) * (1 - done)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        smooth = loss.item() if step == 1 else 0.98 * smooth + 0.02 * loss.item()
        if step % 100 == 0:
            print(f"step {step} loss {smooth:.4f} {done:.0%}", flush=True)
            torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "step": step,
                        "spent": time.thread_time() - started}, checkpoint)
    return net.eval()


def main(what, folder, target, minutes, calls=5000):
    """Stages, trains, exports."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    folder, target = Path(folder), Path(target)
    target.mkdir(parents=True, exist_ok=True)
    data = staged(what, folder, calls)
    print(f"{len(data['features'])} {'pauses' if what == 'window' else 'calls'} staged", flush=True)
    net = trained(what, data, minutes, folder / f"{what}.pt")
    torch.save({"net": net.state_dict()}, folder / f"{what}-done.pt")
    (looking_back if what == "window" else stepping)(net, target / f"{what}.onnx", ABOUT[what])
    summed(target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]), *map(int, sys.argv[5:]))
