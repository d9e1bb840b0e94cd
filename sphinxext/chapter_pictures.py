"""A Sphinx extension: the chapters, each with one of its pictures.

```{chapter-pictures}
1.2
```

Each line is the number of a figure, in the order of the chapters. The pictures say
nothing that the name beside them does not, so their text is empty.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinxext.figure_numbers import anchor
from sphinxext.page_records import digest

LOG = logging.getLogger(__name__)
NUMBERS = "cnnbook_chapter_pictures"
WIDTH = 200
"""Pixels: as wide as a picture is at most."""


class ChapterPictures(nodes.General, nodes.Element):
    """Where the pictures go, once the chapters are read."""


class ChapterPicturesDirective(SphinxDirective):
    """Put the chapters with their pictures on the page."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Remember the numbers of the figures."""
        numbers = [line.strip() for line in self.content if line.strip()]
        self.env.metadata[self.env.docname][NUMBERS] = numbers
        return [ChapterPictures(numbers=numbers)]


def picture(env, number: str) -> tuple[str, str] | None:
    """Return the page of a figure, and the file of its picture."""
    page, _ = env.get_domain("std").anonlabels.get(anchor(number), (None, None))
    if page is None:
        return None
    for figure in env.get_doctree(page).findall(nodes.Element):
        if anchor(number) in figure.get("ids", ()):
            return page, next(figure.findall(nodes.image))["uri"]
    return None


class ShowChapters(SphinxPostTransform):
    """Put a link to each chapter, with its picture, where they belong."""

    default_priority = 905

    def run(self, **kwargs) -> None:
        """Replace the place by the links."""
        for place in list(self.document.findall(ChapterPictures)):
            links = [self.link(place, number) for number in place["numbers"]]
            shown = nodes.container(classes=["chapter-pictures"], is_div=True)
            shown += [nodes.paragraph("", "", link) for link in links if link]
            place.replace_self(shown)

    def link(self, place: nodes.Element, number: str) -> nodes.Node | None:
        """Return the link to the chapter of a figure."""
        found = picture(self.env, number)
        if found is None:
            LOG.warning("there is no Figure %s to show", number, location=place)
            return None
        page, uri = found
        image = nodes.image(uri=uri, alt="", width=f"{WIDTH}px")
        image["candidates"] = {"*": uri}
        title = nodes.inline("", self.env.titles[page].astext())
        target = self.app.builder.get_relative_uri(self.env.docname, page)
        return nodes.reference("", "", image, title, refuri=target, internal=True)


def shows(app, page: str) -> str:
    """Return the pictures that a page shows of others."""
    numbers = app.env.metadata[page].get(NUMBERS, ())
    return digest([picture(app.env, number) for number in numbers])


def setup(app):
    """Connect to Sphinx."""
    app.setup_extension("sphinxext.rewriting")
    app.add_directive("chapter-pictures", ChapterPicturesDirective)
    app.add_node(ChapterPictures)
    app.connect("page-shows", shows)
    app.add_post_transform(ShowChapters)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
