"""The package without Keras: what is NumPy works, and the rest says what to install."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import cnnbook as cb
from cnnbook import _keras
from cnnbook._missing import COMES_ALONG
from cnnbook.grading.batch.lms.autograder import wheels

ROOT = Path(__file__).resolve().parent.parent
INSTALL = 'pip install "cnnbook[keras]"'
WITHOUT = """\
import importlib.abc, sys
HEAVY = {"keras", "tensorflow", "jax", "torch", "scipy", "skimage", "jupyterlab"}

class Nowhere(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in HEAVY:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name in HEAVY else found(name)
sys.meta_path.insert(0, Nowhere())
import cnnbook as cb
from cnnbook.cli import main
"""
"""Before it, an environment that holds no more than `pip install cnnbook` brings."""


def without_keras(code):
    """Run code as in such an environment, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT + code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def project():
    """Return what `pyproject.toml` declares."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_core_asks_for_nothing_heavy():
    core = {Requirement(line).name for line in project()["dependencies"]}
    assert core <= {
        *("anywidget", "ipython", "jinja2", "lazy-loader", "matplotlib", "numpy"),
        *("packaging", "pillow", "pyyaml", "rich", "tzdata"),
    }


def test_no_extra_for_readers_puts_one_tensorflow_over_another():
    extras = project()["optional-dependencies"]
    readers = {Requirement(line).name for line in extras["keras"]}
    assert readers == {"keras", "tensorflow"}


def test_what_is_numpy_works_without_keras():
    printed = without_keras(
        "from cnnbook.ops import conv2d\n"
        "print(cb.check('one-window', 0))\n"
        "print(bool(cb.check('convolve2d', cb.convolve2d)))\n"
        "print(cb.trace((28, 28, 1), [cb.Conv(6, 5), cb.Pool(2)]))\n"
        "cb.explorers.ConvStepper(); cb.explorers.NetworkTracer()\n"
        "print(cb.data.fashion_mnist()[0][0].shape)\n"
        "print(main(['check', '--isolation', 'limits',"
        " 'solutions/02-convolution-by-hand.ipynb']))\n"
    )
    assert "Not yet: one-window" in printed
    assert "True\nlayer" in printed
    assert "(5000, 28, 28)" in printed
    assert printed.endswith("14 points; graded.\n0\n")


def test_checks_need_numpy_alone_and_the_rest_says_what_to_install():
    """What `pip install --no-deps cnnbook numpy lazy-loader` brings."""
    more = sorted(COMES_ALONG | {"pexpect", "pygments", "tzdata", "dateutil"})
    printed = without_keras(
        f"HEAVY |= set({more})\n"
        "print(bool(cb.check('convolve2d', cb.convolve2d)))\n"
        "print(cb.trace((28, 28, 1), [cb.Conv(6, 5)]).parameters, cb.progress())\n"
        "print(cb.data.fashion_mnist()[0][0].shape, cb.kernel('laplacian').shape)\n"
        "for name in ('plots', 'explorers'):\n"
        "    try: getattr(cb, name).grid\n"
        "    except ImportError as error: print(error)\n"
        "main(['list'])\n"
        "print(main(['check', 'solutions/02-convolution-by-hand.ipynb']))\n"
    )
    assert printed.startswith("True\n156 ")
    assert "(5000, 28, 28) (3, 3)\ncnnbook.plots needs more: " in printed
    assert printed.count("is not installed here. Run pip install cnnbook\n") == 3


def test_what_comes_along_is_all_that_the_package_imports():
    """So that whatever of it is missing is named, and nothing else is."""
    needed = {Requirement(line).name for line in project()["dependencies"]}
    of_the_core = needed - {"numpy", "lazy-loader", "tzdata"}
    named = {"ipython": "IPython", "pillow": "PIL", "pyyaml": "yaml"}
    brought = {named.get(name, name) for name in of_the_core}
    assert {*brought, "ipywidgets", "matplotlib_inline", "traitlets"} == COMES_ALONG


def test_what_needs_keras_says_in_one_line_what_to_install():
    printed = without_keras(
        "for call in (cb.models.lenet5, cb.models.convnet, cb.models.dense_net,\n"
        "             cb.models.mobilenet, lambda: cb.models.transfer_model(None, 4),\n"
        "             lambda: cb.models.unfreeze(None, 'x'),\n"
        "             lambda: cb.data.fashion_mnist(full=True)):\n"
        "    try: call()\n"
        "    except ImportError as error: print(error)\n"
        "print(cb.check('build-lenet', 3))\n"
        "main(['check', 'solutions/08-lenet-5.ipynb'])\n"
        "main(['doctor'])\n"
    )
    lines = [line for line in printed.splitlines() if INSTALL in line]
    assert len(lines) == 10
    assert printed.index("convnet needs Keras: keras is not") > 0


def test_what_keras_computes_with_is_found_as_keras_finds_it(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    here = {"keras": 1, "tensorflow": 1}
    monkeypatch.setattr(_keras.importlib.util, "find_spec", here.get)
    assert _keras.missing_for_keras() == ""
    for text, missing in (
        (json.dumps({"backend": "torch"}), "torch"),
        (json.dumps({"backend": "abacus"}), ""),
        ("{", ""),
        ("[]", ""),
    ):
        (tmp_path / "keras.json").write_text(text)
        assert _keras.missing_for_keras() == missing
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    assert _keras.missing_for_keras() == "jax"
    with pytest.raises(ImportError, match="jax is not installed here"):
        _keras.require_keras("this")
    here.clear()
    assert _keras.missing_for_keras() == "keras"


def test_no_autograder_is_packed_without_the_keras_that_it_needs(monkeypatch):
    assert {one.name.lower() for one in wheels.needed(keras=True)} >= {"keras", "numpy"}
    names = {one.name.lower() for one in wheels.needed(keras=False)}
    assert "numpy" in names
    assert "keras" not in names
    monkeypatch.setattr(wheels, "missing_for_keras", lambda: "keras")
    with pytest.raises(ValueError, match="chapters 07 to 12 need Keras"):
        wheels.needed(keras=True)
    assert cb.__version__ == wheels.version()
