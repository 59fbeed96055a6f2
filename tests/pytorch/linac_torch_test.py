#!/usr/bin/env python3
"""linac_torch.py: words, batches, states, dtypes, fla's arguments (by a stand-in for fla), its command line.

    LINAC_TESTS=… linac_torch_test.py LINAC       # LINAC_TESTS is the program of the unit tests
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from itertools import product

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.path.join(ROOT, "apps", "pytorch", "linac_torch.py")
sys.path[:0] = [os.path.dirname(PROGRAM), os.path.join(HERE, "fake_fla"), HERE]

import fla  # noqa: E402
import independent_reader  # noqa: E402
import torch  # noqa: E402

import linac_torch  # noqa: E402
from linac_torch import Network  # noqa: E402

LINAC = os.path.realpath(sys.argv.pop(1))
TESTS = os.path.realpath(os.environ["LINAC_TESTS"])


def linac(*command, words=None):
    text = None if words is None else "".join(word + "\n" for word in words)
    return subprocess.run([LINAC, *command], input=text, capture_output=True, text=True, check=True).stdout


def exported(automaton, target, dtype="f32", scheme="auto"):
    """The folder of an exported network, and the network's file."""
    folder = f"{os.path.basename(automaton)}-{target}-{scheme}-{dtype}"
    if not os.path.exists(folder):
        linac("compile", f"{ROOT}/automata/{automaton}.linac", "--to", target, "--scheme", scheme, "-o", folder + ".json")
        linac("export", folder + ".json", "--format", "safetensors", "--dtype", dtype, "-o", folder)
    return folder, folder + ".json"


def exact(file, words):
    return [Fraction(line) for line in linac("run", file, words=words).split()]


class Words(unittest.TestCase):
    def test_rules_are_those_of_linac_run(self):
        symbols = {"a": 0, "b": 1, "ä": 2}
        for text, word in [("", []), ("  \t", []), ("abä", [0, 1, 2]), ("a b", [0, 1]), (" ab ", [0, 1]), ("a\r", [0]),
                           ('"a" b', [0, 1])]:
            self.assertEqual(linac_torch.parse_word(text, symbols), word, text)
        for text in ["ab b", "c", "a c", '"a"b', '"a']:
            with self.assertRaises(linac_torch.Problem, msg=text):
                linac_torch.parse_word(text, symbols)
        long = {"go left": 0, "stop": 1, '"': 2, "x\\": 3}
        for text, word in [('stop "go left"', [1, 0]), ('" stop', [2, 1]), ("x\\", [3]), ("stop", [1])]:
            self.assertEqual(linac_torch.parse_word(text, long), word, text)
        with self.assertRaises(linac_torch.Problem):
            linac_torch.parse_word("stopstop", long)


