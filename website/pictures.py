"""Pictures that are small files, and tell their size before they arrive."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image
from sphinx.application import Sphinx

from cnnbook.page import dark
from sphinxext.page_records import digest, records
from website import dark_pictures
from website.dark_pictures import darkened, ways
from website.pages import Page

PNG = re.compile(r"(_images/[\w-]+)\.png$")
WIDTH = re.compile(r"\bwidth: (\d+)px")


def name_pictures(page: Page) -> int:
    """Let a page ask for the small files."""
    found = 0
    for element in page.tree.css("img[src], a[href]"):
        name = "src" if element.tag == "img" else "href"
        old = element.attributes[name] or ""
        new = PNG.sub(r"\1.webp", old)
        if new != old:
            element.attrs[name] = new
            found += 1
    return found


def size_pictures(page: Page) -> int:
    """Tell the size of each picture, which is loaded when it comes near.

    The style sheet needs to know its full width on a phone: it is --own.
    """
    files = {Path(file).stem: uri for uri, file in page.builder.images.items()}
    found = 0
    for image in page.tree.css("img[src*=_images][style]"):
        source = files.get(Path(image.attributes["src"]).stem)
        shown = WIDTH.search(image.attributes["style"])
        if not (source and shown):
            continue
        with Image.open(Path(page.builder.srcdir) / source) as picture:
            height = round(int(shown[1]) * picture.height / picture.width)
        image.attrs["width"], image.attrs["height"] = shown[1], str(height)
        image.attrs["loading"], image.attrs["decoding"] = "lazy", "async"
        own = f"--own: {shown[1]}px; {image.attributes['style']}"
        image.attrs["style"] = own
        found += 1
    return found


def is_opaque(picture: Image.Image) -> bool:
    """Say whether nothing shines through a picture."""
    return "A" not in picture.getbands() or picture.getextrema()[-1][0] == 255


def lighten_picture(path: Path, way: str | None = None) -> None:
    """Store a picture as WebP, every dot as it was, and its look for the dark."""
    with Image.open(path) as picture:
        plain = picture.convert("RGB" if is_opaque(picture) else "RGBA")
        plain.save(path.with_suffix(".webp"), lossless=True, quality=50, method=1)
        dark = path.with_name(f"{path.stem}-dark.webp")
        darkened(picture, way).save(dark, lossless=True, quality=50, method=1)
    path.unlink()


def write_pictures(app: Sphinx) -> None:
    """Lighten the pictures that Sphinx has copied, those that are new."""
    old, known = records(app).site.get("pictures", {}), {}
    records(app).site["pictures"] = known
    for _, name in app.env.images.values():
        if name in old:
            known[name] = old[name]
    new = []
    way_of = ways(Path(app.srcdir))
    code = [Path(module.__file__).read_bytes() for module in (dark, dark_pictures)]
    for path in sorted(Path(app.outdir).glob("_images/*.png")):
        way = way_of.get(path.stem)
        contents = digest(path.read_bytes(), way, *code)
        looks = [path.with_suffix(".webp"), path.with_name(f"{path.stem}-dark.webp")]
        if known.get(path.name) == contents and all(map(Path.exists, looks)):
            path.unlink()
        else:
            known[path.name] = contents
            new.append((path, way))
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda one: lighten_picture(*one), new))
