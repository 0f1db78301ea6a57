"""The whole recipe on almost nothing, in a minute: `python -m language.smoke`.

Writes dialogues, learns a few tokens, trains a tiny model a few steps, exports it in three ways and compares what the
exports hold. It says that the recipe runs, not that the model can talk.
"""

import json
import tempfile
from pathlib import Path

import gguf
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from language import export, fixtures, train
from language.model import Llama, Shape

TINY = Shape(width=64, layers=2, heads=2, kv_heads=1, inner=96)


def check(holds: bool, what: str) -> None:
    """Ends with a word on what does not hold."""
    if not holds:
        raise SystemExit(f"language.smoke: {what}")
    print("ok:", what, flush=True)


def main() -> None:
    """Runs all steps in a folder of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder, exported = Path(name), Path(name) / "exported"
        train.main(folder, 0.1, TINY, dialogues=300)
        check((folder / "lm.pt").exists(), "a checkpoint")
        export.main(folder, exported)
        fixtures.main(exported)
        recorded = json.loads((exported / "fixtures" / "answers.json").read_text())
        check(len(recorded) == len(fixtures.cases()), f"{len(recorded)} answers")
        tensors = {each.name: each for each in gguf.GGUFReader(exported / "lm.gguf").tensors}
        weight = tensors["blk.1.ffn_down.weight"]
        unpacked = torch.from_numpy(gguf.quants.dequantize(weight.data, weight.tensor_type))
        scripted = torch.jit.load(str(exported / "lm.pt"))
        check(torch.equal(unpacked, getattr(scripted.blocks, "1").ffn_down.weight), "the same weights in both exports")
        check(_codes(exported / "lm.onnx", getattr(scripted.blocks, "1").ffn_down), "and in the third, packed")
        check(_whole(train.load(folder / "lm.pt"), scripted, exported), "the scripted model says what the trained one says")
        graph_before = (exported / "lm.onnx").read_bytes()
        export.finish(exported, TINY)
        check((exported / "lm.onnx").read_bytes() == graph_before, "the graph made anew is the same")


def _codes(path: Path, matrix: torch.jit.ScriptModule) -> bool:
    """Whether the graph has these very codes and scales."""
    held = [numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer]
    return all(any(np.array_equal(each, part.numpy()) for each in held) for part in (matrix.codes, matrix.scales))


def _whole(model: Llama, scripted: torch.jit.ScriptModule, folder: Path) -> bool:
    """Whether both give nearly the same scores; eight bits a weight are a little off."""
    tokens = Tokenizer.from_file(str(folder / "tokenizer.json")).encode("How can I help you?").ids
    ids, length, shape = torch.tensor([tokens]), len(tokens), model.shape
    past = torch.zeros(shape.layers, 2, 1, shape.kv_heads, 0, shape.head)
    positions, seen = torch.arange(length)[None], torch.ones(1, length, dtype=torch.long)
    with torch.no_grad():
        trained = model(ids, positions, torch.ones(1, 1, length, length).tril().bool(), seen.bool())
        return bool((scripted(ids, positions, seen, past)[0][0] - trained).abs().max() < 0.5)


if __name__ == "__main__":
    main()
