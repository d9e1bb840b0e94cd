"""What is told of the pages, with and without an address."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from types import SimpleNamespace

import yaml
from bs4 import BeautifulSoup
from packaging.specifiers import SpecifierSet
from PIL import Image

from sphinxext import metadata

ROOT = Path(__file__).parent.parent
ADDRESS = "https://example.org/books/cnnbook"


def head(address):
    html = metadata.tags("chapters/x", "<em>A</em> & B", 'Say "so".', address)
    return BeautifulSoup(html, "html.parser")


def test_without_an_address_nothing_names_one():
    assert "://" not in str(head(""))
    assert head("").find("meta", property="og:title")["content"] == "A & B"
    assert head("").find("meta", {"name": "description"})["content"] == 'Say "so".'
    assert not head("").find("link", rel="canonical")


def test_with_an_address_a_card_is_shown():
    said = head(ADDRESS)
    assert said.find("link", rel="canonical")["href"] == f"{ADDRESS}/chapters/x.html"
    picture = said.find("meta", property="og:image")["content"]
    assert picture == f"{ADDRESS}/_static/card.png"
    assert len(said.find("meta", property="og:image:alt")["content"].split()) >= 8
    size = [said.find("meta", property=f"og:image:{s}")["content"] for s in SIDES]
    with Image.open(ROOT / "book" / "assets" / "card.png") as card:
        assert [str(n) for n in card.size] == size == ["1200", "630"]


SIDES = ("width", "height")


def test_a_description_is_made_of_whole_sentences_or_words():
    short = "One sentence that is short enough to stay."
    assert metadata.shortened(short) == short
    two = f"{short} " + "And a second one, which is far too long. " * 5
    assert metadata.shortened(two).endswith(("stay.", "long."))
    endless = "word " * 60
    assert metadata.shortened(endless).endswith("word…")
    assert all(len(metadata.shortened(t)) <= 160 for t in (two, endless))


def test_the_repository_is_offered_only_where_it_is_known(monkeypatch):
    config = SimpleNamespace(html_theme_options={})
    monkeypatch.setattr(metadata, "REPOSITORY", "")
    metadata.launch_buttons(None, config)
    assert config.html_theme_options == {}
    monkeypatch.setattr(metadata, "REPOSITORY", "https://github.com/a/b")
    metadata.launch_buttons(None, config)
    assert config.html_theme_options["repository_url"] == "https://github.com/a/b"
    buttons = config.html_theme_options["launch_buttons"]
    assert {"binderhub_url", "colab_url"} <= set(buttons)
    groups = [{"label": "launch-buttons", "buttons": []}, {"label": "else"}]
    context = {"header_buttons": groups}
    metadata.more_launch_buttons(None, "exercises/02-x", "", context, None)
    assert [button["url"] for button in groups[0]["buttons"]] == [
        "https://www.kaggle.com/kernels/welcome"
        "?src=https://github.com/a/b/blob/main/exercises/02-x.ipynb",
        "https://codespaces.new/a/b",
    ]


def test_a_release_names_the_repository():
    """No address stands in the project: where it is built says which."""
    workflow = ROOT / ".github" / "workflows" / "release.yml"
    steps = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]["build"]["steps"]
    names = [step.get("name", "") for step in steps]
    said = names.index("Say where the project is")
    assert said < names.index("Build, and hold it against the tag")
    added = re.match(r"printf '(.*)' ", steps[said]["run"])[1].replace("\\n", "\n")
    text = (ROOT / "pyproject.toml").read_text("utf-8") + added % "https://x.org/a/b"
    urls = {"Source": "https://x.org/a/b"}
    assert tomllib.loads(text)["project"]["urls"] == urls


def test_binder_installs_what_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    assert "--require-hashes --requirement requirements.txt" in script.read_text()
    version = (ROOT / "binder" / "runtime.txt").read_text("utf-8").strip()
    known = SpecifierSet(project["requires-python"])
    assert version.removeprefix("python-") in known
