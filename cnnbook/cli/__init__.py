"""The command ``cnnbook``."""

from cnnbook.cli.command import main

__all__ = ["main"]