class Running(unittest.TestCase):
    def test_weights_after_every_token_of_words_of_any_lengths(self):
        folder, file = exported("weighted/fibonacci", "rwkv7")
        weights, lengths = Network.load(folder).run(["aaaa", "", "aa"])
        self.assertEqual(lengths.tolist(), [4, 0, 2])
        self.assertEqual(weights.shape, (3, 5))
        for row, length in zip(weights.tolist(), [4, 0, 2]):
            self.assertEqual(row[:length + 1], exact(file, ["a" * n for n in range(length + 1)]))

    def test_words_are_text_or_lists_and_come_back_in_order(self):
        folder, file = exported("weighted/binary-value", "rwkv7")
        words = ["1" * n for n in (9, 0, 3, 20, 1)] + ["0101"]
        network = Network.load(folder)
        network.MOST_NUMBERS = 60  # several batches
        self.assertEqual(network.weights(words), exact(file, words))
        self.assertEqual(network.weights([list(word) for word in words]), exact(file, words))

    def test_no_words(self):
        self.assertEqual(Network.load(exported("weighted/fibonacci", "rwkv7")[0]).weights([]), [])

    def test_states_go_on(self):
        for target, automaton in [("deltanet", "permutation/s3"), ("deltaproduct", "permutation/s3"),
                                  ("rwkv7", "weighted/fibonacci"), ("pd", "permutation/s3"), ("mlp-rnn", "counter/dyck-1")]:
            network = Network.load(exported(automaton, target)[0])
            tokens = torch.randint(1, 1 + len(network.alphabet), (3, 11), generator=torch.Generator().manual_seed(1))
            tokens[:, 0] = 0
            whole, _ = network(tokens)
            first, states = network(tokens[:, :4])
            rest, _ = network(tokens[:, 4:], states)
            self.assertTrue(torch.equal(whole, torch.cat([first, rest], 1)), target)
            for group, state in zip(network.layers[0][0], states[0]):
                self.assertEqual(state.shape, (3, group.heads, group.keys, group.values))

    def test_narrow_numbers(self):
        words = ["", "r", "rs", "srsrrs", "rrrs" * 20]
        for dtype in ["bf16", "f16", "f64"]:
            for target in ["pd", "deltaproduct", "rwkv7"]:
                folder, file = exported("permutation/s3", target, dtype)
                self.assertEqual(Network.load(folder).dtype, linac_torch.DTYPES[dtype])
                self.assertEqual(Network.load(folder).weights(words), exact(file, words), (dtype, target))
                independent_reader.check_folder(folder, dtype)
            folder, file = exported("weighted/probabilistic-tomita-3", "deltaproduct", dtype)
            independent_reader.check_folder(folder, dtype)
            words_of_two = ["", "0", "1", "0011", "010"]
            comparison = linac_torch.Comparison(Network.load(folder).weights(words_of_two), exact(file, words_of_two))
            self.assertTrue(comparison.within({"bf16": 0.01, "f16": 0.001, "f64": 1e-15}[dtype]), comparison)

    def test_a_load_may_ask_for_another_dtype(self):
        folder, file = exported("weighted/binary-value", "rwkv7")
        words = ["1" * 40]
        self.assertNotEqual(Network.load(folder).weights(words), exact(file, words))
        self.assertEqual(Network.load(folder, dtype=torch.float64).weights(words), exact(file, words))

    def test_a_p_that_is_not_one_hot_has_no_output(self):
        folder, _ = exported("permutation/s3", "pd")
        network = Network.load(folder)
        network.layers[0][0][0].projections["permutation"].bias[0] += 1
        with self.assertRaisesRegex(linac_torch.Problem, "one-hot"):
            network.weights(["r"])


