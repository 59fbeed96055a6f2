"""safetensors files and exported folders, read by their specifications alone, without linac's code or PyTorch.

    tensors, metadata = read_safetensors(path)     # {name: (dtype, shape, [Fraction, ...])}, from the format's page
    expected = layout_of(network, kinds)           # of a network.json and the kinds of config.json, from
                                                   # lib/exports/safetensors_layout.md: {name: (shape, {position: Fraction})}
"""
import json
import struct
from fractions import Fraction

SIZES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8}


def unique(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), "a key is repeated"
    return dict(pairs)


def numbers(kind, data):
    count = len(data) // SIZES[kind]
    if kind == "BF16":  # the upper half of a float32
        return struct.unpack(f"<{count}f", b"".join(b"\0\0" + data[i:i + 2] for i in range(0, len(data), 2)))
    return struct.unpack(f"<{count}{ {'F64': 'd', 'F32': 'f', 'F16': 'e', 'I64': 'q'}[kind] }", data)


def read_safetensors(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    assert length <= 100_000_000 and 8 + length <= len(data)
    header = data[8:8 + length].decode("utf-8")
    assert header.startswith("{")
    entries = json.loads(header, object_pairs_hook=unique)
    buffer = data[8 + length:]
    metadata = entries.pop("__metadata__", {})
    assert all(isinstance(value, str) for value in metadata.values())
    end = 0
    tensors = {}
    for name, entry in sorted(entries.items(), key=lambda item: item[1]["data_offsets"]):
        assert set(entry) == {"dtype", "shape", "data_offsets"}
        begin, stop = entry["data_offsets"]
        assert begin == end and begin <= stop <= len(buffer), "a gap, an overlap, or beyond the end"
        count = 1
        for size in entry["shape"]:
            count *= size
        assert stop - begin == count * SIZES[entry["dtype"]]
        assert begin % SIZES[entry["dtype"]] == 0 or count == 0
        tensors[name] = (entry["dtype"], entry["shape"], numbers(entry["dtype"], buffer[begin:stop]))
        end = stop
    assert end == len(buffer), "bytes after the last tensor"
    return tensors, metadata


class Layout:
    """Collects the entries of weights and biases."""

    def __init__(self, network, kinds):
        self.kinds = kinds
        self.weights = {}
        self.width = len(network["residual"])
        tokens = len(network["alphabet"]) + 1
        self.weights["model.embeddings.weight"] = (
            [tokens, self.width],
            {token * self.width + out: Fraction(c) for out, token, c in network["embedding"]["weights"]})
        for number, layer in enumerate(network["layers"]):
            self.layer(f"model.layers.{number}.", layer)
        self.linear("lm_head", [network["readout"]])

    def linear(self, name, maps, columns=None):
        """Maps on top of each other."""
        columns = self.width if columns is None else columns
        weight, bias, rows = {}, {}, 0
        for each in maps:
            weight.update({(rows + out) * columns + i: Fraction(c) for out, i, c in each["weights"]})
            bias.update({rows + out: Fraction(c) for out, c in each["bias"]})
            rows += each["outputs"]
        self.weights[name + ".weight"] = ([rows, columns], weight)
        self.weights[name + ".bias"] = ([rows], bias)

    def stages(self, name, stages):
        for number, stage in enumerate(stages):
            self.linear(f"{name}{number}", [stage["map"]], stage["map"]["inputs"])

    def layer(self, name, layer):
        groups = {}
        for number, head in enumerate(layer["heads"]):
            shape = (head["kind"], head["key_dimension"], head["value_dimension"], len(head.get("steps", [])))
            groups.setdefault((number,) if "update" in head else shape, []).append(head)
        for number, heads in enumerate(groups.values()):
            self.group(f"{name}attn.{number}.", heads)
        self.stages(name + "mlp.", layer["feed_forward"])

    def group(self, name, heads):
        kind = self.kinds[heads[0]["kind"]]
        rounds = [head["steps"] if kind["repeated"] else [head] for head in heads]
        self.linear(name + kind["receptance"], [head["receptance"] for head in heads])
        for parameter in kind["parameters"]:
            self.linear(name + parameter["tensor"], [of[parameter["name"]] for each in zip(*rounds) for of in each])
        if "update" in heads[0]:
            self.stages(name + "update.", heads[0]["update"])
        values = heads[0]["value_dimension"]
        columns = values * len(heads)
        self.weights[name + "o_proj.weight"] = (
            [self.width, columns], {out * columns + values * number + i: Fraction(c) for number, head in enumerate(heads)
                                    for out, i, c in head["output"]["weights"]})


def layout_of(network, kinds):
    return Layout(network, kinds).weights


def entries_of(tensors, name, shape):
    """What is not 0 of a weight or bias, dense or by its non-zeros."""
    if name + ".indices" not in tensors:
        _, stored, values = tensors[name]
        assert stored == shape, name
        return {at: Fraction(value) for at, value in enumerate(values) if value != 0}
    kind, size, places = tensors[name + ".indices"]
    _, count, values = tensors[name + ".values"]
    assert kind == "I64" and size == [2] + count
    assert shape[0] * shape[1] > 65536 and len(values) * 16 < shape[0] * shape[1], name
    half = len(places) // 2
    positions = [row * shape[1] + column for row, column in zip(places[:half], places[half:])]
    assert positions == sorted(set(positions)) and all(0 <= column < shape[1] for column in places[half:])
    return {at: Fraction(value) for at, value in zip(positions, values) if value != 0}


def check_folder(folder, dtype):
    """Compares every number of model.safetensors with network.json and report.json; returns how many are rounded."""
    with open(folder + "/config.json", encoding="utf-8") as file:
        kinds = json.load(file)["kinds"]
    with open(folder + "/network.json", encoding="utf-8") as file:
        expected = layout_of(json.load(file), kinds)
    with open(folder + "/report.json", encoding="utf-8") as file:
        report = json.load(file)
    tensors, metadata = read_safetensors(folder + "/model.safetensors")
    assert metadata == {"format": "pt"}
    assert {kind for kind, _, _ in tensors.values()} - {"I64"} == {dtype.upper()}
    listed = {}
    for rounding in report["roundings"]:
        exact, stored = Fraction(rounding["exact"]), Fraction(rounding["stored"])
        assert Fraction(rounding["absolute_error"]) == abs(stored - exact) != 0
        assert Fraction(rounding["relative_error"]) == abs(stored - exact) / abs(exact)
        listed[rounding["tensor"], tuple(rounding["index"])] = (exact, stored)
    assert report["rounded"] == len(listed)
    constants = 0
    for name, (shape, exact) in expected.items():
        stored = entries_of(tensors, name, shape)
        constants += len(exact)
        for at in exact.keys() | stored.keys():
            index = (at // shape[1], at % shape[1]) if len(shape) == 2 else (at,)
            number = stored.get(at, Fraction(0))
            if number == exact.get(at):
                assert (name, index) not in listed
            else:
                assert listed.pop((name, index)) == (exact[at], number), (name, index)
    assert not listed and constants == report["constants"]
    names = {name[:-8] if name.endswith(".indices") else name for name in tensors if not name.endswith(".values")}
    assert names == set(expected)
    return report["rounded"]
