#!/usr/bin/env python3
"""Runs in PyTorch the networks that `linac export NET --format safetensors -o DIR` writes.

    from linac_torch import Network

    network = Network.load("DIR")                  # device="cuda", dtype=torch.float64, ... as you like
    network.weights(["abba", "ab", ""])            # the weight of each word
    weights, lengths = network.run(["abba", "ab"]) # [B, T+1]: after 0, 1, 2, ... symbols
    weights, states = network(tokens)              # tokens [B, T]: 0 is BOS, 1 + s is symbol s; weights [B, T]
    weights, states = network(more, states)        # goes on; a state is [B, H, K, V] for every group of heads

One file, PyTorch 1.13 or later, nothing else. Where flash-linear-attention (fla) is installed and the network is on a GPU in
32 or 16 bits, its fused_recurrent_* operators run the linear heads, with scale 1 and nothing normalised; otherwise plain
PyTorch does, one step of the loop for all words and heads of a group. Both keep the state in float32 where the numbers are
narrower, as fla does. linac's lib/exports/safetensors_layout.md describes the folder.

As a program:

    linac_torch.py DIR WORD...                     # prints weights, one a line
    linac_torch.py DIR --words FILE --check EXPECTED [--exact]    # EXPECTED: what `linac run NET --words FILE` printed
"""
import argparse
import json
import os
import struct
import sys
from fractions import Fraction

import torch

DTYPES = {"bf16": torch.bfloat16, "f16": torch.float16, "f32": torch.float32, "f64": torch.float64}
STORED = {"BF16": torch.bfloat16, "F16": torch.float16, "F32": torch.float32, "F64": torch.float64, "I64": torch.int64}
# How far a weight may be off, in units of max(1, |weight|), unless --tolerance or --exact says otherwise.
TOLERANCES = {torch.float64: 1e-9, torch.float32: 1e-4, torch.float16: 1e-2, torch.bfloat16: 1e-1}


class Problem(Exception):
    """A folder, a word or an option that cannot be used."""


# Files


def read_safetensors(path):
    """The tensors of a safetensors file, by name."""
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 8 or struct.unpack("<Q", data[:8])[0] > len(data) - 8:
        raise Problem(f"{path}: cut short")
    start = 8 + struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        kind = STORED[entry["dtype"]]
        if not 0 <= begin <= end <= len(data) - start:
            raise Problem(f"{path}: tensor {name} ends outside of the file")
        content = bytearray(data[start + begin:start + end])
        flat = torch.frombuffer(content, dtype=kind) if content else torch.empty(0, dtype=kind)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


# Words, by the rules of `linac run`


def parse_word(text, symbols):
    """The symbols of a word, by number: separated by blanks, or one character each if all symbols are."""
    runs = []
    at = 0
    while at < len(text):
        if text[at] in " \t\r":
            at += 1
            continue
        end = at
        while end < len(text) and text[end] not in " \t\r":
            end += 1
        name = text[at:end]
        if name not in symbols and name[0] == '"':
            quoted, after = parse_quoted(text, at)
            if quoted in symbols:
                name, end = quoted, after
        runs.append(name)
        at = end
    if len(runs) == 1 and runs[0] not in symbols and all(len(symbol) == 1 for symbol in symbols):
        runs = list(runs[0])
    for name in runs:
        if name not in symbols:
            raise Problem(f"symbol {name} is not in the alphabet")
    return [symbols[name] for name in runs]


def parse_quoted(text, at):
    """The content of the double quotes that begin at `at`, and what comes after them; None if they do not end."""
    content = ""
    at += 1
    while at < len(text) and text[at] != '"':
        if text[at] == "\\":
            at += 1
        content += text[at:at + 1]
        at += 1
    if at >= len(text) or text[at + 1:at + 2] not in ("", " ", "\t", "\r"):
        return None, at
    return content, at + 1


# Maps


def wide(dtype):
    """In what the operators compute: sums and states of 16-bit numbers are kept in float32."""
    return torch.float32 if dtype in (torch.float16, torch.bfloat16) else dtype


