"""A Sphinx extension: an explorer on a page that is no notebook.

```{explorer} ConvStepper
```
"""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive

from cnnbook import explorers


class ExplorerDirective(Directive):
    """Put an explorer with its first state on the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the explorer's custom element."""
        (name,) = self.arguments
        if name not in explorers.__all__:
            raise self.error(f"there is no explorer {name!r}")
        html = getattr(explorers, name)().html()
        return [nodes.raw("", f'<div class="text_html">{html}</div>', format="html")]


def setup(app):
    """Connect to Sphinx."""
    app.add_directive("explorer", ExplorerDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
