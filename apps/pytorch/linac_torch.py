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
import math
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


# Recurrences. A kind of heads is a list of steps, each of which changes the state S [B, H, K, V] and what was read of it,
# y [B, H, 1, V]; config.json tells them. Numbers p, q are parameters at one token: [B, H], [B, H, K] or [B, H, V], or
# matrices [B, H, K, K] and [B, H, K, V].


def column(vector):
    return vector.unsqueeze(-1)


def row(vector):
    return vector.unsqueeze(-2)


STEPS = {
    "read": lambda state, y, p: (state, (state * column(p)).sum(-2, keepdim=True)),  # y = Sᵀ p
    "correct": lambda state, y, p, q: (state, (row(p) - y) * q[..., None, None]),     # y ← q (p − y)
    "write": lambda state, y, p: (state + column(p) * y, y),                         # S ← S + p yᵀ
    "erase": lambda state, y, p, q: (state - column(p * q) * y, y),                  # S ← S − (p ⊙ q) yᵀ
    "insert": lambda state, y, p, q: (state + column(p) * row(q), None),             # S ← S + p qᵀ
    "scale": lambda state, y, p: (column(p) * state, y),                             # S ← diag(p) S
    "multiply": lambda state, y, p: (p[..., None, None] * state, y),                 # S ← p S
    "permute": lambda state, y, p: (p @ state, y),                                   # S ← P S
    "add": lambda state, y, p: (state + p, y),                                       # S ← S + P
}


def recurrence(steps, parameters, receptance, state):
    """The reads o = Sᵀ r [B, T, H, V] after each token, and the last state. parameters: by name [B, T, rounds, H, ...], with
    every token the steps are carried out in each round; receptance [B, T, H, K]."""
    reads = []
    rounds = next(iter(parameters.values())).shape[2]
    for t in range(receptance.shape[1]):
        y = None
        for i in range(rounds):
            for action, *names in steps:
                state, y = STEPS[action](state, y, *(parameters[name][:, t, i] for name in names))
        reads.append((state * column(receptance[:, t])).sum(-2))
    return torch.stack(reads, 1), state


def updates(update, x, receptance, state):
    """The same of the one step S ← F(x, S), x [B, T, D]."""
    reads = []
    for t in range(x.shape[1]):
        joined = torch.cat([x[:, t], state.flatten(1).to(x.dtype)], -1)
        state = update(joined).to(state.dtype).reshape(state.shape)
        reads.append((state * column(receptance[:, t])).sum(-2))
    return torch.stack(reads, 1), state


def fla_delta(of, receptance, state):
    """By fla: the rounds of a token are tokens of their own, of which the last is read."""
    from fla.ops.delta_rule import fused_recurrent_delta_rule
    batch, length, rounds = of["key"].shape[:3]
    queries = receptance.new_zeros(batch, length, rounds, *receptance.shape[2:])
    queries[:, :, -1] = receptance
    key, value, beta = (of[name].flatten(1, 2) for name in ("key", "value", "beta"))
    reads, state = fused_recurrent_delta_rule(queries.flatten(1, 2), key, value, beta, scale=1.0, initial_state=state,
                                              output_final_state=True)
    return reads.reshape(batch, length, rounds, *reads.shape[2:])[:, :, -1], state


def fla_rwkv7(of, receptance, state):
    """By fla, which takes log w: exp(log w) is w only of 0 and 1, and nothing is returned for other decays."""
    if not bool(((of["decay"] == 0) | (of["decay"] == 1)).all()):
        return None
    from fla.ops.generalized_delta_rule.dplr import fused_recurrent_dplr_delta_rule
    w, kk, a, k, v = (of[name].squeeze(2) for name in ("decay", "removal_key", "learning_rate", "key", "value"))
    return fused_recurrent_dplr_delta_rule(receptance, k, v, -kk, kk * a, torch.log(w), scale=1.0, initial_state=state,
                                           output_final_state=True)


# What fla's operators compute.
FLA_OPERATORS = {
    ("read key", "correct value beta", "write key"): fla_delta,
    ("read removal_key", "scale decay", "erase removal_key learning_rate", "insert key value"): fla_rwkv7,
}


def has_fla():
    try:
        import fla.ops.delta_rule  # noqa: F401
        import fla.ops.generalized_delta_rule.dplr  # noqa: F401
    except ImportError:
        return False
    return True


