"""A Sphinx extension: an explorer on a page that is no notebook.

```{explorer} ConvStepper
```
"""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from cnnbook import explorers
from sphinxext.generated import add_writer, written


def element(name: str) -> str:
    """Return an explorer's custom element, with its first state."""
    if name not in explorers.__all__:
        raise ValueError(f"there is no explorer {name!r}")
    return getattr(explorers, name)().html()


class ExplorerDirective(SphinxDirective):
    """Put an explorer with its first state on the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the explorer's custom element."""
        try:
            html = written(self.env, self.env.docname, self.name, *self.arguments)
        except ValueError as error:
            raise self.error(str(error)) from error
        return [nodes.raw("", f'<div class="text_html">{html}</div>', format="html")]


def setup(app):
    """Connect to Sphinx."""
    add_writer(app, "explorer", element)
    app.add_directive("explorer", ExplorerDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