class Affine:
    """y = W x + b, the last dimension of x; W [out, in] dense or, of a large matrix, its non-zeros."""

    def __init__(self, tensors, name, rows, columns, dtype, device, has_bias=True):
        self.dtype = dtype
        self.rows = rows
        self.weight = stored_matrix(tensors, name + ".weight", rows, columns, dtype, device)
        self.bias = None
        if has_bias:
            bias = tensors.get(name + ".bias")
            if bias is None or list(bias.shape) != [rows]:
                raise Problem(f"tensor {name}.bias [{rows}] is missing, or of another shape")
            self.bias = bias.to(device, dtype).to(wide(dtype))

    def __call__(self, x):
        flat = x.reshape(-1, x.shape[-1]).to(self.weight.dtype)
        y = torch.sparse.mm(self.weight, flat.T).T if self.weight.is_sparse else flat @ self.weight.T
        if self.bias is not None:
            y = y + self.bias
        return y.to(self.dtype).reshape(*x.shape[:-1], self.rows)


def stored_matrix(tensors, name, rows, columns, dtype, device):
    """A matrix in the dtype that operators compute in, its numbers those of `dtype`."""
    if name + ".indices" in tensors:
        indices = tensors[name + ".indices"].to(device)
        values = tensors[name + ".values"].to(device, dtype).to(wide(dtype))
        return torch.sparse_coo_tensor(indices, values, (rows, columns)).coalesce()
    weight = tensors.get(name)
    if weight is None or list(weight.shape) != [rows, columns]:
        raise Problem(f"tensor {name} [{rows}, {columns}] is missing, or of another shape")
    weight = weight.to(device, dtype).to(wide(dtype))
    few = weight.numel() >= 4096 and int(torch.count_nonzero(weight)) * 16 < weight.numel()
    return weight.to_sparse() if few and weight.device.type == "cpu" else weight  # faster there


class FeedForward:
    """Affine maps with ReLU between them."""

    def __init__(self, tensors, prefix, columns, widths, dtype, device):
        self.stages = []
        for number, rows in enumerate(widths):
            self.stages.append(Affine(tensors, f"{prefix}{number}", rows, columns, dtype, device))
            columns = rows

    def __call__(self, x):
        for stage in self.stages[:-1]:
            x = torch.relu(stage(x))
        return self.stages[-1](x)


# Recurrences: the state S is [B, H, K, V]; S is updated, then read, o = Sᵀ q.


def delta_product(q, k, v, beta, state):
    """n delta steps a token, S ← S + β k (v − Sᵀk)ᵀ. q [B,T,H,K]; k [B,T,n,H,K]; v [B,T,n,H,V]; beta [B,T,n,H]."""
    reads = []
    for t in range(q.shape[1]):
        for step in range(k.shape[2]):
            key = k[:, t, step].unsqueeze(-1)
            update = v[:, t, step].unsqueeze(-2) - (state * key).sum(-2, keepdim=True)
            state = state + key * (update * beta[:, t, step, :, None, None])
        reads.append((state * q[:, t].unsqueeze(-1)).sum(-2))
    return torch.stack(reads, 1), state


def rwkv7(r, w, k, v, kk, a, state):
    """S ← diag(w) S − (κ⊙a) κᵀ S + k vᵀ. v [B,T,H,V], the others [B,T,H,K]."""
    reads = []
    for t in range(r.shape[1]):
        removed = (state * -kk[:, t].unsqueeze(-1)).sum(-2, keepdim=True)
        state = w[:, t].unsqueeze(-1) * state + (kk[:, t] * a[:, t]).unsqueeze(-1) * removed
        state = state + k[:, t].unsqueeze(-1) * v[:, t].unsqueeze(-2)
        reads.append((state * r[:, t].unsqueeze(-1)).sum(-2))
    return torch.stack(reads, 1), state


def pd(q, p, d, b, state):
    """S ← P diag(d) S + B. q, d [B,T,H,K]; p [B,T,H,K,K]; b [B,T,H,K,V]."""
    reads = []
    for t in range(q.shape[1]):
        state = p[:, t] @ (d[:, t].unsqueeze(-1) * state) + b[:, t]
        reads.append((state * q[:, t].unsqueeze(-1)).sum(-2))
    return torch.stack(reads, 1), state


def mlp(q, x, update, state):
    """S ← F(x, S). q [B,T,1,K]; x [B,T,D]."""
    reads = []
    for t in range(q.shape[1]):
        joined = torch.cat([x[:, t], state.flatten(1).to(x.dtype)], -1)
        state = update(joined).to(state.dtype).reshape(state.shape)
        reads.append((state * q[:, t].unsqueeze(-1)).sum(-2))
    return torch.stack(reads, 1), state


