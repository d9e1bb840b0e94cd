"""What several exercises of chapter 4 use."""

from __future__ import annotations
