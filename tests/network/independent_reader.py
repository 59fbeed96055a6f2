#!/usr/bin/env python3
"""Runs a network file on words, written from lib/formats/network_file.md alone: it shares no code with linac.

    independent_reader.py NETWORK [WORD...]      words as arguments, or one a line on standard input

Prints the weight of each word, one a line, as p or p/q. Symbols of a word are separated by blanks; if every
symbol of the alphabet is one character, a word without blanks is read character by character.
"""

import json
import sys
from fractions import Fraction


class AffineMap:
    """y = b + W x."""

    def __init__(self, fields):
        self.inputs = fields["inputs"]
        self.outputs = fields["outputs"]
        self.bias = [(output, Fraction(text)) for output, text in fields["bias"]]
        self.weights = [(output, i, Fraction(text)) for output, i, text in fields["weights"]]

    def __call__(self, x):
        assert len(x) == self.inputs
        y = [Fraction(0)] * self.outputs
        for output, constant in self.bias:
            y[output] += constant
        for output, i, constant in self.weights:
            y[output] += constant * x[i]
        return y


def transposed_times(state, vector):
    """Sᵀ k."""
    return [
        sum((row[j] * k for row, k in zip(state, vector)), Fraction(0)) for j in range(len(state[0]))
    ]


def delta_step(state, key, value, beta):
    """S + β k (v − Sᵀ k)ᵀ."""
    held = transposed_times(state, key)
    return [
        [entry + beta * k * (v - h) for entry, v, h in zip(row, value, held)]
        for row, k in zip(state, key)
    ]


def run_stages(stages, h):
    """ReLU after every stage but the last."""
    for number, stage in enumerate(stages):
        h = stage(h)
        if number + 1 < len(stages):
            h = [max(z, Fraction(0)) for z in h]
    return h


class Head:
    def __init__(self, fields):
        self.kind = fields["kind"]
        self.keys = fields["key_dimension"]
        self.values = fields["value_dimension"]
        self.steps = [
            {name: AffineMap(m) for name, m in step.items()} for step in fields.get("steps", [])
        ]
        self.maps = {name: AffineMap(m) for name, m in fields.items() if isinstance(m, dict)}
        self.stages = [AffineMap(s["map"]) for s in fields.get("update", [])]
        self.start()

    def start(self):
        self.state = [[Fraction(0)] * self.values for _ in range(self.keys)]

    def update(self, x):
        p = {name: m(x) for name, m in self.maps.items() if name != "output"}
        if self.kind == "deltanet":
            self.state = delta_step(self.state, p["key"], p["value"], p["beta"][0])
        elif self.kind == "deltaproduct":
            for step in self.steps:
                self.state = delta_step(
                    self.state, step["key"](x), step["value"](x), step["beta"](x)[0]
                )
        elif self.kind == "rwkv7":
            held = transposed_times(self.state, p["removal_key"])
            self.state = [
                [
                    p["decay"][i] * self.state[i][j]
                    - p["removal_key"][i] * p["learning_rate"][i] * held[j]
                    + p["key"][i] * p["value"][j]
                    for j in range(self.values)
                ]
                for i in range(self.keys)
            ]
        elif self.kind in ("gated-deltanet", "kda"):
            decay = p["decay"] if self.kind == "kda" else p["decay"] * self.keys
            held = [[w * entry for entry in row] for w, row in zip(decay, self.state)]
            self.state = delta_step(held, p["key"], p["value"], p["beta"][0])
        elif self.kind == "diagonal":
            self.state = [
                [w * entry + k * v for entry, v in zip(row, p["value"])]
                for w, k, row in zip(p["decay"], p["key"], self.state)
            ]
        elif self.kind == "pd":
            moved = [p["input"][i * self.values : (i + 1) * self.values] for i in range(self.keys)]
            for j in range(self.keys):
                column = [p["permutation"][i * self.keys + j] for i in range(self.keys)]
                if sorted(column) != [0] * (self.keys - 1) + [1]:
                    sys.exit("column %d of a P is not one-hot" % j)
                i = column.index(1)
                for v in range(self.values):
                    moved[i][v] += p["diagonal"][j] * self.state[j][v]
            self.state = moved
        elif self.kind == "mlp":
            h = run_stages(self.stages, list(x) + [entry for row in self.state for entry in row])
            self.state = [h[i * self.values : (i + 1) * self.values] for i in range(self.keys)]
        else:
            sys.exit("unknown kind of head " + self.kind)
        return self.maps["output"](transposed_times(self.state, p["receptance"]))


class Network:
    def __init__(self, fields):
        if fields["format"] != "linac network" or fields["version"] not in (1, 2):
            sys.exit("not a network file of version 1 or 2")
        self.alphabet = fields["alphabet"]
        self.embedding = AffineMap(fields["embedding"])
        self.readout = AffineMap(fields["readout"])
        self.layers = [
            ([Head(h) for h in layer["heads"]], [AffineMap(s["map"]) for s in layer["feed_forward"]])
            for layer in fields["layers"]
        ]

    def read(self, token):
        x = self.embedding([int(i == token) for i in range(self.embedding.inputs)])
        for heads, stages in self.layers:
            added = [head.update(x) for head in heads]
            x = [sum(terms, Fraction(0)) for terms in zip(x, *added)]
            if stages:
                x = [a + b for a, b in zip(x, run_stages(stages, x))]
        return self.readout(x)[0]

    def weight(self, word):
        for heads, _ in self.layers:
            for head in heads:
                head.start()
        output = self.read(0)
        for symbol in word:
            output = self.read(1 + self.alphabet.index(symbol))
        return output

    def parse(self, text):
        symbols = text.split()
        if len(symbols) == 1 and all(len(symbol) == 1 for symbol in self.alphabet):
            symbols = list(symbols[0])
        return symbols


def main():
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    with open(sys.argv[1], encoding="utf-8") as file:
        network = Network(json.load(file))
    words = sys.argv[2:] if len(sys.argv) > 2 else (line.rstrip("\n") for line in sys.stdin)
    for word in words:
        print(network.weight(network.parse(word)))


if __name__ == "__main__":
    main()