def fla_delta_product(q, k, v, beta, state):
    """The same as delta_product, by fla: the steps of a token are tokens of their own, of which the last is read."""
    from fla.ops.delta_rule import fused_recurrent_delta_rule
    batch, length, steps = k.shape[:3]
    queries = q.new_zeros(batch, length, steps, *q.shape[2:])
    queries[:, :, -1] = q
    reads, state = fused_recurrent_delta_rule(queries.flatten(1, 2), k.flatten(1, 2), v.flatten(1, 2), beta.flatten(1, 2),
                                              scale=1.0, initial_state=state, output_final_state=True)
    return reads.reshape(batch, length, steps, *reads.shape[2:])[:, :, -1], state


def fla_rwkv7(r, w, k, v, kk, a, state):
    """The same as rwkv7, by fla, which takes log w."""
    from fla.ops.generalized_delta_rule.dplr import fused_recurrent_dplr_delta_rule
    return fused_recurrent_dplr_delta_rule(r, k, v, -kk, kk * a, torch.log(w), scale=1.0, initial_state=state,
                                           output_final_state=True)


def has_fla():
    try:
        import fla.ops.delta_rule  # noqa: F401
        import fla.ops.generalized_delta_rule.dplr  # noqa: F401
    except ImportError:
        return False
    return True


class Heads:
    """Heads of one kind and shape: projections, recurrence, output."""

    PROJECTIONS = {"deltanet": ["q", "k", "v", "b"], "deltaproduct": ["q", "k", "v", "b"],
                   "rwkv7": ["r", "w", "k", "v", "kk", "a"], "pd": ["q", "p", "d", "b"], "mlp": ["q"]}

    def __init__(self, tensors, prefix, group, width, dtype, device, use_fla):
        self.kind = group["kind"]
        self.heads = len(group["heads"])
        self.keys = group["key_dimension"]
        self.values = group["value_dimension"]
        self.steps = group.get("steps", 1)
        self.dtype = dtype
        self.use_fla = use_fla
        rows = {"q": self.keys, "r": self.keys, "w": self.keys, "kk": self.keys, "a": self.keys, "d": self.keys,
                "k": self.keys * self.steps, "v": self.values * self.steps, "p": self.keys * self.keys,
                "b": self.keys * self.values if self.kind == "pd" else self.steps}
        self.projections = {name: Affine(tensors, f"{prefix}{name}_proj", self.heads * rows[name], width, dtype, device)
                            for name in self.PROJECTIONS[self.kind]}
        self.output = Affine(tensors, prefix + "o_proj", width, self.heads * self.values, dtype, device, has_bias=False)
        if self.kind == "mlp":
            self.update = FeedForward(tensors, prefix + "update.", width + self.keys * self.values, group["update"], dtype,
                                      device)

    def __call__(self, x, state, mask):
        """x [B, T, D] → what the heads add to it, the new state."""
        batch, length = x.shape[:2]
        if state is None:
            state = torch.zeros(batch, self.heads, self.keys, self.values, dtype=wide(self.dtype), device=x.device)
        of = {name: projection(x) for name, projection in self.projections.items()}
        sizes = (batch, length, self.heads)
        stepped = (batch, length, self.steps, self.heads)
        fla = self.use_fla
        if self.kind in ("deltanet", "deltaproduct"):
            inputs = [of["q"].reshape(*sizes, self.keys), of["k"].reshape(*stepped, self.keys),
                      of["v"].reshape(*stepped, self.values), of["b"].reshape(*stepped)]
            operator = fla_delta_product if fla and self.steps > 0 else delta_product
        elif self.kind == "rwkv7":
            inputs = [of[name].reshape(*sizes, self.values if name == "v" else self.keys) for name in of]
            # exp(log w) is w only of these.
            operator = fla_rwkv7 if fla and bool(((of["w"] == 0) | (of["w"] == 1)).all()) else rwkv7
        elif self.kind == "pd":
            inputs = [of["q"].reshape(*sizes, self.keys), of["p"].reshape(*sizes, self.keys, self.keys),
                      of["d"].reshape(*sizes, self.keys), of["b"].reshape(*sizes, self.keys, self.values)]
            one_hot = ((inputs[1] == 1).sum(-2) == 1) & ((inputs[1] != 0).sum(-2) == 1)
            if not bool((one_hot.all(-1).all(-1) | ~mask).all()):
                raise Problem("a P is not column-one-hot, so that the network has no output")
            operator = pd
        else:
            reads, state = mlp(of["q"].reshape(*sizes, self.keys).to(state.dtype), x, self.update, state)
            return self.output(reads.to(self.dtype).flatten(2)), state
        if operator in (delta_product, rwkv7, pd):
            inputs = [tensor.to(state.dtype) for tensor in inputs]
        reads, state = operator(*inputs, state)
        return self.output(reads.to(self.dtype).flatten(2)), state


