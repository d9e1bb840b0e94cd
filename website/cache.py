"""Results that are dear, kept by what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sphinxext.page_records import digest


class Cache:
    """A folder of results.

    Parameters
    ----------
    folder : Path

    Examples
    --------
    >>> import tempfile
    >>> cache = Cache(Path(tempfile.mkdtemp()))
    >>> cache.get(["a", 1], lambda: b"dear"), cache.get(["a", 1], lambda: b"never run")
    (b'dear', b'dear')
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def get(self, parts: list[object], make: Callable[[], bytes]) -> bytes:
        """Return the result that these parts have, made by `make` if it is new."""
        path = self.folder / digest(*parts)
        self.used.add(path.name)
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make())
        return path.read_bytes()

    def prune(self) -> None:
        """Forget the results that nobody has asked for."""
        for path in self.folder.glob("*"):
            if path.name not in self.used:
                path.unlink()
