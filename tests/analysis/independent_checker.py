"""Checks certificates, written from lib/formats/certificate_file.md alone.

Reads JSON objects with members left, right (automata: initial, final, transition by symbol, all dense, numbers
as texts) and certificate, one a line; prints for each whether it is valid.
"""

import json
import sys
from fractions import Fraction


def row(texts):
    return [Fraction(text) for text in texts]


def times(vector, matrix):
    return [sum(x * line[j] for x, line in zip(vector, matrix)) for j in range(len(vector))]


def dot(left, right):
    return sum(x * y for x, y in zip(left, right))


class Automaton:
    def __init__(self, parts, mirrored):
        self.initial, self.final = row(parts["initial"]), row(parts["final"])
        self.transition = {s: [row(line) for line in lines] for s, lines in parts["transition"].items()}
        if mirrored:
            self.initial, self.final = self.final, self.initial
            for symbol, matrix in self.transition.items():
                self.transition[symbol] = [list(column) for column in zip(*matrix)]

    def weight(self, word):
        state = self.initial
        for symbol in word:
            state = times(state, self.transition[symbol])
        return dot(state, self.final)


def proves_equal(certificate, left, right):
    n = len(left.initial)
    size = n + len(right.initial)
    basis = []
    for entries in certificate["basis"]:
        basis.append([Fraction(0)] * size)
        for column, text in entries:
            basis[-1][column] = Fraction(text)

    def in_span(vector):
        factors = [vector[column] for column in certificate["columns"]]
        return vector == [sum(f * b[j] for f, b in zip(factors, basis)) for j in range(size)]

    return (in_span(left.initial + right.initial)
            and all(in_span(times(b[:n], left.transition[s]) + times(b[n:], right.transition[s]))
                    for b in basis for s in certificate["alphabet"])
            and all(dot(b[:n], left.final) == dot(b[n:], right.final) for b in basis))


def is_valid(case):
    certificate = case["certificate"]
    mirrored = certificate.get("direction") == "backward"
    left, right = Automaton(case["left"], mirrored), Automaton(case["right"], mirrored)
    if (certificate["left_states"], certificate["right_states"]) != (len(left.initial), len(right.initial)):
        return False
    if set(certificate["alphabet"]) != set(left.transition):
        return False
    if certificate["verdict"] == "equal":
        return proves_equal(certificate, left, right)
    weights = left.weight(certificate["word"]), right.weight(certificate["word"])
    return weights == (Fraction(certificate["left"]), Fraction(certificate["right"])) and weights[0] != weights[1]


for line in sys.stdin:
    print("valid" if is_valid(json.loads(line)) else "not valid")
