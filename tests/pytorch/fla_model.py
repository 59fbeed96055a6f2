#!/usr/bin/env python3
"""Runs what `linac export --format fla` wrote, and compares the argmax at every position with the automaton.

    fla_model.py AUTOMATON FOLDER [--length N] [--words N] [--seed N] [--fla CHECKOUT]

The model is written here from the definitions: embedding, RMSNorm, delta rule, logits; it takes the tensors that the
configuration asks for, of the right shapes, and no others. With --fla, the checkpoint is also loaded into the unmodified
model of that checkout of flash-linear-attention (fla_checkout.py). The automaton is read and run here, too.
"""
import argparse
import json
import os
import random
import re
import struct
import sys
from fractions import Fraction

import torch
from torch.nn import functional as F


# The automaton: a native file, deterministic.

def tokens_of(line):
    return re.findall(r'"(?:\\.|[^"\\])*"|->|<[^>]*>|[(),=]|[^\s#,<>$"()=]+|\$', line.split(" #")[0])


def bare(token):
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith('"') else token


class Automaton:
    """next[symbol][state] and weight[state] by names; a state without a transition goes to None, of weight 0."""

    def __init__(self, path):
        self.alphabet, self.next, self.weight = [], {}, {}
        with open(path) as file:
            lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
        kind = lines[0].split()[2]
        for line in lines[1:]:
            parts = tokens_of(line)
            if parts[0] == "alphabet":
                self.alphabet = [bare(part) for part in parts[1:]]
                self.next = {symbol: {} for symbol in self.alphabet}
            elif kind == "permutation":
                self.read_permutation(parts)
            else:
                self.read_transition(parts)

    def read_permutation(self, parts):
        if parts[0] == "states":
            self.states = [bare(part) for part in parts[1:]]
        elif parts[0] == "initial":
            self.initial = bare(parts[1])
        elif parts[0] == "final":
            self.read_weights(parts[1:])
        else:
            image = {state: state for state in self.states}
            cycle = []
            for part in parts[2:]:
                if part == "(":
                    cycle = []
                elif part == ")":
                    for state, after in zip(cycle, cycle[1:] + cycle[:1]):
                        image[state] = after
                else:
                    cycle.append(bare(part))
            self.next[bare(parts[0])] = image

    def read_weights(self, parts):
        state = None
        for part in parts:
            if part.startswith("<"):
                self.weight[state] = Fraction(part[1:-1])
            elif part != ",":
                state = bare(part)
                self.weight[state] = Fraction(1)

    def read_transition(self, parts):
        source, target = parts[0], parts[2]
        if source == "$":
            self.initial = bare(target)
        elif target == "$":
            self.weight[bare(source)] = Fraction(parts[3][1:-1]) if len(parts) > 3 else Fraction(1)
        else:
            for part in parts[3:]:
                if part != ",":
                    self.next[bare(part)][bare(source)] = bare(target)

    def run(self, word):
        states = [self.initial]
        for symbol in word:
            states.append(self.next[symbol].get(states[-1]))
        return [(state, self.weight.get(state, Fraction(0))) for state in states]

    def random_word(self, length, generator):
        """Symbols at random, but a symbol that leads nowhere one time in a hundred only."""
        word, state = [], self.initial
        while len(word) < length:
            symbol = generator.choice(self.alphabet)
            after = self.next[symbol].get(state)
            alive = [other for other in self.alphabet if self.next[other].get(state) is not None]
            if after is None and alive and generator.random() < 0.99:
                continue
            word.append(symbol)
            state = after
        return word


# The checkpoint.

def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", name
        begin, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(data[begin:end], dtype=torch.float32).reshape(entry["shape"])
    return tensors


