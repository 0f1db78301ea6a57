"""Training: `python -m language.train FOLDER MINUTES [TEXTS]` makes or continues FOLDER/lm.pt, on one core, in bf16.

TEXTS is a folder of *.txt with lines of other spoken English; callers say them where they fit nothing.
"""

import math
import sys
import time
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from language import tokens
from language.dialogues import Strays
from language.model import Llama, Shape
from language.packs import batch, packs

SEED = 20251125
ROWS = 5
MUON_RATE, ADAM_RATE = 0.02, 3e-3
WARM_SHARE, COOL_SHARE = 0.02, 0.5
SAVE_EVERY_S, SAY_EVERY = 120, 20


def main(folder: Path, minutes: float, shape: Shape = Shape(), dialogues: int = 6000) -> None:
    """Trains until so many minutes of training have been spent in all, over however many runs."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(path)) if path.exists() else tokens.train(path, dialogues)
    run = Run(Llama(shape), tokenizer, folder / "lm.pt", minutes * 60)
    run.resume()
    run.train()
    print(f"held-out perplexity of answers {math.exp(held_out_loss(run.model, tokenizer, 200)):.3f}", flush=True)


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
            saved = torch.load(self.path, weights_only=True)
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
        source = packs(self.tokenizer, f"{SEED}/train/{self.step}")
        saved_s, mean = self.spent_s, 0.0
        while self.spent_s < self.budget_s:
            begin_s = time.process_time()
            loss, count = self.learn(list(islice(source, ROWS)))
            self.spent_s += time.process_time() - begin_s
            self.step, self.seen = self.step + 1, self.seen + count
            mean = loss if mean == 0.0 else 0.95 * mean + 0.05 * loss
            if self.step % SAY_EVERY == 0:
                print(f"step {self.step}  {self.spent_s / 60:.1f} min  {self.seen / 1e6:.2f} M tokens  loss {mean:.4f}", flush=True)
            if self.spent_s - saved_s > SAVE_EVERY_S:
                self.save()
                saved_s = self.spent_s
        self.save()

    def learn(self, rows: list) -> tuple[float, int]:
        """One step; answers with the loss and the number of tokens."""
        ids, positions, mask, targets, weights = batch(rows)
        with torch.autocast("cpu", torch.bfloat16):
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
        return loss.item(), sum(len(row.ids) for row in rows)

    def pace(self) -> float:
        """Up, along, and down to nothing at the end of the budget."""
        share = self.spent_s / self.budget_s
        return min(1.0, (share + 1e-3) / WARM_SHARE, max(0.0, 1 - share) / COOL_SHARE)


@torch.no_grad()
def held_out_loss(model: Llama, tokenizer: Tokenizer, rows: int) -> float:
    """Mean loss of the tokens of answers, after sentences that training never saw."""
    total, count = 0.0, 0
    for row in islice(packs(tokenizer, f"{SEED}/held-out", held_out=True), rows):
        ids, positions, mask, targets, weights = batch([row])
        answers = weights >= 1.0
        total += F.cross_entropy(model(ids, positions, mask, answers), targets[answers], reduction="sum").item()
        count += int(answers.sum())
    return total / count


def load(path: Path) -> Llama:
    """The model of a checkpoint, to be used."""
    saved = torch.load(path, weights_only=True)
    model = Llama(Shape(**saved["shape"]))
    model.load_state_dict(saved["model"])
    return model.eval()


if __name__ == "__main__":
    for texts in sys.argv[3:]:
        Strays.read([file for file in Path(texts).glob("*.txt") if not file.name.startswith("words")])
    main(Path(sys.argv[1]), float(sys.argv[2]))
