"""A Sphinx extension: what search engines and other sites are told of the pages.

Each page gets a description and a card. The book's own address is read from CNNBOOK_URL
and the repository's from CNNBOOK_REPOSITORY; without them nothing names an address. By
hand, since sphinxext-opengraph (0.13, tried) describes a page by its first 160 letters,
cells of tables strung on commas, cut within a word; no setting gives its cards other
words, and it names no canonical address.
"""

from __future__ import annotations

import os
import re
from html import escape

from docutils import nodes

ADDRESS = os.environ.get("CNNBOOK_URL", "").rstrip("/")
REPOSITORY = os.environ.get("CNNBOOK_REPOSITORY", "").rstrip("/")
ABOUT = "Learn convolutional neural networks by hand, in NumPy and in Keras."
CARD = "A 3 by 3 window on a grid of numbers, and the feature map that it fills"
LONGEST = 160
"""Of a description, in characters: what search engines show."""


def shortened(text: str) -> str:
    """Return as many whole sentences, or else words, as a description may have."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    sentences = re.match(rf"(.{{40,{LONGEST - 1}}}[.?])\s", text)
    return sentences[1] if sentences else text[: LONGEST - 1].rpartition(" ")[0] + "…"


def description(doctree: nodes.document | None) -> str:
    """Return the first paragraph of a page that says something."""
    if doctree is not None:
        for paragraph in doctree.findall(nodes.paragraph):
            text = re.sub(r"^You will learn", "Learn", paragraph.astext())
            if len(text) >= 40 and not any(paragraph.findall(nodes.math)):
                return shortened(text)
    return ABOUT


def tags(page: str, title: str, about: str, address: str = ADDRESS) -> str:
    """Return the elements of a page's head that describe it."""
    title = re.sub("<.*?>", "", title)
    named = {"og:title": title, "og:description": about, "og:site_name": "cnnbook"}
    named["og:type"] = "website" if page == "book/welcome" else "article"
    links = []
    if address:
        named |= {"og:url": f"{address}/{page}.html", "og:image:alt": CARD}
        named |= {"og:image": f"{address}/_static/card.png"}
        named |= {"og:image:width": "1200", "og:image:height": "630"}
        links = [f'<link rel="canonical" href="{address}/{page}.html" />']
        links += ['<meta name="twitter:card" content="summary_large_image" />']
    said = [
        f'<meta property="{name}" content="{escape(text)}" />'
        for name, text in named.items()
    ]
    return "\n".join(
        [
            "",
            f'<meta name="description" content="{escape(about)}" />',
            *said,
            *links,
            "",
        ]
    )


def describe(app, pagename, templatename, context, doctree) -> None:
    """Add the description of a page, and icons for browsers that want dots."""
    context["metatags"] = context.get("metatags", "") + tags(
        pagename, context.get("title", "cnnbook"), description(doctree)
    )
    place = context["pathto"]("_static/icon.png", resource=True)
    context["metatags"] += f'<link rel="icon" type="image/png" href="{place}" />\n'
    context["metatags"] += f'<link rel="apple-touch-icon" href="{place}" />\n'


def launch_buttons(app, config) -> None:
    """Offer the notebooks on Binder and Colab where the repository is known."""
    config.book_address = ADDRESS
    if REPOSITORY:
        config.html_theme_options |= {
            "repository_provider": "github",
            "repository_url": REPOSITORY,
            "repository_branch": "main",
            "use_repository_button": True,
            "launch_buttons": {
                "binderhub_url": "https://mybinder.org",
                "colab_url": "https://colab.research.google.com",
                "notebook_interface": "jupyterlab",
            },
        }


def more_launch_buttons(app, pagename, templatename, context, doctree) -> None:
    """Offer a notebook on Kaggle, and the project in a Codespace, beside the others."""
    notebook = f"{REPOSITORY}/blob/main/{pagename}.ipynb"
    places = {
        "Kaggle": f"https://www.kaggle.com/kernels/welcome?src={notebook}",
        "Codespaces": REPOSITORY.replace("github.com", "codespaces.new", 1),
    }
    for group in context.get("header_buttons", []):
        if group.get("label") == "launch-buttons":
            group["buttons"] += [
                {
                    "type": "link",
                    "text": name,
                    "tooltip": f"Launch on {name}",
                    "icon": "fas fa-up-right-from-square",
                    "url": url,
                }
                for name, url in places.items()
            ]


def setup(app):
    """Connect to Sphinx."""
    app.add_config_value("book_address", "", "html")
    app.connect("config-inited", launch_buttons)
    app.connect("html-page-context", describe)
    app.connect("html-page-context", more_launch_buttons, priority=502)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