class RandomNetworks(unittest.TestCase):
    """Heads of every kind of the table side by side, by `linac-tests --random-networks`."""

    def test_every_kind_side_by_side(self):
        count = max(15, 40 * int(os.environ.get("LINAC_TEST_SCALE", "100")) // 100)
        os.makedirs("random-networks", exist_ok=True)
        table = subprocess.run([TESTS, "--random-networks", "random-networks", str(count), "signs"], capture_output=True,
                               text=True, check=True).stdout.split()
        exact_networks, kinds = 0, set()
        for number in range(count):
            file = f"random-networks/{number}.json"
            linac("export", file, "--format", "safetensors", "--dtype", "f64", "-o", "random")
            independent_reader.check_folder("random", "f64")
            network = Network.load("random")
            words = ["".join(word) for length in range(5) for word in product(network.alphabet, repeat=length)]
            expected = exact(file, words)
            comparison = linac_torch.Comparison(network.weights(words), expected)
            small = all(abs(value) < 2**30 for value in expected)
            self.assertTrue(comparison.within(0 if small else 1e-9), (number, str(comparison)))
            if small and any(value != expected[0] for value in expected):
                exact_networks += 1
                kinds |= linac_torch.read_json("random/config.json")["kinds"].keys()
        self.assertGreater(exact_networks, count // 3)
        self.assertEqual(kinds, set(table))

    def test_all_weights_by_their_nonzeros(self):
        for automaton, target, words in [("weighted/fibonacci", "deltanet", ["", "a" * 13, "a" * 30]),
                                         ("counter/dyck-1", "mlp-rnn", ["", "ab", "aabb", "aab"])]:
            folder, file = exported(automaton, target)
            tensors = linac_torch.read_safetensors(folder + "/model.safetensors")
            for name in [name for name in tensors if name.endswith(".weight")]:
                weight = tensors.pop(name).to_sparse()
                tensors[name + ".indices"], tensors[name + ".values"] = weight.indices(), weight.values()
            network = Network(linac_torch.read_json(folder + "/config.json"), tensors)
            self.assertEqual(network.weights(words), exact(file, words))


class Fla(unittest.TestCase):
    """The operators of fla, with their arguments as fla wants them, give what plain PyTorch gives."""

    def compare(self, automaton, target, words, scheme="auto", operators=(), dtype="f32"):
        folder, file = exported(automaton, target, dtype, scheme)
        fla.calls.clear()
        weights = Network.load(folder, operators="fla").weights(words)
        self.assertEqual(weights, Network.load(folder, operators="torch").weights(words))
        self.assertEqual(weights, exact(file, words))
        self.assertEqual({name for name, _ in fla.calls}, set(operators))
        return [shape for _, shape in fla.calls]

    def test_deltanet(self):
        shapes = self.compare("permutation/s5-transpositions", "deltanet", ["abcd", "dcba", ""], operators=["delta_rule"])
        self.assertEqual(shapes, [(3, 5, 1, 5)])

    def test_delta_product_has_a_token_for_each_step(self):
        folder, _ = exported("permutation/s5-two-generators", "deltaproduct")
        steps = Network.load(folder).layers[0][0][0].rounds
        self.assertGreater(steps, 1)
        shapes = self.compare("permutation/s5-two-generators", "deltaproduct", ["trtr", "r"], operators=["delta_rule"])
        self.assertEqual([shape[1] for shape in shapes], [5 * steps])

    def test_rwkv7_where_every_decay_is_0_or_1(self):
        self.compare("weighted/flip-flop", "rwkv7", ["", "set1 ignore set0 ignore set1 set1"], operators=["dplr"])

    def test_rwkv7_with_another_decay_is_plain(self):
        folder, _ = exported("weighted/binary-value", "rwkv7")
        network = Network.load(folder)
        network.layers[0][0][0].projections["decay"].bias += 0.5
        fla.calls.clear()
        network.layers[0][0][0].fla = linac_torch.fla_rwkv7
        network.weights(["1"])
        self.assertEqual(fla.calls, [])

    def test_all_layers_of_a_blocked_network(self):
        self.compare("weighted/fibonacci", "deltanet", ["a" * 13, "a" * 30], "blocked", ["delta_rule"])
        self.compare("weighted/fibonacci", "rwkv7", ["a" * 13, "a" * 30], "blocked", ["dplr"])

    def test_narrow_numbers_keep_a_wide_state(self):
        self.compare("permutation/s5-transpositions", "deltanet", ["abcd", "dcba"], operators=["delta_rule"], dtype="bf16")

    def test_states_go_on(self):
        network = Network.load(exported("permutation/s5-transpositions", "deltanet")[0], operators="fla")
        tokens = network.tokens(["abcdabcd"])[0]
        first, states = network(tokens[:, :4])
        self.assertTrue(torch.equal(network(tokens)[0], torch.cat([first, network(tokens[:, 4:], states)[0]], 1)))

    def test_a_cpu_takes_plain_pytorch_by_itself(self):
        fla.calls.clear()
        Network.load(exported("permutation/s5-transpositions", "deltanet")[0]).weights(["abcd"])
        self.assertEqual(fla.calls, [])


class Program(unittest.TestCase):
    def program(self, *arguments, words=None):
        text = None if words is None else "".join(word + "\n" for word in words)
        done = subprocess.run([sys.executable, PROGRAM, *arguments], input=text, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def call(self, *arguments):
        """The same without another process: the status, and what it prints."""
        from contextlib import redirect_stdout
        from io import StringIO
        with redirect_stdout(StringIO()) as out:
            status = linac_torch.main(list(arguments))
        return status, out.getvalue()

    def test_prints_weights(self):
        folder, _ = exported("weighted/fibonacci", "rwkv7")
        self.assertEqual(self.program(folder, "", "aaa", "aaaaaaaaaa"), (0, "0\n2\n55\n", ""))
        self.assertEqual(self.program(folder, words=["a", "aa"]), (0, "1\n1\n", ""))
        status, out, error = self.program(folder, "ab")
        self.assertEqual((status, out, error), (2, "", "linac_torch.py: symbol b is not in the alphabet\n"))
        self.assertEqual(self.program("nowhere", "a")[0], 2)

    def test_check(self):
        folder, file = exported("weighted/binary-value", "rwkv7")
        words = ["1" * n for n in range(30)]
        with open("words", "w", encoding="utf-8") as f:
            f.write("".join(word + "\n" for word in words))
        with open("expected", "w", encoding="utf-8") as f:
            f.write(linac("run", file, "--words", "words"))
        status, out = self.call(folder, "--words", "words", "--check", "expected")
        self.assertEqual((status, out.split("\n")[-2]), (0, "equal within the tolerance"))
        self.assertIn("not equal             5\n", out)
        self.assertEqual(self.call(folder, "--words", "words", "--check", "expected", "--exact")[0], 1)
        self.assertEqual(self.call(folder, "--words", "words", "--check", "expected", "--tolerance", "1/100000000")[0], 1)
        status, out = self.call(folder, "--words", "words", "--check", "expected", "--exact", "--dtype", "f64")
        self.assertEqual((status, out.split("\n")[-2]), (0, "equal"))
        with self.assertRaises(linac_torch.Problem):
            self.call(folder, "1", "--check", "expected")

    def test_check_sees_every_wrong_constant(self):
        folder, file = exported("permutation/s5-transpositions", "deltanet")
        with open("words", "w", encoding="utf-8") as f:
            f.write("".join("".join(word) + "\n" for length in range(5) for word in product("abcd", repeat=length)))
        with open("expected", "w", encoding="utf-8") as f:
            f.write(linac("run", file, "--words", "words"))
        self.assertEqual(self.call(folder, "--words", "words", "--check", "expected", "--exact")[0], 0)
        tensors = independent_reader.read_safetensors(folder + "/model.safetensors")[0]
        with open(folder + "/model.safetensors", "rb") as f:
            data = f.read()
        start = 8 + int.from_bytes(data[:8], "little")
        header = json.loads(data[8:start])
        shutil.copytree(folder, "wrong", dirs_exist_ok=True)
        changed = 0
        for name, (_, _, values) in tensors.items():
            for at, value in enumerate(values):
                if value == 0:
                    continue
                place = start + header[name]["data_offsets"][0] + 4 * at
                with open("wrong/model.safetensors", "wb") as f:
                    f.write(data[:place] + (0x42280000).to_bytes(4, "little") + data[place + 4:])  # 42
                changed += 1
                status, out = self.call("wrong", "--words", "words", "--check", "expected")
                self.assertEqual((status, out.split("\n")[-2]), (1, "different"), (name, at))
        self.assertEqual(changed, 26)

    def test_example_of_the_readme(self):
        linac("compile", ROOT + "/automata/weighted/fibonacci.linac", "--to", "rwkv7", "-o", "fibonacci.json")
        linac("export", "fibonacci.json", "--format", "safetensors", "-o", "fibonacci")
        with open(ROOT + "/README.md", encoding="utf-8") as f:
            (example,) = re.findall("```python\n(.*?)```", f.read(), re.S)
        done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True,
                              env={**os.environ, "PYTHONPATH": os.path.dirname(PROGRAM)})
        self.assertEqual(done.stdout.strip(), example.split("# ")[1].strip())

    def test_infinity_is_not_equal(self):
        self.assertFalse(linac_torch.Comparison([float("inf")], [Fraction(1)]).within(1))
        self.assertFalse(linac_torch.Comparison([float("nan")], [Fraction(1)]).within(1))
        self.assertEqual(linac_torch.decimal(Fraction(10)**400), "1e+400")

    def test_damaged_folders_are_errors(self):
        folder, _ = exported("permutation/s5-transpositions", "deltanet")
        shutil.copytree(folder, "damaged", dirs_exist_ok=True)
        with open(folder + "/model.safetensors", "rb") as f:
            data = f.read()
        for size in (0, 7, 20, len(data) - 1):
            with open("damaged/model.safetensors", "wb") as f:
                f.write(data[:size])
            with self.assertRaises((linac_torch.Problem, ValueError), msg=size):
                Network.load("damaged")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        unittest.main()
