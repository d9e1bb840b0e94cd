"""Explorers: their arithmetic against the package's, their traits, their two hosts."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import traitlets

import cnnbook as cb
from cnnbook import explorers
from cnnbook.explorers import bundling
from cnnbook.plots import usage

NODE = Path(sys.executable).parent / "node"
EVERY = [getattr(explorers, name) for name in explorers.__all__]


CLASSIFIER = "cross-entropy"
DESCENT = ["pixels", "wanted", "left", "right", "rate", "steps"]
BORDERS = {"valid": None, "zeros": "constant", "copies": "edge", "wrap": "wrap"}


def random_cases(count):
    """Yield calls of the scripts' arithmetic with results of the package's."""
    random = np.random.default_rng(6)
    for _ in range(count):
        height, width = (int(n) for n in random.integers(1, 9, 2))
        f, g = int(random.integers(1, height + 1)), int(random.integers(1, width + 1))
        image = random.integers(-99, 100, (height, width)) / random.choice([1, 4, 10])
        kernel = random.integers(-9, 10, (f, g))
        both = [image.tolist(), kernel.tolist()]
        yield "correlate", both, cb.conv2d(image, kernel).tolist()
        yield "flip", [both[1]], kernel[::-1, ::-1].tolist()
        n, p, s, d = (
            int(random.integers(*ends)) for ends in [(1, 30), (0, 4), (1, 6), (1, 4)]
        )
        span = d * (f - 1) + 1
        fits = span <= n + 2 * p
        size = cb.output_size(n, span, p, s) if fits else 0
        yield "outputSize", [n, f, p, p, s, d], size
        yield "samePadding", [n, f, s, d], list(cb.same_padding(n, span, s))
        odd = random.integers(-9, 10, (3, 3))
        for border, mode in BORDERS.items():
            if border == "valid" and min(height, width) < 3:
                continue
            around = np.pad(image, 1, mode=mode) if mode else image
            answer = cb.conv2d(around, odd).tolist()
            yield "filter", [both[0], odd.tolist(), border], answer
        volume = random.integers(-9, 10, (height, width, 3))
        filters = random.integers(-5, 6, (f, g, 3, 2))
        one = cb.conv_layer(volume, filters)[:, :, 1].tolist()
        yield "volumeMap", [volume.tolist(), filters.tolist(), 1], one
        size, stride = int(random.integers(1, 5)), int(random.integers(1, 4))
        mode = str(random.choice(["max", "average"]))
        pooled = []
        if size <= min(height, width):
            pooled = cb.pool2d(image, size, stride, mode).tolist()
        yield "pool", [both[0], size, stride, mode], pooled
        moved = np.pad(image, ((0, 0), (1, 0)))[:, :-1]
        yield "shift", [both[0]], moved.tolist()
        row, aim = random.integers(-4, 5, 5), random.integers(-4, 5, 4)
        if np.linalg.matrix_rank(np.stack([row[:-1], row[1:]])) == 2:
            start, rate = random.integers(-30, 31, 2) / 10, float(random.random() / 9)
            given = [row.tolist(), aim.tolist(), *start.tolist(), rate, 4]
            walk = explorers.DescentExplorer(**dict(zip(DESCENT, given, strict=True)))
            yield "descent", given, walk.path().tolist()
            walk.wanted, walk.loss = (aim > 0).astype(float).tolist(), CLASSIFIER
            classes = [given[0], walk.wanted, *given[2:], CLASSIFIER]
            yield "descent", classes, walk.path().tolist()
        if fits:
            along = usage(n, span, p, s)  # of a kernel without holes
            if d == 1:
                line = np.sqrt(np.diag(along)).round().astype(int).tolist()
                yield "usage", [n, f, p, p, s], line


def test_the_scripts_compute_what_the_package_computes(tmp_path):
    cases = [
        {"name": name, "arguments": arguments, "expected": expected}
        for name, arguments, expected in random_cases(100)
    ]
    assert len(cases) > 400
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    oracle = Path(__file__).parent / "js" / "oracle.mjs"
    done = subprocess.run([NODE, oracle, file], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(cases)


@pytest.mark.parametrize("name", bundling.scripts())
def test_both_bundles_stand_alone(name, tmp_path):
    module, classic = bundling.module(name), bundling.classic(name) + bundling.common()
    assert "import {" not in module + classic
    assert module.count("export default") == 1
    assert "export " not in re.sub(r"//.*", "", classic)
    assert "http" not in module + classic
    for ending, script in {"mjs": module, "cjs": classic}.items():
        file = tmp_path / f"bundle.{ending}"
        file.write_text(script, encoding="utf-8")
        done = subprocess.run([NODE, "--check", file], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_the_scripts_are_small():
    served = [bundling.common(), *map(bundling.classic, bundling.scripts())]
    assert sum(len(gzip.compress(text.encode())) for text in served) <= 40 * 1024


@pytest.mark.parametrize("kind", EVERY)
def test_an_explorer_shows_itself_with_and_without_scripts(kind):
    explorer = kind()
    data, _ = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].startswith(f"<{kind.tag} data-state=")
    assert "<table><caption>" in data["text/html"]
    assert bundling.used_in(data["text/html"]) == [kind.tag.removeprefix("cb-")]


def test_the_stepper_refuses_what_does_not_fit():
    stepper = explorers.ConvStepper()
    for change, words in [
        ({"kernel": np.ones((7, 1))}, r"\(7×1\) must fit into the image \(6×6\)"),
        ({"row": 4}, "inside the 4×4 feature map, got 4 and 0"),
        ({"image": [[1, 2], [3]]}, "rectangular"),
        ({"kernel": [["a"]]}, "real numbers"),
        ({"kernel": [[np.nan]]}, "finite"),
    ]:
        with pytest.raises(traitlets.TraitError, match=words):
            stepper.set_trait(*next(iter(change.items())))
    assert stepper.kernel == cb.lecture.K.tolist()


@pytest.mark.parametrize("padding", ["own p", "valid", "same"])
def test_the_size_explorer_counts_windows(padding):
    explorer = explorers.SizeExplorer(n=11, f=4, p=1, s=3, padding=padding)
    p = {"own p": 1, "valid": 0, "same": cb.same_padding(11, 4, 3)}[padding]
    assert explorer.windows() == cb.output_size(11, 4, p, 3)
    assert f"<td>{explorer.windows()}</td></tr></table>" in explorer.fallback()
    explorer.padding, explorer.d, explorer.n = "valid", 4, 5
    assert explorer.windows() == 0
    with pytest.raises(traitlets.TraitError):
        explorer.s = 0


def test_the_gallery_takes_pictures_and_refuses_others():
    gallery = explorers.KernelGallery(picture=np.linspace(0, 1, 20).reshape(4, 5))
    np.testing.assert_array_equal(
        gallery.pixels()[0], np.round(np.arange(5) * 255 / 19)
    )
    for change, words in [
        ({"picture": np.ones((300, 2))}, "at most 256 pixels"),
        ({"picture": [[-1]]}, "0 to 255"),
        ({"picture": np.ones((3, 3, 3))}, r"axes \(H, W\)"),
        ({"kernel": np.ones((2, 2))}, "must be 3×3, got 2×2"),
        ({"border": "mirror"}, "mirror"),
    ]:
        with pytest.raises(traitlets.TraitError, match=words):
            gallery.set_trait(*next(iter(change.items())))


def test_the_volume_view_counts_and_refuses():
    view = explorers.VolumeView()
    with view.hold_trait_notifications():
        view.filters = np.ones((3, 3, 3, 10))
        view.biases = np.ones(10)
    assert view.parameters() == 280
    for change, words in [
        ({"image": np.ones((6, 6, 1))}, "3 channels"),
        ({"image": np.ones((2, 6, 3))}, "must fit"),
        ({"biases": [1, 2]}, "one entry per filter, 10, got 2"),
        ({"filters": np.ones((3, 3))}, r"axes \(f_H, f_W, 3, F\)"),
    ]:
        with pytest.raises(traitlets.TraitError, match=words):
            view.set_trait(*next(iter(change.items())))


def test_descent_ends_where_least_squares_does_and_refuses_what_has_no_end():
    walk = explorers.DescentExplorer(left=-2, right=3, rate=0.13, steps=60)
    path = walk.path()
    pairs = np.stack([walk.pixels[:-1], walk.pixels[1:]], axis=1)
    best, *_ = np.linalg.lstsq(pairs, np.array(walk.wanted), rcond=None)
    np.testing.assert_allclose(path[-1, :2], best, atol=0.01)
    assert (np.diff(path[:, 2]) < 0).all()
    walk.rate = 0.15
    assert (np.diff(walk.path()[20:, 2]) > 0).all()
    for change, words in [
        ({"pixels": [1.0, 1, 1, 1]}, "undecided.*1.0"),
        ({"wanted": [1.0, 2]}, "4 pixels need 3 wanted values, got 2"),
        ({"wanted": [1.0, 2, np.inf]}, "finite"),
        ({"steps": 61}, "60"),
        ({"rate": 0.0}, "0.001"),
        ({"left": 4.0}, "3"),
    ]:
        with pytest.raises(traitlets.TraitError, match=words):
            walk.set_trait(*next(iter(change.items())))


def test_the_classifiers_slopes_are_those_of_its_loss_and_vanish_on_the_plain():
    row = {"pixels": [0, 1, 1, 0, 2, 2, 1, 3], "wanted": [1, 0, 0, 1, 0, 0, 1]}
    walk = explorers.DescentExplorer(**row, loss=CLASSIFIER, rate=1, steps=1)

    def loss(left, right):
        walk.left, walk.right = left, right
        return walk.path()[0, 2]

    at = np.array([0.2, 0.5])
    measured = [(loss(*(at + d)) - loss(*(at - d))) / 2e-6 for d in 1e-6 * np.eye(2)]
    walk.left, walk.right = at
    step = walk.path()
    np.testing.assert_allclose(step[0, :2] - step[1, :2], measured, atol=1e-6)
    walk.left = walk.right = -2
    assert np.array_equal(walk.path()[0], walk.path()[1])
    with pytest.raises(traitlets.TraitError, match="classes, 0 or 1"):
        walk.wanted = [2.0, 0, 0, 1, 0, 0, 1]
    with pytest.raises(traitlets.TraitError, match="classes, 0 or 1"):
        explorers.DescentExplorer(loss=CLASSIFIER)


def test_the_pad_takes_small_pictures_and_refuses_others():
    pad = explorers.DrawingPad(picture=[[0, 255, 7]])
    assert pad.picture == [[0, 255, 7]]
    for picture, words in [
        (np.zeros((65, 3)), "at most 64 by 64 pixels, got 65 by 3"),
        ([[256]], "0 to 255, got 256 to 256"),
        ([[-1, 3]], "0 to 255, got -1 to 3"),
        (np.zeros((2, 2, 1)), r"axes \(H, W\)"),
    ]:
        with pytest.raises(traitlets.TraitError, match=words):
            pad.picture = picture


def test_the_steppers_fallback_holds_the_feature_map():
    html = explorers.ConvStepper(convolution=True).fallback()
    cells = re.findall(r"<td>([^<]*)</td>", html.split("feature map")[1])
    assert [
        int(c.replace("−", "-")) for c in cells
    ] == cb.lecture.A_CONVOLVED_K.ravel().tolist()
