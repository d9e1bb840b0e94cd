"""The output-size explorer."""

from __future__ import annotations

import traitlets

from cnnbook.arithmetic import output_size, same_padding
from cnnbook.explorers.base import Explorer, table
from cnnbook.explorers.bundling import module


class SizeExplorer(Explorer):
    """See every window along one axis, the floor formula, and the pixels left over.

    Parameters
    ----------
    n, f, p, s, d : int
        Image size (1 to 32), kernel size (1 to 11), padding on each side (0 to 8),
        stride (1 to 8) and dilation (1 to 4), in pixels.
    padding : {"own p", "valid", "same"}, default "own p"
        Use p, or none, or as much as TensorFlow's ``"same"``.

    Raises
    ------
    traitlets.TraitError
        If a setting is out of its range.

    Notes
    -----
    In JupyterLab the traits are live in both directions. Chapter 4.

    Examples
    --------
    >>> SizeExplorer(n=10, f=3, s=2).windows()
    4
    """

    tag = "cb-size-explorer"
    _esm = module("size-explorer")

    n = traitlets.Int(10, min=1, max=32).tag(sync=True)
    f = traitlets.Int(3, min=1, max=11).tag(sync=True)
    p = traitlets.Int(0, min=0, max=8).tag(sync=True)
    s = traitlets.Int(1, min=1, max=8).tag(sync=True)
    d = traitlets.Int(1, min=1, max=4).tag(sync=True)
    padding = traitlets.Enum(["own p", "valid", "same"], "own p").tag(sync=True)

    def ends(self) -> tuple[int, int]:
        """Return the padding before and after."""
        if self.padding == "same":
            return same_padding(self.n, self._span(), self.s)
        return (0, 0) if self.padding == "valid" else (self.p, self.p)

    def windows(self) -> int:
        """Return the output size: how many windows fit, 0 if none does."""
        if self._span() > self.n + sum(self.ends()):
            return 0
        return output_size(self.n, self._span(), self.ends(), self.s)

    def fallback(self) -> str:
        """Return the settings and the output size as a table."""
        before, after = self.ends()
        names = "image n, kernel f, padding before, padding after, stride s, dilation"
        row = [self.n, self.f, before, after, self.s, self.d, self.windows()]
        return table(f"{names}, output size", [row])

    def _span(self) -> int:
        return self.d * (self.f - 1) + 1
