"""The network tracer: its arithmetic, its Keras code and its traits."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import traitlets

import cnnbook as cb
from cnnbook.explorers import NetworkTracer
from cnnbook.explorers.layer_settings import as_layer, as_settings
from cnnbook.explorers.tracer import PRESETS

NODE = Path(sys.executable).parent / "node"
ANSWERS = Path(__file__).parent / "js" / "answers.mjs"


def ask(tmp_path, cases):
    """Return what the scripts' functions say to the cases, (name, arguments) each."""
    file = tmp_path / "cases.json"
    named = [{"name": name, "arguments": given} for name, given in cases]
    file.write_text(json.dumps(named), encoding="utf-8")
    done = subprocess.run([NODE, ANSWERS, file], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def random_window(random):
    """Return the settings of a convolution or of a pool."""
    stride = int(random.integers(1, 4))
    padding = ["valid", "same", 0, 1, 2][random.integers(5)]
    both = {"stride": stride, "padding": padding}
    if random.random() < 0.6:
        filters, f = (int(n) for n in random.integers(1, 7, 2))
        sizes = {"kind": "conv", "filters": filters, "kernel_size": f}
        return sizes | both | {"bias": bool(random.integers(2))}
    mode = ["max", "average"][random.integers(2)]
    return {"kind": "pool", "size": int(random.integers(1, 5)), **both, "mode": mode}


def random_flat(random):
    """Return the settings of a layer that is not a window."""
    units, bias = int(random.integers(1, 20)), bool(random.integers(2))
    return [
        {"kind": "flatten"},
        {"kind": "dense", "units": units, "bias": bias},
        {"kind": "global pool", "mode": ["max", "average"][random.integers(2)]},
    ][random.integers(3)]


def random_network(random, orderly=False):
    """Return an input shape and layers; in order, or as they come."""
    shape = [int(n) for n in random.integers(4, 25, 2)] + [int(random.integers(1, 5))]
    windows = [random_window(random) for _ in range(random.integers(0, 6))]
    flat = [random_flat(random) for _ in range(random.integers(0, 4))]
    layers = windows + flat
    if not orderly and random.random() < 0.3:
        random.shuffle(layers)
    return shape, layers


def trace_as_far_as_it_fits(shape, layers):
    """Return the package's rows, and the number of the layer that does not fit."""
    layers, misfit = [as_layer(layer) for layer in layers], None
    while True:
        try:
            return cb.trace(shape, layers), misfit
        except ValueError as error:
            misfit = int(re.match(r"layer (\d+)", str(error))[1])
            layers = layers[: misfit - 1]


def fitting_networks(count):
    """Return random networks that fit, for Keras."""
    random, found = np.random.default_rng(8), []
    while len(found) < count:
        shape, layers = random_network(random, orderly=True)
        if layers and trace_as_far_as_it_fits(shape, layers)[1] is None:
            found.append((shape, layers))
    return found


def test_the_script_follows_a_network_as_the_package_does(tmp_path):
    random = np.random.default_rng(7)
    networks = [random_network(random) for _ in range(600)]
    answers = ask(tmp_path, [("follow", network) for network in networks])
    misfits = 0
    for (shape, layers), got in zip(networks, answers, strict=True):
        rows, misfit = trace_as_far_as_it_fits(shape, layers)
        for row, r in zip(got["rows"], rows, strict=True):
            assert tuple(row["shape"]) == r.shape
            assert (row["parameters"], row["work"]) == (r.parameters, r.multiply_adds)
            sides = [row[name] and (row[name],) * 2 for name in ("field", "jump")]
            assert sides == [r.receptive_field, r.jump]
        if misfit is None:
            assert got["problem"] is None
        else:
            misfits += 1
            assert got["problem"]["layer"] == misfit
    assert 100 < misfits < 500


def seen_by_matrices(n, layers, place):
    """Return the pixels that a place depends on, by products of 0/1 matrices."""
    reach = np.eye(n)
    for layer in layers:
        f, s = layer.get("kernel_size", layer.get("size")), layer["stride"]
        paddings = {"valid": 0, "same": cb.same_padding(len(reach), f, s)}
        ends = np.broadcast_to(paddings.get(layer["padding"], layer["padding"]), 2)
        around = np.pad(reach, (tuple(ends.tolist()), (0, 0)))
        reach = cb.conv2d(around, np.ones((f, 1)), stride=(s, 1)) > 0
    return np.flatnonzero(reach[place]).tolist(), len(reach)


def test_the_script_finds_the_pixels_that_a_place_sees(tmp_path):
    random = np.random.default_rng(9)
    cases, expected = [], []
    while len(cases) < 400:
        shape, layers = random_network(random)
        windows = [one for one in layers if one["kind"] in ("conv", "pool")]
        if trace_as_far_as_it_fits(shape, windows)[1] is not None:
            continue
        _, count = seen_by_matrices(shape[0], windows, 0)
        place = int(random.integers(count))
        cases.append(("seen", [shape[0], windows, [place]]))
        expected.append(seen_by_matrices(shape[0], windows, place)[0])
    for case, got, pixels in zip(cases, ask(tmp_path, cases), expected, strict=True):
        assert got["pixels"] == pixels, case
        n, windows, _ = case[1]
        last = cb.trace((n, n, 1), map(as_layer, windows))[-1]
        assert got["high"] - got["low"] + 1 == last.receptive_field[0]


def test_the_keras_code_builds_the_same_network(tmp_path):
    pytest.importorskip("keras")
    networks = [[p["input_shape"], p["layers"]] for p in PRESETS.values()]
    networks += fitting_networks(24)
    padded = 0
    codes = ask(tmp_path, [("kerasCode", network) for network in networks])
    for (shape, layers), code in zip(networks, codes, strict=True):
        assert max(map(len, code.splitlines())) <= 88
        names = {}
        exec(code, names)
        model = names["model"]
        own = [one for one in model.layers if type(one).__name__ != "ZeroPadding2D"]
        padded += len(model.layers) - len(own)
        assert model.input_shape == (None, *shape)
        built = [(tuple(one.output.shape[1:]), one.count_params()) for one in own]
        rows = cb.trace(shape, map(as_layer, layers))[1:]
        assert built == [(row.shape, row.parameters) for row in rows]
        for one, layer in zip(own, layers, strict=True):
            if "mode" in layer:
                assert layer["mode"].capitalize() in type(one).__name__
    assert padded >= 5


def test_layers_become_settings_and_layers_again():
    for shape, layers in fitting_networks(20):
        tracer = NetworkTracer(layers, input_shape=shape)
        assert tracer.layers == layers
        assert [as_settings(as_layer(one)).keys() for one in layers] == [
            one.keys() for one in layers
        ]
        assert tracer.trace() == cb.trace(shape, [as_layer(one) for one in layers])


def test_presets_are_the_lectures():
    convnet, lenet = NetworkTracer(), NetworkTracer("LeNet-5")
    shapes = [(39, 39, 3), (37, 37, 10), (17, 17, 20), (7, 7, 40), (1960,), (10,)]
    assert [row.shape for row in convnet.trace()] == shapes
    assert (convnet.chosen, convnet.row, convnet.column) == (3, 3, 3)
    assert lenet.input_shape == [28, 28, 1]
    assert lenet.trace().parameters == 61_706
    assert (lenet.chosen, lenet.row, lenet.column) == (4, 2, 2)
    assert NetworkTracer("LeNet-5", input_shape=(32, 32, 1)).trace()[6].shape == (120,)


def test_what_does_not_fit_is_told_without_scripts():
    tracer = NetworkTracer([cb.Conv(2, 3), cb.Conv(1, 9), cb.Flatten()])
    tracer.input_shape = (8, 8, 1)
    html = tracer.fallback()
    assert "<td>6×6×2</td>" in html
    assert "<p>layer 2 (Conv): a kernel of f = 9 does not fit" in html
    assert "total" not in html
    with pytest.raises(ValueError, match="layer 2"):
        tracer.trace()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"layers": "AlexNet"}, "one of the lecture's ConvNet, LeNet-5, got 'AlexNet'"),
        ({"layers": 3}, "must be a list of layers, got 3"),
        ({"layers": ["conv"]}, "layer 1: it must be a Conv.*got 'conv'"),
        ({"layers": [cb.Conv(1, (3, 5))]}, "layer 1: kernel_size must be square.*3×5"),
        ({"layers": [cb.Pool(2, (1, 2))]}, "stride must be square.*1×2"),
        ({"layers": [cb.Conv(5000, 3)]}, "filters must be at most 4096, got 5000"),
        ({"layers": [cb.Conv(1, 3, padding=17)]}, "padding must be at most 16, got 17"),
        ({"layers": [cb.Flatten(), cb.Dense(0)]}, "layer 2: units must be.*got 0"),
        ({"layers": [cb.Flatten()] * 25}, "at most 24, got 25"),
        ({"layers": [{"kind": "relu"}]}, "kind must be one of conv, .*got 'relu'"),
        ({"layers": [{"kind": "conv"}]}, r"wrong settings for a conv: \['kind'\]"),
        ({"layers": [{"kind": "flatten", "mode": "max"}]}, "mode is .* for a flatten"),
        ({"layers": [{"kind": "pool", "size": 2.5}]}, r"size must be.*got 2\.5"),
        ({"layers": [{"kind": "pool", "padding": "full"}]}, "padding must be.*'full'"),
        ({"input_shape": (28, 28)}, r"must be \(H, W, C\) of at most.*\(28, 28\)"),
        ({"input_shape": (513, 28, 1)}, r"got \(513, 28, 1\)"),
        ({"input_shape": (28, 0, 1)}, "at least 1, got 0"),
        ({"input_shape": 28}, r"must be \(H, W, C\) of .*, got 28 \(int\)"),
    ],
)
def test_bad_networks_are_refused(given, words):
    with pytest.raises(ValueError, match=words):
        NetworkTracer(**given)
    if given.get("layers") != "AlexNet":
        tracer = NetworkTracer("LeNet-5")
        with pytest.raises(traitlets.TraitError, match=words):
            tracer.set_trait(*next(iter(given.items())))
        assert tracer.trace().parameters == 61_706
