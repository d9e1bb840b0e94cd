"""Setting up says what is missing, and hands pip's index to uv."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import set_up

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
