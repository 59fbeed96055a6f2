#!/usr/bin/env python3
"""Checkpoints of `linac export --format fla` over the zoo, on words of 1000 tokens: by a model that is written from the
definitions, and, if the environment variable FLA has the path of a checkout of flash-linear-attention, by that checkout's
unmodified models.

    fla_test.py LINAC [NAME...]     # only automata whose names have one of these
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.dirname(__file__))

import torch  # noqa: E402

import fla_model  # noqa: E402

LINAC = os.path.realpath(sys.argv[1])
SCALE = int(os.environ.get("LINAC_TEST_SCALE", "100"))  # percent: slow builds do less

# Target, automaton, the model.
DELTANET, PRODUCT = "DeltaNetForCausalLM", "GatedDeltaProductForCausalLM"
CHECKPOINTS = [
    ("deltanet", "permutation/s5-transpositions", DELTANET),
    ("deltanet", "weighted/parity", DELTANET),
    ("deltanet", "weighted/flip-flop", DELTANET),
    ("deltanet", "weighted/tomita-1", DELTANET),
    ("deltaproduct", "permutation/s5-transpositions", PRODUCT),
    ("deltaproduct", "permutation/s5-two-generators", PRODUCT),
    ("deltaproduct", "permutation/a5", PRODUCT),
    ("deltaproduct", "permutation/s3", PRODUCT),
    ("deltaproduct", "permutation/z60", PRODUCT),
    ("deltaproduct", "permutation/parity", PRODUCT),
    ("deltaproduct", "weighted/flip-flop", PRODUCT),
    ("deltaproduct", "weighted/mod-3-counter", PRODUCT),
    ("deltaproduct", "weighted/mod-7-counter", PRODUCT),
    ("deltaproduct", "weighted/cycle-navigation", PRODUCT),
    ("deltaproduct", "weighted/dyck-1-depth-3", PRODUCT),
    ("deltaproduct", "weighted/dyck-2-depth-3", PRODUCT),
    ("deltaproduct", "weighted/tomita-2", PRODUCT),
    ("deltaproduct", "weighted/tomita-5", PRODUCT),
    ("deltaproduct", "weighted/tomita-6", PRODUCT),
]


def run(*command):
    return subprocess.run([LINAC, *command], check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout


def main():
    torch.set_num_threads(1)
    checkout = os.environ.get("FLA", "")
    length = max(100, 1000 * SCALE // 100)
    failed = checkpoints = 0
    with tempfile.TemporaryDirectory() as scratch:
        network = os.path.join(scratch, "network.json")
        for target, name, model in CHECKPOINTS:
            if sys.argv[2:] and not any(part in name for part in sys.argv[2:]):
                continue
            automaton = os.path.join(ROOT, "automata", name + ".linac")
            run("compile", automaton, "--to", target, "--scheme", "direct", "-o", network)
            for classes in ["states", "weights"]:
                folder = os.path.join(scratch, f"{os.path.basename(name)}-{target}-{classes}")
                named = ["--automaton", automaton] if classes == "states" else []
                report = run("export", network, "--format", "fla", "--classes", classes, *named, "-o", folder)
                assert model in report.split(), report
                failed += not fla_model.check(automaton, folder, length, 2, 1, checkout)
                checkpoints += 1
    print(f"{checkpoints} checkpoints, {failed} failed, on 2 words of {length} tokens each")
    if not checkout:
        print("NOT RUN: flash-linear-attention's own models; the environment variable FLA may have the path of a checkout")
    return int(failed > 0 or checkpoints == 0)


if __name__ == "__main__":
    sys.exit(main())
