#!/usr/bin/env python3
"""Graphs as words for automata/counter/graph-connectivity.linac.

    graph-words.py < graphs > words

A line of the input is "source;i-j;i-j;...;target" with node numbers in binary (--base for another base); the
line of the output is the same graph in unary: source, target and the edges, each number n as n times 1.
"""
import argparse
import sys


def word(line, base):
    fields = line.strip().split(";")
    if len(fields) < 2:
        raise ValueError("expected source;edges;target")
    source, *edges, target = fields
    pairs = [[int(node, base) for node in edge.split("-")] for edge in edges]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError("an edge is written i-j")
    if any(i >= j for i, j in pairs) or any(a[0] >= b[0] for a, b in zip(pairs, pairs[1:])):
        raise ValueError("edges must go forward, in ascending order, one from a node at most")
    ends = "".join("1" * int(node, base) + ";" for node in (source, target))
    return ends + "".join("1" * i + "/" + "1" * j + ";" for i, j in pairs)


def main():
    parser = argparse.ArgumentParser(description="Graphs as words for automata/counter/graph-connectivity.linac.")
    parser.add_argument("--base", type=int, default=2, help="of the node numbers (2)")
    base = parser.parse_args().base
    for number, line in enumerate(sys.stdin, 1):
        try:
            print(word(line, base))
        except ValueError as error:
            sys.exit(f"line {number}: {error}")


if __name__ == "__main__":
    main()
