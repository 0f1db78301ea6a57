"""The whole recipe on almost nothing, in a minute: `python -m recogniser.smoke`.

Speaks a few utterances, sends them through telephones, trains a few steps, writes both containers and streams a sound
through the graph.  It says that the recipe runs, not that it learns.
"""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from factory import voices
from recogniser import export_onnx, export_vosk, language, prepare, restore, train

SHIPPED = Path(__file__).resolve().parents[2] / "asr" / "telephone"
LEAST_SIZE = 1_000_000


def check(holds, what):
    if not holds:
        raise SystemExit(f"recogniser.smoke: {what}")
    print("ok:", what, flush=True)


def agrees(folder):
    """Whether the network that is restored from the graph says what the trained one says."""
    entries = prepare.read_features(folder / "features" / "dev.0.npz")
    frames = torch.from_numpy(entries[0][0][:300].astype(np.float32))[None]
    with torch.inference_mode():
        wanted = export_onnx.trained(folder)(frames).exp()
        got = restore.network(folder / "onnx" / "model.onnx", entries).eval()(frames).exp()
    return torch.allclose(wanted, got, atol=0.02)


def main():
    voices.SHARD = 12
    voices.MIXTURE = {"grammar": 1, "chat": 1, "figures": 1, "words": 1, "accent": 1}
    voices.HELD_OUT = ("flite/rms",)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        shutil.copy(SHIPPED / "lexicon.txt", folder / "lexicon.txt")  # flite takes minutes for all words
        voices.main(folder, 1.0)
        check(len(list((folder / "clean").glob("*.npz"))) == len(voices.wanted(1.0)), "every shard was spoken")
        prepare.main(folder, 1)
        check(len(prepare.read_features(folder / "features" / "chat-000.0.npz")) > 6, "features and labels of open talk")
        train.main(folder, 0.2, SHIPPED)
        language.main(folder / "onnx", known=SHIPPED / "lexicon.txt")
        export_onnx.main(folder, folder / "onnx")
        session = onnxruntime.InferenceSession(str(folder / "onnx" / "model.onnx"))
        sound = voices.read_shard(folder / "clean" / "test-grammar-flite~rms.npz")[0][0]
        answer = export_onnx.streamed(session, sound)
        check(np.allclose(np.exp(answer).sum(1), 1, atol=1e-3), f"{len(answer)} answers that are probabilities")
        check(agrees(folder), "the network again from its graph")
        export_vosk.main(folder, folder / "onnx", folder / "vosk")
        check((folder / "vosk" / "am" / "final.mdl").stat().st_size > LEAST_SIZE, "a Vosk model")


if __name__ == "__main__":
    main()
