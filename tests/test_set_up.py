"""Setting up says what is missing, and hands pip's index to uv."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import cnnbook
from scripts import check_release, set_up

ROOT = Path(__file__).resolve().parent.parent
MIRROR = "https://mirror.example/simple"


def test_another_python_is_told_which_it_may_be(monkeypatch):
    for version in ((3, 10, 1), (3, 14, 0)):
        monkeypatch.setattr(set_up.sys, "version_info", version)
        with pytest.raises(SystemExit, match=r"3\.11, 3\.12 or 3\.13"):
            set_up.set_up(Path("nowhere"))


@pytest.mark.parametrize(
    ("fails", "words"), [("venv", "apt install python3-venv"), ("uv", "PIP_INDEX_URL")]
)
def test_what_fails_is_told_with_the_command(tmp_path, monkeypatch, fails, words):
    def run(line, **_):
        failed = fails in line or any(part.endswith(f"/{fails}") for part in line)
        return subprocess.CompletedProcess(line, failed, stdout="")

    monkeypatch.setattr(set_up.subprocess, "run", run)
    with pytest.raises(SystemExit, match=words):
        set_up.set_up(tmp_path)
    assert not (tmp_path / ".ready").exists()


def test_the_index_of_pip_is_that_of_uv(monkeypatch):
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", MIRROR)
    assert set_up.surroundings(sys.executable)["UV_DEFAULT_INDEX"] == MIRROR
    monkeypatch.setenv("UV_INDEX_URL", "https://own.example/simple")
    assert "UV_DEFAULT_INDEX" not in set_up.surroundings(sys.executable)


@pytest.mark.parametrize("folder", ["plain", "with a space and ö"])
def test_an_environment_that_was_moved_is_made_anew(tmp_path, folder):
    home = tmp_path / folder
    venv = home / ".venv"
    venv.mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", home)
    for name in ("pyproject.toml", "requirements.txt"):
        (home / name).touch()
    ready = venv / ".ready"

    def make():
        clean = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
        line = ["make", "-n", "lab"]
        done = subprocess.run(
            line, cwd=home, env=clean, capture_output=True, text=True, check=True
        )
        return done.stdout

    for place in ("", str(venv.resolve())):
        ready.write_text(place)
        assert "set_up.py" not in make()
        assert venv.exists()
    ready.write_text("/elsewhere/.venv")
    assert "The environment was made elsewhere" in make()
    assert not venv.exists()
    assert "scripts/set_up.py .venv" in make()


def test_what_is_pinned_has_a_hash_and_names_no_host():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in text
    pins = text.replace("\\\n", " ").splitlines()
    assert len(pins) > 200
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_a_development_container_sets_up_as_everybody_does():
    file = ROOT / ".devcontainer" / "devcontainer.json"
    container = json.loads(file.read_text("utf-8"))
    assert container["postCreateCommand"] == "python3 scripts/set_up.py"
    (opened,) = container["customizations"]["codespaces"]["openFiles"]
    assert (ROOT / opened).exists()
    version = container["image"].rpartition(":")[2]
    assert version in ("3.11", "3.12", "3.13")


def test_the_tests_of_the_package_are_there():
    lines = (ROOT / "tests" / "package.txt").read_text("utf-8").split()
    assert all((ROOT / line).exists() for line in lines)


def built(folder, version, names):
    with zipfile.ZipFile(folder / f"cnnbook-{version}-py3-none-any.whl", "w") as wheel:
        for name in names:
            wheel.writestr(name, "")
    with tarfile.open(folder / f"cnnbook-{version}.tar.gz", "w:gz") as archive:
        for name in names:
            inside = name.rpartition("licenses/")[2]
            archive.addfile(tarfile.TarInfo(f"cnnbook-{version}/{inside}"))


def test_what_is_published_is_complete_and_of_its_tag(tmp_path):
    licences = {f"x.dist-info/licenses/{n}" for n in ("LICENSE", "LICENSE-CODE")}
    whole = check_release.INSIDE | licences
    version = cnnbook.__version__
    built(tmp_path, version, whole)
    assert check_release.faults(tmp_path, f"v{version}") == []
    assert "the tag is v0" in check_release.faults(tmp_path, "v0")[0]
    built(tmp_path, version, whole - licences - {"cnnbook/py.typed"} | {"tests/x.py"})
    said = "\n".join(check_release.faults(tmp_path, f"v{version}"))
    for words in ("lacks cnnbook/py.typed", "holds tests", "lacks LICENSE-CODE"):
        assert said.count(words) == 2
