"""Chapter 16 goes through with a folder of the reader's own, in its own process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from sphinxext.solution_text import read

ROOT = Path(__file__).parent.parent
(TEXT,) = ROOT.glob("chapters/md/16-*.md")
COUNTS = {"grid": 14, "plate": 11, "tile": 9}
TURNED, TRANSPOSED = 0x0112, 6
CHANGED = {
    "MY_FOLDER = None": "MY_FOLDER = 'my photographs'",
    "epochs=8": "epochs=1",
    "steps=300": "steps=60",
}


def composed(kind, random):
    """Return a thing of a kind on a ground of its own, no two alike."""
    ground = random.integers(0, 256, (6, 8, 3), np.uint8)
    picture = Image.fromarray(ground).resize((220, 170), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    x, y, side = (int(n) for n in random.integers((50, 20, 60), (70, 40, 100)))
    colour = tuple(int(n) for n in random.integers(0, 256, 3))
    if kind == "plate":
        draw.ellipse((x, y, x + side, y + side), colour)
    elif kind == "tile":
        draw.rectangle((x, y, x + side, y + side), colour)
    else:
        for n in range(0, side, 15):
            draw.line((x + n, y, x + n, y + side), colour, 4)
            draw.line((x, y + n, x + side, y + n), colour, 4)
    return picture


def lay_out(folder):
    """Write what people bring: a twin, print colours, a picture on its side."""
    random = np.random.default_rng(0)
    for kind, count in COUNTS.items():
        (folder / kind).mkdir(parents=True)
        for n in range(count):
            composed(kind, random).save(folder / kind / f"my {kind} {n}.png")
    with Image.open(folder / "plate/my plate 0.png") as plate:
        plate.resize((110, 85)).save(folder / "plate/again.jpg", quality=60)
    composed("tile", random).convert("CMYK").save(folder / "tile/print.jpg")
    exif = Image.Exif()
    exif[TURNED] = TRANSPOSED
    composed("grid", random).save(folder / "grid/on its side.jpg", exif=exif)
    return held(folder)


def held(folder):
    """Return what is in a folder."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*"))


def program():
    """Return the chapter's code, with a reader's folder and hardly any training."""
    cells = [cell for cell in read(TEXT).cells if cell.cell_type == "code"]
    code = "\n\n".join(
        cell.source for cell in cells if "install" not in cell.metadata.get("tags", [])
    )
    for before, after in CHANGED.items():
        assert code.count(before) == 1, before
        code = code.replace(before, after)
    return code


def test_a_readers_own_folder_goes_through_chapter_16(tmp_path):
    own = tmp_path / "my photographs"
    brought = lay_out(own)
    (tmp_path / "data").symlink_to(ROOT / "chapters/data")
    (tmp_path / "chapter.py").write_text(program(), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "chapter.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    results = tmp_path / "results"
    assert json.loads((results / "kinds.json").read_text()) == sorted(COUNTS)
    assert (results / "network.keras").stat().st_size > 1_000_000
    assert "plate/again.jpg, plate/my plate 0.png" in ran.stdout
    card = (results / "card.md").read_text(encoding="utf-8")
    for words in ("| grid | 9 | 3 | 3 |", "(not said yet)", "asked once", "print.jpg"):
        assert words in card
    assert "on its side.jpg" in card
    for words in ("Not kept apart", "this book", "building"):
        assert words not in card
    assert held(own) == brought, "nothing is written into it"