class Network:
    """An exported network. All numbers are of `dtype`, that of the file unless another is asked for."""

    MOST_NUMBERS = 1 << 24  # of an activation, when many words are run

    def __init__(self, config, tensors, dtype=None, device="cpu", operators="auto"):
        self.alphabet = config["alphabet"]
        self.symbols = {symbol: number for number, symbol in enumerate(self.alphabet)}
        self.width = config["hidden_size"]
        self.dtype = dtype or getattr(torch, config["torch_dtype"])
        self.device = torch.device(device)
        self.widest = max([self.width] + [rows for layer in config["layers"] for rows in layer["feed_forward"]])
        use_fla = operators == "fla"
        if operators == "auto":
            use_fla = self.device.type == "cuda" and self.dtype != torch.float64 and has_fla()
        if self.device.type == "cuda":
            torch.backends.cuda.matmul.allow_tf32 = False  # 10 bits are not 24
        where = (self.dtype, self.device)
        self.embeddings = stored_matrix(tensors, "model.embeddings.weight", config["vocab_size"], self.width, *where)
        self.layers = []
        for number, layer in enumerate(config["layers"]):
            prefix = f"model.layers.{number}."
            heads = [Heads(tensors, f"{prefix}attn.{g}.", group, self.width, *where, use_fla)
                     for g, group in enumerate(layer["groups"])]
            block = FeedForward(tensors, prefix + "mlp.", self.width, layer["feed_forward"], *where)
            self.layers.append((heads, block))
        self.readout = Affine(tensors, "lm_head", 1, self.width, *where)

    @classmethod
    def load(cls, folder, dtype=None, device="cpu", operators="auto"):
        """The network of a folder. `operators`: "fla", "torch", or "auto", fla on a GPU where it is installed."""
        config = read_json(os.path.join(folder, "config.json"))
        if config.get("format") != "linac tensors" or config.get("version") != 1:
            raise Problem(f"{folder}: not a folder of linac export --format safetensors that this program knows")
        tensors = read_safetensors(os.path.join(folder, "model.safetensors"))
        return cls(config, tensors, dtype, device, operators)

    @torch.no_grad()
    def __call__(self, tokens, states=None, mask=None):
        """Weights [B, T] after each of the tokens [B, T], and the states after the last. `mask` is false where tokens only
        fill up a row; what comes out there means nothing."""
        mask = torch.ones_like(tokens, dtype=torch.bool) if mask is None else mask
        x = self.embeddings.index_select(0, tokens.flatten())
        x = (x.to_dense() if x.is_sparse else x).to(self.dtype).reshape(*tokens.shape, self.width)
        after = []
        for number, (heads, block) in enumerate(self.layers):
            old = states[number] if states is not None else [None] * len(heads)
            results = [group(x, state, mask) for group, state in zip(heads, old)]
            for added, _ in results:
                x = x + added
            after.append([state for _, state in results])
            if block.stages:
                x = x + block(x)
        return self.readout(x).squeeze(-1), after

    def tokens(self, words):
        """Words, as texts or lists of symbols, as tokens [B, T + 1] that begin with BOS; and their lengths."""
        numbers = [parse_word(word, self.symbols) if isinstance(word, str) else [self.symbols[s] for s in word]
                   for word in words]
        lengths = torch.tensor([len(word) for word in numbers], dtype=torch.long)
        tokens = torch.zeros(len(words), 1 + max((len(word) for word in numbers), default=0), dtype=torch.long)
        for row, word in enumerate(numbers):
            tokens[row, 1:1 + len(word)] = torch.tensor(word, dtype=torch.long) + 1
        return tokens.to(self.device), lengths.to(self.device)

    def run(self, words):
        """Weights [B, T + 1] of the words' prefixes of 0, 1, 2, … symbols, and the words' lengths."""
        tokens, lengths = self.tokens(words)
        mask = torch.arange(tokens.shape[1], device=self.device) <= lengths.unsqueeze(1)
        return self(tokens, mask=mask)[0], lengths

    def weights(self, words):
        """The weight of each word, a float."""
        result = [0.0] * len(words)
        size = {row: len(words[row]) for row in range(len(words))}
        rows = sorted(size, key=size.get)  # words of about one length run together
        while rows:
            count = 1
            while count < len(rows) and (count + 1) * (size[rows[count]] + 1) * self.widest <= self.MOST_NUMBERS:
                count += 1
            weights, lengths = self.run([words[row] for row in rows[:count]])
            last = weights.gather(1, lengths.unsqueeze(1)).squeeze(1).to(torch.float64).tolist()
            for row, weight in zip(rows, last):
                result[row] = weight
            rows = rows[count:]
        return result


