"""Debian's Chromium, or a Chrome that is there, without a network of its own."""

from __future__ import annotations

import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright):
    """Start the browser; ``CHROMIUM`` is None where there is none."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
