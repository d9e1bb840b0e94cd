"""Pictures of slides are small, and have a second look for the dark, as those of pages.

A deck stays one file. The looks are those that `website.pictures` has written, except
for a tall picture whose halves stand side by side on its slide.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path

from PIL import Image
from sphinx.application import Sphinx

from sphinxext.page_records import records
from sphinxext.slides import address
from website.dark_pictures import darkened, ways

PICTURE = re.compile(
    r'<img (?P<rest>[^>]*?)(?:data-of="(?P<whole>\w+)" )?'
    r'src="data:image/png;base64,(?P<png>[^"]+)">'
)


def stored(picture: Image.Image) -> bytes:
    """Return a picture as WebP, every dot as it was."""
    file = io.BytesIO()
    picture.save(file, "WebP", lossless=True, quality=50, method=1)
    return file.getvalue()


def looks(png: bytes, whole: str, images: Path, way_of: dict[str, str]) -> list[bytes]:
    """Return both looks of a picture; `whole` names the one whose halves it shows."""
    stem = hashlib.sha256(png).hexdigest()
    files = [images / f"{stem}{end}.webp" for end in ("", "-dark")]
    if not whole and all(map(Path.exists, files)):
        return [file.read_bytes() for file in files]
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    dark = darkened(picture, way_of.get(whole or stem))
    return [stored(picture), stored(dark)]


def pair_looks_on_slides(app: Sphinx) -> None:
    """Put beside each picture on the slides just written the one for the dark."""
    images, way_of = Path(app.outdir) / "_images", ways(Path(app.srcdir))

    def paired(found: re.Match[str]) -> str:
        png, whole = base64.b64decode(found["png"]), found["whole"] or ""
        both = looks(png, whole, images, way_of)
        return "".join(
            f'<img class="in-{name}" {found["rest"]}'
            f'src="data:image/webp;base64,{base64.b64encode(look).decode()}">'
            for name, look in zip(("light", "dark"), both, strict=True)
        )

    for name in sorted(records(app).written):
        if not records(app).of(name).get("slides"):
            continue
        deck = Path(app.outdir) / address(name)
        html, number = PICTURE.subn(paired, deck.read_text("utf-8"))
        records(app).count(name, pair_looks_on_slides.__name__, number)
        deck.write_text(html, encoding="utf-8")