# The program


class Comparison:
    """Weights beside the exact ones: how far they are off."""

    def __init__(self, weights, expected):
        self.count = len(weights)
        self.worst_absolute = Fraction(0)
        self.worst_relative = Fraction(0)
        self.worst_scaled = Fraction(0)  # relative to max(1, |exact|)
        self.unequal = 0
        self.not_numbers = 0
        for weight, exact in zip(weights, expected):
            if weight - weight != 0:
                self.not_numbers += 1
                continue
            error = abs(Fraction(weight) - exact)
            self.unequal += error != 0
            self.worst_absolute = max(self.worst_absolute, error)
            self.worst_scaled = max(self.worst_scaled, error / max(1, abs(exact)))
            if exact != 0:
                self.worst_relative = max(self.worst_relative, error / abs(exact))

    def within(self, tolerance):
        """Whether every error is at most tolerance · max(1, |exact|)."""
        return self.not_numbers == 0 and self.worst_scaled <= Fraction(tolerance)

    def __str__(self):
        return (f"words                 {self.count}\nnot equal             {self.unequal}\n"
                f"infinite or NaN       {self.not_numbers}\n"
                f"worst absolute error  {decimal(self.worst_absolute)}\n"
                f"worst relative error  {decimal(self.worst_relative)}")


def decimal(value):
    """A fraction ≥ 0 with three digits, however large it is."""
    try:
        return f"{float(value):.3g}"
    except OverflowError:
        return f"1e+{len(str(int(value))) - 1}"


def shown(weight):
    return str(int(weight)) if weight - weight == 0 and weight == int(weight) else repr(weight)


def arguments(argv):
    parser = argparse.ArgumentParser(description="Weights of words, by a network that linac exported.",
                                     epilog="Exit status: 0 done, or equal; 1 not equal; 2 bad usage or input.")
    parser.add_argument("folder", metavar="DIR", help="of linac export --format safetensors")
    parser.add_argument("words", metavar="WORD", nargs="*", help="each one argument; without any, lines of standard input")
    parser.add_argument("--words", dest="file", metavar="FILE", help="words, each one line; - is standard input")
    parser.add_argument("--dtype", choices=DTYPES, help="that of the file, if left out")
    parser.add_argument("--device", default="cpu", help="cpu, cuda, cuda:1, ... (cpu)")
    parser.add_argument("--operators", choices=["auto", "torch", "fla"], default="auto",
                        help="what runs the linear heads: fla on a GPU, where it is installed (auto)")
    parser.add_argument("--check", metavar="EXPECTED", help="compare with the lines that linac run printed for these words")
    parser.add_argument("--exact", action="store_true", help="with --check: every weight must be the exact one")
    parser.add_argument("--tolerance", type=Fraction, metavar="X",
                        help="with --check: errors up to X max(1, |weight|) are taken as equal (by dtype, from 1e-9 to 0.1)")
    return parser.parse_args(argv)


def lines_of(path):
    if path == "-":
        text = sys.stdin.read()
    else:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def main(argv=None):
    options = arguments(argv)
    network = Network.load(options.folder, DTYPES.get(options.dtype), options.device, options.operators)
    words = options.words + (lines_of(options.file or "-") if options.file or not options.words else [])
    weights = network.weights(words)
    if options.check is None:
        for weight in weights:
            print(shown(weight))
        return 0
    expected = [Fraction(line) for line in lines_of(options.check)]
    if len(expected) != len(weights):
        raise Problem(f"{options.check}: {len(expected)} weights for {len(weights)} words")
    comparison = Comparison(weights, expected)
    tolerance = 0 if options.exact else options.tolerance
    equal = comparison.within(TOLERANCES[network.dtype] if tolerance is None else tolerance)
    print(comparison)
    print("equal" if comparison.within(0) else "equal within the tolerance" if equal else "different")
    return 0 if equal else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Problem, OSError, ValueError, KeyError) as problem:
        print(f"linac_torch.py: {problem}", file=sys.stderr)
        sys.exit(2)
