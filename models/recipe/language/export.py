"""Exports: `python -m language.export CHECKPOINT_FOLDER MODEL_FOLDER` writes lm.pt, lm.onnx, lm.gguf, tokenizer.json, settings.json.

With MODEL_FOLDER alone it makes lm.onnx anew of the lm.pt that lies there.
"""

import hashlib
import io
import json
import shutil
import sys
import zipfile
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as Kind
from tokenizers import Tokenizer
from torch import Tensor

from language import graph
from language.model import Llama, Shape
from language.script import BLOCK, Matrix, ScriptBlock, ScriptLlama
from language.tokens import END, ROLES, SPECIAL
from language.train import load

# What a tool found is told in the system's role; there is no token for a role of its own.
TEMPLATE = ("{% for message in messages %}"
            "{% if message['role'] == 'tool' %}{{ '<|system|><tool_response>' + message['content'] + '</tool_response><|end|>' }}"
            "{% else %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endif %}"
            "{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}")


def main(source: Path, target: Path) -> None:
    """Writes all files of the model's folder but the card and the fixtures."""
    torch.set_num_threads(1)
    target.mkdir(parents=True, exist_ok=True)
    model = load(source / "lm.pt")
    shutil.copy(source / "tokenizer.json", target / "tokenizer.json")
    script(model).save(str(target / "lm.pt"))
    drop_debug(target / "lm.pt")
    write_gguf(model, Tokenizer.from_file(str(source / "tokenizer.json")), target / "lm.gguf")
    finish(target, model.shape)


def finish(target: Path, shape: Shape) -> None:
    """Writes what is made of lm.pt, and the sums of all files."""
    graph.write(torch.jit.load(str(target / "lm.pt")), shape, target / "lm.onnx")
    (target / "settings.json").write_text(json.dumps(settings(shape), indent=2) + "\n")
    names = ("lm.gguf", "lm.onnx", "lm.pt", "settings.json", "tokenizer.json")
    sums = [f"{hashlib.sha256((target / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (target / "SHA256SUMS").write_text("".join(sums))


def drop_debug(path: Path) -> None:
    """Takes out of an archive what PyTorch keeps for its error messages: where the sources lay on the machine that trained."""
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w") as kept:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                kept.writestr(entry, source.read(entry), entry.compress_type)


def settings(shape: Shape) -> dict:
    """What an engine must know beside the weights."""
    return {
        "name": "front-desk-lm", "torchscript": "lm.pt", "onnx": "lm.onnx", "gguf": "lm.gguf", "tokenizer": "tokenizer.json",
        "context": shape.context, "layers": shape.layers, "kv-heads": shape.kv_heads, "head": shape.head,
        "end": END, "roles": ROLES, "temperature": 0.0, "top-p": 0.9, "seed": 1,
    }


def packed(weight: Tensor) -> np.ndarray:
    """A matrix in GGUF's Q8_0: for each 32 numbers a half-precision scale and 32 bytes."""
    return gguf.quants.quantize(weight.detach().numpy(), Kind.Q8_0)


def matrix(*weights: Tensor) -> Matrix:
    """The same codes and scales for TorchScript, matrices one below the other."""
    rows = np.concatenate([packed(weight) for weight in weights])
    blocks = rows.reshape(len(rows), -1, BLOCK + 2)
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0]
    return Matrix(torch.from_numpy(blocks[..., 2:].view(np.int8).copy()), torch.from_numpy(scales.copy()))


def script(model: Llama) -> torch.jit.ScriptModule:
    """The model as TorchScript."""
    blocks = []
    for block in model.blk:
        matrices = {
            "qkv": matrix(block.attn_q.weight, block.attn_k.weight, block.attn_v.weight),
            "attn_output": matrix(block.attn_output.weight),
            "gate_up": matrix(block.ffn_gate.weight, block.ffn_up.weight), "ffn_down": matrix(block.ffn_down.weight),
        }
        norms = {"attn_norm": block.attn_norm.weight.detach(), "ffn_norm": block.ffn_norm.weight.detach()}
        blocks.append(ScriptBlock(model.shape, matrices, norms))
    whole = ScriptLlama(model.shape, matrix(model.token_embd.weight), model.output_norm.weight.detach(), blocks)
    return torch.jit.script(whole.eval())


def write_gguf(model: Llama, tokenizer: Tokenizer, path: Path) -> None:
    """The model for llama.cpp. The embeddings serve as output, as llama.cpp does where there is no output.weight."""
    shape, writer = model.shape, gguf.GGUFWriter(str(path), "llama")
    writer.add_name("front-desk-lm")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(shape.theta)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    _write_tokens(writer, tokenizer)
    for name, weight in model.state_dict().items():
        if weight.ndim == 1:
            writer.add_tensor(name, weight.numpy())
        else:
            writer.add_tensor(name, packed(weight), raw_dtype=Kind.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _write_tokens(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    tokens = [tokenizer.id_to_token(index) for index in range(tokenizer.get_vocab_size())]
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.CONTROL if token in SPECIAL else gguf.TokenType.NORMAL for token in tokens])
    writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_bos_token_id(tokenizer.token_to_id(END))
    writer.add_eos_token_id(tokenizer.token_to_id(END))
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        finish(Path(sys.argv[1]), Shape())
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
