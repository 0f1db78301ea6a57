"""Training: `python -m language.train FOLDER MINUTES [TEXTS]` makes or continues FOLDER/lm.pt, in bf16.

On a GPU if there is one, and then all other cores write dialogues; else one core does all of it. TEXTS is a folder of *.txt with lines of other spoken English; callers say them where they fit nothing.
"""

import math
import os
import sys
import time
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from language import tokens
from language.dialogues import KINDS, Strays
from language.model import Llama, Shape
from language.packs import batch, batches, columns, packs

SEED = 20251125
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
ROWS = {"cpu": 3, "cuda": 64}[DEVICE]
PROCESSES = {"cpu": 0, "cuda": max(1, (os.cpu_count() or 2) - 1)}[DEVICE]
MUON_RATE, ADAM_RATE = 0.02, 3e-3
WARM_SHARE, COOL_SHARE = 0.02, 0.5
SAVE_EVERY_S, SAY_EVERY = 120, 20 if DEVICE == "cpu" else 200


def main(folder: Path, minutes: float, shape: Shape = Shape(), dialogues: int = 12_000) -> None:
    """Trains until so many minutes of training have been spent in all, over however many runs."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(path)) if path.exists() else tokens.train(path, dialogues)
    run = Run(Llama(shape).to(DEVICE), tokenizer, folder / "lm.pt", minutes * 60)
    run.resume()
    run.train()
    for kind in KINDS:
        print(f"held-out perplexity of answers, {kind}: {math.exp(held_out_loss(run.model, tokenizer, 100, {kind: 1})):.3f}", flush=True)


class Run:
    """A training that can be continued: model, optimisers, and how far it is."""

    def __init__(self, model: Llama, tokenizer: Tokenizer, path: Path, budget_s: float):
        matrices = [weight for weight in model.blk.parameters() if weight.ndim == 2]
        others = [weight for name, weight in model.named_parameters() if weight.ndim == 1 or "embd" in name]
        self.model, self.tokenizer, self.path, self.budget_s = model, tokenizer, path, budget_s
        self.optimisers = [torch.optim.Muon(matrices, lr=MUON_RATE, momentum=0.95, weight_decay=0.01),
                           torch.optim.AdamW(others, lr=ADAM_RATE, betas=(0.9, 0.95), weight_decay=0.0)]
        self.rates = [MUON_RATE, ADAM_RATE]
        self.step = self.seen = 0
        self.spent_s = 0.0

    def resume(self) -> None:
        if self.path.exists():
            saved = torch.load(self.path, map_location=DEVICE, weights_only=True)
            self.model.load_state_dict(saved["model"])
            for optimiser, state in zip(self.optimisers, saved["optimisers"]):
                optimiser.load_state_dict(state)
            self.step, self.seen, self.spent_s = saved["step"], saved["seen"], saved["spent_s"]

    def save(self) -> None:
        fresh = self.path.with_suffix(".new")
        torch.save({"model": self.model.state_dict(), "optimisers": [each.state_dict() for each in self.optimisers],
                    "shape": self.model.shape.dict(), "step": self.step, "seen": self.seen, "spent_s": self.spent_s}, fresh)
        fresh.replace(self.path)

    def train(self) -> None:
        source = batches(self.tokenizer, f"{SEED}/train/{self.step}", ROWS, PROCESSES)
        # A core that has other work as well counts only its work here; a GPU is ours alone.
        clock = time.process_time if DEVICE == "cpu" else time.perf_counter
        saved_s, losses = self.spent_s, []
        while self.spent_s < self.budget_s:
            begin_s = clock()
            parts = next(source)
            losses.append(self.learn(*(part.to(DEVICE, non_blocking=True) for part in parts)))
            self.step, self.seen = self.step + 1, self.seen + int((parts[2] >= 0).sum())
            if self.step % SAY_EVERY == 0:
                mean, losses = torch.stack(losses).mean().item(), []
                print(f"step {self.step}  {self.spent_s / 60:.1f} min  {self.seen / 1e6:.2f} M tokens  loss {mean:.4f}", flush=True)
            self.spent_s += clock() - begin_s
            if self.spent_s - saved_s > SAVE_EVERY_S:
                self.save()
                saved_s = self.spent_s
        self.save()

    def learn(self, *parts: torch.Tensor) -> torch.Tensor:
        """One step; answers with the loss."""
        ids, positions, mask, targets, weights = batch(*parts)
        with torch.autocast(DEVICE, torch.bfloat16):
            scores = self.model(ids, positions, mask, weights > 0)
        weights, targets = weights[weights > 0], targets[weights > 0]
        loss = (F.cross_entropy(scores.float(), targets, reduction="none") * weights).sum() / weights.sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser, rate in zip(self.optimisers, self.rates):
            for group in optimiser.param_groups:
                group["lr"] = rate * self.pace()
            optimiser.step()
            optimiser.zero_grad()
        return loss.detach()

    def pace(self) -> float:
        """Up, along, and down to nothing at the end of the budget."""
        share = self.spent_s / self.budget_s
        return min(1.0, (share + 1e-3) / WARM_SHARE, max(0.0, 1 - share) / COOL_SHARE)


@torch.no_grad()
def held_out_loss(model: Llama, tokenizer: Tokenizer, rows: int, kinds: dict[str, int] = KINDS) -> float:
    """Mean loss of the tokens of answers, after sentences that training never saw."""
    total, count = 0.0, 0
    for row in islice(packs(tokenizer, f"{SEED}/held-out", held_out=True, kinds=kinds), rows):
        ids, positions, mask, targets, weights = batch(*(part.to(DEVICE) for part in columns([row])))
        answers = weights >= 1.0
        total += F.cross_entropy(model(ids, positions, mask, answers), targets[answers], reduction="sum").item()
        count += int(answers.sum())
    return total / count


def load(path: Path) -> Llama:
    """The model of a checkpoint, to be used."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model = Llama(Shape(**saved["shape"]))
    model.load_state_dict(saved["model"])
    return model.eval()


if __name__ == "__main__":
    for texts in sys.argv[3:]:
        Strays.read([file for file in Path(texts).glob("*.txt") if not file.name.startswith("words")])
    main(Path(sys.argv[1]), float(sys.argv[2]))
