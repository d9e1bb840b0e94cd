"""List the links that leave the built book, and the pages that they stand on.

python -m scripts.external_links         into _build/external-links.txt
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
OUT = ROOT / "_build" / "external-links.txt"


def external_links(html: Path) -> dict[str, set[str]]:
    """Return each address outside the book with the pages that link to it."""
    links = defaultdict(set)
    for page in html.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        for link in tree.css("a[href]"):
            target = link.attributes["href"] or ""
            if target.startswith(("http:", "https:", "//")):
                links[target].add(str(page.relative_to(html)))
    return links


def main() -> None:
    """Write the list."""
    links = external_links(HTML)
    rows = [f"{link}\t{', '.join(sorted(links[link]))}" for link in sorted(links)]
    OUT.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} links: {OUT}")


if __name__ == "__main__":
    main()
