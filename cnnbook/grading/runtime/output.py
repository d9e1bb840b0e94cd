"""Hold back what a learner's function prints."""

from __future__ import annotations

import io

MAX_PRINTED = 2000
"""Characters of it that are kept."""


class CapturedOutput(io.StringIO):
    """Collect what is printed, up to `max_characters`."""

    def __init__(self, max_characters: int = MAX_PRINTED) -> None:
        super().__init__()
        self.max_characters = max_characters

    def write(self, text: str) -> int:
        """Keep the part of `text` that still fits."""
        left = self.max_characters - self.tell()
        if left > 0:
            super().write(text[:left])
        return len(text)
