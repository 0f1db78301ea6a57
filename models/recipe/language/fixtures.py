"""What the exported model says: `python -m language.fixtures MODEL_FOLDER` writes fixtures/answers.json there.

The server's tests compare its engines with these: the tokens of a prompt, the likeliest next tokens with their
log-probabilities, and the whole answer when the likeliest token is taken each time. TorchScript says them, and the ONNX
graph must say the same, or nothing is written.
"""

import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from language import graph
from language.packs import end, prompt
from language.parts import CHAT, EXTRACT, FREE, MANNER, PERSONA, UNCLEAR

LONGEST = 60
NEAR = 1e-3
PLACE = "Lindenhof Practice"
HELLO = f"{PLACE}, good day. How can I help you?"


def cases() -> list[list[tuple[str, str]]]:
    """Prompts: each task of the front desk, a call in its middle, a model on its own, an extraction."""
    unclear = f"{UNCLEAR} End with this question: "
    known = "Known so far: day Tuesday, time ten o'clock."

    def call(task: str, *turns: str) -> list[tuple[str, str]]:
        roles = ("assistant", "user")
        return [("system", "\n".join([PERSONA.replace("{place}", PLACE), MANNER, task])), *((roles[at % 2], turn) for at, turn in enumerate(turns))]

    return [
        call(CHAT, HELLO, "how are you today"),
        call(CHAT, HELLO, "are you a robot"),
        call(CHAT, HELLO, "tell me a joke"),
        call(unclear + "How can I help you?", HELLO, "is there somewhere i can park my car"),
        call(unclear + "How can I help you?", HELLO, "my tooth hurts since yesterday"),
        call(unclear + "How can I help you?", HELLO, "what is the capital of france"),
        call(f"{unclear}May I have your name, please?\n{known}", HELLO, "i would like to make an appointment",
             "Certainly. Which day would suit you?", "on tuesday at ten", "Tuesday at ten o'clock, very well. May I have "
             "your name, please?", "do you take my insurance"),
        call(f"{unclear}Which day would suit you?", HELLO, "i need an appointment", "Certainly. Which day would suit you?",
             "i am so afraid of the drill"),
        call(f"{FREE}\nOpening hours: Monday to Friday from nine in the morning until five in the afternoon.", HELLO,
             "when are you open"),
        call(f"{FREE}\nOpening hours: Monday to Friday from nine in the morning until five in the afternoon.", HELLO,
             "i would like to make an appointment"),
        [("system", EXTRACT.replace("{place}", PLACE)), ("user", "i would like to make an appointment on friday at half past nine")],
        [("system", EXTRACT.replace("{place}", PLACE)), ("user", "this is anna miller i have to cancel my appointment")],
    ]


@torch.no_grad()
def answer(model: torch.jit.ScriptModule | graph.Graph, ids: list[int], shape: dict, stop: int) -> tuple[list[int], Tensor]:
    """The likeliest tokens up to the end, and the log-probabilities of the first."""
    past = torch.zeros(shape["layers"], 2, 1, shape["kv-heads"], 0, shape["head"])
    more, said, first = ids, [], None
    while len(said) < LONGEST:
        before, after = past.size(4), past.size(4) + len(more)
        scores, past = model(torch.tensor([more]), torch.arange(before, after)[None], torch.ones(1, after, dtype=torch.long), past)
        first = scores[0, -1].log_softmax(-1) if first is None else first
        token = int(scores[0, -1].argmax())
        if token == stop:
            break
        said.append(token)
        more = [token]
    return said, first


def main(folder: Path) -> None:
    """Writes the fixtures."""
    torch.set_num_threads(1)
    shape = json.loads((folder / "settings.json").read_text())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    model, network = torch.jit.load(str(folder / "lm.pt")), graph.Graph(folder / "lm.onnx")
    written, apart = [], 0.0
    for messages in cases():
        ids = prompt(tokenizer, messages)
        said, first = answer(model, ids, shape, end(tokenizer))
        said_by_onnx, first_by_onnx = answer(network, ids, shape, end(tokenizer))
        apart = max(apart, float((first - first_by_onnx).abs().max()))
        if said_by_onnx != said or apart > NEAR:
            raise SystemExit(f"language.fixtures: lm.onnx does not say what lm.pt says: {said_by_onnx}, not {said}; {apart}")
        top = first.topk(5)
        written.append({
            "messages": [{"role": role, "text": text} for role, text in messages], "prompt": ids,
            "first": {str(int(token)): round(float(value), 5) for value, token in zip(top.values, top.indices)},
            "answer": tokenizer.decode(said),
        })
        print(messages[-1][1], "->", written[-1]["answer"])
    print(f"lm.onnx gives the tokens of lm.pt; log-probabilities differ by at most {apart:.6f}")
    (folder / "fixtures").mkdir(exist_ok=True)
    (folder / "fixtures" / "answers.json").write_text(json.dumps(written, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