class Heads:
    """Heads of one kind and shape: projections, recurrence, output."""

    def __init__(self, tensors, prefix, group, kind, width, dtype, device, use_fla):
        self.heads = len(group["heads"])
        self.keys = group["key_dimension"]
        self.values = group["value_dimension"]
        self.rounds = group.get("steps", 1)
        self.dtype = dtype
        self.steps = [step.split() for step in kind["steps"]]
        self.fla = FLA_OPERATORS.get(tuple(kind["steps"])) if use_fla and self.rounds > 0 else None
        self.shapes = {of["name"]: [{"K": self.keys, "V": self.values}[dimension] for dimension in of["shape"].split()]
                       for of in kind["parameters"]}
        self.projections = {of["name"]: Affine(tensors, prefix + of["tensor"], self.rounds * self.heads
                                               * math.prod(self.shapes[of["name"]]), width, dtype, device)
                            for of in kind["parameters"]}
        self.receptance = Affine(tensors, prefix + kind["receptance"], self.heads * self.keys, width, dtype, device)
        self.output = Affine(tensors, prefix + "o_proj", width, self.heads * self.values, dtype, device, has_bias=False)
        self.update = None
        if "update" in group:
            self.update = FeedForward(tensors, prefix + "update.", width + self.keys * self.values, group["update"], dtype,
                                      device)

    def __call__(self, x, state, mask):
        """x [B, T, D] → what the heads add to it, the new state."""
        batch, length = x.shape[:2]
        if state is None:
            state = torch.zeros(batch, self.heads, self.keys, self.values, dtype=wide(self.dtype), device=x.device)
        of = {name: projection(x).reshape(batch, length, self.rounds, self.heads, *self.shapes[name])
              for name, projection in self.projections.items()}
        receptance = self.receptance(x).reshape(batch, length, self.heads, self.keys)
        for action, *names in self.steps:
            if action == "permute":
                expect_one_hot(of[names[0]], mask)
        result = self.fla(of, receptance, state) if self.fla else None
        if result is None:
            of = {name: tensor.to(state.dtype) for name, tensor in of.items()}
            receptance = receptance.to(state.dtype)
            result = updates(self.update, x, receptance, state) if self.update \
                else recurrence(self.steps, of, receptance, state)
        reads, state = result
        return self.output(reads.to(self.dtype).flatten(2)), state


def expect_one_hot(permutation, mask):
    """Every column of P [B, T, rounds, H, K, K], but where the mask is false."""
    one_hot = ((permutation == 1).sum(-2) == 1) & ((permutation != 0).sum(-2) == 1)
    if not bool((one_hot.flatten(2).all(-1) | ~mask).all()):
        raise Problem("a P is not column-one-hot, so that the network has no output")


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
        kinds = config["kinds"]
        for number, layer in enumerate(config["layers"]):
            prefix = f"model.layers.{number}."
            heads = [Heads(tensors, f"{prefix}attn.{g}.", group, kinds[group["kind"]], self.width, *where, use_fla)
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
        if "kinds" not in config:
            raise Problem(f"{folder}: config.json does not say what its heads compute; export the network again")
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

    def __init__(self, weights, expected, bounds=None):
        self.count = len(weights)
        self.beyond = 0  # errors larger than the word's bound, if it has one
        self.worst_absolute = Fraction(0)
        self.worst_relative = Fraction(0)
        self.worst_scaled = Fraction(0)  # relative to max(1, |exact|)
        self.unequal = 0
        self.not_numbers = 0
        for weight, exact, bound in zip(weights, expected, bounds or [None] * self.count):
            if weight - weight != 0:
                self.not_numbers += 1
                self.beyond += bound is not None
                continue
            error = abs(Fraction(weight) - exact)
            self.unequal += error != 0
            self.beyond += bound is not None and error > bound
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


def certified_bounds(folder, dtype):
    """The largest errors that precision.json leaves for words of 0, 1, 2, … symbols, as far as it tells."""
    report = read_json(os.path.join(folder, "precision.json"))
    if DTYPES[report["dtype"]] != dtype:
        raise Problem(f"{folder}: precision.json is about {report['dtype']}")
    return [Fraction(bound) for bound in report["error_bounds"]]


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
    parser.add_argument("--bounds", action="store_true",
                        help="with --check: errors up to the bounds that precision.json certifies are taken as equal")
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
    bounds = None
    if options.bounds:
        certified = certified_bounds(options.folder, network.dtype)
        sizes = [int(length) for length in network.tokens(words)[1]]
        beyond = next((word for word, size in zip(words, sizes) if size >= len(certified)), None)
        if beyond is not None:
            raise Problem(f"no bound is certified for so long a word: {beyond}")
        bounds = [certified[size] for size in sizes]
    comparison = Comparison(weights, expected, bounds)
    if options.bounds:
        print(comparison)
        print("different" if comparison.beyond else "equal within the certified bounds")
        return 1 if comparison.beyond else 0
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