def expected_shapes(config):
    hidden, heads, vocabulary = config["hidden_size"], config["num_heads"], config["vocab_size"]
    if config["model_type"] == "gated_deltaproduct":
        steps, key = config["num_householder"], config["head_dim"] * heads
        value = int(config["head_dim"] * config["expand_v"]) * heads
    else:
        steps, key, value = 1, int(hidden * config["expand_k"]), int(hidden * config["expand_v"])
    inner = config["intermediate_size"]
    attention = {
        "q_proj": [key, hidden], "k_proj": [steps * key, hidden], "v_proj": [steps * value, hidden],
        "b_proj": [steps * heads, hidden], "o_norm": [value // heads], "o_proj": [hidden, value],
    }
    layer = {"attn." + name: shape for name, shape in attention.items()}
    layer.update({"attn_norm": [hidden], "mlp_norm": [hidden], "mlp.gate_proj": [inner, hidden],
                  "mlp.up_proj": [inner, hidden], "mlp.down_proj": [hidden, inner]})
    shapes = {"model.layers.0." + name + ".weight": shape for name, shape in layer.items()}
    shapes.update({"model.embeddings.weight": [vocabulary, hidden], "model.norm.weight": [hidden],
                   "lm_head.weight": [vocabulary, hidden]})
    return steps, shapes


class Model:
    """The definitions, in single precision."""

    def __init__(self, config, tensors):
        self.steps, shapes = expected_shapes(config)
        assert {name: list(tensor.shape) for name, tensor in tensors.items()} == shapes
        assert config["norm_eps"] > 0 and not config["use_short_conv"] and not config["tie_word_embeddings"]
        self.config, self.tensors = config, tensors

    def __call__(self, ids):
        def weight(name):
            return self.tensors[name + ".weight"]

        def norm(x, name):
            return x / torch.sqrt(x.square().mean(-1, keepdim=True) + self.config["norm_eps"]) * weight(name)

        def unit(x):
            return x / torch.sqrt(x.square().sum(-1, keepdim=True) + 1e-6)

        layer = "model.layers.0."
        attention = layer + "attn."
        batch, length = ids.shape
        steps, heads = self.steps, self.config["num_heads"]
        x = weight("model.embeddings")[ids]
        h = norm(x, layer + "attn_norm")
        q, k, v, b = (F.linear(h, weight(attention + name + "_proj")) for name in "qkvb")
        v = F.silu(v)
        if self.config.get("qk_activation") != "identity":
            q, k = F.silu(q), F.silu(k)
        q = unit(q.reshape(batch, length, heads, -1))
        k = unit(k.reshape(batch, length, steps, heads, -1))
        v = v.reshape(batch, length, steps, heads, -1)
        beta = torch.sigmoid(b).reshape(batch, length, steps, heads, 1)
        if self.config["allow_neg_eigval"]:
            beta = beta * 2
        q = q * q.shape[-1] ** -0.5
        state = torch.zeros(batch, heads, k.shape[-1], v.shape[-1])
        reads = []
        for t in range(length):
            for s in range(steps):
                key = k[:, t, s]
                change = beta[:, t, s] * (v[:, t, s] - (key[..., None] * state).sum(-2))
                state = state + key[..., None] * change[..., None, :]
            reads.append((q[:, t][..., None] * state).sum(-2))
        o = norm(torch.stack(reads, 1), attention + "o_norm").flatten(-2)
        x = x + F.linear(o, weight(attention + "o_proj"))
        h = norm(x, layer + "mlp_norm")
        up = F.silu(F.linear(h, weight(layer + "mlp.gate_proj"))) * F.linear(h, weight(layer + "mlp.up_proj"))
        x = x + F.linear(up, weight(layer + "mlp.down_proj"))
        return F.linear(norm(x, "model.norm"), weight("lm_head"))


# The comparison.

def compare(model, automaton, labels, words):
    """Positions that are right, all positions, and the least margin of the largest logit."""
    ids = torch.tensor([[labels["bos"]] + [labels["symbols"][symbol] for symbol in word] for word in words])
    with torch.no_grad():
        best = model(ids).topk(2, -1)
    right = total = 0
    for word, classes in zip(words, best.indices[..., 0].tolist()):
        for (state, weight), number in zip(automaton.run(word), classes):
            total += 1
            if number >= len(labels["classes"]):
                continue
            label = labels["classes"][number]
            right += Fraction(label["weight"]) == weight and label.get("state", state) == state
    return right, total, (best.values[..., 0] - best.values[..., 1]).min().item()


def check(path, folder, length, count, seed, checkout=""):
    """Prints a line for each model; whether all positions are right."""
    def load(name):
        with open(os.path.join(folder, name)) as file:
            return json.load(file)

    config, labels = load("config.json"), load("labels.json")
    tensors = read_safetensors(os.path.join(folder, "model.safetensors"))
    automaton = Automaton(path)
    assert [entry["id"] for entry in labels["classes"]] == list(range(len(labels["classes"])))
    assert labels["symbols"] == {symbol: i + 1 for i, symbol in enumerate(automaton.alphabet)}
    generator = random.Random(seed)
    words = [automaton.random_word(length, generator) for _ in range(count)]

    models = [("the definitions", Model(config, tensors))]
    if checkout:
        import fla_checkout
        models.append(("unmodified " + config["architectures"][0], fla_checkout.load(checkout, config, tensors)))
    all_right = True
    for name, model in models:
        right, total, margin = compare(model, automaton, labels, words)
        all_right = all_right and right == total
        print(f"{os.path.basename(folder)}: {name}: {right} of {total} positions right, least margin {margin:.6g}", flush=True)
    return all_right


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("automaton")
    parser.add_argument("folder")
    parser.add_argument("--length", type=int, default=1000)
    parser.add_argument("--words", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fla", default="")
    options = parser.parse_args()
    torch.set_num_threads(1)
    return int(not check(options.automaton, options.folder.rstrip("/"), options.length, options.words, options.seed,
                         options.fla))


if __name__ == "__main__":
    sys.exit(main())
