"""The tokenizer: byte-level BPE, trained on dialogues; roles and the end of a message are tokens of their own."""

from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from language.dialogues import Strays, branch, scene
from language.turns import Draw, NothingLeft

SIZE = 3072
END, ROLES = "<|end|>", {"system": "<|system|>", "user": "<|user|>", "assistant": "<|assistant|>"}
SPECIAL = [END, *ROLES.values()]


def train(path: Path, dialogues: int) -> Tokenizer:
    """Learns the tokens from so many scenes and from the strays; writes tokenizer.json."""
    tokenizer = Tokenizer(models.BPE())
    # The words of GPT-2. That digits stay apart is learnt, not looked for: no pair with a digit is ever merged.
    words_of_gpt2 = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), words_of_gpt2])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=SIZE, special_tokens=SPECIAL, show_progress=False,
                                  initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.train_from_iterator(_lines(dialogues), trainer)
    tokenizer.pre_tokenizer = words_of_gpt2
    tokenizer.save(str(path))
    return tokenizer


def message(tokenizer: Tokenizer, role: str, text: str) -> list[int]:
    """A message as the model sees it: its role, its words, its end. Words never make a role's token."""
    begin, end = tokenizer.token_to_id(ROLES[role]), tokenizer.token_to_id(END)
    return [begin, *words(tokenizer, text), end]


def words(tokenizer: Tokenizer, text: str) -> list[int]:
    """Tokens of plain text, also where it looks like a role."""
    parts = [text]
    for special in SPECIAL if "<|" in text else ():
        parts = [piece for part in parts for piece in _around(part, special)]
    return [token for part in parts for token in tokenizer.encode(part, add_special_tokens=False).ids]


def _around(text: str, special: str) -> list[str]:
    """The text cut inside each special token that it spells, so that it is read as letters."""
    pieces = text.split(special)
    out = [pieces[0]]
    for piece in pieces[1:]:
        out[-1] += special[0]
        out.append(special[1:] + piece)
    return out


def _lines(dialogues: int):
    draw = Draw("tokens")
    for _ in range(dialogues):
        try:
            of = scene(draw)
            yield of.system
            for _ in range(4):
                yield from (turn.text for turn in branch(of, draw))
        except NothingLeft:
            continue
    yield from Strays.lines
